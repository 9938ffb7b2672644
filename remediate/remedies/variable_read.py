"""The read of a Secret environment variable through Dataverse, as solutions have it (rewriting.md part 1)."""

from dataclasses import dataclass
from typing import Any

from remediate import wdl
from remediate.flow import Flow
from remediate.flow.secret_reads import RETRIEVE, UNBOUND_ACTION, VALUE, expression_of
from remediate.remedies.connector import declare_parameters, declare_reference, sign_in
from remediate.remedies.naming import Entry, guid
from remediate.remedies.patching import Patching

API = "shared_commondataserviceforapps"
API_ID = f"/providers/Microsoft.PowerApps/apis/{API}"


@dataclass(frozen=True, slots=True)
class Connection:
    """The solution's connection reference for Dataverse; `new` where the package must gain it."""

    logical_name: str
    display_name: str
    new: bool

    paths = wdl.SECRET_VARIABLE_PATHS
    """Where the read's outputs hold the value."""

    def expression(self, action_name: str) -> str:
        """The expression, without `@`, that gives the value which the action of that name has read."""
        return expression_of(action_name, VALUE)

    def provide(self, flow: Flow, patching: Patching) -> tuple[str, bool]:
        """Make the flow able to call Dataverse: the local key, and whether the solution's reference was needed.

        The flow's own reference is used if it has one, never an `invoker`'s.
        """
        declare_parameters(flow, patching)
        for key, reference in flow.connection_references.items():
            if _is_own(reference):
                return key, False
        entry = {
            "runtimeSource": "embedded",
            "connection": {"connectionReferenceLogicalName": self.logical_name},
            "api": {"name": API},
        }
        return declare_reference(flow, patching, API, entry), True

    def read(self, flow: Flow, name: str, entry: Entry, connection_key: str, run_after: dict[str, Any]) -> Any:
        """The read, with exactly the members that platform-facts 3.2 shows; its outputs are secured."""
        inputs = {
            "host": {"connectionName": connection_key, "operationId": UNBOUND_ACTION, "apiId": API_ID},
            "parameters": {"actionName": RETRIEVE, "item/EnvironmentVariableName": entry.schema_name},
        }
        return {
            "runAfter": run_after,
            "metadata": {"operationMetadataId": guid(flow.member, flow.name, name)},
            "type": "OpenApiConnection",
            "inputs": sign_in(flow).into(inputs),
            "runtimeConfiguration": {"secureData": {"properties": ["outputs"]}},
        }


def _is_own(reference: Any) -> bool:
    if not isinstance(reference, dict):
        return False
    api = reference.get("api")
    name = api.get("name") if isinstance(api, dict) else None
    return name == API and str(reference.get("runtimeSource", "")).casefold() == "embedded"
