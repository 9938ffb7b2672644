"""The members of a zip, read as if it were made to do harm.

Every name is checked before anything is read, and every member is read in pieces up to a limit, whatever the headers
say of its size. Only stored and deflated members are read, as the platform writes them: the other methods cannot be
unpacked piece by piece.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

from remediate.errors import PackageError
from remediate.package import limits

_CHUNK = 256 * 1024
_AGAIN = "Export or download it again."
_NOT_OURS = "No export of Power Platform has that; check where the file comes from."
_BEGINS = b"PK"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
)
_ENCRYPTED = 0x1
_CONTROL = re.compile(r"[\x00-\x1f\x7f]").search
_OUTSIDE = re.compile(r"/|[A-Za-z]:").match


class ZipMembers:
    """The files in a zip. As a context manager it keeps the zip open, and counts what is read against the total limit.

    `opener` gives the zip's bytes anew each time. The zip is opened when it is first asked for something, which raises
    PackageError if it or one of its names is not to be trusted.
    """

    def __init__(self, opener: Callable[[], BinaryIO]) -> None:
        self._opener = opener
        self._raw: BinaryIO | None = None
        self._zip: zipfile.ZipFile | None = None
        self._originals: dict[str, str] | None = None
        self._spent = 0
        self._apart = False

    def __enter__(self) -> Self:
        self._raw = _opened(self._opener)
        try:
            size = self._raw.seek(0, io.SEEK_END)
            self._zip = _parsed(self._raw)
            self._originals = _checked(self._zip.infolist(), size)
        except BaseException:
            self._close()
            raise
        self._spent = 0
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Opens the zip once for several reads, each of which counts by itself against the total limit."""
        with self if self._zip is None else nullcontext():
            before, self._apart = self._apart, True
            try:
                yield
            finally:
                self._apart = before

    def _known(self) -> dict[str, str]:
        """Name -> name in the zip, of all members that are files."""
        if self._originals is None:
            with self:
                return self._known()
        return self._originals

    def _close(self) -> None:
        if self._zip:
            self._zip.close()
        if self._raw:
            self._raw.close()
        self._zip = self._raw = None

    @property
    def names(self) -> Sequence[str]:
        """All members that are files, sorted, with `/` between folders however the zip spells it."""
        return tuple(self._known())

    @property
    def respelled(self) -> bool:
        """Whether `names` differ from those in the zip, which then cannot be rewritten member by member."""
        return any(name != original for name, original in self._known().items())

    @property
    def problems(self) -> Sequence[PackageError]:
        """Nothing: a zip that has anything odd in it is refused as a whole."""
        return ()

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The bytes of one member.

        Raises:
            PackageError: there is no such member, it is damaged, or it is larger than `limit`.
        """
        if self._zip is None:
            with self:
                return self.read(member, limit)
        if self._apart:
            self._spent = 0
        try:
            info = self._zip.getinfo(self._known()[member])
            with self._zip.open(info) as stream:
                return self._pieces(stream, info, limit)
        except KeyError:
            raise PackageError("The zip has no such member.", hint=_AGAIN, file=member) from None
        except _BROKEN as error:
            raise _damaged(error, member) from None
        except OSError as error:
            why = error.strerror or "the disk failed"
            raise PackageError(
                f"The zip cannot be read: {why}.", hint="Copy it elsewhere, or export it again."
            ) from None
        except PackageError as error:
            raise PackageError(error.message, hint=error.hint, file=member) from None

    def _pieces(self, stream: IO[bytes], info: zipfile.ZipInfo, limit: int) -> bytes:
        found = bytearray()
        while piece := stream.read(_CHUNK):
            found += piece
            self._spent += len(piece)
            if len(found) > limit:
                raise PackageError(limits.too_large(limit), hint=limits.DIVIDE)
            if len(found) > limits.RATIO_FROM and len(found) > limits.RATIO_LIMIT * info.compress_size:
                raise _bomb()
            if self._spent > limits.TOTAL_LIMIT:
                large = f"The package unpacks to more than {limits.shown(limits.TOTAL_LIMIT)}."
                raise PackageError(large, hint=limits.SPLIT)
        return bytes(found)


class _Bounded:
    """A file whose single reads are bounded: zipfile reads a table of contents of any announced size at once."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.seek, self.tell, self.close, self.seekable = raw.seek, raw.tell, raw.close, raw.seekable

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, refused if that is more than a table of contents may have."""
        wanted = limits.DIRECTORY_LIMIT + 1 if size < 0 else size
        if wanted > limits.DIRECTORY_LIMIT + 1:
            raise _directory()
        found = self._raw.read(wanted)
        if len(found) > limits.DIRECTORY_LIMIT:
            raise _directory()
        return found


def inner_zip(outer: ZipMembers, member: str) -> Callable[[], BinaryIO]:
    """An opener for the zip that is a member of another zip."""
    return lambda: io.BytesIO(outer.read(member))


def _opened(opener: Callable[[], BinaryIO]) -> BinaryIO:
    try:
        return opener()
    except OSError as error:
        why = (error.strerror or "the disk failed").lower()
        raise PackageError(f"The zip cannot be read: {why}.", hint="Check that it is there and may be read.") from None


def _parsed(raw: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(cast("BinaryIO", _Bounded(raw)))
    except _BROKEN:
        if _is_another_file(raw):
            raise PackageError("This is no zip, although it is called one.", hint=_AGAIN) from None
        raise PackageError(
            "The zip is cut off or damaged: its table of contents cannot be read.", hint=_AGAIN
        ) from None


def _is_another_file(raw: BinaryIO) -> bool:
    """Whether the file begins as no zip does: then it is not that a part of one is lost."""
    try:
        raw.seek(0)
        head = raw.read(len(_BEGINS))
    except (OSError, ValueError):
        return False
    return bool(head) and not _BEGINS.startswith(head)


def _checked(infos: list[zipfile.ZipInfo], size: int) -> dict[str, str]:
    """Normalised name -> name in the zip, for all files, sorted; refuses what no honest zip has."""
    if len(infos) > limits.MEMBER_LIMIT:
        raise PackageError(f"The zip has more than {limits.MEMBER_LIMIT:,} members.", hint=_NOT_OURS)
    for info in infos:
        _refuse_member(info)
    _refuse_sizes(infos, size)
    files = [info for info in infos if not _name(info).endswith("/")]
    _refuse_duplicates(files)
    return dict(sorted((_name(info), info.filename) for info in files))


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _refuse_sizes(infos: list[zipfile.ZipInfo], size: int) -> None:
    if sum(info.compress_size for info in infos) > size:
        raise PackageError("The zip's members overlap: together they are larger than the file.", hint=_NOT_OURS)
    if sum(info.file_size for info in infos) > limits.DECLARED_LIMIT:
        raise PackageError(f"The zip would unpack to more than {limits.shown(limits.DECLARED_LIMIT)}.", hint=_NOT_OURS)
    if any(i.file_size > limits.RATIO_FROM and i.file_size > limits.RATIO_LIMIT * i.compress_size for i in infos):
        raise _bomb()


def _refuse_member(info: zipfile.ZipInfo) -> None:
    name = _name(info)
    if ".." in name.split("/") or _OUTSIDE(name):
        raise PackageError(f"The zip has a member that would land outside of it: {name!r}.", hint=_NOT_OURS)
    if _CONTROL(info.orig_filename):
        raise PackageError(f"The zip has a member with control characters in its name: {name!r}.", hint=_NOT_OURS)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise PackageError(f"The zip has a symbolic link among its members: {name!r}.", hint=_NOT_OURS)
    if info.flag_bits & _ENCRYPTED:
        raise PackageError("The zip is encrypted.", hint="Unpack it with its password and run again on the result.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackageError(
            f"The zip packs {name!r} with a method other than Deflate, which Power Platform does not read either.",
            hint="Pack it again with Deflate.",
        )


def _refuse_duplicates(files: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in files:
        name = _name(info)
        if name.casefold() in seen:
            raise PackageError(f"The zip has two members of the name {name!r}, compared without case.", hint=_NOT_OURS)
        seen.add(name.casefold())


def _damaged(error: Exception, member: str) -> PackageError:
    what = "its checksum does not match" if "CRC" in str(error) else "it cannot be unpacked"
    return PackageError(f"The zip is damaged here: {what}.", hint=_AGAIN, file=member)


def _bomb() -> PackageError:
    return PackageError(
        f"The zip has a member that unpacks to more than {limits.RATIO_LIMIT} times its size, as a zip bomb does.",
        hint=_NOT_OURS,
    )


def _directory() -> PackageError:
    return PackageError(
        f"The zip's table of contents is larger than {limits.shown(limits.DIRECTORY_LIMIT)}.", hint=_NOT_OURS
    )
