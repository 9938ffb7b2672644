"""Each way to leave a connection of a package outside solutions undeclared is named by `verify`."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from remediate.cli import app

SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-legacy"
RULE = "the manifest knows the connections of its flows"


@pytest.fixture
def fixed(tmp_path, monkeypatch):
    """The sample after `fix`: its flows read their secrets through a new connection."""
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    before = Path(shutil.copytree(SAMPLE, tmp_path / "before"))
    vault = f"file:{tmp_path / 'vault.db'}"
    done = CliRunner().invoke(app, ["fix", str(before), "--out", str(tmp_path / "out"), "--vault", vault, "--unsafe"])
    assert done.exit_code in (0, 1), done.output
    return tmp_path / "out" / "before"


def broken(after):
    done = CliRunner().invoke(app, ["verify", str(SAMPLE), str(after), "--format", "json"])
    (pair,) = json.loads(done.stdout)["pairs"]
    return {problem["why"] for problem in pair["problems"] if problem["rule"] == RULE}


def change(path, edit):
    document = json.loads(path.read_text("utf-8-sig"))
    edit(document)
    path.write_text(json.dumps(document))


def keys(after):
    """The new connection: a flow's folder, the key in its maps, and the manifest's key of the connector and of it."""
    for folder in sorted((after / "Microsoft.Flow" / "flows").iterdir()):
        if (folder / "apisMap.json").is_file():
            apis, connections = (
                json.loads((folder / name).read_text("utf-8-sig")) for name in ("apisMap.json", "connectionsMap.json")
            )
            if "shared_keyvault" in apis:
                return folder, apis["shared_keyvault"], connections["shared_keyvault"]
    raise AssertionError("no flow reads a secret")


def test_what_fix_made_keeps_the_rule(fixed):
    assert broken(fixed) == set()
    keys(fixed)


@pytest.mark.parametrize("name", ["apisMap.json", "connectionsMap.json"])
def test_a_map_without_the_connection(name, fixed):
    folder, _, _ = keys(fixed)
    change(folder / name, lambda known: known.pop("shared_keyvault"))
    assert broken(fixed) == {f"shared_keyvault is not in {name}"}


@pytest.mark.parametrize(("which", "what"), [(1, "connector"), (2, "connection")])
def test_a_manifest_without_it(which, what, fixed):
    key = keys(fixed)[which]
    change(fixed / "manifest.json", lambda manifest: manifest["resources"].pop(key))
    assert f"the manifest has no {what} for shared_keyvault" in broken(fixed)


@pytest.mark.parametrize(("which", "what"), [(1, "connector"), (2, "connection")])
def test_a_flow_that_does_not_depend_on_it(which, what, fixed):
    found = keys(fixed)
    change(
        fixed / "manifest.json", lambda manifest: manifest["resources"][found[0].name]["dependsOn"].remove(found[which])
    )
    assert broken(fixed) == {f"the flow does not depend on the {what} of shared_keyvault"}
