import errno
import os
import stat

import pytest

from remediate.errors import WriteError
from remediate.writer import atomic, is_leftover, replace_file, replacement

needs_permissions = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="to root, every folder is writable")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_content_is_replaced_and_the_permissions_stay(tmp_path):
    path = tmp_path / "flow.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_gets_the_usual_permissions(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()
    replace_file(tmp_path / "new", b"")
    assert mode(tmp_path / "new") == mode(usual)


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def write_half(path, failure):
    with replacement(path) as new:
        new.write(b"half")
        raise failure


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, MemoryError])
def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(tmp_path, failure):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(failure):
        write_half(path, failure)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO, errno.EMLINK])
def test_what_the_system_refuses_becomes_one_sentence(tmp_path, monkeypatch, call, number):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(atomic.os, call, refuse)
        with pytest.raises(WriteError) as caught:
            replace_file(path, b"CANARY")
    assert caught.value.file == str(path)
    assert caught.value.message.count(".") == 1
    assert "CANARY" not in str(caught.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WriteError, match="not there"):
        replace_file(tmp_path / "no" / "a", b"")


def test_a_folder_in_the_way_stays(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(WriteError):
        replace_file(tmp_path / "a", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@needs_permissions
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="permission"):
        replace_file(tmp_path / "a", b"")
    tmp_path.chmod(0o700)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk that is always full")  # noqa: PTH110
def test_a_full_disk_is_found_out_before_the_old_file_is_gone(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic, "create_like", lambda *_: open("/dev/full", "wb"))  # noqa: PTH123, SIM115
    with pytest.raises(WriteError, match="no space"):
        replace_file(path, b"new" * 9999)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "ours"), [(".remediate-0a1b.tmp", True), ("flow.json", False), (".remediate-x.json", False)]
)
def test_a_leftover_is_known_by_its_name(tmp_path, name, ours):
    assert is_leftover(name) is ours
    assert is_leftover(atomic.temporary_beside(tmp_path / "a").name)


def test_a_sweep_takes_what_killed_runs_left_if_it_is_old_enough(tmp_path):
    for name in (".remediate-0a.tmp", ".remediate-0b.tmp", "Orders.zip", "0.tmp"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".remediate-0c.tmp").mkdir()
    (tmp_path / ".remediate-0c.tmp" / "inside").write_bytes(b"x")
    os.utime(tmp_path / ".remediate-0a.tmp", (1, 1))
    atomic.sweep(tmp_path, 3600)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".remediate-0b.tmp",
        ".remediate-0c.tmp",
        "0.tmp",
        "Orders.zip",
    ]
    atomic.sweep(tmp_path, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.tmp", "Orders.zip"]
    atomic.sweep(tmp_path / "nowhere", 0)
