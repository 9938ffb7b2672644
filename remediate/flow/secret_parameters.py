"""Parameters of a definition that stand for an environment variable, and for a Secret one (platform-facts 3)."""

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


def declared_schema_name(node: Any) -> str:
    """The schema name of the environment variable that a parameter's metadata names; empty where it names none."""
    metadata = node.get("metadata") if isinstance(node, dict) else None
    found = metadata.get("schemaName") if isinstance(metadata, dict) else None
    return found if isinstance(found, str) else ""


def _schema_name(parameter: str, node: Any) -> str:
    """The variable's schema name: in the metadata, else in the key's brackets."""
    if not isinstance(node, dict):
        return ""
    if found := declared_schema_name(node):
        return found
    bracket = parameter.rfind("(")
    return parameter[bracket + 1 : -1] if bracket >= 0 and parameter.endswith(")") else ""
