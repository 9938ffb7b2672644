"""The action that reads a secret at run time, and the connection it needs (rewriting.md part 1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.secret_reads import RETRIEVE, UNBOUND_ACTION
from remediate.remedies.naming import MAX_ACTION_NAME, guid, unique
from remediate.remedies.patching import Patching

API = "shared_commondataserviceforapps"
API_ID = f"/providers/Microsoft.PowerApps/apis/{API}"

#: How a connector action signs in: platform-facts 3.2 and 11j.
_BY_PARAMETER = "@parameters('$authentication')"
_BY_CONNECTION_KEY = {
    "type": "Raw",
    "value": "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']",
}
_LEFT_OUT = "left out"
_CONNECTION_KEY_KINDS = frozenset({"button", "powerapp"})


@dataclass(frozen=True, slots=True)
class Connection:
    """The solution's connection reference for Dataverse; `new` where the package must gain it."""

    logical_name: str
    display_name: str
    new: bool


def action_name(flow: Flow, label: str, new: Iterable[str] = ()) -> str:
    """A name for the read: `Get_secret_` and what it opens, unique in the flow and among `new`."""
    taken = {name.casefold() for name in new} | {s.name.casefold() for s in (*flow.all_actions, *flow.triggers)}
    return unique(f"Get_secret_{label}", taken, MAX_ACTION_NAME)


def read_action(flow: Flow, name: str, schema_name: str, connection_key: str, run_after: dict[str, Any]) -> Any:
    """The read, with exactly the members that platform-facts 3.2 shows; its outputs are secured."""
    authentication = _sign_in(flow)
    inputs = {
        "host": {"connectionName": connection_key, "operationId": UNBOUND_ACTION, "apiId": API_ID},
        "parameters": {"actionName": RETRIEVE, "item/EnvironmentVariableName": schema_name},
    }
    if authentication != _LEFT_OUT:
        inputs["authentication"] = authentication
    return {
        "runAfter": run_after,
        "metadata": {"operationMetadataId": guid(flow.member, flow.name, name)},
        "type": "OpenApiConnection",
        "inputs": inputs,
        "runtimeConfiguration": {"secureData": {"properties": ["outputs"]}},
    }


def _sign_in(flow: Flow) -> Any:
    """How the flow's other connector actions sign in; else what its trigger calls for."""
    shapes = [_shape(action) for action in flow.actions("OpenApiConnection")]
    known = Counter(shape for shape in shapes if shape is not None)
    if known:
        chosen = max(known, key=lambda shape: known[shape])
    else:
        by_key = any(t.is_a("Request") and t.kind.casefold() in _CONNECTION_KEY_KINDS for t in flow.triggers)
        chosen = "Raw" if by_key else _BY_PARAMETER
    return _BY_CONNECTION_KEY if chosen == "Raw" else chosen


def _shape(action: Action) -> str | None:
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return None
    given = inputs.get("authentication", _LEFT_OUT)
    if isinstance(given, dict):
        return "Raw" if "$ConnectionKey" in str(given.get("value", "")) else None
    return given if given in (_BY_PARAMETER, _LEFT_OUT) else None


def provide_connection(flow: Flow, patching: Patching, connection: Connection) -> tuple[str, bool]:
    """Make the flow able to call Dataverse: the local key of its connection, and whether the solution's was needed.

    The flow's own reference is used if it has one (never an `invoker`'s); else `connection` is declared. A file that
    has no place for connection references gets none: what it needs is told beside it.
    """
    _declare_parameters(flow, patching)
    for key, reference in flow.connection_references.items():
        if _is_own(reference):
            return key, False
    taken = {key.casefold() for key in flow.connection_references}
    key = unique(API, taken, MAX_ACTION_NAME)
    if flow.references_pointer is not None:
        entry = {
            "runtimeSource": "embedded",
            "connection": {"connectionReferenceLogicalName": connection.logical_name},
            "api": {"name": API},
        }
        if isinstance(patching.value(flow.references_pointer), dict):
            patching.add(ptr.join(flow.references_pointer, key), entry)
        else:
            patching.add(flow.references_pointer, {key: entry})
    return key, True


def _is_own(reference: Any) -> bool:
    if not isinstance(reference, dict):
        return False
    api = reference.get("api")
    name = api.get("name") if isinstance(api, dict) else None
    return name == API and str(reference.get("runtimeSource", "")).casefold() == "embedded"


def _declare_parameters(flow: Flow, patching: Patching) -> None:
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
