"""What a detector is, and what it says."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from remediate.flow import Flow
from remediate.remedies import Held, Remedy


class Confidence(Enum):
    """How sure a finding is; `fix` moves high and medium, and shows low."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a place in a flow.

    `pointer` (RFC 6901, into the file) and `span` (code points of the decoded string; None for a setting) say where;
    `message` names the fault and the action as its author named it, never a value; `reason` says what makes it a
    finding ("a header named x-api-key holds a random value"). `remedy` says what would mend it, `Held` why nothing
    can, None that it is for a person to read. `action` is the step's name, or empty.
    """

    pointer: str = field(repr=False)  # steps are named after secrets, too
    message: str
    reason: str
    remedy: Remedy | Held | None = None
    action: str = ""
    span: tuple[int, int] | None = None
    confidence: Confidence = Confidence.HIGH
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Flagged:
    """An example with the fault. `becomes` is the part of the fixed definition that shows the cure, if any is shown.

    In `becomes`, `@...` stands for a read of the secret, `@{...}` for one inside a text; members that are not named
    may differ. `doors` are the HTTP triggers of other flows that ask for a token, by workflow id.
    """

    definition: dict[str, Any]
    becomes: dict[str, Any] | None = None
    doors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clean:
    """An example that looks like the fault and is none; `because` says why. `doors` as in `Flagged`."""

    definition: dict[str, Any]
    because: str
    doors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Detector:
    """One fault: its id, how it is found, and examples that are both its tests and its documentation.

    The docstring of the module that defines `find` is the documentation that `remediate explain` prints.
    """

    id: str
    find: Callable[[Flow], Iterator[Finding]] = field(repr=False)
    examples: tuple[Flagged | Clean, ...] = field(repr=False)

    def __reduce__(self) -> tuple[Callable[[str], "Detector"], tuple[str]]:
        """A detector travels to another process by its id."""
        return _registered, (self.id,)

    @property
    def explanation(self) -> str:
        """What it finds, why it matters, how it is fixed and when that is safe."""
        return sys.modules[self.find.__module__].__doc__ or ""


def _registered(wanted: str) -> Detector:
    from remediate.detectors import ALL  # noqa: PLC0415 - they are made of what is above

    return next(d for d in ALL if isinstance(d, Detector) and d.id == wanted)
