"""The directory at the end of a zip file, and the records that close it (PKWARE APPNOTE 6.3.10, section 4.3)."""

import os
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, Self

from remediate.errors import WriteError
from remediate.writer.zipentry import Entry, damaged

_END = struct.Struct("<4s4H2LH")  # 4.3.16
_END64 = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LOCATOR64 = struct.Struct("<4sLQL")  # 4.3.15
_ELSEWHERE, _MANY = 0xFFFFFFFF, 0xFFFF  # "see the zip64 record"
_MOST = (_MANY, _MANY, _ELSEWHERE, _ELSEWHERE)
_OLDEST = (1 << 5 | 1) << 16  # 1 January 1980


@dataclass(frozen=True)
class Directory:
    """The end of a zip file: where its directory stands, the entries, and the records that close it.

    `shift` is how many bytes stand before the place from which the file counts its offsets.
    """

    entries: tuple[Entry, ...]
    start: int
    shift: int
    end64: bytes
    end: bytes

    @classmethod
    def read(cls, file: BinaryIO) -> Self:
        """The directory of a zip file.

        Raises:
            PackageError: the records do not hold together.
        """
        try:
            return cls._read(file)
        except struct.error:
            fault = damaged()
        raise fault

    @classmethod
    def _read(cls, file: BinaryIO) -> Self:
        total = file.seek(0, os.SEEK_END)
        tail_start = file.seek(max(0, total - _END.size - _MANY - _END64.size - _LOCATOR64.size))
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0:
            raise damaged()
        count, size, offset = _END.unpack_from(tail, at)[4:7]
        at64 = at - _LOCATOR64.size - _END64.size
        end64 = b""
        if at64 >= 0 and tail[at64 : at64 + 4] == b"PK\6\6" and tail[at64 + _END64.size :].startswith(b"PK\6\7"):
            end64 = tail[at64 : at64 + _END64.size]
            count, size, offset = _END64.unpack(end64)[7:10]
        start = tail_start + (at64 if end64 else at) - size
        if start < offset:
            raise damaged()
        file.seek(start)
        return cls(tuple(_entries(file.read(size), count)), start, start - offset, end64, tail[at:])

    def newest(self) -> int:
        """The latest moment at which a member changed."""
        return max((entry.moment for entry in self.entries), default=_OLDEST)

    def closing(self, records: list[bytes], position: int) -> bytes:
        """What stands after the last member when the directory begins at `position`, counted as the file counts."""
        count, size = len(records), sum(map(len, records))
        if position + size >= _ELSEWHERE or (count >= _MANY and not self.end64):
            raise WriteError("The new zip file would be too large for its format.", hint="Split the solution.")
        end64 = b""
        if self.end64:
            head = _END64.unpack(self.end64)[:6]
            end64 = _END64.pack(*head, count, count, size, position)
            end64 += _LOCATOR64.pack(b"PK\6\7", 0, position + size, 1)
        old: tuple[Any, ...] = _END.unpack_from(self.end)
        numbers: tuple[int, ...] = (count, count, size, position)
        if self.end64:  # what was left to the zip64 record stays so
            numbers = tuple(m if was == m else min(n, m) for was, m, n in zip(old[3:7], _MOST, numbers, strict=True))
        return b"".join(records) + end64 + _END.pack(*old[:3], *numbers, old[7]) + self.end[_END.size :]


def _entries(directory: bytes, count: int) -> list[Entry]:
    entries: list[Entry] = []
    at = 0
    while at < len(directory) and len(entries) < count:
        entries.append(Entry.read(directory, at))
        at += entries[-1].length
    if len(entries) != count or at > len(directory):
        raise damaged()
    return entries
