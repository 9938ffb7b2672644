"""With what a run works: who is told of it, who does the work, and what its report needs of each plan."""

from dataclasses import dataclass, field
from typing import Protocol

from remediate.batch.crew import Crew
from remediate.batch.journal import Journal
from remediate.batch.stopping import Stop
from remediate.batch.working import Tell


class Progress(Protocol):
    """Is told how far the run is; a screen shows it, a pipeline stays silent."""

    def found(self, number: int, *, complete: bool) -> None:
        """How many packages there are, so far or in all. Called by another thread than the rest."""

    def working_on(self, path: str) -> None:
        """The next package."""


class Silent:
    """Progress that nobody sees."""

    def found(self, number: int, *, complete: bool) -> None:
        """Say nothing."""

    def working_on(self, path: str) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Means:
    """Who is told, who works, and what `tell` makes of each plan while its documents are there.

    Without `tell`, results keep their whole plans, which workers in other processes cannot send. A run that writes is
    gone on with by its `journal`, and can be asked to `stop`.
    """

    progress: Progress = field(default_factory=Silent)
    crew: Crew = field(default_factory=Crew)
    tell: Tell | None = None
    journal: Journal | None = None
    stop: Stop = field(default_factory=Stop)
