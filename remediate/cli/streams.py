"""The three streams of the process, also where one of them was closed before it began (`remediate … >&-`)."""

import io
import os
import sys
from typing import TextIO


def open_streams() -> None:
    """Give the process the streams that it lacks, and let a name that the terminal cannot spell stop nothing.

    A closed stdout is one whose reader has gone: what is done there is done here too. Without a stderr nothing can be
    said, and the exit code says it.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _take_numbers()
    if sys.stdout is None:
        sys.stdout = _unread()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it ends with the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _take_numbers() -> None:
    """Fill the numbers of the closed streams: a file opened later must not get one, and what is printed in it."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:  # noqa: PLR2004 - stderr
        pass
    os.close(number)


def _unread() -> TextIO:
    """A stream that nobody reads."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    return os.fdopen(write_end, "w", encoding="utf-8")
