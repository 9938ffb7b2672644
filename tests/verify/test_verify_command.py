"""`remediate verify` as its user meets it: right results are proven, and each way to break one is named."""

import importlib.resources
import json
import shutil
import zipfile
from pathlib import Path

import jsonschema
import pytest
from breaking import BROKEN, KEY, TRY, original, set_at
from package_builders import FLOW_MEMBER, customizations, manifest, solution, workflow, write_zip
from typer.testing import CliRunner

from remediate.cli import app
from remediate.package import Kind, open_package
from remediate.verify.rules import RULES

SCHEMA = json.loads(importlib.resources.files("remediate.report").joinpath("verify.schema.json").read_text())
OFFICE = (
    "  <connectionreferences>\n"
    '    <connectionreference connectionreferencelogicalname="contoso_office">\n'
    "      <connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid>\n"
    "    </connectionreference>\n"
    "  </connectionreferences>\n"
)
SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-orders"


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A solution, and what `fix` made of it."""
    folder = tmp_path_factory.mktemp("results")
    document = json.dumps(original().document, indent=2)
    listed = customizations(workflow("Daily report", FLOW_MEMBER), references=OFFICE)
    before = write_zip(folder / "Orders.zip", solution({FLOW_MEMBER: document, "customizations.xml": listed}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
        done = CliRunner().invoke(app, ["fix", str(before), "--vault", f"file:{folder / 'vault.db'}"])
    assert done.exit_code == 0, done.output
    return before, folder / "Orders.remediated.zip"


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist()}


def copied(path: Path, folder: Path) -> Path:
    """A copy of a package in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(path, folder))


def run(*words: object, code: int):
    done = CliRunner().invoke(app, ["verify", *map(str, words)])
    assert done.exit_code == code, done.output + done.stderr
    assert "CANARY" not in done.output + done.stderr
    return done


def judged(*words: object, code: int):
    document = json.loads(run(*words, "--format", "json", code=code).stdout)
    jsonschema.validate(document, SCHEMA)
    assert document["summary"]["proven"] == (code == 0)
    return document


def broken(document) -> set[str]:
    names = {problem["rule"] for pair in document["pairs"] for problem in pair["problems"]}
    assert names == {rule["rule"] for pair in document["pairs"] for rule in pair["rules"] if rule["status"] == "broken"}
    return names


def test_what_fix_made_is_proven(results):
    document = judged(*results, code=0)
    (pair,) = document["pairs"]
    kinds = {change["change"] for change in pair["changes"]}
    assert kinds >= {
        "reads of Secret variables",
        "values that read a secret now",
        "secured data added",
        "connections added",
        "environment variables added",
        "versions raised",
    }
    assert [rule["rule"] for rule in pair["rules"]] == [rule.name for rule in RULES]


def test_a_line_a_rule(results):
    lines = run(*results, code=0).stdout.splitlines()
    for rule in RULES:
        assert sum(line.startswith(f"    {rule.name} ") for line in lines) == 1, rule.name
    assert lines[-1].startswith("Proven: 1 flow of 1 package")
    assert any(": Call reads the environment variable " in line for line in lines)


def flow_member(found: dict[str, bytes]) -> str:
    return next(name for name in found if name.startswith("Workflows/"))


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_flow_is_named(how, results, tmp_path):
    change, rule = BROKEN[how]
    found = members(results[1])
    member = flow_member(found)
    document = json.loads(found[member])
    change(document)
    after = write_zip(tmp_path / "after.zip", {**found, member: json.dumps(document).encode()})
    document = judged(results[0], after, code=1)
    assert rule in broken(document)
    named = next(problem for problem in document["pairs"][0]["problems"] if problem["rule"] == rule)
    assert named["file"] == member
    assert named["why"]


VARIABLE = "environmentvariabledefinition.xml"


def edit(name: str, old: str, new: str):
    def change(found):
        member = next(one for one in found if one.endswith(name))
        assert old in found[member].decode("utf-8-sig"), old
        found[member] = found[member].replace(old.encode(), new.encode(), 1)

    return change


def lose(name: str):
    def change(found):
        del found[next(one for one in found if one.endswith(name))]

    return change


def add(name: str, data: bytes):
    return lambda found: found.update({name: data})


def with_mark(found):
    member = flow_member(found)
    found[member] = b"\xef\xbb\xbf" + found[member]


def elsewhere(found):
    member = next(one for one in found if one.endswith(VARIABLE))
    found["environmentvariabledefinitions/other/" + VARIABLE] = found.pop(member)


def twice(found):
    member = next(one for one in found if one.endswith(VARIABLE))
    found["environmentvariabledefinitions/again/" + VARIABLE] = found[member]


BROKEN_PACKAGES = {
    "the variable is not in the package": (lose(VARIABLE), "reads name a variable of the package"),
    "the variable is no Secret one": (
        edit(VARIABLE, "100000005", "100000000"),
        "reads name a variable of the package",
    ),
    "the variable has another name": (edit(VARIABLE, 'schemaname="', 'schemaname="x'), "reads name a variable"),
    "the variable's type does not exist": (edit(VARIABLE, "100000005", "7"), "environment variables are well defined"),
    "nothing says where the secret is kept": (
        edit(VARIABLE, "<secretstore>0</secretstore>", ""),
        "environment variables are well defined",
    ),
    "the variable's folder is another": (elsewhere, "environment variables are well defined"),
    "the variable is defined twice": (twice, "environment variables are well defined"),
    "the variable's value is an address": (
        edit(VARIABLE, "<displayname", "<defaultvalue>https://v.vault.azure.net/secrets/x</defaultvalue><displayname"),
        "a Secret variable's value is the path of a secret",
    ),
    "a display name is too long": (
        edit(VARIABLE, '<displayname default="', f'<displayname default="{"x" * 101}'),
        "names and texts fit their columns",
    ),
    "the connection is not in customizations.xml": (
        edit("customizations.xml", "shared_commondataserviceforapps<", "shared_office365<"),
        "connection references are of their connector",
    ),
    "a connection of the solution is lost": (
        edit("customizations.xml", 'connectionreferencelogicalname="contoso_office"', 'x="y"'),
        "customizations.xml only gains connection references",
    ),
    "a workflow has another name": (
        edit("customizations.xml", 'Name="Daily report"', 'Name="Other"'),
        "customizations.xml only gains connection references",
    ),
    "the version goes back": (edit("solution.xml", "1.0.0.10", "1.0.0.1"), "solution.xml stays but for its version"),
    "the publisher is another": (
        edit("solution.xml", "contosopublisher", "fabrikampublisher"),
        "solution.xml stays but for its version",
    ),
    "a content type is lost": (edit("[Content_Types].xml", 'Extension="json"', 'Extension="jso"'), "content types"),
    "a file has no content type": (add("Assets/logo.png", b"x"), "content types cover every file"),
    "a file is new": (add("Assets/logo.json", b"{}"), "other members stay"),
    "the flow begins with a mark": (with_mark, "no byte order mark in a zip's flow"),
    "the flow is lost": (lambda found: found.pop(flow_member(found)), None),
}


@pytest.mark.parametrize("how", BROKEN_PACKAGES)
def test_a_broken_package_is_named(how, results, tmp_path):
    change, rule = BROKEN_PACKAGES[how]
    found = members(results[1])
    change(found)
    after = write_zip(tmp_path / "after.zip", found)
    document = judged(results[0], after, code=1 if rule else 3)
    if rule:
        assert any(name.startswith(rule) for name in broken(document))
    else:
        assert "does not hold its file" in document["pairs"][0]["error"]


def test_what_a_file_lost_and_gained_is_named(results, tmp_path):
    found = members(results[1])
    before = write_zip(tmp_path / "before.zip", {**members(results[0]), "Assets/a.json": b"{}", "Assets/b.json": b"1"})
    after = write_zip(tmp_path / "after.zip", {**found, "Assets/b.json": b"2"})
    problems = judged(before, after, code=1)["pairs"][0]["problems"]
    assert {(p["rule"], p["file"]) for p in problems} == {
        ("other members stay", "Assets/a.json"),
        ("other members stay", "Assets/b.json"),
    }


DYNAMIC_CONTENT = "@{outputs('R')?['body/EnvironmentVariableSecretValue']}"


def hand_made(document, read="Perform_an_unbound_action"):
    """What a colleague would do: one read at the top, everything after it, and the value as dynamic content."""
    actions = document["properties"]["definition"]["actions"]
    actions[read] = {
        "type": "OpenApiConnection",
        "runAfter": {},
        "inputs": {
            "host": {"connectionName": "shared_commondataserviceforapps", "operationId": "PerformUnboundAction"},
            "parameters": {
                "actionName": "RetrieveEnvironmentVariableSecretValue",
                "item/EnvironmentVariableName": "contoso_key",
            },
        },
        "runtimeConfiguration": {"secureData": {"properties": ["outputs"]}},
    }
    actions["Try"]["runAfter"] = {read: ["Succeeded"]}
    reference = {"runtimeSource": "embedded", "connection": {}, "api": {"name": "shared_commondataserviceforapps"}}
    document["properties"]["connectionReferences"]["shared_commondataserviceforapps"] = reference
    value = DYNAMIC_CONTENT.replace("'R'", f"'{read}'")
    inner = actions["Try"]["actions"]
    inner["Call"]["inputs"]["headers"]["x-api-key"] = value
    inner["Loop"]["actions"]["Again"]["inputs"]["headers"]["x-api-key"] = value
    return document


def as_file(folder: Path, name: str, document) -> Path:
    path = folder / name
    path.write_text(json.dumps(document))
    return path


def test_what_a_colleague_made_by_hand_is_proven(tmp_path):
    before = as_file(tmp_path, "before.json", original().document)
    after = as_file(tmp_path, "after.json", hand_made(original().document))
    document = judged(before, after, code=0)
    changes = document["pairs"][0]["changes"]
    assert sum(change["change"] == "values that read a secret now" for change in changes) == 2


def test_one_read_for_two_values_is_named(tmp_path):
    was = original().document
    set_at(f"{TRY}/Loop/actions/Again/inputs/headers/x-api-key", "CANARY-another")(was)
    before = as_file(tmp_path, "before.json", was)
    after = as_file(tmp_path, "after.json", hand_made(original().document))
    document = judged(before, after, code=1)
    assert broken(document) == {"one read stands for one value"}
    (problem,) = document["pairs"][0]["problems"]
    assert "contoso_key" in problem["why"]
    assert f"{TRY}/Call" in problem["why"]


def test_one_variable_for_two_values_in_two_flows_is_named(tmp_path):
    other = FLOW_MEMBER.replace("Dailyreport-2", "Other-3")
    was = original().document
    set_at(f"{TRY}/Call/inputs/headers/x-api-key", "CANARY-another")(was)
    set_at(f"{TRY}/Loop/actions/Again/inputs/headers/x-api-key", "CANARY-another")(was)
    now = hand_made(original().document)
    one, two = (json.dumps(document) for document in (original().document, was))
    before = write_zip(tmp_path / "before.zip", solution({FLOW_MEMBER: one, other: two}))
    after = write_zip(tmp_path / "after.zip", solution({FLOW_MEMBER: json.dumps(now), other: json.dumps(now)}))
    assert "one read stands for one value" in broken(judged(before, after, code=1))


def test_a_zip_and_the_folder_that_it_becomes(results, tmp_path):
    found = members(results[1])
    folder = tmp_path / "unpacked"
    for name, data in found.items():
        inside = {"solution.xml": "Other/Solution.xml", "customizations.xml": "Other/Customizations.xml"}.get(
            name, name
        )
        if not name.startswith("["):
            path = folder / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.replace(b"\r\n", b"\n"))
    assert open_package(folder).kind is Kind.SOLUTION_FOLDER
    document = judged(results[0], folder, code=0)
    assert document["pairs"][0]["uncompared"] == 1
    (folder / "Other/Solution.xml").write_text((folder / "Other/Solution.xml").read_text().replace("contosop", "x"))
    assert broken(judged(results[0], folder, code=1)) == {"solution.xml stays but for its version"}


def test_a_definition_and_the_solution_that_holds_it(results, tmp_path):
    before = as_file(tmp_path, "flow.json", original().document["properties"]["definition"])
    document = judged(before, results[1], code=0)
    assert "unchecked" in {rule["status"] for rule in document["pairs"][0]["rules"]}


def test_with_the_vault(results, tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    vault = f"file:{results[0].parent / 'vault.db'}"
    document = judged(*results, "--vault", vault, code=0)
    rule = next(rule for rule in document["pairs"][0]["rules"] if rule["rule"] == "the vault holds the values")
    assert rule["status"] == "kept"
    other = members(results[0])
    other[FLOW_MEMBER] = other[FLOW_MEMBER].replace(KEY.encode(), b"CANARY-not-in-the-vault")
    before = write_zip(tmp_path / "before.zip", other)
    assert broken(judged(before, results[1], "--vault", vault, code=1)) == {"the vault holds the values"}


def test_a_vault_that_is_not_there_is_wrong_use(results, tmp_path):
    done = run(*results, "--vault", f"file:{tmp_path / 'misspelled.db'}", code=2)
    assert "there is no vault" in done.stderr


def test_a_vault_is_not_missed_where_nothing_is_read_from_it(results, tmp_path):
    done = run(results[0], copied(results[0], tmp_path), "--vault", f"file:{tmp_path / 'none.db'}", code=0)
    assert "none.db: there is no vault, and no value had to be compared with it." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [results[0].name]


def test_the_settings_file(results, tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"EnvironmentVariables": [{"SchemaName": "contoso_x", "Value": ""}]}))
    assert broken(judged(*results, "--settings", path, code=1)) == {"no empty value in the deployment settings"}
    done = run(*results, "--settings", tmp_path / "nowhere.json", code=2)
    assert "nowhere.json: there is no such file or folder." in done.stderr


def test_a_copy_is_proven_and_nothing_was_taken_out(results, tmp_path):
    done = run(results[0], copied(results[0], tmp_path), code=0)
    assert "no secret was taken out" in done.stdout


def test_what_is_compared_with_itself_is_not_called_proven(results, tmp_path):
    copied(results[0], tmp_path / "exports")
    (tmp_path / "link").symlink_to(tmp_path / "exports")
    for before, after in ((results[0], results[0]), (tmp_path / "exports", tmp_path / "link")):
        done = run(before, after, code=2)
        assert "nothing was compared with anything else" in done.stderr
        assert done.stdout == ""


@pytest.fixture
def batch(results, tmp_path):
    """Two folders as `fix exports/ --out fixed/` leaves them: of three packages two did not change."""
    before, after = tmp_path / "exports", tmp_path / "fixed"
    copied(results[0], before)
    copied(results[1], after)
    write_zip(before / "Clean.zip", solution())
    write_zip(before / "Managed.zip", solution({"solution.xml": manifest("1")}))
    return before, after


def test_what_fix_leaves_out_is_told_and_fails_unless_after_is_partial(batch):
    document = judged(*batch, code=3)
    assert (document["summary"]["failed"], document["summary"]["left_out"]) == (2, 2)
    lines = run(*batch, code=3).stdout.splitlines()
    assert sum("--partial" in line for line in lines) == 1
    assert lines[-1].startswith("Not proven: 1 flow of 1 package")

    document = judged(*batch, "--partial", code=0)
    assert (document["summary"]["failed"], document["summary"]["left_out"]) == (0, 2)
    assert {pair["before"].rpartition("/")[2]: pair["proven"] for pair in document["pairs"]} == {
        "Orders.zip": True,
        "Clean.zip": False,
        "Managed.zip": False,
    }
    lines = run(*batch, "--partial", code=0).stdout.splitlines()
    assert f"  {batch[0] / 'Clean.zip'}" in lines
    assert lines[-1].startswith("Proven: 1 flow of 1 package")
    assert lines[-1].endswith("2 packages of BEFORE have no counterpart in AFTER: nothing is proven of them.")


def test_a_partial_result_is_not_proven_by_what_is_broken_in_it(batch):
    before, after = batch
    (before / "Broken.zip").write_bytes(b"PK\x03\x04")
    assert judged(before, after, "--partial", code=3)["summary"]["failed"] == 1
    (before / "Broken.zip").unlink()
    write_zip(before / "Half.zip", solution({FLOW_MEMBER: "{"}))  # fix says that it failed: it may hold a secret
    document = judged(before, after, "--partial", code=3)
    assert "Half.zip" in next(pair["error"] for pair in document["pairs"] if pair["error"])
    (before / "Half.zip").unlink()
    write_zip(after / "More.zip", solution())
    assert judged(before, after, "--partial", code=3)["summary"]["failed"] == 1


def test_a_partial_result_in_which_nothing_is_compared_proves_nothing(batch):
    before, after = batch
    copied(before / "Clean.zip", before.parent / "only")
    copied(before / "Managed.zip", before.parent / "only")
    next(after.iterdir()).unlink()
    (after / "a.deployment-settings.json").write_text('{"EnvironmentVariables": [], "ConnectionReferences": []}')
    assert judged(before.parent / "only", after, "--partial", code=1)["summary"]["left_out"] == 2


def test_many_packages_get_a_line_each_and_what_is_broken_in_full(results, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    for number in range(22):
        copied(results[0], before / f"{number:02}")
        copied(results[number != 7], after / f"{number:02}")
    copied(results[0], before / "left" / "out")
    found = members(results[1])
    edit("solution.xml", "contosopublisher", "fabrikampublisher")(found)
    write_zip(after / "05" / results[1].name, found)
    (before / "06" / results[0].name).write_bytes(b"PK\x03\x04")
    lines = run(before, after, "--partial", code=3).stdout.splitlines()
    proven = [line for line in lines if ": proven, 1 flow, " in line]
    assert len(proven) == 20
    assert sum(": not proven, " in line for line in lines) == 1
    assert any(line.startswith("    solution.xml stays but for its version") for line in lines)
    assert any("is cut off or damaged" in line for line in lines)
    assert not any(line.endswith(" kept") for line in lines)
    assert len(lines) < 40
    whole = run(before, after, "--partial", "--verbose", code=3).stdout.splitlines()
    assert sum(line.endswith(" kept") for line in whole) > 20 * len(RULES) / 2
    assert whole[-1] == lines[-1]


def test_many_packages_are_paired_by_their_names(results, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, path in ((before, results[0]), (after, results[1])):
        for name in ("one", "two"):
            (folder / name).mkdir(parents=True)
            (folder / name / path.name).write_bytes(path.read_bytes())
    assert judged(before, after, code=0)["summary"]["pairs"] == 2
    (after / "two" / results[1].name).unlink()
    (after / "two" / "Other.zip").write_bytes(results[1].read_bytes())
    document = judged(before, after, code=3)
    assert document["summary"]["failed"] == 2


def test_what_cannot_be_read_is_said(results, tmp_path):
    for words in ((results[0], tmp_path / "nowhere.zip"), (tmp_path / "nowhere.zip", results[0])):
        assert "nowhere.zip: there is no such file or folder" in run(*words, code=2).stderr
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK\x03\x04")
    judged(path, results[1], code=3)
    run(results[0], code=2)


def test_the_sample_solution(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "A" * 43 + "=")
    vault = f"file:{tmp_path / 'vault.db'}"
    fixed = CliRunner().invoke(app, ["fix", str(SAMPLE), "--out", str(tmp_path / "out"), "--vault", vault])
    assert fixed.exit_code == 1
    document = judged(SAMPLE, tmp_path / "out" / SAMPLE.name, "--vault", vault, code=0)
    assert document["summary"]["flows"] == len(open_package(SAMPLE).flows)
