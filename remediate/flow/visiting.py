"""An action as it is looked at while a secret is followed through a flow: often, so what never changes is kept."""

import re
from dataclasses import dataclass, field
from typing import Self

from remediate import wdl
from remediate.flow.actions import Action
from remediate.flow.expression_taint import read_template
from remediate.flow.passing import Taken, evaluated, listers, words
from remediate.flow.strings import Leaf
from remediate.flow.taint_sources import hides
from remediate.flow.tainted import Taint

#: Functions that read something without a name (`item()`, `action()`, and `result()` what stands inside the name), or
#: with one that is computed: `variables(concat('a', 'b'))`, `outputs(item())`.
_NAMELESS = re.compile(
    r"(?:item|action|result)\s*\(|(?:outputs|body|actions|items|variables|values?)\s*\(\s*[^'\s)]"
).search


@dataclass(slots=True)
class Visited:
    """An action with the words of the texts that it evaluates, in casefold.

    `own` is what it brings in by itself, `hides` whether its outputs are hidden. `nameless` says that a text reads
    something without naming it, `reached` that one names what was found to carry a secret.
    """

    action: Action
    own: Taint
    hides: bool
    words: str
    nameless: bool
    reached: bool = False
    taken: tuple[Taken, ...] = ()
    _texts: tuple[tuple[Leaf, wdl.Template, Action | None], ...] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, action: Action, own: Taint) -> Self:
        """The action, not visited yet."""
        said = words(action).casefold()
        return cls(action, own, hides(action), said, _NAMELESS(said) is not None)

    def may_read(self, spelled: str) -> bool:
        """Whether a text holds a name of an action or variable, spelled as there, or reads what has no name."""
        return self.nameless or (bool(spelled) and spelled in self.words)

    def texts(self) -> tuple[tuple[Leaf, wdl.Template, Action | None], ...]:
        """The texts that the action evaluates, each parsed and with the action or loop whose `item()` it means."""
        if self._texts is None:
            leaves = tuple(evaluated(self.action))
            around = listers(self.action, leaves)
            self._texts = tuple((leaf, read_template(leaf.text), one) for leaf, one in zip(leaves, around, strict=True))
        return self._texts
