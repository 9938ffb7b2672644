"""Tokens that give themselves away by their shape, wherever they stand.

What it finds: keys and tokens whose issuer marks them (Entra client secrets, Azure keys with their checksum, function
keys, JSON web tokens, private keys, GitHub, Stripe, SendGrid, OpenAI, Slack, Google, AWS, Twilio and others) where
neither a name nor a place says what they are.
Why it matters: whoever can read or export the flow can reuse the token.
Fix: the value moves to the vault and is read from there.
Fix safety: safe. The value is the same at run time.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.sightings import literals
from remediate.detectors.sightings.judging import TOKEN
from remediate.flow import Flow


def find(flow: Flow) -> Iterator[Finding]:
    """Every literal token of a known shape."""
    return literals(flow, TOKEN)


def _keeping(text: str) -> examples.Definition:
    return examples.definition({"Notes": examples.compose(text)})


literal_token = Detector(
    TOKEN,
    find,
    examples=(
        Flagged(
            _keeping("for the app: 7Xk8Q~CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5"),
            becomes={"actions": {"Notes": {"inputs": "for the app: @{...}"}}},
        ),
        Flagged(
            _keeping("ghp_CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"),
            becomes={"actions": {"Notes": {"inputs": "@..."}}},
        ),
        Clean(_keeping("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxx"), because="a mask in the shape of a token"),
        Clean(_keeping("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"), because="an id"),
    ),
)
