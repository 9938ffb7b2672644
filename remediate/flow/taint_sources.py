"""What brings a secret into a flow: reads, answers, arriving fields, other flows, and what is hidden already."""

from remediate.flow.actions import Action
from remediate.flow.arriving import credential_fields
from remediate.flow.flow import Flow
from remediate.flow.secret_reads import gives_secret, is_secret_read
from remediate.flow.tainted import CLEAN, Origin, Path, Taint, Way

CALLED_FLOW = "workflowReferenceName"
"""The member of a Workflow action's host that says which child flow it calls."""


def arriving(flow: Flow) -> Taint:
    """What the trigger's outputs carry: fields that are credentials by name, and what another flow passes.

    Where the author hides the outputs and no field says why, all of them.
    """
    found: dict[Path, Way] = {}
    for trigger in flow.triggers:
        for path, name in credential_fields(flow).items():
            found[path] = Way(Origin.ARRIVES, f"{trigger.name} ({name})")
        for path, parent in flow.neighbours.arriving.items():
            found.setdefault(("body", *path), Way(Origin.FLOW, f"{parent}, which calls {trigger.name}"))
        if not found and "outputs" in trigger.secured:
            found[()] = Way(Origin.HIDDEN, trigger.name)
    return Taint(found)


def bring_in(flow: Flow) -> bool:
    """Whether an action hides its outputs, or is given a secret by the flow that it calls."""
    if any("outputs" in step.secured for step in flow.hiding if isinstance(step, Action)):
        return True
    return bool(flow.neighbours.children) and any(source(flow, action) for action in flow.all_actions)


def source(flow: Flow, action: Action) -> Taint:
    """What the action brings in by itself, whatever it takes in."""
    if gives_secret(action):
        return Taint({(): Way(Origin.READ if is_secret_read(action) else Origin.TOKEN, action.name)})
    child = flow.neighbours.children.get(called_flow(action))
    if child is not None and child.returns:
        return Taint({path: Way(Origin.FLOW, f"the child flow {child.name}") for path in child.returns})
    return CLEAN


def hides(action: Action) -> bool:
    """Whether its outputs are hidden from the run history."""
    return "outputs" in action.secured


def called_flow(action: Action) -> str:
    """The workflow id, in lower case, of the child flow that a Workflow action calls; empty for other actions."""
    if not action.is_a("Workflow") or not isinstance(action.inputs, dict):
        return ""
    host = action.inputs.get("host")
    found = host.get(CALLED_FLOW) if isinstance(host, dict) else None
    return found.strip("{}").lower() if isinstance(found, str) else ""
