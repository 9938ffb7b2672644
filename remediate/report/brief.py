"""Many packages as text: a line each, and under it what a person has to see to; the next steps stand once for all.

What was or will be fixed is only counted then. So is what waits for --unsafe, which is one decision for all of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from remediate.batch import Result
from remediate.detection import Fate
from remediate.report.carried import missing_lines, next_steps, taken_lines
from remediate.report.records import Record
from remediate.report.summary import Summary
from remediate.report.telling import told
from remediate.report.text import Detail, flow_lines, heading, is_told, package_lines, trouble_lines
from remediate.report.words import counted, plain

MANY = 20
"""The most packages, of those with something to tell, that are told in full."""

_LEFT = (Fate.HELD, Fate.REPORT)
_HOW = (
    f"These are more than {MANY} packages, so what needs nobody is only counted. "
    "--verbose tells all of each package, and so does --format json."
)


class Pages:
    """The packages of a run as pages of lines: all in full, or all in brief once there are many.

    So the first ones wait until that is known, or until the run ends, however it ends. With `every` none of them does.
    `brief` says how the page is told that was given last.
    """

    def __init__(self, detail: Detail, *, every: bool) -> None:
        self._detail = detail
        self._every = every
        self.brief = False
        self._waiting: list[tuple[Result, list[Record]]] = []
        self._written = 0
        self._steps: list[str] = []
        self._packages: Counter[str] = Counter()

    def of(self, reported: Iterable[tuple[Result, list[Record]]]) -> Iterator[list[Text]]:
        """A page for each package of which there is something to say."""
        try:
            for result, found in reported:
                if is_told(result, found):
                    self._note(result, found)
                    yield from self._next(result, found)
        except (Exception, KeyboardInterrupt):
            yield from self._rest()
            raise
        yield from self._rest()

    def after(self) -> Iterator[Text]:
        """What comes next for all packages that were told in brief, and how to see all of each."""
        if not self.brief:
            return
        if self._steps:
            yield Text(f"next, for the {counted(self._written, 'package')} that were written", style="bold")
        for number, step in enumerate(self._steps, 1):
            of_them = f"  ({self._packages[step]} of them)" if self._packages[step] < self._written else ""
            yield Text(f"  {number}. {step}{of_them}")
        yield Text(_HOW)

    def _next(self, result: Result, found: list[Record]) -> Iterator[list[Text]]:
        self._waiting.append((result, found))
        self.brief = self.brief or (not self._every and len(self._waiting) > MANY)
        if self.brief or self._every:
            yield from self._rest()

    def _rest(self) -> Iterator[list[Text]]:
        for result, found in self._waiting:
            yield list(brief_lines(result, found)) if self.brief else list(package_lines(result, found, self._detail))
        self._waiting = []

    def _note(self, result: Result, found: Sequence[Record]) -> None:
        """The next steps of the package among those of all others, each after those that it comes after there."""
        if result.carried is None or result.plan is None:
            return
        self._written += 1
        place = 0
        for step in dict.fromkeys(step.of_many for step in next_steps(result.carried, result.plan, found)):
            if step in self._packages:
                place = self._steps.index(step) + 1
            else:
                self._steps.insert(place, step)
                place += 1
            self._packages[step] += 1


def brief_lines(result: Result, found: Sequence[Record]) -> Iterator[Text]:
    """A package in one line, then what failed, what is left for a person, and what else a person has to know."""
    summary = Summary()
    summary.add(result, found)
    counts = ", ".join(f"{number} {what}" for number, what in summary.counts())
    carried = result.carried
    written = f" -> {plain(str(carried.output))}" if carried else ""
    yield Text.assemble(heading(result), f"{': ' if counts else ''}{counts}{written}")
    yield from trouble_lines(result)
    names = told(result).names
    for member, records in groupby((one for one in found if one.fate in _LEFT), key=lambda one: one.file):
        yield from flow_lines(names.get(member) or member, member, list(records), (), result.status)
    if carried is not None and result.plan is not None:
        for stored in carried.deposited:
            for line in taken_lines(stored):
                yield Text(f"    {plain(stored.name)} in the vault: {line}", style="dim")
        if carried.missing:
            yield Text(f"    to fill in: {plain(str(carried.settings))}")
            yield from map(Text, missing_lines(carried, result.plan))
