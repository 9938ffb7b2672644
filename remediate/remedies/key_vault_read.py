"""The read of a secret through the Azure Key Vault connector, where no environment variable can travel.

The flow names the secret itself; which vault is meant is a parameter of the connection (platform-facts 4).
"""

from dataclasses import dataclass
from typing import Any

from remediate import wdl
from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.secret_reads import GET_SECRET, SECRET_VALUE, expression_of
from remediate.remedies.connector import declare_parameters, declare_reference, sign_in
from remediate.remedies.naming import Entry, guid
from remediate.remedies.patching import Patching

API = "shared_keyvault"
API_ID = f"/providers/Microsoft.PowerApps/apis/{API}"

#: What connections are called in packages: 32 hexadecimal digits. Always the same, since it is one connection: the
#: one to the vault that was named. Whoever imports a package chooses the real one.
CONNECTION_NAME = guid("connection", API).replace("-", "")

_PARAMETER = "@parameters('$connections')"


@dataclass(frozen=True, slots=True)
class KeyVaultConnection:
    """The connection of a package outside solutions to the vault that holds its secrets.

    A connection that the flow has already is bound to a vault of its author's, so it is never used.
    """

    paths = wdl.KEY_VAULT_PATHS
    """Where the read's outputs hold the value."""

    def expression(self, action_name: str) -> str:
        """The expression, without `@`, that gives the value which the action of that name has read."""
        return expression_of(action_name, SECRET_VALUE)

    def provide(self, flow: Flow, patching: Patching) -> tuple[str, bool]:
        """Make the flow able to call Key Vault: the local key, and whether the package must know the connection."""
        declare_parameters(flow, patching)
        for key, reference in flow.connection_references.items():
            if is_ours(reference):
                return key, False
        entry = {"connectionName": CONNECTION_NAME, "source": "Embedded", "id": API_ID, "tier": "NotSpecified"}
        return declare_reference(flow, patching, API, entry), True

    def read(self, flow: Flow, name: str, entry: Entry, connection_key: str, run_after: dict[str, Any]) -> Any:
        """The read, in the form of the flow's other connector actions; inputs and outputs are secured (facts 4)."""
        operation = guid(flow.member, flow.name, name)
        form = _as_api_connection if _calls_by_parameter(flow) else _as_open_api_connection
        return {
            "runAfter": run_after,
            **form(flow, entry.secret_name, connection_key, operation),
            "runtimeConfiguration": {"secureData": {"properties": ["inputs", "outputs"]}},
        }


def is_ours(reference: Any) -> bool:
    """Whether an entry of `connectionReferences` is the connection that an earlier run declared."""
    return isinstance(reference, dict) and reference.get("connectionName") == CONNECTION_NAME


def name_place(action: Action) -> tuple[str, str]:
    """Where a read of `KeyVaultConnection` says which secret it reads: the pointer, and the text with `{}` for it."""
    if action.is_a("ApiConnection"):
        return ptr.join(action.pointer, "inputs", "path"), _PATH
    return ptr.join(action.pointer, "inputs", "parameters", "secretName"), "{}"


_PATH = "/secrets/@{{encodeURIComponent('{}')}}/value"


def _as_open_api_connection(flow: Flow, secret: str, key: str, operation: str) -> dict[str, Any]:
    inputs = {
        "host": {"apiId": API_ID, "connectionName": key, "operationId": GET_SECRET},
        "parameters": {"secretName": secret},
    }
    return {
        "metadata": {"operationMetadataId": operation},
        "type": "OpenApiConnection",
        "inputs": sign_in(flow).into(inputs),
    }


def _as_api_connection(flow: Flow, secret: str, key: str, operation: str) -> dict[str, Any]:
    inputs = {
        "host": {"connection": {"name": f"{_PARAMETER}['{key}']['connectionId']"}},
        "method": "get",
        "path": _PATH.format(secret),
    }
    return {
        "metadata": {"flowSystemMetadata": {"swaggerOperationId": GET_SECRET}, "operationMetadataId": operation},
        "type": "ApiConnection",
        "inputs": sign_in(flow).into(inputs),
    }


def _calls_by_parameter(flow: Flow) -> bool:
    """Whether the flow's connector actions are all of the old form, and find their connection in `$connections`.

    Actions of the old form that run with the connection of whoever starts the flow find it in the trigger's headers.
    No export shows that for a connection that belongs to the flow: there the newer form is used, which stands beside
    the old one in real flows.
    """
    names = [_connection_of(action) for action in flow.actions("ApiConnection")]
    newer = any(flow.actions("OpenApiConnection"))
    return bool(names) and not newer and all(name.startswith(_PARAMETER) for name in names)


def _connection_of(action: Action) -> str:
    host = action.inputs.get("host") if isinstance(action.inputs, dict) else None
    connection = host.get("connection") if isinstance(host, dict) else None
    name = connection.get("name") if isinstance(connection, dict) else None
    return name if isinstance(name, str) else ""
