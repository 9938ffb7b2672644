"""How far a run is, on stderr: a bar on a terminal, else a line a package as soon as there is more than one.

The bar is taken away before anything is printed, and nothing stands between the report and stdout.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from remediate.cli.leaving import silence
from remediate.report.words import plain

if TYPE_CHECKING:
    from remediate.batch import Result
    from remediate.report.summary import Summary

_WIDTH = 24
_SECONDS = 0.1  # between two drawings


class Progress:
    """Progress that nobody sees."""

    def found(self, number: int, *, complete: bool) -> None:
        """How many packages there are, so far or in all."""

    def working_on(self, path: str) -> None:
        """The next package."""

    def done(self, result: "Result") -> None:
        """A package has ended."""

    def clear(self) -> None:
        """Make room for other output."""


class _Log(Progress):
    """A line for each package; without `every`, none as long as there is only one."""

    def __init__(self, *, every: bool) -> None:
        self._kept: list[str] | None = None if every else []
        self._number = 0
        self._total: int | None = None
        self._more = 0

    def found(self, number: int, *, complete: bool) -> None:
        self._total = number if complete else None

    def done(self, result: "Result") -> None:
        self._number += 1
        self._more += _is_uncounted(result)
        total = f" of {self._total + self._more}" if self._total is not None else ""
        lines = [f"{self._number}{total}: {_line(result)}"]
        if self._kept is not None:
            lines = [*self._kept, *lines]
            self._kept = lines if self._number == 1 else None
        if self._kept is None:
            _write("".join(f"{line}\n" for line in lines))


class _Bar(Progress):
    """A line that is written over: the package at first, then how far it is, how fast, and what became of findings."""

    def __init__(self, log: Progress) -> None:
        self._log = log
        self._number = 0
        self._total = 0
        self._more = 0
        self._complete = False
        self._summary: Summary | None = None
        self._started = time.monotonic()
        self._drawn = 0.0
        self._shown = 0

    def found(self, number: int, *, complete: bool) -> None:
        self._total, self._complete = number, complete
        self._log.found(number, complete=complete)

    def working_on(self, path: str) -> None:
        now = time.monotonic()
        if self._number and now - self._drawn < _SECONDS and self._shown:
            return
        self._drawn = now
        self.clear()
        line = self._line(now - self._started) if self._number else f"1: {plain(path)}"
        room = max(10, shutil.get_terminal_size().columns - 1)
        line = line[: room if line.isascii() else room // 2]  # a character may take two columns
        self._shown = len(line) if line.isascii() else room
        _write(line + "\r")

    def done(self, result: "Result") -> None:
        self._number += 1
        self._more += _is_uncounted(result)
        self._summary = _with(self._summary, result)
        self.clear()
        self._log.done(result)

    def clear(self) -> None:
        if self._shown:
            _write(" " * self._shown + "\r")
            self._shown = 0

    def _line(self, seconds: float) -> str:
        rate = self._number / max(seconds, 0.001)
        counts = _counted(self._summary, failed=True)
        if not self._complete:
            return f"{self._number} done  {rate:.1f}/s  {counts}"
        total = self._total + self._more
        filled = _WIDTH * self._number // max(1, total)
        left = round((total - self._number) / rate)
        bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}]"
        return f"{bar} {self._number} of {total}  {rate:.1f}/s  {left // 60}:{left % 60:02} left  {counts}"


def _write(text: str) -> None:
    """Write on stderr; where that is full or closed, the run goes on without a word."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


@contextmanager
def progress(*, verbose: bool = False) -> Iterator[Progress]:
    """Progress for a run; the bar is gone at the end. `verbose`: a line for each package on a terminal too."""
    seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    log = _Log(every=verbose) if verbose or not seen else Progress()
    told: Progress = _Bar(log) if seen else log
    try:
        yield told
    finally:
        told.clear()


def _is_uncounted(result: "Result") -> bool:
    """Whether the package was not among those that were found: deployment settings are one once they tell something."""
    return result.kind == "deployment-settings"


def _line(result: "Result") -> str:
    counts = _counted(_with(None, result))
    why = f": {plain(str(result.problems[0]))}" if result.failed else f": {counts}" if counts else ""
    before = " (by the run before)" if result.earlier else ""
    return f"{plain(result.path)} {result.status.value}{before}{why}"


def _with(summary: "Summary | None", result: "Result") -> "Summary":
    """The summary with one more package; a new one where there was none."""
    from remediate.report.summary import Summary
    from remediate.report.telling import told

    summary = summary or Summary()
    summary.add(result, told(result).records)
    return summary


def _counted(summary: "Summary | None", *, failed: bool = False) -> str:
    """What became of the findings, in the words of the line that sums the run up."""
    if summary is None:
        return ""
    packages = [(summary.failed, "failed")] if failed and summary.failed else []
    return ", ".join(f"{number} {what}" for number, what in (*summary.counts(), *packages))
