"""Bad input gets one sentence, and nothing is changed."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from package_builders import FLOW_MEMBER, solution, write_folder, write_zip, zipped
from typer.testing import CliRunner

from remediate.cli import app
from remediate.detectors import examples as ex

KEY = "CANARY-9f27c4a1b3d85e60"


def flow() -> bytes:
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}).encode()


def good() -> dict[str, bytes]:
    return solution({FLOW_MEMBER: flow()})


def _climbing() -> bytes:
    stream = io.BytesIO(zipped(good()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("../outside.txt", b"x")
    return stream.getvalue()


def _bomb() -> bytes:
    return zipped({**good(), "Workflows/bomb.json": b" " * (64 * 1024 * 1024)})


def _twice() -> bytes:
    doubled = flow().replace(b'"method"', b'"method": "PUT", "method"')
    return zipped(solution({FLOW_MEMBER: doubled}))


def _entities() -> bytes:
    text = '<!DOCTYPE x [<!ENTITY a "CANARY">]><ImportExportXml>&a;</ImportExportXml>'
    return zipped(solution({FLOW_MEMBER: flow(), "solution.xml": text}))


BAD = {
    "truncated.zip": lambda: zipped(good())[:-300],
    "climbing.zip": _climbing,
    "bomb.zip": _bomb,
    "twice.zip": _twice,
    "entities.zip": _entities,
    "empty.zip": lambda: b"",
    "no-solution.zip": lambda: zipped({"readme.txt": b"hello"}),
    "other.json": lambda: b'{"name": "no flow"}',
    "broken.json": lambda: flow()[:-20],
    "deep.json": lambda: b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "binary.json": lambda: bytes(range(256)),
    "huge.json": lambda: b'{"definition": {"actions": {}, "triggers": {}, "x": "' + b"a" * 100_000_000 + b'"}}',
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")


def fix(path: Path):
    done = CliRunner().invoke(app, ["fix", str(path)])
    assert "CANARY" not in done.output
    assert "Traceback" not in done.output
    return done


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_in_one_sentence_and_nothing_changes(name, tmp_path):
    path = tmp_path / "in" / name
    path.write_bytes(BAD[name]())
    size = path.stat().st_size
    done = fix(path)
    assert done.exit_code == 3
    told = [line for line in done.stdout.splitlines() if line.strip().startswith("failed")]
    assert told, done.stdout
    assert name in done.stdout
    assert [p.name for p in path.parent.iterdir()] == [name]
    assert path.stat().st_size == size


def test_a_bad_package_among_good_ones_is_the_only_one_that_fails(tmp_path):
    write_zip(tmp_path / "in" / "a.zip", good())
    (tmp_path / "in" / "b.zip").write_bytes(BAD["climbing.zip"]())
    done = fix(tmp_path / "in")
    assert done.exit_code == 3
    assert "1 package failed" in done.stdout
    assert (tmp_path / "in" / "a.remediated.zip").is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_sentence_and_nothing_changes(tmp_path):
    source = write_folder(tmp_path / "in" / "Orders", good())
    before = {p: p.read_bytes() for p in source.rglob("*") if p.is_file()}
    for folder in (source, *(p for p in source.rglob("*") if p.is_dir())):
        folder.chmod(0o555)
    try:
        done = fix(source)
        assert done.exit_code == 3
        assert {p: p.read_bytes() for p in source.rglob("*") if p.is_file()} == before
    finally:
        for folder in (source, *(p for p in source.rglob("*") if p.is_dir())):
            folder.chmod(0o755)


def test_a_full_disk_is_one_sentence_and_nothing_changes(tmp_path, monkeypatch):
    source = write_zip(tmp_path / "in" / "Orders.zip", good())
    before = source.read_bytes()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    done = fix(source)
    assert done.exit_code == 3
    assert source.read_bytes() == before
    assert not (tmp_path / "in" / "Orders.remediated.zip").exists()
