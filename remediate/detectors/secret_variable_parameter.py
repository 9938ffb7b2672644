"""Secret environment variables declared among the definition's parameters.

What it finds: a parameter that stands for an environment variable of type Secret.
Why it matters: the solution imports, and then the flow refuses to turn on ("Type '100000005' is not recognized for
environment variable").
Fix: the parameter goes, and its uses read the variable at run time through Dataverse.
Fix safety: safe. The flow could not run before.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.flow.secret_parameters import secret_variable_of
from remediate.remedies import ReadSecretVariable


def find(flow: Flow) -> Iterator[Finding]:
    """Every parameter that stands for a Secret variable."""
    for name in flow.parameters:
        schema_name = secret_variable_of(flow, name)
        if schema_name:
            yield Finding(
                flow.at("parameters", name),
                f"The parameter {name} is a Secret environment variable, so the flow cannot turn on",
                "the platform does not take Secret variables as parameters",
                ReadSecretVariable(name, schema_name),
            )


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
