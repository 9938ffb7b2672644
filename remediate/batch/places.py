"""The places of a run's results: each is one package's, or that of the packages which lie in one zip."""

from pathlib import Path

from remediate.batch.destinations import ZIPS, check_place
from remediate.plan import PackagePlan
from remediate.writer.atomic import SURELY_DEAD, sweep


class Places:
    """Which places are taken, by what, and which are written.

    `in_place` says that inputs may be written over, `resumes` that the run before is surely over.
    """

    def __init__(self, *, in_place: bool, resumes: bool) -> None:
        self._in_place = in_place
        self._resumes = resumes
        self._taken: dict[Path, Path] = {}
        self._written: set[Path] = set()
        self._swept: set[Path] = set()

    def take(self, plan: PackagePlan, output: Path) -> None:
        """Take a place for a package.

        Raises:
            WriteError: it cannot be written there, or is another's.
            PackageError: the settings file that is there already cannot be read.
        """
        source = plan.package.path
        shared = plan.package.kind in ZIPS and self._taken.get(output) == source
        try:
            check_place(plan, output, () if shared else self._taken, in_place=self._in_place)
        finally:
            self._taken.setdefault(output, source)

    def stands(self, output: Path, source: Path) -> None:
        """A run before has written there what it made of a package of `source`."""
        self._taken.setdefault(output, source)
        self._written.add(output)

    def wrote(self, output: Path) -> None:
        """A package is written there."""
        self._written.add(output)

    def is_written(self, output: Path) -> bool:
        """Whether another package of the same zip is written there."""
        return output in self._written

    def sweep(self, folder: Path) -> None:
        """Once for each folder of results: what a killed run has left there goes, of the one before this at once."""
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder, 0 if self._resumes else SURELY_DEAD)
