"""Tokens that the engine Kingfisher knows, of vendors that remediate does not know by itself.

What it finds: what one of the engine's rules matches, where no other detector sees a secret. It runs only where a
playbook has a step for it, in this process and offline; the tokens are never tried out.
Why it matters: whoever can read or export the flow can reuse the token.
Fix: the value moves to the vault and is read from there.
Fix safety: safe. The value is the same at run time. Confidence is medium: the rule is somebody else's.
"""

from collections.abc import Iterator

from remediate.detectors import examples, kingfisher
from remediate.detectors.interface import Clean, Confidence, Detector, Finding, Flagged
from remediate.flow import Flow, Leaf
from remediate.remedies import Literal, MoveToVault
from remediate.secret import Secret
from remediate.wdl.view import OPAQUE, View, views

ID = "vendor-token"


def find(flow: Flow) -> Iterator[Finding]:
    """Every token that the engine knows."""
    for leaf in flow.leaves:
        for view in views(leaf.text):
            yield from _in(leaf, view)


def _in(leaf: Leaf, view: View) -> Iterator[Finding]:
    seen: set[tuple[int, int]] = set()
    for start, end, rule in kingfisher.tokens(view.text):
        span = view.source(start, end)
        value = view.text[start:end]
        if span is None or span in seen or not view.valid or OPAQUE in value:
            continue
        seen.add(span)
        owner = leaf.owner.name if leaf.owner else ""
        literal = Literal(leaf.pointer, span, Secret(value), owner or leaf.key, rule.rpartition(".")[2])
        yield Finding(
            leaf.pointer,
            f"{owner or 'The flow'} has a vendor's token in {leaf.key}",
            f"Kingfisher's rule {rule} matches",
            MoveToVault(literal),
            owner,
            span,
            Confidence.MEDIUM,
        )


vendor_token = Detector(
    ID,
    find,
    examples=(
        Flagged(examples.definition({"Notes": examples.compose("ghp_CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj")})),
        Clean(examples.definition({"Notes": examples.compose("the token is in the vault")}), because="no token"),
    ),
)
