"""What a solution does not take, and what has to be known of what it takes: said of every flow before anything is made.

Microsoft's list of known limits (solutions-overview, 2020; platform-facts 2) says that instant flows made outside a
solution, those of canvas apps, and those that start in Office cannot be *added* to one. Today's exports hold instant
flows and those of canvas apps, so they are migrated, as new flows. None holds one that starts in Office.
"""

from collections.abc import Collection, Iterator, Mapping

from remediate.flow import Flow, Trigger
from remediate.migration.model import Connector
from remediate.migration.references import undescribed

Refusal = tuple[str, str]
"""Why a flow is left out, and the smallest step that would change it."""

_OFFICE = ("shared_excelonline", "shared_wordonline")
_BY_HAND = "in the environment: Solutions, Add existing, Automation, Cloud flow, Outside Dataverse"
_INSTANT = {
    "button": "instant flow: whoever runs it, runs the old one until it is shared and pinned anew",
    "powerapp": "called by a canvas app, which goes on calling the old flow until the new one is added to it",
    "powerappv2": "called by a canvas app, which goes on calling the old flow until the new one is added to it",
    "apiconnection": "started for a selected item: the menu offers the old flow until that one is turned off",
    "http": "called by its URL: the new flow has another one, which its callers must be given",
}


def refusal(flow: Flow, connectors: Mapping[str, Connector]) -> Refusal | None:
    """Why the flow is left out, None where nothing speaks against it."""
    if any(_starts_in_office(trigger, flow) for trigger in flow.triggers):
        return "it starts in Excel or Word, and such flows cannot be part of a solution", "build it anew, another way"
    for key, connector in connectors.items():
        if connector.custom and key in flow.connection_references:
            step = f"bring the connector into the solution, then the flow, {_BY_HAND}"
            return f"it uses the custom connector {connector.display_name}, which must be in a solution first", step
    if key := undescribed(flow):
        return f"its connection {key} is not described as exports describe one", "export the flow again"
    return None


def _starts_in_office(trigger: Trigger, flow: Flow) -> bool:
    """Whether the flow starts for a selected row or text: a Request of kind ApiConnection, of an Office connector."""
    if not trigger.is_a("Request") or trigger.kind.casefold() != "apiconnection":
        return False
    text = str(trigger.inputs.get("host")) if isinstance(trigger.inputs, dict) else ""
    keys = [key for key in flow.connection_references if f"'{key}'" in text] or list(flow.connection_references)
    ids = [
        str(flow.connection_references[k].get("id", ""))
        for k in keys
        if isinstance(flow.connection_references[k], dict)
    ]
    return any(name.rpartition("/")[2].casefold().startswith(_OFFICE) for name in ids)


def notes(flow: Flow, known_flows: Collection[str], *, is_child: bool) -> Iterator[str]:
    """What has to be known of a flow that is taken.

    `known_flows` are the ids of those that are migrated with it; `is_child` says whether one of them calls it.
    """
    for trigger in flow.triggers:
        if trigger.is_a("Request") and (note := _INSTANT.get(trigger.kind.casefold())):
            yield note
    references = [r for r in flow.connection_references.values() if isinstance(r, dict)]
    if any(str(r.get("source", "")).casefold() == "invoker" for r in references):
        yield "runs with connections of whoever starts it: who may run it does not travel, share it anew"
    old = sum(1 for action in flow.actions() if action.type.casefold().startswith("apiconnection"))
    if old:
        be, stay = ("is", "stays") if old == 1 else ("are", "stay")
        yield (
            f"{old} of its actions {be} of the old form (ApiConnection) and {stay} so, as in exports of solutions: "
            "the new form needs names that the package does not hold"
        )
    if old and is_child:
        yield "is called by another flow, and may not turn on: child flows have no actions of the old form"
    for action in flow.actions("Workflow"):
        if (called := child_of(action.inputs)) and called not in known_flows:
            yield f"{action.name} calls a flow that is not migrated with it: that flow must be there before the import"
    if _is_managed(flow):
        yield "was part of a managed solution: it becomes part of an unmanaged one"


def child_of(inputs: object) -> str:
    """The id, in lower case, of the flow that a Workflow action calls; empty where it names none."""
    host = inputs.get("host") if isinstance(inputs, dict) else None
    name = host.get("workflowReferenceName") if isinstance(host, dict) else None
    return name.casefold() if isinstance(name, str) else ""


def _is_managed(flow: Flow) -> bool:
    properties = flow.document.get("properties") if isinstance(flow.document, dict) else None
    return isinstance(properties, dict) and properties.get("isManaged") is True
