"""The records of a zip file's members, kept as the bytes that they are (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5).

Only what a rewrite must change is understood here; the standard library reads the names and vouches for the rest.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Self

from remediate.errors import PackageError

_LOCAL = struct.Struct("<4s5H3L2H")  # 4.3.7
_CENTRAL = struct.Struct("<4s6H3L5H2L")  # 4.3.12

_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_LEVELS = {0: 6, 1: 9, 2: 3, 3: 1}  # what flag bits 1 and 2 say about a deflated member (4.4.4)
_ELSEWHERE = 0xFFFFFFFF  # "see the zip64 record"
_ZIP64 = 1


class _Header(NamedTuple):
    """A member's record in the directory, without its name, extra field and comment."""

    signature: bytes
    version_made: int
    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name_length: int
    extra_length: int
    comment_length: int
    disk: int
    internal: int
    external: int
    offset: int


@dataclass(frozen=True)
class Entry:
    """A member's record in the directory, as it stands in the file."""

    header: _Header
    name: bytes
    extra: bytes
    comment: bytes

    @classmethod
    def read(cls, directory: bytes, at: int) -> Self:
        """The record that begins at `at`."""
        header = _Header(*_CENTRAL.unpack_from(directory, at))
        if header.signature != b"PK\1\2":
            raise damaged()
        at += _CENTRAL.size
        texts = []
        for length in (header.name_length, header.extra_length, header.comment_length):
            texts.append(directory[at : at + length])
            at += length
        return cls(header, *texts)

    @property
    def length(self) -> int:
        """How many bytes the record takes."""
        return _CENTRAL.size + len(self.name) + len(self.extra) + len(self.comment)

    @property
    def moment(self) -> int:
        """When the member was last changed, as DOS date and time: a later moment is a greater number."""
        return self.header.date << 16 | self.header.time

    @property
    def packed(self) -> int:
        """How many bytes the member's data takes in the file."""
        return self._number("packed")

    @property
    def offset(self) -> int:
        """Where the member's local record stands, as the file counts."""
        return self._number("offset")

    def at(self, offset: int) -> bytes:
        """The record, once the local record has moved to `offset`; all else as it was."""
        extra, header = self.extra, self.header
        if header.offset == _ELSEWHERE:
            place = self._zip64_place("offset")
            extra = extra[:place] + struct.pack("<Q", offset) + extra[place + 8 :]
        else:
            header = header._replace(offset=offset)
        return _CENTRAL.pack(*header) + self.name + extra + self.comment

    def with_content(self, local_extra: bytes, data: bytes) -> tuple[bytes, Self]:
        """The local record and the directory's record of this member with other data.

        Name, time, attributes, comment and method stay; a method that cannot be written becomes deflate. The sizes go
        to the front, as nothing is streamed.
        """
        old = self.header
        if old.flags & _ENCRYPTED:
            raise PackageError("A member that would have to change is encrypted.", hint="Export it without a password.")
        method = _STORED if old.method == _STORED else _DEFLATED
        packed = data if method == _STORED else _deflated(data, _LEVELS[old.flags >> 1 & 3])
        extra, local_extra = _without_zip64(self.extra), _without_zip64(local_extra)
        header = old._replace(
            flags=old.flags & ~_DESCRIPTOR,
            method=method,
            version=max(old.version, 20),
            crc=zlib.crc32(data),
            packed=len(packed),
            size=len(data),
            extra_length=len(extra),
            offset=0,
        )
        fields = (header.version, header.flags, method, header.time, header.date, header.crc, len(packed), len(data))
        local = _LOCAL.pack(b"PK\3\4", *fields, len(self.name), len(local_extra)) + self.name + local_extra + packed
        return local, type(self)(header, self.name, extra, self.comment)

    @classmethod
    def new(cls, name: str, like: Self | None, moment: int) -> Self:
        """A record for a new, still empty member, with the attributes of `like`."""
        raw = name.encode()
        header = _Header(
            b"PK\1\2",
            like.header.version_made if like else 20,
            20,
            0 if name.isascii() else _UTF8,
            _DEFLATED,
            moment & 0xFFFF,
            moment >> 16,
            *(0, 0, 0, len(raw), 0, 0, 0, 0),
            like.header.external if like else 0,
            0,
        )
        return cls(header, raw, b"", b"")

    def _number(self, field: str) -> int:
        short: int = getattr(self.header, field)
        if short != _ELSEWHERE:
            return short
        number: int = struct.unpack_from("<Q", self.extra, self._zip64_place(field))[0]
        return number

    def _zip64_place(self, field: str) -> int:
        """Where in the extra field the zip64 record keeps this number; it lists only those that are elsewhere."""
        start = next((at + 4 for number, at, _ in _extras(self.extra) if number == _ZIP64), None)
        if start is None:
            raise damaged()
        listed = [name for name in ("size", "packed", "offset") if getattr(self.header, name) == _ELSEWHERE]
        place = start + 8 * listed.index(field)
        if place + 8 > len(self.extra):
            raise damaged()
        return place


def local_extra(file: BinaryIO, at: int, entry: Entry) -> tuple[bytes, int]:
    """The extra field of a local record at `at`, and where the member's data ends at the earliest."""
    file.seek(at)
    fixed = file.read(_LOCAL.size)
    if len(fixed) < _LOCAL.size or not fixed.startswith(b"PK\3\4"):
        raise damaged()
    name_length, extra_length = _LOCAL.unpack(fixed)[-2:]
    if file.read(name_length) != entry.name:
        raise damaged()
    return file.read(extra_length), at + _LOCAL.size + name_length + extra_length + entry.packed


def damaged() -> PackageError:
    """The one thing to say about a zip file that does not hold together."""
    return PackageError("This zip file is damaged.", hint="Export the solution again.")


def _extras(extra: bytes) -> list[tuple[int, int, int]]:
    """The parts of an extra field: number, where it begins, where it ends."""
    parts, at = [], 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<2H", extra, at)
        parts.append((number, at, at + 4 + length))
        at += 4 + length
    return parts


def _without_zip64(extra: bytes) -> bytes:
    for number, start, end in reversed(_extras(extra)):
        if number == _ZIP64:
            extra = extra[:start] + extra[end:]
    return extra


def _deflated(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
