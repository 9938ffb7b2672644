"""What a detector outside flows is, and what it says."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from remediate.detectors.interface import Finding
from remediate.package.interface import EnvironmentVariable, Outside


@dataclass(frozen=True, slots=True)
class Spotted:
    """A fault in a member of a package that is no flow.

    In JSON the finding's pointer says where. In XML it is empty, and `at` is the offset in the member's text where the
    value begins, or None for the default of a `variable`. `span` counts from there, in the text as it reads.
    """

    member: str
    finding: Finding
    at: int | None = None
    variable: EnvironmentVariable | None = None


@dataclass(frozen=True, slots=True)
class FlaggedFile:
    """A member of a solution with the fault."""

    member: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A member that looks like the fault and has none; `because` says why."""

    member: str
    text: str
    because: str


@dataclass(frozen=True)
class OutsideDetector:
    """One fault outside flows: its id, how it is found, and examples that are both its tests and its documentation.

    The docstring of the module that defines `find` is the documentation that `remediate explain` prints.
    """

    id: str
    find: Callable[[Outside], Iterator[Spotted]] = field(repr=False)
    examples: tuple[FlaggedFile | CleanFile, ...] = field(repr=False)

    def __reduce__(self) -> tuple[Callable[[str], "OutsideDetector"], tuple[str]]:
        """A detector travels to another process by its id."""
        return _registered, (self.id,)

    @property
    def explanation(self) -> str:
        """What it finds, why it matters, what is done about it."""
        return sys.modules[self.find.__module__].__doc__ or ""


def _registered(wanted: str) -> OutsideDetector:
    from remediate.detectors.outside import OUTSIDE  # noqa: PLC0415 - they are made of what is above

    return next(detector for detector in OUTSIDE if detector.id == wanted)
