"""Values that are named like credentials.

What it finds: text (or a number) in a variable, a Compose, a member of an object at any depth, a `name` and `value`
pair, a parameter of a connector, or inside JSON, XML, a form or a script, whose name says that it is a password, a
secret, a key or a token, and which looks like one. Names are known in the languages that makers use.
Why it matters: whoever can read or export the flow can reuse the credential.
Fix: the value moves to the vault and is read from there.
Fix safety: safe. The value is the same at run time.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import NAMED
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal value whose name says that it is a credential."""
    return literals(flow, NAMED)


def _posting(body: object) -> examples.Definition:
    return examples.definition({"Post": examples.http(method="POST", body=body)})


def _becomes(body: object) -> dict[str, object]:
    return {"actions": {"Post": {"inputs": {"body": body}}}}


literal_named_value = Detector(
    NAMED,
    find,
    examples=(
        Flagged(
            examples.definition(
                {"Initialize_client_secret": examples.variable("clientSecret", "CANARY~8Q~kVt3bXo1Zp9s")}
            )
        ),
        Flagged(
            examples.definition({"API_key": examples.compose("CANARY0d4f4e8a8b1c2d3e")}),
            becomes={"actions": {"API_key": {"inputs": "@..."}}},
        ),
        Flagged(
            _posting({"user": "svc", "login": {"password": "CANARY Winter2024!"}}),
            becomes=_becomes({"user": "svc", "login": {"password": "@..."}}),
        ),
        Flagged(
            _posting([{"name": "contraseña", "value": "CANARY2024"}]),
            becomes=_becomes([{"name": "contraseña", "value": "@..."}]),
        ),
        Flagged(
            _posting('{"user":"svc","password":"CANARY2024"}'),
            becomes=_becomes('{"user":"svc","password":"@{...}"}'),
        ),
        Flagged(
            _posting("<login><user>svc</user><password>CANARY2024</password></login>"),
            becomes=_becomes("<login><user>svc</user><password>@{...}</password></login>"),
        ),
        Flagged(
            _posting("grant_type=password&username=svc&password=CANARY2024&scope=orders"),
            becomes=_becomes("grant_type=password&username=svc&password=@{...}&scope=orders"),
        ),
        Flagged(
            examples.definition(
                {"Add_user": examples.connector("CreateUser", {"item/name": "svc", "item/password": "CANARY2024"})}
            ),
            becomes={"actions": {"Add_user": {"inputs": {"parameters": {"item/password": "@..."}}}}},
        ),
        Flagged(_posting({"password": "changeme"})),
        Clean(
            _posting({"password": "@triggerBody()?['password']", "max_tokens": 4000}), because="an expression, a count"
        ),
        Clean(
            _posting({"secretName": "orders-key", "keyVault": "contoso-flows", "partitionKey": "0d4f4e8a8b1c2d3e"}),
            because="the names of a secret and of a vault, and a key that opens nothing",
        ),
        Clean(
            _posting({"forgotPassword": True, "passwordPolicy": "12 characters, one digit"}), because="a flag, a rule"
        ),
        Clean(
            examples.definition(
                {
                    "Parse": examples.action(
                        "ParseJson",
                        {
                            "content": "@body('Get')",
                            "schema": {
                                "type": "object",
                                "properties": {"password": {"type": "string", "title": "Password"}},
                            },
                        },
                    )
                }
            ),
            because="a schema names the password and holds none",
        ),
    ),
)
