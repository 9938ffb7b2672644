import io
import stat
import struct
import tracemalloc
import zipfile

import pytest
from package_builders import solution, zipped

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.archive import ZipMembers, inner_zip


def members_of(data):
    members = ZipMembers(lambda: io.BytesIO(data))
    assert isinstance(members.names, tuple)  # asking for anything is what opens it
    return members


def one(name, content=b"x", **attributes):
    """A zip with one member whose ZipInfo has these attributes."""
    info = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, content)
    return target.getvalue()


def test_reads_the_members_of_an_honest_zip():
    parts = solution()
    members = members_of(zipped(parts))
    assert list(members.names) == sorted(parts)
    assert {name: members.read(name) for name in members.names} == parts


def test_reads_many_members_while_open():
    parts = solution()
    with members_of(zipped(parts)) as members:
        assert {name: members.read(name) for name in members.names} == parts


def test_reads_a_zip_in_a_zip():
    outer = members_of(zipped({"PackageAssets\\inner.zip": zipped({"a.txt": b"a"})}))
    assert list(outer.names) == ["PackageAssets/inner.zip"]
    assert ZipMembers(inner_zip(outer, "PackageAssets/inner.zip")).read("a.txt") == b"a"


def test_leaves_out_folders():
    assert list(members_of(zipped({"Workflows/": b"", "Workflows/a.json": b"{}"})).names) == ["Workflows/a.json"]


def test_an_emoji_in_a_name_is_no_control_character():
    name = "Workflows/👩\u200d💻.json"
    assert list(members_of(zipped({name: b"{}"})).names) == [name]


@pytest.mark.parametrize(
    "name", ["../evil", "a/../../evil", "/etc/evil", "C:/evil", "c:evil", "..\\evil", "\\\\host\\evil"]
)
def test_refuses_names_that_lead_outside(name):
    with pytest.raises(PackageError, match="outside"):
        members_of(one(name))


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[2J", "a\x7f", "solution.xml\x00.txt"])
def test_refuses_control_characters_in_names(name):
    data = one(name.replace("\x00", "?")).replace(b"xml?", b"xml\x00")
    with pytest.raises(PackageError, match="control characters") as caught:
        members_of(data)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("other", ["solution.xml", "Solution.XML", "a/../solution.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refuses_two_members_of_one_name(other):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("solution.xml", "a")
        archive.writestr(other, "b")
    with pytest.raises(PackageError, match=r"two members|outside"):
        members_of(target.getvalue())


def test_refuses_two_names_that_differ_in_the_slash():
    with pytest.raises(PackageError, match="two members"):
        members_of(zipped({"a/b": b"", "a\\b": b""}))


def test_refuses_symbolic_links():
    with pytest.raises(PackageError, match="symbolic link"):
        members_of(one("link", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16, create_system=3))


def test_refuses_an_encrypted_zip():
    data = bytearray(one("a.json"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PackageError, match="encrypted"):
        members_of(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 93])
def test_refuses_other_compressions(method):
    data = bytearray(one("a.json"))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, method)
    with pytest.raises(PackageError, match="Deflate"):
        members_of(bytes(data))


def test_refuses_a_wrong_checksum():
    data = one("a.json", b"CANARY-content").replace(b"CANARY-content", b"CANARY-altered")
    with pytest.raises(PackageError, match="checksum") as caught:
        members_of(data).read("a.json")
    assert caught.value.file == "a.json"
    assert "CANARY" not in str(caught.value)


def test_every_truncation_is_refused_in_one_sentence():
    data = zipped(solution())
    for length in range(0, len(data), 7):
        with pytest.raises(PackageError) as caught:
            members_of(data[:length])
        assert "\n" not in str(caught.value)


def read_all(data):
    """All members, or None where the zip is refused in one sentence."""
    try:
        members = members_of(data)
        return {name: members.read(name) for name in members.names}
    except PackageError as error:
        return None if "\n" not in str(error) else {"sentence": str(error)}


def test_every_damaged_byte_is_read_rightly_or_refused():
    parts = solution()
    data = zipped(parts)
    for at in range(0, len(data), 3):
        found = read_all(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        assert found is None or set(found.values()) <= set(parts.values())


def test_refuses_a_bomb_by_what_it_declares():
    bomb = zipped({"big.json": b"0" * (limits.RATIO_FROM + 1)})
    with pytest.raises(PackageError, match="bomb"):
        members_of(bomb)


def test_a_bomb_takes_little_memory():
    bomb = zipped({"big.json": b"0" * (20 * limits.RATIO_FROM)})
    data = bytearray(bomb)
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, limits.RATIO_FROM)
    members = members_of(bytes(data))
    tracemalloc.start()
    try:
        with pytest.raises(PackageError):
            members.read("big.json", limits.MIB)
        assert tracemalloc.get_traced_memory()[1] < 8 * limits.MIB
    finally:
        tracemalloc.stop()


def test_refuses_a_bomb_that_lies_about_its_size():
    """The header says 5 bytes: no more than that is unpacked, and the checksum gives it away."""
    data = bytearray(zipped({"big.json": b"0" * (limits.RATIO_FROM + 1)}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 5)
    members = members_of(bytes(data))
    with pytest.raises(PackageError, match="damaged"):
        members.read("big.json")


def test_refuses_a_member_over_the_limit():
    members = members_of(zipped({"a.json": bytes(1000)}))
    assert len(members.read("a.json", 1000)) == 1000
    with pytest.raises(PackageError, match="larger than"):
        members.read("a.json", 999)


def test_counts_what_is_read_while_open(monkeypatch):
    monkeypatch.setattr(limits, "TOTAL_LIMIT", 1500)
    with members_of(zipped({"a": bytes(1000), "b": bytes(1000)})) as members:
        members.read("a")
        with pytest.raises(PackageError, match="unpacks to more than"):
            members.read("b")


def test_refuses_too_many_members(monkeypatch):
    monkeypatch.setattr(limits, "MEMBER_LIMIT", 3)
    with pytest.raises(PackageError, match="more than 3 members"):
        members_of(zipped({str(n): b"" for n in range(4)}))


def test_refuses_a_huge_table_of_contents(monkeypatch):
    monkeypatch.setattr(limits, "DIRECTORY_LIMIT", 70_000)
    with pytest.raises(PackageError, match="table of contents"):
        members_of(zipped({f"{n:0200}": b"" for n in range(400)}))


def test_refuses_members_that_share_their_bytes():
    data = bytearray(zipped({"a": bytes(range(256)) * 8, "b": b""}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", data, second + 20, 10_000)
    with pytest.raises(PackageError, match="overlap"):
        members_of(bytes(data))


def test_refuses_a_member_that_is_not_there():
    with pytest.raises(PackageError, match="no such member"):
        members_of(zipped({"a": b""})).read("b")


def test_refuses_a_zip_that_went_away(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a": b"x"}))
    members = ZipMembers(lambda: path.open("rb"))
    path.unlink()
    with pytest.raises(PackageError, match="no such file"):
        members.read("a")
