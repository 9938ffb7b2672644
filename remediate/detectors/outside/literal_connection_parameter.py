"""Custom connectors that bring a credential of their own.

What it finds: a secret in what a custom connector says of its connections (a client secret, a default of a parameter)
or in its policies (a header that is set), in the connector's files or inside customizations.xml.
Why it matters: everyone who gets the package gets the value, and every connection made with the connector uses it.
Fix: none is made; the value belongs into the connection. The next step is shown.
Fix safety: nothing is changed.
"""

from collections.abc import Iterator

from remediate.detectors.outside.interface import CleanFile, FlaggedFile, OutsideDetector, Spotted
from remediate.detectors.outside.judging import in_document, in_prose
from remediate.package.interface import Outside
from remediate.remedies import Held

ID = "literal-connection-parameter"
_WHERE = "The connector"
_HELD = Held(
    "a connector is not evaluated, so no read of a secret can stand in it",
    "take the value out of the connector: let whoever makes a connection type it, or name a Secret variable",
)


def find(outside: Outside) -> Iterator[Spotted]:
    """Every secret in the files of custom connectors, or in what customizations.xml says of them."""
    for document in outside.connectors:
        for finding in in_document(document, _WHERE, _HELD):
            yield Spotted(document.member, finding)
    for prose in outside.inline:
        for finding in in_prose(prose, _WHERE, _HELD):
            yield Spotted(prose.member, finding, prose.at)


def _parameters(settings: str) -> tuple[str, str]:
    return "Connector/contoso_orders_connectionparameters.json", (
        f'{{"token": {{"type": "oauthSetting", "oAuthSettings": {{{settings}}}}}}}'
    )


literal_connection_parameter = OutsideDetector(
    ID,
    find,
    examples=(
        FlaggedFile(*_parameters('"clientId": "orders", "clientSecret": "CANARY~8Q~kVt3bXo1Zp9s"')),
        FlaggedFile(
            "Connector/contoso_orders_policytemplateinstances.json",
            '[{"templateId": "setheader", "parameters": {"x-ms-apimTemplateParameter.name": "x-api-key", '
            '"x-ms-apimTemplateParameter.value": "sk_live_CANARYkVt3bXo1Zp9sLm2Qe4Rc"}}]',
        ),
        CleanFile(
            *_parameters('"clientId": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "scopes": ["orders.read"]'),
            because="the id of an application opens nothing",
        ),
        CleanFile(
            "Connector/contoso_orders_connectionparameters.json",
            '{"api_key": {"type": "securestring", "uiDefinition": {"displayName": "API key", "tooltip": "Your key"}}}',
            because="whoever makes the connection types the key",
        ),
    ),
)
