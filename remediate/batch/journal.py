"""What a run has done, line by line, so that one that was stopped or killed is gone on with.

The first line is the request, each further one a package: its path, how it looked, where its result is, the names of
its secrets in the vault, and what is told of it. No value, and no digest of a value or of a file that may hold one: an
input is known again by number, size and time of its files. A value is asked of the vault by its name.
"""

import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from remediate import __version__
from remediate.batch.recorded import from_json, to_json
from remediate.errors import WriteError
from remediate.writer import replace_file
from remediate.writer.atomic import SURELY_DEAD, is_leftover, sweep
from remediate.writer.store import place

Look = tuple[int, int, int]
"""How an input looks: number of files, bytes in all, and the time of the newest, in nanoseconds."""

_NAMESPACE = uuid.UUID("9a1e5f0c-6a0e-5d0c-8d70-6f4c5b1f5f2e")
_ONE_ALONE = 2  # the line of the request, and that of one package
_NO_LINE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Entry:
    """One package that is done. `names` are those of its secrets: in the run, and where the vault has the value.

    `variables` are environment variables by schema name, with the name in the vault of the value that they had, and
    `others` says that it gives values to more of them, which are still in it. `made` is how the result looked when it
    was written; `base` how the one looked before, to which this package was added because both are in one zip.
    """

    package: str
    look: Look | None
    output: str = ""
    settings: str = ""
    names: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    others: bool = False
    base: Look | None = None
    made: Look | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is something where it was written; that it is whole is told by `made`."""
        return all(place(path).exists() for path in (self.output, self.settings) if path)


class Journal:
    """The journal of one request in a folder. `earlier` are the packages that a run before has done, with `resume`.

    The file appears with the second package, since one alone is as easily done again (with the first, where `at_once`
    was asked for), and goes when all is done. Where it cannot be written the run goes on without it; `trouble` says
    why. `told` is the type of what a report makes of a package, None where nothing is to be told again.
    """

    def __init__(self, folder: Path, request: Mapping[str, Any], *, resume: bool, told: type | None = None) -> None:
        head = {"remediate": __version__, "request": request}
        self._head = json.dumps(head, sort_keys=True)
        self.path = folder / f"{uuid.uuid5(_NAMESPACE, self._head)}.jsonl"
        self.resumes = resume
        self.told = told
        self.trouble = ""
        self._file: BinaryIO | None = None
        self._places: dict[str, int] = {}
        self._at_once = False
        self.earlier = dict(self._read()) if resume else {}
        self._lines = [self._head]

    def note(self, entry: Entry, kept: Mapping[str, Any]) -> None:
        """Write down that a package is done, and what is told of it."""
        if self.trouble:
            return
        self._lines.append(json.dumps({"entry": to_json(entry), "kept": kept}))
        if self._file or self.earlier or self._at_once or len(self._lines) > _ONE_ALONE:
            self._write()

    def at_once(self) -> None:
        """Write down the first package too: one that is done again must be what it was, as for a saved plan."""
        self._at_once = True

    def kept(self, entry: Entry) -> Mapping[str, Any]:
        """What was written down to be told of a package that is among the earlier ones.

        Raises:
            ValueError, KeyError: it cannot be read any more.
        """
        try:
            with self.path.open("rb") as lines:
                lines.seek(self._places[entry.package])
                kept: Mapping[str, Any] = json.loads(lines.readline())["kept"]
                return kept
        except OSError:
            raise KeyError(entry.package) from None

    @property
    def run(self) -> str:
        """What tells the run of this request from others."""
        return self.path.stem

    @property
    def begun(self) -> bool:
        """Whether there is something to go on with."""
        return not self.trouble and self.path.exists()

    def close(self, *, finished: bool) -> None:
        """Let go of the file; a run that is finished needs none."""
        if self._file:
            self._file.close()
            self._file = None
        if finished:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        try:
            self._file = self._file or self._opened()
            self._file.write("".join(f"{line}\n" for line in self._lines).encode("ascii"))
            self._file.flush()
        except (OSError, WriteError) as error:
            self.trouble = str(error) if isinstance(error, WriteError) else error.strerror or "the disk failed"
        self._lines = []

    def _opened(self) -> BinaryIO:
        """The file, begun anew; or the one of the run before, which is written on."""
        if not self.earlier:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            sweep(self.path.parent, SURELY_DEAD)
            replace_file(self.path, b"")
            self._for_its_user_alone()
            return self.path.open("ab")
        self._lines.remove(self._head)
        self._for_its_user_alone()
        file = self.path.open("r+b")
        file.seek(-1, os.SEEK_END)
        if file.read() != b"\n":  # what a dying process began must not swallow the next line
            file.write(b"\n")
        return file

    def _for_its_user_alone(self) -> None:
        """A journal tells where secrets stand that are still held: others on the machine do not read it."""
        for path, mode in ((self.path.parent, 0o700), (self.path, 0o600)):
            with suppress(OSError):
                path.chmod(mode)

    def _read(self) -> Iterator[tuple[str, Entry]]:
        """The packages of a run before; what a dying process wrote of a line is no line."""
        with suppress(OSError), self.path.open("rb") as lines:
            if lines.readline() != f"{self._head}\n".encode("ascii"):
                return
            at = lines.tell()
            for line in lines:
                with suppress(*_NO_LINE):
                    entry: Entry = from_json(Entry, json.loads(line)["entry"])
                    self._places[entry.package] = at
                    yield entry.package, entry
                at += len(line)


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
