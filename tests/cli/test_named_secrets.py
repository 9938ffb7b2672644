"""Makers name flows, steps and cases after what they hold: no command shows such a name in full."""

import json
import shutil

import pytest
from package_builders import FLOW_MEMBER, customizations, solution, workflow, write_zip
from typer.testing import CliRunner

from remediate.cli import app
from remediate.detectors import examples as ex

KEY = "CANARY-9f27c4a1b3d85e60"
ODD = "CANARY/s~x'Q7\"w9z#Lp2"
TOKEN = "ghp_CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
TOLD = "Sign_in_with_password:_CANARY2024!x"
URL = (
    "https://prod-01.westeurope.logic.azure.com/workflows/0f1e2d3c4b5a69788796a5b4c3d2e1f0/triggers/manual/paths/invoke"
    "?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5GjMn8"
)


def actions():
    read = f"@{{body('After_{TOKEN}')}}"
    branch = {"case": "a", "actions": {f"In_{KEY}": ex.http(headers={"x-api-key": KEY, "x-a": "CANARY-of-no-sort"})}}
    after = ex.http(URL, method="POST", headers={"x-api-key": ODD})
    return {
        f"Call_{KEY}": ex.http(
            headers={"x-api-key": KEY, "X-Own-Thing": "CANARY-seen-by-none"}, queries={"z": "CANARY"}
        ),
        f"After_{TOKEN}": ex.after(after, f"Call_{KEY}"),
        f"Odd {ODD}": ex.after(ex.http(headers={"x-api-key": ODD}, body=read), f"After_{TOKEN}"),
        TOLD: ex.http(authentication={"type": "Basic", "username": "u", "password": "CANARY-pw-77q"}),
        f"Keep_{KEY}": ex.compose(KEY),
        "Choose": {
            "runAfter": {},
            "type": "Switch",
            "expression": "@triggerBody()?['x']",
            "cases": {f"Case {KEY}": branch},
            "default": {"actions": {}},
        },
    }


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    named = f"Flow password: CANARYfl0w!99, {KEY}"
    member = FLOW_MEMBER.replace("Dailyreport", f"FlowpasswordCANARYfl0w99{KEY.replace('-', '')}")
    listed = customizations(workflow(named, member))
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition(actions(), {"m": ex.request()})}}
    members = {FLOW_MEMBER: None, member: json.dumps(document, indent=2), "customizations.xml": listed}
    return write_zip(tmp_path / "Orders.zip", solution(members))


@pytest.mark.parametrize("shape", ["text", "json"])
@pytest.mark.parametrize("playbook", ["baseline", "lockdown"])
def test_no_command_shows_a_secret_after_which_something_is_named(package, tmp_path, shape, playbook):
    vault, saved, out = f"file:{tmp_path / 'vault.db'}", tmp_path / "plan.json", tmp_path / "out"
    asked = ["--format", shape, "--playbook", playbook]
    commands = [
        ["scan", package, *asked],
        ["fix", "--dry-run", "--unsafe", package, *asked],
        ["plan", package, "-o", saved, "--vault", vault, "--out", out, "--unsafe", *asked],
        ["apply", saved, "--format", shape],
        ["verify", package, out / "Orders.remediated.zip", "--format", shape],
        ["verify", package, out / "Orders.remediated.zip", "--format", shape, "--vault", vault],
        ["vault", "list", "--vault", vault],
    ]
    for command in commands:
        done = CliRunner().invoke(app, [*map(str, command)])
        assert done.exit_code in (0, 1), (command, done.output, done.stderr)
        assert "CANARY" not in done.output + done.stderr, command
    assert "CANARY" not in saved.read_text()
    assert "CANARY" not in "".join(path.name for path in out.iterdir())
    assert "CANARY" not in (out / "Orders.deployment-settings.json").read_text()


def test_the_journal_of_a_run_holds_none(package, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shutil.copy(package, package.with_name("Second.zip"))
    package.with_name("Broken.zip").write_bytes(b"PK")  # a run in which something failed keeps its journal
    vault = f"file:{tmp_path / 'vault.db'}"
    done = CliRunner().invoke(app, ["fix", str(tmp_path), "--vault", vault, "--out", str(tmp_path / "out")])
    assert done.exit_code == 3, done.output
    kept = [path.read_text() for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert kept
    assert "CANARY" not in "".join(kept) + done.output + done.stderr


TELLING = """name = "ours"
why = "What only its use tells is told."
extends = "baseline"

[[step]]
name = "What a request reads as its credential is looked at by a person first."
detector = "literal-behind-reference"
apply = "report"
"""


@pytest.mark.parametrize("book", ["baseline", "ours.toml"])
def test_a_name_with_what_only_its_use_tells_is_masked_too(tmp_path, monkeypatch, book):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.toml").write_text(TELLING)
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    value = "CANARY24!hill"
    call = ex.http(headers={"x-api-key": "@variables('thing')"})
    actions = {"Init": ex.variable("thing", value), f"Call_{value}": ex.after(call, "Init"), "Log": ex.compose("x")}
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition(actions)}}
    package = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document)}))
    vault = f"file:{tmp_path / 'vault.db'}"
    for command in (["scan"], ["fix", "--dry-run"], ["plan", "-o", tmp_path / "p.json"], ["fix", "--vault", vault]):
        for shape in ("text", "json"):
            done = CliRunner().invoke(app, [*map(str, command), str(package), "--format", shape, "--playbook", book])
            assert done.exit_code in (0, 1), done.output
            assert "literal-behind-reference" in done.output
            assert "CANARY" not in done.output + done.stderr, command
    assert "CANARY" not in (tmp_path / "p.json").read_text()


def test_such_a_name_is_a_finding_and_says_what_to_do(package):
    done = CliRunner().invoke(app, ["scan", str(package), "--format", "json", "--only", "literal-name"])
    found = json.loads(done.stdout)["findings"]
    assert {finding["fate"] for finding in found} == {"held"}
    assert len(found) == 8
    assert all("rename it" in finding["unblock"] and "••••••" in finding["message"] for finding in found[1:])


def test_a_plan_of_a_flow_with_another_secret_in_its_names_is_the_same(package, tmp_path):
    """No digest lets anyone test a guess."""

    def planned(name):
        CliRunner().invoke(app, ["plan", str(package), "-o", str(tmp_path / name)])
        return (tmp_path / name).read_text()

    first = planned("one.json")
    again = ex.definition(
        json.loads(json.dumps(actions()).replace(KEY, "CANARY-0c44d1ee71b29a35")), {"m": ex.request()}
    )
    changed = {"properties": {"connectionReferences": {}, "definition": again}}
    listed = customizations(workflow("Flow password: CANARYfl0w!99, CANARY-0c44d1ee71b29a35", FLOW_MEMBER))
    write_zip(package, solution({FLOW_MEMBER: json.dumps(changed, indent=2), "customizations.xml": listed}))
    (was,), (now,) = (json.loads(text)["packages"].values() for text in (first, planned("two.json")))
    assert was["flows"][0]["masked_sha256"] == now["flows"][0]["masked_sha256"]


def test_nothing_is_named_after_a_secret_in_the_name_of_a_member(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    header = {"x-api-key password: CANARYmember2024!x": KEY}
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition({"A": ex.http(headers=header)})}}
    package = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document)}))
    vault, out = f"file:{tmp_path / 'vault.db'}", tmp_path / "out"
    fixed = CliRunner().invoke(app, ["fix", "--unsafe", str(package), "--vault", vault, "--out", str(out)])
    listed = CliRunner().invoke(app, ["vault", "list", "--vault", vault])
    assert (fixed.exit_code, listed.exit_code) == (0, 0), fixed.output
    settings = (out / "Orders.deployment-settings.json").read_text()
    assert "canary" not in (fixed.output + fixed.stderr + listed.output + settings).casefold()


def test_nothing_is_named_after_a_host_that_is_the_secret(tmp_path):
    """A host is written in small letters, also where it is a key."""
    key = "CANARYd93kf03kfl2mqA81x"
    call = ex.http(f"https://{key}.contoso.example/orders", headers={"x-api-key": key})
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition({"Call": call})}}
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document)}))
    vault, saved = f"file:{tmp_path / 'vault.db'}", tmp_path / "plan.json"
    for command in (["fix", "-n", "--unsafe", source], ["plan", source, "-o", saved, "--vault", vault, "--unsafe"]):
        done = CliRunner().invoke(app, [*map(str, command)])
        assert done.exit_code == 1, done.output
        assert "x_api_key" in done.stdout
        assert key.lower() not in (done.output + done.stderr).lower()
    assert key.lower() not in saved.read_text().lower()
