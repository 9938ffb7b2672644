"""What a shape finds in a text."""

from dataclasses import dataclass, field
from typing import Self

from remediate.shapes.values import Verdict

HIDDEN = "\ufffc"
"""The mark for a computed part of a text (`remediate.wdl.view.OPAQUE`): no secret holds it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A secret in a text: its span, what it is called, what it opens, and how sure that is.

    `value` is what to store and `wrap` the expression that gives the text of the span back from it (`{}` stands for
    the value). `what` completes the sentence "holds a literal value in ...".
    """

    start: int
    end: int
    name: str
    opens: str
    verdict: Verdict
    what: str
    value: str = field(repr=False)
    wrap: str = "{}"

    @classmethod
    def whole(cls, text: str, name: str, verdict: Verdict, what: str) -> Self:
        """A text that is a secret from its first character to its last."""
        return cls(0, len(text), name, "", verdict, what, text)
