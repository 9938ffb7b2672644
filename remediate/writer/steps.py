"""The steps in which files of a folder take their places, noted down so that a later run finishes them.

The note lies in the folder from before the first step until after the last. It names files and how they look, by size
and time: no value, and no digest of a file that may hold one.
"""

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from remediate.errors import WriteError
from remediate.writer.atomic import as_write_errors, force_folder, remove_leftovers, replace_file

Look = tuple[int, int]
"""How a file looks: its bytes, and its time in nanoseconds."""

NOTE = ".remediate-steps.tmp"
LONGEST_NOTE = 16 * 1024 * 1024
"""Bytes; a step takes about 200."""

_WAITING = re.compile(r"\.remediate-[0-9a-f]{1,32}\.tmp")
_NO_NOTE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, OSError, WriteError)


@dataclass(frozen=True)
class Step:
    """One file that takes the place of another, `temporary` being where it waits; None where the file just goes.

    `before` is how the place looks until then, and `after` how it looks afterwards; None where there is no file.
    """

    name: str
    place: Path
    temporary: Path | None
    before: Look | None
    after: Look | None

    @property
    def is_done(self) -> bool:
        """Whether the step was taken, and nobody has touched the file since."""
        waits = self.temporary is not None and self.temporary.exists()
        return not waits and look(self.place) == self.after

    @property
    def is_possible(self) -> bool:
        """Whether the step can be taken: all is as it was when it was noted down."""
        ready = self.temporary is None or look(self.temporary) == self.after
        return ready and look(self.place) == self.before


@dataclass(frozen=True)
class Unfinished:
    """What a run that was killed, or failed, has begun in a folder. `said` is what it wanted to be known of it."""

    root: Path
    steps: Sequence[Step]
    said: Mapping[str, Any]

    @property
    def is_possible(self) -> bool:
        """Whether it can be finished: nobody has changed or put back a file since."""
        return all(step.is_done or step.is_possible for step in self.steps)

    def finish(self) -> None:
        """Take the steps that are left.

        Raises:
            WriteError: the system refused; a later run can go on.
        """
        take([step for step in self.steps if not step.is_done])
        remove_leftovers(self.root)


def step(name: str, place: Path, temporary: Path | None) -> Step:
    """The step by which what waits in `temporary` becomes the file of that name, at its place."""
    return Step(name, place, temporary, look(place), look(temporary) if temporary else None)


def note_down(root: Path, steps: Sequence[Step], said: Mapping[str, Any]) -> None:
    """Note down steps that are about to be taken."""
    lines = [[s.name, s.temporary.name if s.temporary else "", s.before, s.after] for s in steps]
    replace_file(root / NOTE, json.dumps({"steps": lines, "said": said}).encode("ascii"))


def unfinished(root: Path) -> Unfinished | None:
    """What was begun in the folder and not finished; None where nothing was, or the note is none of ours."""
    root = root.resolve()
    with suppress(*_NO_NOTE):
        noted = _noted(root / NOTE)
        return Unfinished(root, [_read(root, *line) for line in noted["steps"]], dict(noted["said"]))
    return None


def take(steps: Sequence[Step]) -> None:
    """Take one step after the other; one folder reaches the disk before anything in the next changes.

    Raises:
        WriteError: the system refused; its hint says how many steps were taken, if any.
    """
    done, folder = 0, None
    try:
        for one in steps:
            with as_write_errors(one.place):
                if folder is not None and folder != one.place.parent:
                    force_folder(folder)
                if one.temporary is None:
                    one.place.unlink(missing_ok=True)
                else:
                    os.replace(one.temporary, one.place)  # noqa: PTH105  # the system call is the point
            done, folder = done + 1, one.place.parent
        if folder is not None:
            with as_write_errors(folder):
                force_folder(folder)
    except WriteError as error:
        if done:
            error.hint = f"{done} of {len(steps)} files are done: run again to finish. {error.hint}".rstrip()
        raise


def look(path: Path) -> Look | None:
    """How a file looks now; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def inside(root: Path, name: str) -> Path:
    """The file that a name stands for, links followed, which must lie within the root."""
    parts = PurePosixPath(name).parts
    windows = PureWindowsPath(name)
    strange = not parts or ".." in (*parts, *windows.parts) or windows.drive or windows.root or "\0" in name
    path = None if strange else (root / name).resolve()
    if path is None or not path.is_relative_to(root) or path == root:
        raise WriteError("This name leads out of the folder; nothing was written.", hint="Remove that file.", file=name)
    return path


def _noted(note: Path) -> Any:
    """What the note holds. Somebody else may have made it: no pipe is waited for, and no device read without end."""
    status = note.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LONGEST_NOTE:
        raise ValueError(note)
    return json.loads(note.read_bytes())


def _read(root: Path, name: str, waiting: str, before: Sequence[int] | None, after: Sequence[int] | None) -> Step:
    place = inside(root, name)
    if waiting and not _WAITING.fullmatch(waiting):
        raise ValueError(waiting)
    return Step(name, place, place.with_name(waiting) if waiting else None, _look(before), _look(after))


def _look(noted: Sequence[int] | None) -> Look | None:
    if noted is None:
        return None
    size, time = noted
    return int(size), int(time)
