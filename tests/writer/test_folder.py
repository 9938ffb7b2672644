import errno
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from remediate.errors import WriteError
from remediate.writer import copy_folder, folder, unfinished, write_folder
from remediate.writer.steps import LONGEST_NOTE, NOTE

OLD = {"Other/Solution.xml": b"<old/>", "Workflows/A.json": b"{old}", "Workflows/B.json": b"{b}"}
NEW = {"environmentvariabledefinitions/x/x.xml": b"<x/>", "Other/Solution.xml": b"<new/>", "Workflows/A.json": b"{new}"}


def fill(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def read(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path):
    return fill(tmp_path / "solution", OLD)


def written(path):
    """All that a write would change; reading moves the access time, which is no change."""
    is_now = path.stat()
    return is_now.st_ino, is_now.st_mode, is_now.st_size, is_now.st_mtime_ns, is_now.st_ctime_ns


def test_a_folder_is_changed_in_place(root):
    untouched = written(root / "Workflows/B.json")
    write_folder(root, NEW)
    assert read(root) == OLD | NEW
    assert written(root / "Workflows/B.json") == untouched
    write_folder(root, {}, ["Workflows/B.json"])
    assert read(root) == {n: d for n, d in (OLD | NEW).items() if n != "Workflows/B.json"}


def test_files_take_their_places_in_the_callers_order(root, monkeypatch):
    order = []
    replace = os.replace

    def spy(source, target):
        waiting = [path for path in root.rglob(".remediate-*.tmp") if path.name != NOTE]
        if Path(target).name != NOTE:
            assert len(waiting) == len(NEW) - len(order), "all are written before the first"
            order.append(Path(target).relative_to(root).as_posix())
        replace(source, target)

    monkeypatch.setattr(folder.os, "replace", spy)
    write_folder(root, NEW)
    assert order == list(NEW)


@pytest.mark.parametrize("call", range(1, 9))
def test_a_failure_before_the_first_is_in_place_changes_nothing(root, monkeypatch, call):
    calls = 0
    fsync = os.fsync

    def fail(handle):
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(errno.ENOSPC, "full")
        fsync(handle)

    monkeypatch.setattr(folder.os, "fsync", fail)
    with pytest.raises(WriteError) as caught:
        write_folder(root, NEW)
    found = read(root)
    assert found == OLD or "are done" in caught.value.hint
    assert bool([name for name in found if ".tmp" in name]) == (found != OLD), "what a later run finishes stays"
    assert (found == OLD) == (not (root / "environmentvariabledefinitions").exists())


def test_a_failure_between_two_says_how_far_it_came(root, monkeypatch):
    replace = os.replace

    def fail(source, target):
        if target.name == "A.json":
            raise OSError(errno.EACCES, "no")
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(folder.os, "replace", fail)
        with pytest.raises(WriteError, match="2 of 3 files are done") as caught:
            write_folder(root, NEW)
    assert caught.value.file.endswith("A.json")
    whole = {name: data for name, data in read(root).items() if ".tmp" not in name}
    assert whole == OLD | NEW | {"Workflows/A.json": OLD["Workflows/A.json"]}
    unfinished(root).finish()
    assert read(root) == OLD | NEW


class Killed(BaseException):
    """The end of the process, after which nothing is tidied up."""


def killed_at(number: int, root: Path, monkeypatch) -> bool:
    """Whether the process ended before so many files were in place."""
    left, replace = number, os.replace

    def kill(source, target):
        nonlocal left
        if target.name != NOTE:
            left -= 1
        if left < 0:
            raise Killed
        replace(source, target)

    with monkeypatch.context() as patched, suppress(Killed):
        patched.setattr(folder.os, "replace", kill)
        write_folder(root, NEW, ["Workflows/B.json"], {"vault": "here"})
        return False
    return True


DONE = {name: data for name, data in (OLD | NEW).items() if name != "Workflows/B.json"}


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_begun_can_be_finished(root, monkeypatch, number):
    assert killed_at(number, root, monkeypatch)
    begun = unfinished(root)
    assert begun.is_possible
    assert begun.said == {"vault": "here"}
    begun.finish()
    assert read(root) == DONE
    assert unfinished(root) is None


def test_a_folder_that_is_whole_has_nothing_unfinished(root, monkeypatch):
    assert not killed_at(9, root, monkeypatch)
    assert read(root) == DONE
    assert unfinished(root) is None


@pytest.mark.parametrize("name", ["Other/Solution.xml", "Workflows/A.json", "Workflows/B.json"])
def test_what_somebody_has_changed_since_is_not_written_over(root, monkeypatch, name):
    assert killed_at(2, root, monkeypatch)
    (root / name).write_bytes(b"mine!")
    assert not unfinished(root).is_possible


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b'{"steps": [[1]], "said": {}}',
        b'{"steps": [], "said": 3}',
        b'{"steps": 1}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_no_note_says_nothing(root, note):
    (root / NOTE).write_bytes(note)
    assert unfinished(root) is None


@pytest.mark.parametrize("name", ["../x", "/etc/x", "", "Workflows/../../x"])
@pytest.mark.parametrize("waiting", ["", ".remediate-aa.tmp", "../.remediate-aa.tmp", "x", NOTE])
def test_a_note_of_somebody_else_leads_nowhere(root, name, waiting):
    for one in (name, "Workflows/A.json"):
        steps = [[one, waiting, None, None]]
        (root / NOTE).write_text(json.dumps({"steps": steps, "said": {}}))
        begun = unfinished(root)
        assert begun is None or not begun.is_possible


@pytest.mark.parametrize("waiting", ["\0", "\ud800", "a" * 5000])
def test_a_note_names_no_file_that_the_system_refuses(root, waiting):
    steps = [["Workflows/A.json", f".remediate-{waiting}.tmp", None, [1, 1]]]
    (root / NOTE).write_text(json.dumps({"steps": steps, "said": {}}))
    assert unfinished(root) is None


def test_a_note_of_endless_sizes_says_nothing(root):
    (root / NOTE).write_text('{"steps": [["Workflows/A.json", "", [Infinity, 1], null]], "said": {}}')
    assert unfinished(root) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor links of this kind")
def test_a_note_that_is_no_file_is_not_waited_for(root, tmp_path):
    os.mkfifo(root / NOTE)
    assert unfinished(root) is None
    (root / NOTE).unlink()
    (tmp_path / "note").write_text('{"steps": [], "said": {}}')
    (root / NOTE).symlink_to(tmp_path / "note")
    assert unfinished(root) is None, "a link could lead to a device that never ends"


def test_a_note_that_is_too_long_is_not_read(root):
    (root / NOTE).write_text('{"steps": [], "said": {}}' + " " * LONGEST_NOTE)
    assert unfinished(root) is None


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, MemoryError])
def test_an_interrupt_leaves_nothing_behind(root, monkeypatch, interrupt):
    def stop(_):
        raise interrupt

    monkeypatch.setattr(folder, "force_to_disk", stop)
    with pytest.raises(interrupt):
        write_folder(root, NEW)
    assert read(root) == OLD


def test_the_leftovers_of_a_killed_run_are_taken_away(root):
    fill(root, {".remediate-aa.tmp": b"x", "Workflows/.remediate-bb.tmp": b"x", "Other/.remediate.tmp.json": b"mine"})
    write_folder(root, NEW)
    assert read(root) == OLD | NEW | {"Other/.remediate.tmp.json": b"mine"}


OUTSIDE = [
    "../x",
    "a/../../x",
    "/etc/x",
    "",
    ".",
    "C:x",
    "C:\\x",
    "..\\x",
    "a\0b",
    "Workflows/link/x",
    "Workflows/link.json",
]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize(
    "way",
    [
        lambda root, name, _: write_folder(root, NEW | {name: b"mine"}),
        lambda root, name, _: write_folder(root, NEW, [name]),
        lambda root, name, copy: copy_folder(root, copy, {name: b"mine"}),
    ],
    ids=["changed", "removed", "copied"],
)
def test_a_name_that_leads_out_is_refused_before_anything_is_written(root, tmp_path, name, way):
    outside = fill(tmp_path / "outside", {"x": b"theirs"})
    (root / "Workflows/link").symlink_to(outside)
    (root / "Workflows/link.json").symlink_to(outside / "x")
    with pytest.raises(WriteError):
        way(root, name, tmp_path / "copy")
    assert read(outside) == {"x": b"theirs"}
    assert (root / "Other/Solution.xml").read_bytes() == OLD["Other/Solution.xml"]
    assert not (tmp_path / "copy").exists()


def test_a_link_inside_the_folder_is_followed(root):
    (root / "link.json").symlink_to("Workflows/A.json")
    write_folder(root, {"link.json": b"new"})
    assert (root / "link.json").is_symlink()
    assert (root / "Workflows/A.json").read_bytes() == b"new"


def test_a_folder_is_copied_with_changes(root, tmp_path):
    fill(root, {".git/config": b"theirs", "Other/.remediate-aa.tmp": b"x"})
    (root / "Workflows/A.json").chmod(0o600)
    before = read(root)
    copy_folder(root, tmp_path / "deep" / "out", NEW, ["Workflows/B.json"])
    assert read(tmp_path / "deep" / "out") == {n: d for n, d in (OLD | NEW).items() if n != "Workflows/B.json"}
    assert (tmp_path / "deep/out/Workflows/A.json").stat().st_mode & 0o777 == 0o600
    assert read(root) == before
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_empty_destination_is_filled_and_any_other_refused(root, tmp_path):
    (tmp_path / "out").mkdir()
    copy_folder(root, tmp_path / "out", NEW)
    assert read(tmp_path / "out") == OLD | NEW
    for taken in ("out", "solution", "solution/Workflows/new", "solution/Workflows/A.json", "."):
        with pytest.raises(WriteError):
            copy_folder(root, tmp_path / taken, NEW)
    assert read(tmp_path / "out") == OLD | NEW
    assert read(root) == OLD


def test_a_link_that_leads_out_is_not_copied(root, tmp_path):
    secret = fill(tmp_path / "outside", {"x": b"CANARY"}) / "x"
    (root / "link").symlink_to(secret)
    with pytest.raises(WriteError, match="leads elsewhere"):
        copy_folder(root, tmp_path / "out", {})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside", "solution"]


def test_a_failed_copy_leaves_no_destination(root, tmp_path, monkeypatch):
    def fail(_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(folder, "force_to_disk", fail)
    with pytest.raises(WriteError, match="no space"):
        copy_folder(root, tmp_path / "out", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["solution"]
