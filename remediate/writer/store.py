"""A file or folder in cloud storage, reached through fsspec, with as much of `pathlib.Path` as a package needs.

A file is written in one request, which these stores carry out whole or not at all: whoever looks sees the old file or
the new one. What a store says when it refuses becomes an `OSError` without its text: that may hold a signed address.
"""

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from remediate.errors import UsageError

#: The extra that a kind of address needs.
_EXTRAS = {"abfs": "abfs", "abfss": "abfs", "az": "abfs", "s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}
_IN_MEMORY = "memory"
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)")
_TIMES = ("last_modified", "LastModified", "mtime", "updated", "created")


def place(text: str) -> Path:
    """The path that a word names: of this machine, or in cloud storage if it is an address such as `s3://bucket/folder`.

    Raises:
        UsageError: the kind of address is not known, needs an extra, or holds a credential.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return Path(text)
    kind, rest = found[1].lower(), found[2]
    if kind == "file":
        return Path("/" + rest.lstrip("/"))
    if kind not in (*_EXTRAS, _IN_MEMORY):
        hint = "abfs://, s3:// and gs:// are known; mount other storage as a folder."
        raise UsageError(f"{kind}:// is no kind of storage that is read.", hint=hint)
    if "?" in rest or ":" in rest.partition("/")[0]:
        hint = "Give keys and tokens in the environment, as the storage's own tools take them."
        raise UsageError("an address does not carry a credential or a query.", hint=hint)
    path = StorePath(kind, posixpath.normpath(rest))
    path.check()
    return cast("Path", path)


def stored(path: object) -> "StorePath | None":
    """The path, if it is one of cloud storage."""
    return path if isinstance(path, StorePath) else None


class StorePath:
    """See the module; `kind` as in `s3`, `path` without it, as in `bucket/folder/file.zip`."""

    def __init__(self, kind: str, path: str) -> None:
        self._kind = kind
        self._path = path.strip("/")

    def __str__(self) -> str:
        return f"{self._kind}://{self._path}"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StorePath) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __reduce__(self) -> tuple[type["StorePath"], tuple[str, str]]:
        return StorePath, (self._kind, self._path)

    def __truediv__(self, name: object) -> "StorePath":
        more = name.as_posix() if isinstance(name, Path) else str(name)
        return StorePath(self._kind, posixpath.join(self._path, more))

    @property
    def name(self) -> str:
        """The last part."""
        return posixpath.basename(self._path)

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return posixpath.splitext(self.name)[1]

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return posixpath.splitext(self.name)[0]

    @property
    def parent(self) -> "StorePath":
        """The folder that holds it."""
        return StorePath(self._kind, posixpath.dirname(self._path))

    def with_name(self, name: str) -> "StorePath":
        """Another file in the same folder."""
        return self.parent / name

    def resolve(self) -> "StorePath":
        """Itself: there are no links."""
        return self

    absolute = resolve

    def is_relative_to(self, other: object) -> bool:
        """Whether it is `other`, or lies below it."""
        return str(self) == str(other) or str(self).startswith(f"{other}/")

    def relative_to(self, other: object) -> str:
        """The path from `other`, below which it lies, to here."""
        return str(self).removeprefix(f"{other}/")

    def check(self) -> None:
        """Refuse what this installation cannot reach: nothing is contacted.

        Raises:
            UsageError: an extra is not installed.
        """
        try:
            import fsspec  # noqa: PLC0415 - an extra

            fsspec.get_filesystem_class(self._kind)
        except (ImportError, ValueError):
            extra = _EXTRAS.get(self._kind, "abfs")
            install = f"pip install 'remediate[{extra}]'"
            raise UsageError(f"{self._kind}:// needs an extra that is not installed.", hint=f"Run: {install}") from None

    @cached_property
    def _reached(self) -> tuple[Any, str]:
        """The store, and the path as it calls it."""
        import fsspec  # noqa: PLC0415 - an extra

        store, path = fsspec.url_to_fs(str(self))
        return store, str(path)

    def _ask(self, question: Callable[[Any, str], Any]) -> Any:
        return _asked(lambda: question(*self._reached))

    def is_dir(self) -> bool:
        """Whether it is a folder, or something stands below it."""
        return bool(self._ask(lambda store, path: store.isdir(path)))

    def is_file(self) -> bool:
        """Whether it is a file."""
        return bool(self._ask(lambda store, path: store.isfile(path)))

    def exists(self) -> bool:
        """Whether there is anything."""
        return bool(self._ask(lambda store, path: store.exists(path)))

    def stat(self) -> SimpleNamespace:
        """Size and time, where the store tells a time."""
        info = self._ask(lambda store, path: store.info(path))
        times = [info[name] for name in _TIMES if info.get(name)]
        return SimpleNamespace(st_size=info["size"] or 0, st_mtime_ns=_nanoseconds(times[0]) if times else 0)

    def iterdir(self) -> Iterator["StorePath"]:
        """What stands in the folder, sorted."""
        entries = self._ask(lambda store, path: store.ls(path, detail=False, refresh=True))
        names = {posixpath.basename(entry.rstrip("/")) for entry in entries if entry.strip("/") != self._inside}
        return (self / name for name in sorted(names))

    def glob(self) -> list["StorePath"]:
        """The files whose paths are like this one, which has wildcards; sorted."""
        found = sorted(path.strip("/") for path in self._ask(lambda store, path: store.glob(path)))
        top, _, _ = self._path.partition("/")  # with the account, which the store leaves out
        return [StorePath(self._kind, f"{top}/{p.partition('/')[2]}" if "@" in top else p) for p in found]

    @property
    def _inside(self) -> str:
        return self._reached[1].strip("/")

    def mkdir(self, *, parents: bool = True, exist_ok: bool = True) -> None:
        """Nothing: a folder is there as soon as something stands in it."""

    def open(self, mode: str = "rb") -> BinaryIO:
        """The file, to be read piece by piece."""
        if mode != "rb":
            raise ValueError(mode)
        return cast("BinaryIO", _Reading(self._ask(lambda store, path: store.open(path, "rb"))))

    def read_bytes(self) -> bytes:
        """All of the file."""
        return bytes(self._ask(lambda store, path: store.cat_file(path)))

    def write_bytes(self, data: bytes) -> None:
        """Put the file in place, in one request."""
        self._ask(lambda store, path: store.pipe_file(path, data))
        self._ask(lambda store, _: store.invalidate_cache())

    @contextmanager
    def replacement(self) -> Iterator[BinaryIO]:
        """What is written here takes the place of the file on leaving without an exception."""
        new = io.BytesIO()
        yield new
        self.write_bytes(new.getvalue())


class _Reading(io.RawIOBase):
    """A file of a store while it is read; what goes wrong is an `OSError`."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return bytes(_asked(lambda: self._file.read(size)))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._file.seek(offset, whence)
        return int(self._file.tell())

    def tell(self) -> int:
        return int(self._file.tell())

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _asked(question: Callable[[], Any]) -> Any:
    """The store's answer; a refusal is an `OSError` that says what kind it was."""
    try:
        return question()
    except OSError as error:
        said = error.strerror or type(error).__name__
        refused = type(error)(error.errno or 0, said)
    except Exception as error:  # noqa: BLE001 - each store has its own
        refused = OSError(0, f"the storage refused ({type(error).__name__})")
    raise refused


def _nanoseconds(moment: object) -> int:
    if isinstance(moment, datetime):
        return int(moment.timestamp() * 1_000_000) * 1000
    return int(moment * 1_000_000) * 1000 if isinstance(moment, int | float) else 0
