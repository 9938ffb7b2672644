"""What is known of a pair of packages once both were compared."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from remediate.verify.problem import Change, Problem, Rule
from remediate.verify.rules import RULES


@dataclass(frozen=True, slots=True)
class Located:
    """A problem or a change, the member of the package that has it, and the flow's name, empty outside flows."""

    member: str
    flow: str
    what: Problem | Change


@dataclass(frozen=True)
class Verdict:
    """A package before and after. `flows` and `members` are how many were compared, `uncompared` how many members not.

    `found` are problems and meant changes in the order in which they were met; `known` are the rules that BEFORE broke
    already and AFTER still does. `unchecked` are rules that could not be checked, each with the reason.
    """

    before: str
    after: str
    flows: int
    members: int
    uncompared: int = 0
    found: tuple[Located, ...] = ()
    known: tuple[Located, ...] = ()
    unchecked: Mapping[Rule, str] = field(default_factory=dict)

    def adding(self, found: tuple[Located, ...], unchecked: Mapping[Rule, str]) -> "Verdict":
        """The verdict with what was found around the packages."""
        return replace(self, found=(*self.found, *found), unchecked={**self.unchecked, **unchecked})

    def knowing(self, known: tuple[Located, ...]) -> "Verdict":
        """The verdict with more that BEFORE broke already."""
        return replace(self, known=(*self.known, *known))

    @property
    def problems(self) -> list[tuple[Located, Problem]]:
        """What is broken or unproven, each with its place."""
        return _problems(self.found)

    @property
    def still_broken(self) -> list[tuple[Located, Problem]]:
        """What BEFORE broke already, each with its place in AFTER."""
        return _problems(self.known)

    @property
    def changes(self) -> list[tuple[Located, Change]]:
        """What is meant, each with its place."""
        return [(one, one.what) for one in self.found if isinstance(one.what, Change)]

    @property
    def proven(self) -> bool:
        """Whether nothing is broken and nothing unproven."""
        return not self.problems

    @property
    def rules(self) -> list[tuple[Rule, int]]:
        """Every rule that was checked, with how many times it is broken."""
        times = Counter(problem.rule for _, problem in self.problems)
        return [(rule, times[rule]) for rule in RULES if rule not in self.unchecked]


def _problems(found: tuple[Located, ...]) -> list[tuple[Located, Problem]]:
    return [(one, one.what) for one in found if isinstance(one.what, Problem)]
