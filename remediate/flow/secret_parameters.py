"""Parameters of a definition that stand for a Secret environment variable (platform-facts 3.1 and 3.2)."""

from typing import Any

from remediate.flow.flow import Flow

#: The type of a Secret variable as the platform writes it where it leaks into a flow.
_SECRET_TYPE = "100000005"  # noqa: S105 - a type's number


def secret_variable_of(flow: Flow, parameter: str) -> str:
    """The schema name of the Secret variable that a parameter stands for; empty if it stands for none.

    The package knows which variables are Secret; a flow that comes without one tells by the parameter's type.
    """
    node = flow.parameters.get(parameter)
    schema_name = _schema_name(parameter, node)
    known = schema_name.casefold() in flow.secret_variables
    return schema_name if known or (isinstance(node, dict) and str(node.get("type")) == _SECRET_TYPE) else ""


def _schema_name(parameter: str, node: Any) -> str:
    """The variable's schema name: in the metadata, else in the key's brackets."""
    if not isinstance(node, dict):
        return ""
    metadata = node.get("metadata")
    found = metadata.get("schemaName") if isinstance(metadata, dict) else None
    if isinstance(found, str):
        return found
    bracket = parameter.rfind("(")
    return parameter[bracket + 1 : -1] if bracket >= 0 and parameter.endswith(")") else ""
