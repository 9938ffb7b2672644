"""A file that somebody names beside the packages: a list of paths, a plan, deployment settings.

It may be a pipe, as a shell makes one for `<(...)`. A device is none: some never come to an end.
"""

import stat
from pathlib import Path

from remediate.errors import PackageError
from remediate.package import limits


def read_named(path: Path, limit: int = limits.PART_LIMIT) -> bytes:
    """The bytes of a file or pipe, up to `limit`.

    Raises:
        PackageError: it is neither, is larger, or cannot be read.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            what = "That is a folder" if stat.S_ISDIR(mode) else "That is a device"
            raise PackageError(f"{what}, and no file.", hint="Name a file.", file=str(path))
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        why = (error.strerror or "the disk failed").lower()
        raise PackageError(f"It cannot be read: {why}.", hint="Check its path.", file=str(path)) from None
    if len(data) > limit:
        raise PackageError(limits.too_large(limit), hint="Name another file.", file=str(path))
    return data
