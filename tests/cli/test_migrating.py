"""`remediate migrate` as it is typed, on the sample package of this repository."""

import importlib.resources
import json
import shutil
import zipfile
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from remediate.cli import app

SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-legacy"
SCHEMA = json.loads(importlib.resources.files("remediate.report").joinpath("output.schema.json").read_text())
PUBLISHER = ["--publisher", "Alpenrad", "--prefix", "arad"]


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "aGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gMTI=")


@pytest.fixture
def sample(tmp_path):
    return shutil.copytree(SAMPLE, tmp_path / "bikes")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def migrate(sample, *more):
    out = sample.parent / "AlpenradBikes.zip"
    return run("migrate", sample, "-o", out, *PUBLISHER, "--vault", f"file:{sample.parent / 'v.db'}", *more), out


def test_the_sample_becomes_a_solution_that_verify_proves(sample):
    done, out = migrate(sample)
    assert done.exit_code == 0, done.output
    assert "taken     Reserve a test bike" in done.stdout
    assert "Fixed 2 in 2 of 2 flows of 1 package." in done.stdout
    assert "CANARY" not in done.output
    with zipfile.ZipFile(out) as archive:
        assert not any(b"CANARY" in archive.read(name) for name in archive.namelist())
    proven = run("verify", sample, out)
    assert proven.exit_code == 0, proven.output


def test_the_second_run_gives_the_same_bytes(sample):
    _, out = migrate(sample)
    once = out.read_bytes()
    again, _ = migrate(sample)
    assert again.exit_code == 0
    assert out.read_bytes() == once


def test_a_dry_run_writes_nothing_and_ends_with_1(sample):
    done, _ = migrate(sample, "--dry-run")
    assert done.exit_code == 1
    assert "Would fix 2" in done.stdout
    assert "CANARY" not in done.output
    assert [path.name for path in sample.parent.iterdir()] == ["bikes"]


def test_the_document_for_pipelines_fits_its_schema(sample):
    done, _ = migrate(sample, "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, SCHEMA)
    assert document["command"] == "migrate"
    assert [flow["flow"] for flow in document["migration"]["flows"]] == [
        "Reserve a test bike",
        "Tell dealers about new bikes",
    ]
    assert document["migration"]["left_out"] == []


def test_publisher_and_prefix_may_come_from_the_playbook(sample):
    playbook = sample.parent / "p.toml"
    playbook.write_text('name="p"\nwhy="p"\nextends="baseline"\n[legacy]\npublisher="Alpenrad"\nprefix="arad"\n')
    out = sample.parent / "Bikes.zip"
    done = run("migrate", sample, "-o", out, "--playbook", playbook, "--vault", f"file:{sample.parent / 'v.db'}")
    assert done.exit_code == 0, done.output
    assert "publisher Alpenrad, prefix arad" in done.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["-o", "x.zip"], "needs a publisher"),
        (["-o", "x.json", *PUBLISHER], "is a zip file"),
        (["-o", "x.zip", "--publisher", "A", "--prefix", "1"], "no customization prefix"),
        (["-o", "x.zip", *PUBLISHER, "--name", "a b"], "no unique name"),
        (["-o", "x.zip", *PUBLISHER, "--vault", "ftp:x"], "does not name a vault"),
    ],
)
def test_wrong_use_is_one_sentence(words, why, sample, monkeypatch):
    monkeypatch.chdir(sample.parent)
    done = run("migrate", sample, *words)
    assert done.exit_code == 2
    assert why in done.output
    assert [path.name for path in sample.parent.iterdir()] == ["bikes"]


def test_nothing_to_migrate_is_said(tmp_path):
    orders = SAMPLE.parent / "alpenrad-orders"
    done = run("migrate", orders, "-o", tmp_path / "x.zip", *PUBLISHER)
    assert done.exit_code == 2
    assert "nothing to migrate" in done.output


def test_the_solution_never_takes_the_place_of_its_input(tmp_path):
    (tmp_path / "A.zip").write_bytes(b"x")
    done = run("migrate", tmp_path / "A.zip", "-o", tmp_path / "A.zip", *PUBLISHER)
    assert done.exit_code == 2
    assert (tmp_path / "A.zip").read_bytes() == b"x"


def test_the_sample_is_fixed_in_place_too(sample):
    vault = f"file:{sample.parent / 'v.db'}"
    done = run("fix", sample, "--vault", vault)
    assert done.exit_code == 0, done.output
    assert "Import Package (Legacy)" in done.stdout
    assert not any(b"CANARY" in path.read_bytes() for path in sample.rglob("*.json"))
    proven = run("verify", SAMPLE, sample)
    assert proven.exit_code == 0, proven.output
    assert run("fix", sample, "--vault", vault).exit_code == 0
