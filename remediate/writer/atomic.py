"""One file put in place, whole or not at all.

The new bytes go to a temporary file in the same folder, are forced to the disk, and take the old file's place in one
step. Whoever looks, and whenever the process dies, sees the old file or the new one. What a killed run leaves behind
is called `.remediate-*.tmp`, holds nothing that the old file did not, and is taken away by a later run: at once by one
that goes on with it.
"""

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from remediate.errors import WriteError
from remediate.writer.store import stored

SURELY_DEAD = 3600
"""Seconds after which a temporary file is no other run's any more."""

_LEFTOVER = ".remediate-*.tmp"
_ON_FAILURE = {
    errno.ENOSPC: ("There is no space left on the disk.", "Free some space and run again."),
    errno.EDQUOT: ("The disk quota is used up.", "Free some space and run again."),
    errno.EROFS: ("The disk is read-only.", "Choose another place."),
    errno.EACCES: ("There is no permission to write here.", "Ask for it, or choose another place."),
    errno.EPERM: ("There is no permission to write here.", "Ask for it, or choose another place."),
    errno.ENOENT: ("The folder is not there.", "Create it, or choose another place."),
    errno.ENOTDIR: ("A file stands where a folder should be.", "Choose another place."),
    errno.EISDIR: ("A folder stands where the file should be.", "Choose another place."),
    errno.EIO: ("The disk failed while writing.", "Check the disk and run again."),
}


def replace_file(path: Path, data: bytes) -> None:
    """Makes `data` the content of the file, which may be new; an old file's permissions stay.

    A symbolic link is followed: the file that it leads to is replaced. A device or a pipe never is.

    Raises:
        WriteError: the old file is whole and still there.
    """
    with replacement(path) as new:
        new.write(data)


@contextmanager
def replacement(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; on leaving without an exception it takes the place of `path`.

    Raises:
        WriteError: the old file is whole and still there.
    """
    with as_write_errors(path):
        if store := stored(path):
            with store.replacement() as put:
                yield put
            return
        place = path.resolve()
        if place.exists() and not place.is_file() and not place.is_dir():
            raise WriteError("A device or a pipe is there, and no file.", hint="Choose another place.", file=str(path))
        temporary = temporary_beside(place)
        try:
            with create_like(place, temporary) as new:
                yield new
                force_to_disk(new)
            os.replace(temporary, place)  # noqa: PTH105  # the system call is the point
        finally:
            temporary.unlink(missing_ok=True)
        force_folder(place.parent)


def temporary_beside(path: Path) -> Path:
    """A name in the same folder that no file has, recognisable as ours."""
    return path.with_name(_LEFTOVER.replace("*", secrets.token_hex(8)))


def is_leftover(name: str) -> bool:
    """Whether a file of this name is what a killed run has left behind."""
    return fnmatch(name, _LEFTOVER)


def sweep(folder: Path, seconds: float) -> None:
    """Take away what killed runs have left in the folder itself, if it is that old: younger ones may be in use."""
    if stored(folder) or not folder.is_dir():
        return
    latest = time.time() - seconds
    for path in folder.glob(_LEFTOVER):
        with suppress(OSError):
            if path.lstat().st_mtime <= latest:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def remove_leftovers(root: Path) -> None:
    """Takes away the temporary files that killed runs have left in the folder, at any depth."""
    for folder, _, names in os.walk(root):
        for name in filter(is_leftover, names):
            with as_write_errors(Path(folder, name)):
                Path(folder, name).unlink(missing_ok=True)


def create_like(model: Path, path: Path) -> BinaryIO:
    """A new file to write to, with the permissions of `model` if that exists, else with the usual ones."""
    mode = stat.S_IMODE(model.stat().st_mode) if model.exists() else None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    new = os.fdopen(os.open(path, flags, 0o666 if mode is None else 0o600), "wb")
    if mode is not None:
        path.chmod(mode)
    return new


def force_to_disk(file: BinaryIO) -> None:
    """Returns when the file's content has reached the disk."""
    file.flush()
    os.fsync(file.fileno())


def force_folder(folder: Path) -> None:
    """Returns when the folder's entries have reached the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network disks cannot, and need not
            raise
    finally:
        os.close(handle)


@contextmanager
def as_write_errors(path: Path) -> Iterator[None]:
    """Turns what the system says into one sentence and what to do next."""
    try:
        yield
    except OSError as error:
        sentence, hint = _ON_FAILURE.get(error.errno or 0, (f"It could not be written: {error.strerror}.", ""))
        raise WriteError(sentence, hint=hint, file=str(path)) from error
