"""HTTP actions with a credential typed into their authentication.

What it finds: a password, client secret, certificate or raw header value in `authentication` that is text and no
expression; also a credential typed into a field that is meant for something else. User names, client ids, tenants
and authorities are none.
Why it matters: whoever can read or export the flow can sign in with it.
Fix: the value moves to the vault and the field reads it from there.
Fix safety: safe. The request is the same at run time.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import AUTHENTICATION
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal credential in a field of an authentication."""
    return literals(flow, AUTHENTICATION)


def _signing_in(**fields: str) -> examples.Definition:
    return examples.definition({"Post_to_ERP": examples.http(authentication=fields)})


def _becomes(**fields: str) -> dict[str, object]:
    return {"actions": {"Post_to_ERP": {"inputs": {"authentication": fields}}}}


_CONNECTION_KEY = "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']"

literal_authentication = Detector(
    AUTHENTICATION,
    find,
    examples=(
        Flagged(
            _signing_in(type="Basic", username="svc-orders", password="CANARY Winter2024!"),
            becomes=_becomes(username="svc-orders", password="@..."),
        ),
        Flagged(
            _signing_in(
                type="ActiveDirectoryOAuth",
                tenant="11111111-2222-3333-4444-555555555555",
                audience="https://graph.microsoft.com",
                clientId="66666666-7777-8888-9999-000000000000",
                secret="CANARY~8Q~kVt3bXo1Zp9sLm2Qe4RcYw7Hd",
            ),
            becomes=_becomes(audience="https://graph.microsoft.com", secret="@..."),
        ),
        Flagged(
            _signing_in(
                type="ClientCertificate", pfx="MIIKCANARYQIBAzCCCYsGCSqGSIb3DQEHAaCCCXwEggl4", password="CANARY1"
            ),
            becomes=_becomes(pfx="@...", password="@..."),
        ),
        Flagged(_signing_in(type="Raw", value="Bearer CANARY0f27c4a1b5"), becomes=_becomes(value="Bearer @{...}")),
        Flagged(
            _signing_in(type="Raw", value="@concat('Key ', 'CANARY-9f27c4a1')"),
            becomes=_becomes(value="@concat('Key ', ...)"),
        ),
        Flagged(_signing_in(type="Basic", username="svc-orders", password="<password>")),
        Clean(
            _signing_in(type="Basic", username="svc-orders", password="@variables('password')"),
            because="the password is an expression",
        ),
        Clean(_signing_in(type="Raw", value=_CONNECTION_KEY), because="the platform's own token of the connection"),
        Clean(
            _signing_in(type="ManagedServiceIdentity", audience="https://vault.azure.net"),
            because="a managed identity has no secret",
        ),
    ),
)
