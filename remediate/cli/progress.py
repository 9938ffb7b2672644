"""Which package is worked on: one line on stderr, where that is a terminal, and nothing in a pipeline.

The line is taken away before anything is printed, and nothing stands between the report and stdout.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from remediate.report.words import plain


class Progress:
    """Progress that nobody sees."""

    def working_on(self, path: str) -> None:
        """The next package."""

    def clear(self) -> None:
        """Make room for other output."""


class _Line(Progress):
    """Progress as a line that is written over."""

    def __init__(self) -> None:
        self._number = 0
        self._shown = 0

    def working_on(self, path: str) -> None:
        self._number += 1
        self.clear()
        room = max(10, shutil.get_terminal_size().columns - 1)
        # half of the width at most: a character may take two columns
        line = f"{self._number}: {plain(path)}"[: room if path.isascii() else room // 2]
        self._shown = len(line) if path.isascii() else room
        self._write(line + "\r")

    def clear(self) -> None:
        if self._shown:
            self._write(" " * self._shown + "\r")
            self._shown = 0

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress for a run; its line is gone at the end."""
    seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    told: Progress = _Line() if seen else Progress()
    try:
        yield told
    finally:
        told.clear()
