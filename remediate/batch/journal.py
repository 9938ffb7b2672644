"""What a run has done, line by line, so that one that was stopped or killed is gone on with.

The first line is the request, each further one a package: its path, how it looked, where its result is, counts, and the
names of its secrets in the vault. No value, and no digest of a value or of a file that may hold one: an input is known
again by number, size and time of its files. A value is asked of the vault by its name.
"""

import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from remediate import __version__
from remediate.errors import WriteError
from remediate.writer import replace_file
from remediate.writer.atomic import is_leftover
from remediate.writer.store import place

Look = tuple[int, int, int]
"""How an input looks: number of files, bytes in all, and the time of the newest, in nanoseconds."""

_NAMESPACE = uuid.UUID("9a1e5f0c-6a0e-5d0c-8d70-6f4c5b1f5f2e")


@dataclass(frozen=True)
class Entry:
    """One package that is done. `names` are those of its secrets: in the run, and where the vault has the value.

    `counts` are its findings by fate, `unsafe` those among the fixable that this run did not want to fix.
    """

    package: str
    kind: str
    status: str
    look: Look | None
    output: str = ""
    settings: str = ""
    flows: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    unsafe: int = 0
    names: tuple[tuple[str, str], ...] = ()

    @property
    def stands(self) -> bool:
        """Whether what was written is still there."""
        return all(place(path).exists() for path in (self.output, self.settings) if path)


class Journal:
    """The journal of one request in a folder. `earlier` are the packages that a run before has done, with `resume`.

    The file appears with the second package, since one alone is as easily done again, and goes when all is done. Where
    it cannot be written the run goes on without it; `trouble` says why.
    """

    def __init__(self, folder: Path, request: Mapping[str, Any], *, resume: bool) -> None:
        head = {"remediate": __version__, "request": request}
        self._head = json.dumps(head, sort_keys=True)
        self.path = folder / f"{uuid.uuid5(_NAMESPACE, self._head)}.jsonl"
        self.resumes = resume
        self.earlier = {entry.package: entry for entry in self._read()} if resume else {}
        self._lines = [self._head, *map(_line, self.earlier.values())]
        self._file: TextIO | None = None
        self.trouble = ""

    def note(self, entry: Entry) -> None:
        """Write down that a package is done."""
        if self.trouble:
            return
        self._lines.append(_line(entry))
        if self._file or len(self._lines) > 2:  # noqa: PLR2004 - the request, and more than one package
            self._write()

    @property
    def begun(self) -> bool:
        """Whether there is something to go on with."""
        return self.path.exists()

    def close(self, *, finished: bool) -> None:
        """Let go of the file; a run that is finished needs none."""
        if self._file:
            self._file.close()
            self._file = None
        if finished:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        text = "".join(f"{line}\n" for line in self._lines)
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self.path, text.encode("ascii"))
                self._file = self.path.open("a", encoding="ascii")
            else:
                self._file.write(text)
                self._file.flush()
        except (OSError, WriteError) as error:
            self.trouble = str(error) if isinstance(error, WriteError) else error.strerror or "the disk failed"
        self._lines = []

    def _read(self) -> Iterator[Entry]:
        """The packages of a run before; what a dying process wrote of a line is no line."""
        try:
            lines = self.path.read_text("ascii").splitlines()
        except (OSError, ValueError):
            return
        if lines[:1] != [self._head]:
            return
        for line in lines[1:]:
            try:
                record = json.loads(line)
                look = tuple(record.pop("look") or ()) or None
                names = tuple((one, other) for one, other in record.pop("names"))
                yield Entry(**record, look=look, names=names)
            except (ValueError, TypeError, KeyError, AttributeError):
                continue


def look_of(path: Path) -> Look | None:
    """How the file or folder at `path` looks now; None where that cannot be told, which equals nothing."""
    try:
        if not path.is_dir():
            status = path.stat()
            return 1, status.st_size, status.st_mtime_ns
        found = [Path(at, name).stat() for at, _, names in os.walk(path) for name in names if not is_leftover(name)]
        return len(found), sum(s.st_size for s in found), max((s.st_mtime_ns for s in found), default=0)
    except OSError:
        return None


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry))
