"""Literal texts that a flow passes to another flow of its package, which takes them as credentials."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from remediate import wdl
from remediate.flow import Action, Flow, Leaf
from remediate.flow.kept_texts import KeptText, sole_read, text_of, texts_behind
from remediate.flow.neighbours import Asked
from remediate.flow.strings import leaves_in
from remediate.flow.taint_sources import called_flow
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.values import Verdict, judge

_SECRET = Naming(Kind.SECRET, strong=True)


@dataclass(frozen=True, slots=True)
class Passed:
    """A credential for a child flow: where it stands, whose it is (`owner`, `label`), and what it is to the child."""

    pointer: str
    span: wdl.Span
    owner: str
    label: str
    value: str = field(repr=False)
    child: str
    asked: Asked
    verdict: Verdict


def passed(flow: Flow) -> Iterator[Passed]:
    """Every literal text that a child flow is given as a credential, as it is or from what keeps it."""
    if not flow.neighbours.asked:
        return
    for action in flow.actions("Workflow"):
        child, members = flow.neighbours.asked.get(called_flow(action), ("", {}))
        for leaf in _body(action) if members else ():
            asked = members.get(tuple(str(part).casefold() for part in leaf.path[2:]))
            if asked is not None:
                yield from _credentials(flow, leaf, child, asked)


def _credentials(flow: Flow, leaf: Leaf, child: str, asked: Asked) -> Iterator[Passed]:
    for kept in _texts(flow, leaf):
        verdict = judge(kept.value, naming(asked.name) or _SECRET, demanded=asked.demanded)
        if verdict in (Verdict.SURE, Verdict.LIKELY):
            span = kept.source((0, len(kept.value)))
            yield Passed(kept.pointer, span, kept.owner, kept.label, kept.value, child, asked, verdict)


def _body(action: Action) -> Iterator[Leaf]:
    if isinstance(action.inputs.get("body"), dict):
        yield from leaves_in(action, "inputs", "body")


def _texts(flow: Flow, leaf: Leaf) -> Iterator[KeptText]:
    """The texts that a member of the body can be."""
    owner = leaf.owner.name if leaf.owner else ""
    literal = text_of(leaf.value)
    if literal is not None:
        yield KeptText(leaf.pointer, owner, owner, literal, 0, len(literal.value))
        return
    read = sole_read(leaf.value)
    if read is not None:
        yield from texts_behind(flow, read)
