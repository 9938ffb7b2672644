"""How a flow reads a secret at run time (platform-facts 3.2 and 4)."""

import re
from typing import Any

from remediate.flow.actions import Action

UNBOUND_ACTION = "PerformUnboundAction"
RETRIEVE = "RetrieveEnvironmentVariableSecretValue"
#: The member of the read's body that holds the value.
VALUE = "EnvironmentVariableSecretValue"
#: The operation of the Key Vault connector that reads a secret, and the member of its body that holds the value.
GET_SECRET = "GetSecret"  # noqa: S105 - an operation
SECRET_VALUE = "value"  # noqa: S105 - a member
#: The path of a token endpoint: Entra ID (both versions), OpenID providers, Salesforce and the like.
_TOKEN_ENDPOINT = re.compile(
    r"/(?:oauth2?|connect|openid-connect|protocol)(?:/[\w.-]+){0,16}/token(?:$|[?#/])", re.IGNORECASE
)
_NAME = "item/EnvironmentVariableName"
_CALLING = frozenset({"http", "apiconnection"})
_GET_SECRET = frozenset({"getsecret", "getsecretversion"})
_READING = _GET_SECRET | {UNBOUND_ACTION.casefold()}
#: The members of an action's inputs that tell whether it gives a secret.
_TELLING = frozenset({"host", "uri", "path"})
_SECRET_PATH = re.compile(r"/secrets/(?:@\{encodeURIComponent\('(?P<encoded>[^']*)'\)\}|(?P<name>.*))/value/?")


def is_secret_read(action: Action) -> bool:
    """Whether the action's outputs hold a secret out of a vault: a Secret environment variable, or Key Vault itself."""
    return retrieved_variable(action) is not None or retrieved_secret(action) is not None


def gives_secret(action: Action) -> bool:
    """Whether the action's outputs hold a secret: a read of one, or the answer of a token endpoint."""
    inputs = action.node.get("inputs")
    if inputs.__class__ is not dict or _TELLING.isdisjoint(inputs):
        return False
    if action.type.casefold() not in _CALLING and action.operation.casefold() not in _READING:
        return False  # nearly all of them
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


def retrieved_secret(action: Action) -> str | None:
    """What tells the Key Vault secret that the action reads through that connector: its name, or None.

    In the old form (ApiConnection) the name is in a path; it is given as the path has it, between `/secrets/` and
    `/value`, without the function that encodes it.
    """
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return None
    if action.operation.casefold() in _GET_SECRET and action.connector.casefold() in ("shared_keyvault", ""):
        parameters = inputs.get("parameters")
        name = parameters.get("secretName") if isinstance(parameters, dict) else None
        return name if isinstance(name, str) else ""
    path = inputs.get("path")
    if not action.is_a("ApiConnection") or not isinstance(path, str):
        return None
    found = _SECRET_PATH.fullmatch(path)
    return (found["encoded"] or found["name"]) if found else None


def expression_of(action_name: str, member: str) -> str:
    """The expression, without `@`, that gives a member of the body of the action of that name."""
    quoted = action_name.replace("'", "''")
    return f"body('{quoted}')?['{member}']"


def read_expression(action_name: str) -> str:
    """The expression, without `@`, that gives the Secret variable which the action of that name has read."""
    return expression_of(action_name, VALUE)
