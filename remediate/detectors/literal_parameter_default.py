"""Parameters of the definition with a credential as their default.

What it finds: a secret in `definition.parameters`, most often the value that an ordinary environment variable had when
the flow was saved: the platform writes it into the flow.
Why it matters: everyone who gets the package gets the value; where the target environment has none, it stays in use.
Fix: what reads the parameter reads the vault instead, and the parameter goes.
Fix safety: safe. What the flow does stays the same.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import PARAMETER
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every secret in the default of a parameter."""
    return literals(flow, PARAMETER)


def _with_default(schema_name: str, value: object, kind: str = "String") -> examples.Definition:
    parameters = examples.environment_variable(schema_name, value, kind)
    called = next(iter(parameters))
    return examples.definition(
        {"Call": examples.http(headers={"x-key": f"@parameters('{called}')"})}, parameters=parameters
    )


literal_parameter_default = Detector(
    PARAMETER,
    find,
    examples=(
        Flagged(_with_default("contoso_ApiKey", "CANARY0d4f4e8a8b1c2d3e")),
        Flagged(
            _with_default("contoso_Hook", "https://hooks.slack.com/services/T0CANARY1/B0CANARY2/CANARYk3Jm9Qx7Rv2Wbc1D")
        ),
        Flagged(_with_default("contoso_Erp", {"user": "svc", "password": "CANARY2024"}, "Object")),
        Flagged(_with_default("contoso_ClientSecret", "<client secret>")),
        Clean(_with_default("contoso_SiteUrl", "https://contoso.sharepoint.com/sites/orders"), because="an address"),
        Clean(
            _with_default(
                "contoso_ApiKey",
                "/subscriptions/1/resourceGroups/r/providers/Microsoft.KeyVault/vaults/contoso/secrets/orders-key",
            ),
            because="the path of a secret in a vault is no secret",
        ),
    ),
)
