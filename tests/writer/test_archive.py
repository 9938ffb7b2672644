import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from conftest import CORPUS, needs_corpus

from remediate.errors import PackageError, WriteError
from remediate.writer import rewrite_zip
from remediate.writer.zipdirectory import Directory
from remediate.writer.zipentry import local_extra

OLD = (2021, 5, 6, 7, 8, 10)
NEW = (2023, 1, 2, 3, 4, 6)


class OneWay(io.RawIOBase):
    """A file that cannot seek: zipfile then writes data descriptors."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)


def fill(archive: zipfile.ZipFile) -> None:
    archive.comment = b"exported"
    for number, (name, method, moment) in enumerate(
        [
            ("solution.xml", zipfile.ZIP_DEFLATED, OLD),
            ("Workflows/", zipfile.ZIP_STORED, OLD),
            ("Workflows/Flow-é.json", zipfile.ZIP_DEFLATED, NEW),
            ("Workflows/stored.json", zipfile.ZIP_STORED, OLD),
            ("empty.txt", zipfile.ZIP_DEFLATED, OLD),
            ("odd.bin", zipfile.ZIP_BZIP2, OLD),
        ]
    ):
        info = zipfile.ZipInfo(name, moment)
        info.compress_type = method
        info.comment = b"about " + name.encode()
        info.external_attr = (0o100640 << 16) | number
        info.extra = struct.pack("<2H5s", 0x5455, 5, b"\1abcd")
        empty = name.endswith("/") or name == "empty.txt"
        archive.writestr(info, b"" if empty else f"content of {name} ".encode() * 50)


def plain() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        fill(archive)
    return buffer.getvalue()


def streamed() -> bytes:
    stream = OneWay()
    with zipfile.ZipFile(stream, "w") as archive:
        fill(archive)
    return bytes(stream.data)


def prefixed() -> bytes:
    """A zip behind a program, as self-extracting ones are; the offsets do not know of it."""
    return b"#!/bin/sh\nexit 0\n" + plain()


def prefixed_and_aware() -> bytes:
    buffer = io.BytesIO(b"#!/bin/sh\nexit 0\n")
    with zipfile.ZipFile(buffer, "a") as archive:
        fill(archive)
    return buffer.getvalue()


def zip64() -> bytes:
    """A small zip whose every size and offset stands in zip64 records, as streaming writers make them."""
    data = b"content " * 40
    packed = data
    sizes = struct.pack("<2H2Q", 1, 16, len(data), len(packed))
    crc = zlib.crc32(data)
    fields = (45, 0, 0, 0x6000, 0x5000, crc, 0xFFFFFFFF, 0xFFFFFFFF)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *fields, 5, len(sizes)) + b"a.txt" + sizes + packed
    second = struct.pack("<4s5H3L2H", b"PK\3\4", *fields, 5, len(sizes)) + b"b.txt" + sizes + packed
    central = b""
    for name, offset in ((b"a.txt", 0), (b"b.txt", len(local))):
        extra = struct.pack("<2H3Q", 1, 24, len(data), len(packed), offset)
        central += struct.pack("<4s6H3L5H2L", b"PK\1\2", 45, *fields, 5, len(extra), 0, 0, 0, 0, 0xFFFFFFFF)
        central += name + extra
    start = len(local + second)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, len(central), start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(central), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 2) + b"hi"
    return local + second + central + end64 + locator + end


KINDS = [plain, streamed, prefixed, prefixed_and_aware, zip64]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@pytest.fixture
def paths(tmp_path):
    return tmp_path / "old.zip", tmp_path / "new.zip"


def members(path: Path) -> dict[str, tuple[bytes, bytes]]:
    """By name, a member's bytes as they stand in the file (all up to the next member), and its directory record."""
    with path.open("rb") as file, zipfile.ZipFile(path) as archive:
        directory = Directory.read(file)
        starts = [entry.offset + directory.shift for entry in directory.entries]
        found = {}
        for info, entry, start in zip(archive.infolist(), directory.entries, starts, strict=True):
            end = min([other for other in starts if other > start] + [directory.start])
            file.seek(start)
            found[info.filename] = (file.read(end - start), entry.at(0))
        return found


def check(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    if shutil.which("unzip"):
        done = subprocess.run(["unzip", "-tqq", path], check=False, capture_output=True, text=True)
        if "unsupported compression" not in done.stdout + done.stderr:
            prefix_warning = 1 if "extra bytes at beginning" in done.stderr + done.stdout else 0
            assert done.returncode in {0, prefix_warning}, done.stdout + done.stderr


@every_kind
def test_without_a_change_the_new_file_is_the_old_one(paths, kind):
    old, new = paths
    old.write_bytes(kind())
    with zipfile.ZipFile(old) as archive:
        same = {name: archive.read(name) for name in archive.namelist()}
    rewrite_zip(old, new, {})
    assert new.read_bytes() == old.read_bytes()
    rewrite_zip(old, new, same)
    assert new.read_bytes() == old.read_bytes()


@every_kind
def test_only_the_changed_members_change(paths, kind):
    old, new = paths
    old.write_bytes(kind())
    with zipfile.ZipFile(old) as archive:
        before = archive.infolist()
        contents = {info.filename: archive.read(info) for info in before}
    name = "a.txt" if kind is zip64 else "Workflows/Flow-é.json"
    rewrite_zip(old, new, {name: b"changed " * 9, "new/é.xml": b"<z/>", "new/a.xml": b"<a/>"})
    check(new)
    raw_before, raw_after = members(old), members(new)
    for untouched in contents.keys() - {name}:
        assert raw_after[untouched] == raw_before[untouched]
    with zipfile.ZipFile(new) as archive:
        after = archive.infolist()
        assert archive.comment == (b"hi" if kind is zip64 else b"exported")
        assert [info.filename for info in after] == [*contents, "new/a.xml", "new/é.xml"]
        assert {i.filename: archive.read(i) for i in after} == contents | {
            name: b"changed " * 9,
            "new/é.xml": b"<z/>",
            "new/a.xml": b"<a/>",
        }
        for was, info in zip(before, after, strict=False):
            assert (info.date_time, info.external_attr, info.comment) == (was.date_time, was.external_attr, was.comment)
            assert info.compress_type == was.compress_type
        assert {info.date_time for info in after[-2:]} == {max(info.date_time for info in before)}
        assert [info.flag_bits & 0x800 for info in after[-2:]] == [0, 0x800]
    assert new.read_bytes().startswith(b"PK" if kind in {plain, streamed, zip64} else b"#!/bin/sh\nexit 0\nPK")


@every_kind
def test_a_member_is_taken_out(paths, kind):
    old, new = paths
    old.write_bytes(kind())
    first, *others = members(old)
    rewrite_zip(old, new, {}, [first])
    check(new)
    before, after = members(old), members(new)
    assert after == {name: before[name] for name in others}


@every_kind
def test_the_same_input_gives_the_same_bytes_and_back_gives_the_old_content(paths, kind):
    old, new = paths
    old.write_bytes(kind())
    again = new.with_name("again.zip")
    name = "a.txt" if kind is zip64 else "Workflows/stored.json"
    rewrite_zip(old, new, {"z": b"1", name: b"x", "b": b"2"})
    rewrite_zip(old, again, {"b": b"2", "z": b"1", name: b"x"})
    assert new.read_bytes() == again.read_bytes()
    rewrite_zip(new, new, {}, ["z", "b"])
    check(new)
    with zipfile.ZipFile(old) as one, zipfile.ZipFile(new) as other:
        assert one.namelist() == other.namelist()


def test_a_method_that_cannot_be_written_becomes_deflate(paths):
    old, new = paths
    old.write_bytes(plain())
    rewrite_zip(old, new, {"odd.bin": b"changed"})
    with zipfile.ZipFile(new) as archive:
        assert archive.getinfo("odd.bin").compress_type == zipfile.ZIP_DEFLATED
        assert archive.read("odd.bin") == b"changed"


def test_an_empty_zip_gets_its_first_member(paths):
    old, new = paths
    zipfile.ZipFile(old, "w").close()
    rewrite_zip(old, new, {"a": b"1"})
    check(new)
    with zipfile.ZipFile(new) as archive:
        assert archive.getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)


def damaged_zips():
    whole = plain()
    at = whole.index(b"PK\1\2")
    two = members_sharing_one_record()
    return {
        "truncated": whole[:-40],
        "no directory": whole[:at],
        "local record gone": b"XX" + whole[2:],
        "no zip": b"CANARY",
        "nothing": b"",
        "offset beyond": whole[: at + 42] + b"\xf0\xff\xff\x7f" + whole[at + 46 :],
        "two share one": two,
    }


def members_sharing_one_record() -> bytes:
    whole = plain()
    first = whole.index(b"PK\1\2")
    second = whole.index(b"PK\1\2", first + 4)
    record = whole[first:second]
    end = whole.index(b"PK\5\6")
    fields = list(struct.unpack_from("<4s4H2LH", whole, end))
    fields[3:6] = [fields[3] + 1, fields[4] + 1, fields[5] + len(record)]
    return whole[:first] + record + whole[first:end] + struct.pack("<4s4H2LH", *fields) + whole[end + 22 :]


@pytest.mark.parametrize("fault", damaged_zips())
def test_a_damaged_zip_is_refused_and_nothing_written(paths, fault):
    old, new = paths
    old.write_bytes(damaged_zips()[fault])
    with pytest.raises(PackageError) as caught:
        rewrite_zip(old, new, {"solution.xml": b"x"})
    assert caught.value.file == str(old)
    assert not new.exists()
    assert list(new.parent.iterdir()) == [old]


def test_a_file_that_is_not_there_is_refused(paths):
    with pytest.raises(PackageError):
        rewrite_zip(*paths, {})


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a\\b", "c:x", "", "a/"])
def test_a_new_member_with_a_bad_name_is_refused(paths, name):
    old, new = paths
    old.write_bytes(plain())
    with pytest.raises(WriteError):
        rewrite_zip(old, new, {name: b""})
    assert not new.exists()


def test_what_cannot_be_meant_is_refused(paths):
    old, new = paths
    with zipfile.ZipFile(old, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    for changed, removed in (({"a": b"x"}, []), ({}, ["a"]), ({}, ["b"])):
        with pytest.raises(PackageError):
            rewrite_zip(old, new, changed, removed)
    rewrite_zip(old, new, {"b": b"x"})
    assert len(zipfile.ZipFile(new).namelist()) == 3


def test_an_encrypted_member_is_copied_but_not_changed(paths):
    old, new = paths
    data = bytearray(plain())
    for at in (data.index(b"PK\3\4") + 6, data.index(b"PK\1\2") + 8):
        data[at] |= 1
    old.write_bytes(data)
    rewrite_zip(old, new, {})
    assert new.read_bytes() == data
    with pytest.raises(PackageError, match="encrypted"):
        rewrite_zip(old, new, {"solution.xml": b"x"})


@needs_corpus
def test_every_real_zip_is_rewritten_with_the_untouched_members_as_they_were(paths):
    _, new = paths
    found = sorted(CORPUS.rglob("*.zip"))
    assert len(found) > 100
    for old in found:
        rewrite_zip(old, new, {})
        assert new.read_bytes() == old.read_bytes(), old
        before = members(old)
        chosen = [name for name in before if name.endswith(".json")][:1]
        rewrite_zip(old, new, dict.fromkeys([*chosen, "new/é.xml"], b"{}"))
        after = members(new)
        assert {n: m for n, m in after.items() if n not in {*chosen, "new/é.xml"}} == {
            n: m for n, m in before.items() if n not in chosen
        }, old
        check(new)


def test_a_local_record_must_carry_the_same_name(paths):
    old, _ = paths
    old.write_bytes(plain().replace(b"solution.xml", b"solutiom.xml", 1))
    with old.open("rb") as file, pytest.raises(PackageError):
        local_extra(file, 0, Directory.read(file).entries[0])
