"""The texts of a flow in which something stands that another environment may have under another name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from remediate.detectors.interface import Confidence, Finding
from remediate.flow import Flow, Leaf
from remediate.flow.actions import Step
from remediate.remedies import MoveToVariable
from remediate.remedies.constants import evaluated
from remediate.wdl.view import View, views

#: What such a text must have: an address of some kind, or an id.
_WORTH = re.compile(r"://|@[\w-]|\.windows\.net|[0-9a-f]{8}-[0-9a-f]{4}-|onmicrosoft\.com", re.IGNORECASE).search


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of literal text that the platform evaluates, and the step and leaf that hold it."""

    step: Step
    leaf: Leaf
    view: View = field(repr=False)

    @property
    def text(self) -> str:
        """The text at run time."""
        return self.view.text


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a text that names something of one environment.

    `what` says what it is; `label` and `display` are how its variable is called, for the platform and for people.
    """

    start: int
    end: int
    what: str
    label: str
    display: str
    confidence: Confidence = Confidence.HIGH


def hardcoded(flow: Flow, named_in: Callable[[Spoken], Iterator[Named]]) -> Iterator[Finding]:
    """A finding for everything that `named_in` sees in the texts of a flow, but what is put together from pieces."""
    for spoken in _spoken(flow):
        for named in named_in(spoken):
            span = spoken.view.source(named.start, named.end)
            if span is not None and spoken.view.valid:
                yield _finding(spoken, named, span)


def _finding(spoken: Spoken, named: Named, span: tuple[int, int]) -> Finding:
    leaf, value = spoken.leaf, spoken.text[named.start : named.end]
    return Finding(
        leaf.pointer,
        f"{spoken.step.name} names {named.what}",
        f"{named.what} stands in {leaf.key}, and another environment may have another",
        MoveToVariable(leaf.pointer, span, value, named.label, named.display),
        spoken.step.name,
        span,
        named.confidence,
    )


def _spoken(flow: Flow) -> Iterator[Spoken]:
    """Every text worth a look, in the order of the file. What a Request trigger says of its callers is no address."""
    for leaf in flow.leaves:
        step = leaf.owner
        if step is None or not evaluated(leaf) or not _WORTH(leaf.text) or step.is_a("Request"):
            continue
        for view in views(leaf.text):
            if _WORTH(view.text):
                yield Spoken(step, leaf, view)
