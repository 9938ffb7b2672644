"""Secrets that leave the flow for a place where others can read them.

What it finds: a secret that reaches a response, an e-mail, a chat, a file or table, a request to another host than the
one that takes it as its credential, also by a custom connector, a child flow whose trigger does not hide it, or tracked
properties; and one that stands in a description, a note or a static result. A request that uses a secret as its
credential is no finding.
Why it matters: hiding the run history does not help once the value is in somebody's mailbox.
Fix: none that keeps the flow as it is. The finding tells the way that the value takes.
Fix safety: held. Whether it may leave is for a person to say; where it left already, change the secret.
"""

from collections.abc import Iterator

from remediate.detectors import examples
from remediate.detectors.interface import Clean, Confidence, Detector, Finding, Flagged
from remediate.detectors.leaving import Leaving, leaving
from remediate.detectors.written_down import written_down
from remediate.flow import Flow
from remediate.remedies import Held


def find(flow: Flow) -> Iterator[Finding]:
    """Every place where a secret leaves, one for each action and destination."""
    for one in leaving(flow):
        yield _finding(one)
    yield from written_down(flow)


def _finding(one: Leaving) -> Finding:
    way = one.taken.taint.way
    route = " -> ".join((*way.told, one.action.name))
    return Finding(
        one.taken.leaf.pointer,
        f"{one.action.name} sends a secret out in {one.where.name}",
        f"the value goes {route}",
        Held(f"{one.where.seen_by}; the value goes {route}", one.instead),
        one.action.name,
        confidence=Confidence.MEDIUM if one.unsure else Confidence.HIGH,
    )


_READ = examples.secret_read("contoso_ApiKey")
_VALUE = "body('Get_key')?['EnvironmentVariableSecretValue']"


def _sending(node: examples.Node) -> examples.Definition:
    return examples.definition({"Get_key": _READ, "Send": examples.after(node, "Get_key")})


def _mail(body: str) -> examples.Node:
    return examples.connector("SendEmailV2", {"emailMessage/Body": body}, "shared_office365")


leaving_secret = Detector(
    "leaving-secret",
    find,
    examples=(
        Flagged(_sending(_mail(f"<p>The key is @{{{_VALUE}}}</p>"))),
        Flagged(_sending(examples.action("Response", {"statusCode": 200, "body": {"key": f"@{_VALUE}"}}))),
        Clean(
            _sending(examples.http(headers={"x-api-key": f"@{_VALUE}"})),
            because="the request uses it as its credential",
        ),
        Clean(_sending(_mail("<p>Done.</p>")), because="the e-mail does not hold it"),
    ),
)
