"""Which steps can hide their inputs or outputs from the run history: the one table.

Sources, as platform-facts 5.1, 5.2 and 11i weigh them: `CONFIRMED` types were seen so in real exports (connector
actions and Http both, child flows inputs, Request triggers of kind Button both, Compose inputs) or accepted by the
hosted designer (ParseJson inputs). `DOCUMENTED` ones are supported by Microsoft's text ("Secure access and data in
workflows") and offered by its designer (Azure/LogicAppsUX), but no export with them is known. The same text says that
a step with secured data takes no tracked properties, so beside them no type is sure. Everything else takes none: a flow
with such a setting imports and then refuses to turn on, with `InvalidSecureDataConfiguration`.
"""

from enum import Enum

from remediate.flow.actions import Step, Trigger


class Support(Enum):
    """How sure it is that a step takes the setting."""

    CONFIRMED = "confirmed"
    DOCUMENTED = "documented"
    NONE = "none"


_BOTH = {"inputs": Support.CONFIRMED, "outputs": Support.CONFIRMED}
_INPUTS = {"inputs": Support.CONFIRMED}
_BOTH_DOCUMENTED = {"inputs": Support.DOCUMENTED, "outputs": Support.DOCUMENTED}
_INPUTS_DOCUMENTED = {"inputs": Support.DOCUMENTED}

_ACTIONS = {
    "openapiconnection": _BOTH,
    "openapiconnectionwebhook": _BOTH,
    "openapiconnectionnotification": _BOTH,
    "apiconnection": _BOTH,
    "apiconnectionwebhook": _BOTH,
    "apiconnectionnotification": _BOTH,
    "http": _BOTH,
    "workflow": {"inputs": Support.CONFIRMED, "outputs": Support.DOCUMENTED},
    "compose": _INPUTS,
    "parsejson": _INPUTS,
    "response": _INPUTS_DOCUMENTED,
    "wait": _INPUTS_DOCUMENTED,
    "httpwebhook": _BOTH_DOCUMENTED,
    "query": _BOTH_DOCUMENTED,
    "select": _BOTH_DOCUMENTED,
    "join": _BOTH_DOCUMENTED,
    "table": _BOTH_DOCUMENTED,
    "expression": _BOTH_DOCUMENTED,
    "function": _BOTH_DOCUMENTED,
    "javascriptcode": _BOTH_DOCUMENTED,
}
_TRIGGERS = {name: _ACTIONS[name] for name in _ACTIONS if "connection" in name or name.startswith("http")}
_NOTHING: dict[str, Support] = {}


def support(step: Step, property_name: str) -> Support:
    """Whether `step` can hide its `inputs` or `outputs` (the two property names; compared without case)."""
    found = _of(step).get(property_name.casefold(), Support.NONE)
    return Support.DOCUMENTED if found is Support.CONFIRMED and step.node.get("trackedProperties") else found


def _of(step: Step) -> dict[str, Support]:
    kind = step.type.casefold()
    if not isinstance(step, Trigger):
        return _ACTIONS.get(kind, _NOTHING)
    if kind != "request":
        return _TRIGGERS.get(kind, _NOTHING)
    sort = step.kind.casefold()
    if sort == "button":
        return _BOTH
    if sort == "powerpages":
        return _NOTHING  # "Support for passing a parameter to a flow configured with secure inputs is not available"
    return _BOTH_DOCUMENTED
