"""Secret environment variables declared among the definition's parameters.

What it finds: a parameter that stands for an environment variable of type Secret.
Why it matters: the solution imports, and then the flow refuses to turn on ("Type '100000005' is not recognized for
environment variable").
Fix: the parameter goes, and its uses read the variable at run time through Dataverse.
Fix safety: safe. The flow could not run before.
"""

from collections.abc import Iterator
from typing import Any

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.remedies import ReadSecretVariable

#: The type of a Secret variable as the platform writes it where it leaks into a flow (platform-facts 3.2).
_SECRET_TYPE = "100000005"


def find(flow: Flow) -> Iterator[Finding]:
    """Every parameter that stands for a Secret variable."""
    for name, node in flow.parameters.items():
        schema_name = _schema_name(name, node)
        if schema_name and _is_secret(flow, schema_name, node):
            yield Finding(
                flow.at("parameters", name),
                f"The parameter {name} is a Secret environment variable, so the flow cannot turn on",
                "the platform does not take Secret variables as parameters",
                ReadSecretVariable(name, schema_name),
            )


def _is_secret(flow: Flow, schema_name: str, node: dict[str, Any]) -> bool:
    return schema_name.casefold() in flow.secret_variables or str(node.get("type")) == _SECRET_TYPE


def _schema_name(name: str, node: Any) -> str:
    """The variable's schema name: in the metadata, else in the key's brackets (platform-facts 3.1)."""
    if not isinstance(node, dict):
        return ""
    metadata = node.get("metadata")
    found = metadata.get("schemaName") if isinstance(metadata, dict) else None
    if isinstance(found, str):
        return found
    bracket = name.rfind("(")
    return name[bracket + 1 : -1] if bracket >= 0 and name.endswith(")") else ""


_DECLARED = examples.environment_variable("contoso_ApiKey", None, "100000005")
_NAME = next(iter(_DECLARED))
_CALL = examples.http(headers={"x-api-key": f"@parameters('{_NAME}')"})

secret_variable_parameter = Detector(
    "secret-variable-parameter",
    find,
    examples=(
        Flagged(
            examples.definition({"Call": _CALL}, parameters=_DECLARED),
            becomes={"actions": {"Call": {"inputs": {"headers": {"x-api-key": "@..."}}}}},
        ),
        Clean(
            examples.definition(
                {"Call": examples.http("@parameters('Url (contoso_Url)')")},
                parameters=examples.environment_variable("contoso_Url", "https://api.contoso.example"),
            ),
            because="an ordinary variable may be a parameter",
        ),
    ),
)
