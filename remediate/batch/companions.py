"""Files written beside a package and before it; they go again where the package cannot be written after all."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from remediate.errors import WriteError
from remediate.writer import replace_file
from remediate.writer.store import stored

_TIMES = 3


class Companions:
    """Files beside one package. Left with an error, each is as it was before; of cloud storage, they stay."""

    def __init__(self) -> None:
        self._before: list[tuple[Path, bytes | None]] = []
        self._folders: list[Path] = []

    def write(self, path: Path, data: bytes) -> None:
        """Put a file in place.

        Raises:
            WriteError: it could not be written.
        """
        if stored(path):
            replace_file(path, data)
            return
        before = path.read_bytes() if path.is_file() else None
        self._folders += [folder for folder in path.parents if not folder.exists()][::-1]
        in_folder(path.parent, lambda: replace_file(path, data))
        if before != data:
            self._before.append((path, before))

    def keep(self) -> None:
        """Let what was written stay, whatever happens."""
        self._before.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            return
        for path, before in reversed(self._before):
            with suppress(OSError, WriteError):  # what is told is the first error
                _put_back(path, before)
        for folder in reversed(self._folders):
            with suppress(OSError):  # something else is in it
                folder.rmdir()


def in_folder(folder: Path, write: Callable[[], None]) -> None:
    """Write into a folder, which is made; again where another package that failed took away what it had made.

    Raises:
        WriteError: it cannot be made or written into.
    """
    for again in reversed(range(_TIMES)):
        make_folder(folder)
        try:
            return write()
        except WriteError:
            if not again or folder.exists():
                raise
    return None


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are not there.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder cannot be made: {error.strerror}.", hint="Choose another place.", file=str(folder)
        ) from None


def _put_back(path: Path, before: bytes | None) -> None:
    if before is not None:
        replace_file(path, before)
    else:
        path.unlink()
