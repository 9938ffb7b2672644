"""What a connector action needs in a flow: a way to sign in, a connection's local key, the platform's parameters."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.remedies.naming import MAX_ACTION_NAME, unique
from remediate.remedies.patching import Patching

BY_PARAMETER = "@parameters('$authentication')"
_BY_CONNECTION_KEY = {
    "type": "Raw",
    "value": "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']",
}
_LEFT_OUT = "left out"
_CONNECTION_KEY_KINDS = frozenset({"button", "powerapp"})
_CONNECTOR_ACTIONS = ("OpenApiConnection", "ApiConnection")


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a connector action signs in: platform-facts 3.2 and 11j. `value` is None where the member is left out."""

    value: Any

    def into(self, inputs: dict[str, Any]) -> dict[str, Any]:
        """The inputs of an action, with the way to sign in where there is one."""
        return inputs if self.value is None else {**inputs, "authentication": self.value}


def sign_in(flow: Flow) -> SignIn:
    """How the flow's other connector actions sign in; else what its trigger calls for."""
    shapes = [_shape(action) for action in flow.actions(*_CONNECTOR_ACTIONS)]
    known = Counter(shape for shape in shapes if shape is not None)
    if known:
        chosen = max(known, key=lambda shape: known[shape])
    else:
        by_key = any(t.is_a("Request") and t.kind.casefold() in _CONNECTION_KEY_KINDS for t in flow.triggers)
        chosen = "Raw" if by_key else BY_PARAMETER
    return SignIn({"Raw": _BY_CONNECTION_KEY, _LEFT_OUT: None}.get(chosen, chosen))


def _shape(action: Action) -> str | None:
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return None
    given = inputs.get("authentication", _LEFT_OUT)
    if isinstance(given, dict):
        return "Raw" if "$ConnectionKey" in str(given.get("value", "")) else None
    return given if given in (BY_PARAMETER, _LEFT_OUT) else None


def action_name(flow: Flow, label: str, new: Iterable[str] = ()) -> str:
    """A name for a read: `Get_secret_` and what it opens, unique in the flow and among `new`."""
    taken = {name.casefold() for name in new} | {s.name.casefold() for s in (*flow.all_actions, *flow.triggers)}
    return unique(f"Get_secret_{label}", taken, MAX_ACTION_NAME)


def declare_parameters(flow: Flow, patching: Patching) -> None:
    """`$connections` must be there with the first connector action (platform-facts 1.4)."""
    platform = {
        "$connections": {"defaultValue": {}, "type": "Object"},
        "$authentication": {"defaultValue": {}, "type": "SecureObject"},
    }
    if not isinstance(patching.value(flow.at("parameters")), dict):
        patching.add(flow.at("parameters"), platform)
        return
    for name, declaration in platform.items():
        if not patching.has(flow.at("parameters", name)):
            patching.add(flow.at("parameters", name), declaration)


def declare_reference(flow: Flow, patching: Patching, api: str, entry: dict[str, Any]) -> str:
    """A new entry among the flow's connection references, under a key that says its connector; the key.

    A file that has no place for connection references gets none: what it needs is told beside it.
    """
    key = unique(api, {key.casefold() for key in flow.connection_references}, MAX_ACTION_NAME)
    if flow.references_pointer is not None:
        if isinstance(patching.value(flow.references_pointer), dict):
            patching.add(ptr.join(flow.references_pointer, key), entry)
        else:
            patching.add(flow.references_pointer, {key: entry})
    return key
