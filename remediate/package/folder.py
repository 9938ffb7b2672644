"""The files of a folder. Symbolic links are never followed: they can lead out of it, or round in a circle."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from remediate.errors import LinkError, PackageError
from remediate.package import limits
from remediate.writer.atomic import is_leftover

SKIPPED = frozenset({".git"})
"""Folders that are never looked into: what version control keeps there is its own."""


class FolderMembers:
    """The files below `path`/`root`, by their path from `path` with `/` separators."""

    def __init__(self, path: Path, root: str = "") -> None:
        self._path = path
        self._problems: list[PackageError] = []
        self._names = tuple(sorted(self._walk(root)))

    @property
    def names(self) -> Sequence[str]:
        """All files, and links to files (which `read` refuses), sorted."""
        return self._names

    @property
    def problems(self) -> Sequence[PackageError]:
        """Folders that could not be looked into, and links to folders, which are not followed."""
        return self._problems

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The bytes of one file.

        Raises:
            PackageError: there is no such file, it is a link, it cannot be read, or it is larger than `limit`.
        """
        return read_file(self._path / member, limit, shown=member)

    def _walk(self, root: str) -> list[str]:
        found: list[str] = []
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            try:
                entries = list_folder(self._path / folder)
            except PackageError as error:
                self._problems.append(PackageError(error.message, hint=error.hint, file=folder.rstrip("/")))
                continue
            for entry in entries:
                name = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting += [name + "/"] if entry.name not in SKIPPED else []
                elif entry.is_symlink() and _leads_to_folder(entry):
                    self._problems.append(link_error(name))
                else:
                    found.append(name)
            if len(found) > limits.MEMBER_LIMIT:
                many = f"The folder has more than {limits.MEMBER_LIMIT:,} files."
                raise PackageError(many, hint="Take out what is no part of the package.", file=str(self._path))
        return found


def list_folder(path: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder, sorted by name, without what a killed run of ours left behind.

    Raises:
        PackageError: it cannot be listed.
    """
    try:
        with os.scandir(path) as entries:
            kept = [entry for entry in entries if not is_leftover(entry.name)]
    except OSError as error:
        raise PackageError(
            f"The folder cannot be listed: {_why(error)}.", hint="Check its permissions.", file=str(path)
        ) from None
    return sorted(kept, key=lambda entry: entry.name)


def read_file(path: Path, limit: int, *, shown: str = "", follow: bool = False) -> bytes:
    """The bytes of a file, up to `limit`; `shown` is what errors call it, `follow` whether it may be a link.

    Raises:
        PackageError: it cannot be read, is no ordinary file, or is larger.
    """
    file = shown or str(path)
    try:
        status = path.stat() if follow else path.lstat()
        mode = status.st_mode
        if stat.S_ISLNK(mode):
            raise link_error(file)
        if not stat.S_ISREG(mode):
            raise PackageError("This is neither a file nor a folder.", hint="Name one, or leave it out.", file=file)
        with path.open("rb") as stream:
            data = stream.read(min(limit, status.st_size) + 1)
    except OSError as error:
        raise PackageError(
            f"The file cannot be read: {_why(error)}.", hint="Check that it is there and may be read.", file=file
        ) from None
    if len(data) > limit:
        raise PackageError(limits.too_large(limit), hint=limits.DIVIDE, file=file)
    return data


def link_error(file: str) -> LinkError:
    """A symbolic link that was met and left alone."""
    return LinkError("This is a symbolic link, and links are not followed.", hint="Name its target.", file=file)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _why(error: OSError) -> str:
    return (error.strerror or "the disk failed").lower()
