"""How a flow reads a secret at run time (platform-facts 3.2 and 4)."""

import re
from typing import Any

from remediate.flow.actions import Action

UNBOUND_ACTION = "PerformUnboundAction"
RETRIEVE = "RetrieveEnvironmentVariableSecretValue"
#: The member of the read's body that holds the value.
VALUE = "EnvironmentVariableSecretValue"
#: The path of a token endpoint: Entra ID (both versions), OpenID providers, Salesforce and the like.
_TOKEN_ENDPOINT = re.compile(
    r"/(?:oauth2?|connect|openid-connect|protocol)(?:/[\w.-]+)*/token(?:$|[?#/])", re.IGNORECASE
)
_NAME = "item/EnvironmentVariableName"


def is_secret_read(action: Action) -> bool:
    """Whether the action's outputs hold a secret out of a vault: a Secret environment variable, or Key Vault itself."""
    return retrieved_variable(action) is not None or _reads_key_vault(action)


def gives_secret(action: Action) -> bool:
    """Whether the action's outputs hold a secret: a read of one, or the answer of a token endpoint."""
    return is_secret_read(action) or _requests_token(action)


def _requests_token(action: Action) -> bool:
    """Whether the action asks an OAuth token endpoint, such as Entra ID's `/oauth2/v2.0/token`, for a token."""
    uri = action.inputs.get("uri") if action.is_a("Http") and isinstance(action.inputs, dict) else None
    return isinstance(uri, str) and _TOKEN_ENDPOINT.search(uri) is not None


def retrieved_variable(action: Action) -> str | None:
    """The schema name of the Secret environment variable that the action reads, or None."""
    if action.operation.casefold() != UNBOUND_ACTION.casefold():
        return None
    parameters: Any = action.inputs.get("parameters")
    if not isinstance(parameters, dict) or str(parameters.get("actionName", "")).casefold() != RETRIEVE.casefold():
        return None
    item = parameters.get("item")
    name = parameters.get(_NAME) or (item.get("EnvironmentVariableName") if isinstance(item, dict) else None)
    return name if isinstance(name, str) else ""


def _reads_key_vault(action: Action) -> bool:
    if action.operation.casefold() in ("getsecret", "getsecretversion"):
        return action.connector.casefold() in ("shared_keyvault", "")
    inputs = action.inputs
    if not action.is_a("ApiConnection") or not isinstance(inputs, dict):
        return False
    path = inputs.get("path")
    return isinstance(path, str) and path.startswith("/secrets/") and path.rstrip("/").endswith("/value")


def read_expression(action_name: str) -> str:
    """The expression, without `@`, that gives the value which the action of that name has read."""
    quoted = action_name.replace("'", "''")
    return f"body('{quoted}')?['{VALUE}']"
