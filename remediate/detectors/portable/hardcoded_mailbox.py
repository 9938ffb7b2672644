"""Mailboxes typed into a flow.

What it finds: a text that is one or several mail addresses: the recipients of a mail, a shared mailbox, an approver.
Why it matters: a flow that is tested in another environment writes to the people of the one that it was made in.
Fix: the addresses move into a Text environment variable of the solution, whose default they are; the flow reads it.
Fix safety: safe. Where nobody gives the variable another value, the flow does what it did.
"""

import re
from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Detector, Finding, Flagged
from remediate.detectors.portable.hardcoded import Named, Spoken, hardcoded
from remediate.flow import Flow
from remediate.remedies.naming import words

ID = "hardcoded-mailbox"
_ADDRESS = r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_ADDRESSES = re.compile(rf"{_ADDRESS}(?:\s{{0,4}}[;,]\s{{0,4}}{_ADDRESS}){{0,200}}")
_TRAILING = "; ,"


def find(flow: Flow) -> Iterator[Finding]:
    """Every text that is nothing but mail addresses."""
    return hardcoded(flow, _mailboxes)


def _mailboxes(spoken: Spoken) -> Iterator[Named]:
    text = spoken.text.rstrip(_TRAILING)
    if _ADDRESSES.fullmatch(text):
        several = text.count("@") > 1
        name = text.partition("@")[0]
        display = f"Mailbox {name}{' and others' if several else ''}"
        yield Named(0, len(text), "several mailboxes" if several else "a mailbox", words("mailbox", name), display)


def _mailing(to: str) -> examples.Definition:
    parameters = {"emailMessage/To": to, "emailMessage/Subject": "Orders"}
    return examples.definition({"Send": examples.connector("SendEmailV2", parameters, "shared_office365")})


hardcoded_mailbox = Detector(
    ID,
    find,
    examples=(
        Flagged(
            _mailing("orders@contoso.example"),
            becomes={
                "actions": {
                    "Send": {
                        "inputs": {
                            "parameters": {"emailMessage/To": "@parameters('Mailbox orders (contoso_mailbox_orders)')"}
                        }
                    }
                }
            },
        ),
        Flagged(
            _mailing("orders@contoso.example;sales@contoso.example"),
            becomes={
                "actions": {
                    "Send": {
                        "inputs": {
                            "parameters": {
                                "emailMessage/To": "@parameters('Mailbox orders and others (contoso_mailbox_orders)')"
                            }
                        }
                    }
                }
            },
        ),
        Clean(_mailing("@triggerBody()?['email']"), because="whoever started the flow"),
        Clean(
            examples.definition({"Note": examples.compose("Questions go to orders@contoso.example, please.")}),
            because="a sentence with an address in it",
        ),
    ),
)
