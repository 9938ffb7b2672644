"""A new zip from an old one: members that do not change are copied as the bytes that they are (promise 3).

Local record, extra field, packed data, data descriptor, and whatever stands between it and the next member: nothing of
an untouched member is unpacked, so nothing of it can change. Without a change the new file is the old one.
"""

import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from remediate.errors import REPORT, PackageError, WriteError
from remediate.writer.atomic import replacement
from remediate.writer.zipdirectory import Directory
from remediate.writer.zipentry import Entry, damaged, local_extra

_LARGEST = 0xFFFFFFFF  # beyond it, every record would need zip64; no solution is as large


@dataclass(frozen=True)
class _Span:
    """A member in the old file: its record, name, extra field, and where it begins and the next one begins."""

    entry: Entry
    name: str
    extra: bytes
    start: int
    end: int


def rewrite_zip(source: Path, destination: Path, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    """Writes a copy of a zip with other content in some members; the old file is only read.

    A changed member keeps place, name, time, attributes and method. A new one goes to the end, in the order of the
    names, with the newest time found in the zip, so that the same input gives the same bytes.

    Args:
        source: the old zip.
        destination: the new one, which appears when it is complete; may be the old one.
        changed: content by member name, as `zipfile` reads the names; of old members and of new ones.
        removed: names of members that are left out.

    Raises:
        PackageError: the old zip is damaged, or a name does not stand for exactly one member.
        WriteError: the new zip could not be put in place.
    """
    try:
        with _open(source) as old:
            archive = _archive(old)
            names = [info.filename for info in archive.infolist()]
            _check(names, changed, removed)
            directory = Directory.read(old)
            rewrite = _Rewrite(old, directory, _spans(old, directory, names))
            differing = {n: data for n, data in changed.items() if n not in names or _differs(archive, n, data)}
            with replacement(destination) as new:
                rewrite.write(new, differing, removed)
    except PackageError as error:
        error.file = str(source)
        raise


@dataclass(frozen=True)
class _Rewrite:
    """An old zip, taken apart into what can be copied."""

    old: BinaryIO
    directory: Directory
    spans: list[_Span]

    def write(self, new: BinaryIO, changed: Mapping[str, bytes], removed: Collection[str]) -> None:
        """Writes the new zip: local records in the old order, then new members, then the directory."""
        self._copy(new, 0, min((span.start for span in self.spans), default=self.directory.start))
        records: dict[int, bytes] = {}
        for number, span in sorted(enumerate(self.spans), key=lambda pair: pair[1].start):
            if span.name in removed:
                continue
            if span.name in changed:
                records[number] = self._write_member(new, span.entry, span.extra, changed[span.name])
            else:
                offset = self._offset(new)
                self._copy(new, span.start, span.end)
                records[number] = span.entry.at(offset)
        listed = [records[number] for number in sorted(records)]
        like = next((span.entry for span in self.spans if not span.name.endswith("/")), None)
        for name in sorted(set(changed) - {span.name for span in self.spans}):
            entry = Entry.new(name, like, self.directory.newest())
            listed.append(self._write_member(new, entry, b"", changed[name]))
        new.write(self.directory.closing(listed, self._offset(new)))

    def _write_member(self, new: BinaryIO, entry: Entry, extra: bytes, data: bytes) -> bytes:
        """Writes a local record with other data; gives back the directory's record."""
        offset = self._offset(new)
        local, entry = entry.with_content(extra, data)
        new.write(local)
        return entry.at(offset)

    def _offset(self, new: BinaryIO) -> int:
        """Where the new file has come to, as it counts."""
        position = new.tell()
        if position >= _LARGEST:
            raise WriteError("The new zip file would be too large for its format.", hint="Split the solution.")
        return position - self.directory.shift

    def _copy(self, new: BinaryIO, start: int, end: int) -> None:
        self.old.seek(start)
        while start < end:
            block = self.old.read(min(end - start, 1 << 20))
            if not block:
                raise damaged()
            new.write(block)
            start += len(block)


def _open(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise PackageError(f"This file cannot be read: {error.strerror}.", hint="Check its permissions.") from error


def _archive(old: BinaryIO) -> zipfile.ZipFile:
    """The standard library's view of the zip, for the names and for reading."""
    try:
        return zipfile.ZipFile(old)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        fault = damaged()
    raise fault


def _check(names: list[str], changed: Mapping[str, bytes], removed: Collection[str]) -> None:
    """Every name must stand for one member, or be one that a new member can have."""
    for name in (*changed, *removed):
        if names.count(name) > 1:
            raise PackageError(f"This zip file holds '{name}' twice.", hint="Export the solution again.")
    for name in set(removed) - set(names):
        raise PackageError(f"This zip file holds no '{name}' to be removed.", hint="See who changes it, and run again.")
    for name in set(changed) - set(names):
        parts = name.split("/")
        if not all(parts) or {".", ".."} & set(parts) or set(name) & set("\\:\0"):
            raise WriteError(f"A new member cannot be called '{name}'.", hint=REPORT)


def _differs(archive: zipfile.ZipFile, name: str, data: bytes) -> bool:
    """Whether a member holds other data; what cannot be unpacked does."""
    info = archive.getinfo(name)
    try:
        return info.file_size != len(data) or info.CRC != zlib.crc32(data) or archive.read(info) != data  # noqa: SIM300
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return True


def _spans(old: BinaryIO, directory: Directory, names: list[str]) -> list[_Span]:
    """The members with what lies between each and the next, which is a data descriptor if anything."""
    if len(names) != len(directory.entries):
        raise damaged()
    starts = sorted({entry.offset + directory.shift for entry in directory.entries})
    ends = dict(pairwise([*starts, directory.start]))
    spans = []
    for entry, name in zip(directory.entries, names, strict=True):
        start = entry.offset + directory.shift
        extra, data_end = local_extra(old, start, entry)
        if data_end > ends[start]:
            raise damaged()
        spans.append(_Span(entry, name, extra, start, ends[start]))
    if len(starts) < len(spans):
        raise damaged()  # two records share one member: made by hand, to mislead
    return spans
