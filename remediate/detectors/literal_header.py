"""Requests with a credential typed into a header.

What it finds: an Authorization header, a key header (`Ocp-Apim-Subscription-Key`, `x-api-key`, `x-functions-key` and
the like) or a cookie whose credential is text and no expression. Of Basic credentials only the password is secret.
Why it matters: whoever can read or export the flow can reuse the credential.
Fix: the value moves to the vault and the header reads it from there.
Fix safety: safe. The header is the same at run time.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import HEADER
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal credential in a header."""
    return literals(flow, HEADER)


def _sending(headers: object) -> examples.Definition:
    return examples.definition({"Get_orders": examples.http(headers=headers)})


def _becomes(**headers: str) -> dict[str, object]:
    return {"actions": {"Get_orders": {"inputs": {"headers": headers}}}}


literal_header = Detector(
    HEADER,
    find,
    examples=(
        Flagged(_sending({"Authorization": "Bearer CANARY9f27c4a1"}), becomes=_becomes(Authorization="Bearer @{...}")),
        Flagged(
            _sending({"Authorization": "Basic c3ZjLW9yZGVyczpDQU5BUlkgV2ludGVyMjAyNCE="}),
            becomes=_becomes(Authorization="Basic @{base64(concat('svc-orders:', ...))}"),
        ),
        Flagged(
            _sending({"Authorization": "@concat('Basic ', base64('svc-orders:CANARY Winter2024!'))"}),
            becomes=_becomes(Authorization="@concat('Basic ', base64(concat('svc-orders:', ...)))"),
        ),
        Flagged(
            _sending({"x-api-key": "CANARY-9f27c4a1", "Accept": "application/json"}),
            becomes={"actions": {"Get_orders": {"inputs": {"headers": {"x-api-key": "@..."}}}}},
        ),
        Flagged(_sending({"Ocp-Apim-Subscription-Key": "CANARY0d4f4e8a8b1c2d3e4f5a6b7c"})),
        Flagged(_sending({"Cookie": "lang=en; sessionid=CANARY8f14e45fceea167a"})),
        Flagged(_sending({"x-api-key": "YOUR_API_KEY"})),
        Clean(_sending({"Authorization": "Bearer @{body('Get_token')?['access_token']}"}), because="an expression"),
        Clean(_sending({"X-CSRF-Token": "Fetch", "Accept": "application/json"}), because="a request for a token"),
        Clean(
            _sending({"If-Match": "0x8D5A2B1C3D4E5F6", "x-ms-date": "Mon, 01 Jan 2024 00:00:00 GMT"}),
            because="an entity tag and a date open nothing",
        ),
    ),
)
