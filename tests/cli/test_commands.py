"""Every command as its user sees it: what is printed, what is written, how it leaves."""

import importlib.resources
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from package_builders import FLOW_MEMBER, manifest, solution, unpacked, write_folder, write_zip
from typer.testing import CliRunner

from remediate.cli import app
from remediate.detectors import DETECTORS
from remediate.detectors import examples as ex
from remediate.errors import PackageError
from remediate.package import named
from remediate.secret import Secret
from remediate.vault import deposit, open_vault

KEY = "CANARY-9f27c4a1b3d85e60"
SCHEMA = json.loads(importlib.resources.files("remediate.report").joinpath("output.schema.json").read_text())
NASTY = "Get [red]orders[/red] \x1b[31m'\"\u202e \U0001f600"


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """A home of its own for each test, without a keyring."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.chdir(tmp_path)


def flow(**more) -> bytes:
    actions = {
        NASTY: ex.http(headers={"x-api-key": KEY}),
        "Held": {**ex.compose({"password": "CANARY-held-7c1f"}), "description": "x"},
        "Maybe": ex.http(headers={"x-api-key": "<your key CANARY>"}),
        **more,
    }
    trigger = {"type": "Http", "inputs": {"uri": "https://h.example", "headers": {"x-api-key": "CANARY-trigger-81d2"}}}
    definition = ex.definition(actions, triggers={"Poll": trigger})
    properties = {"connectionReferences": {}, "definition": definition}
    return json.dumps({"properties": properties, "schemaVersion": "1.0.0.0"}, indent=2).encode()


@pytest.fixture
def orders(tmp_path) -> Path:
    return write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow()}))


def run(*words: object):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert "CANARY" not in done.output.replace("<your key CANARY>", "")
    assert "CANARY" not in done.stderr
    assert "\x1b" not in done.output
    return done


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def as_json(*words: object):
    done = run(*words, "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    counts = document["summary"]
    assert counts["findings"] == counts["fixed"] + counts["fixable"] + counts["held"] + counts["report"]
    assert counts["findings"] == len(document["findings"])
    return done, document


def test_scan_finds_and_changes_nothing(orders, tmp_path):
    before = everything(tmp_path)
    done = run("scan", orders)
    assert done.exit_code == 1
    assert "Would fix" in done.stdout
    assert everything(tmp_path) == before


def test_scan_as_json_is_what_the_schema_says(orders):
    done, document = as_json("scan", orders)
    assert done.exit_code == 1
    finding = next(f for f in document["findings"] if f["detector"] == "literal-header" and f["fate"] == "fixable")
    assert finding["file"] == FLOW_MEMBER
    assert finding["action"] == NASTY
    assert finding["span"] == [0, len(KEY)]
    lines = flow().decode().splitlines()
    assert lines[finding["line"] - 1][finding["column"] - 1 :].startswith(f'"{KEY}')


def test_a_clean_solution_leaves_with_0(tmp_path):
    clean = write_zip(tmp_path / "Clean.zip", solution({FLOW_MEMBER: ex_flow()}))
    assert run("scan", clean).exit_code == 0
    assert run("fix", clean).exit_code == 0
    assert not (tmp_path / "Clean.remediated.zip").exists()


def ex_flow() -> bytes:
    return json.dumps(
        {"properties": {"connectionReferences": {}, "definition": ex.definition({"A": ex.http()})}}
    ).encode()


def test_a_dry_run_shows_the_diff_and_changes_and_contacts_nothing(orders, tmp_path):
    before = everything(tmp_path)
    done = run("fix", "--dry-run", orders, "--vault", "https://nobody.vault.azure.net")
    assert done.exit_code == 1
    assert '-    "x-api-key": "••••••"' in done.stdout or '"x-api-key": "••••••"' in done.stdout
    assert "EnvironmentVariableSecretValue" in done.stdout
    assert everything(tmp_path) == before


def test_fix_writes_the_zip_the_settings_and_the_default_vault(orders, tmp_path):
    before = orders.read_bytes()
    done = run("fix", orders)
    assert done.exit_code == 1, "the trigger's key is held"
    assert "Fixed" in done.stdout
    assert orders.read_bytes() == before
    written = set(everything(tmp_path))
    assert {"Orders.remediated.zip", "Orders.deployment-settings.json", "data/remediate/vault.db"} <= written
    assert b"CANARY-9f27" not in b"".join(everything(tmp_path / "data").values())


def test_fix_as_json_is_what_the_schema_says(orders):
    _, document = as_json("fix", orders)
    assert document["summary"]["fixed"] >= 1
    (package,) = document["packages"]
    assert package["status"] == "fixed"
    assert package["missing"]


def test_a_dry_run_says_what_the_real_run_does(orders):
    _, planned = as_json("fix", "--dry-run", orders)
    _, done = as_json("fix", orders)
    would = [f["pointer"] for f in planned["findings"] if f["fate"] == "fixable" and f["safety"] == "safe"]
    assert would == [f["pointer"] for f in done["findings"] if f["fate"] == "fixed"]


def test_plan_and_apply_are_a_fix_in_two_steps(orders, tmp_path):
    done = run("plan", orders, "-o", "orders.plan.json")
    assert done.exit_code == 1
    assert "CANARY" not in (tmp_path / "orders.plan.json").read_text().replace("<your key CANARY>", "")
    assert not (tmp_path / "Orders.remediated.zip").exists()
    assert run("apply", "orders.plan.json").exit_code == 1
    assert (tmp_path / "Orders.remediated.zip").exists()


def test_a_plan_takes_the_place_of_another_plan_and_of_nothing_else(orders, tmp_path):
    before = orders.read_bytes()
    done = run("plan", orders, "-o", orders)
    assert done.exit_code == 2
    assert "something else is kept there" in done.stderr
    assert orders.read_bytes() == before
    assert run("plan", orders, "-o", tmp_path).exit_code == 2
    assert [run("plan", orders, "-o", "orders.plan.json").exit_code for _ in range(2)] == [1, 1]


def test_a_plan_does_not_take_the_place_of_what_cannot_be_read(orders, tmp_path, monkeypatch):
    def refuse(path, *_):
        raise PackageError("It cannot be read: permission denied.", hint="", file=str(path))

    kept = tmp_path / "kept.json"
    kept.write_bytes(b"something of value")
    monkeypatch.setattr(named, "read_named", refuse)
    done = run("plan", orders, "-o", kept)
    assert done.exit_code == 2
    assert "something else is kept there" in done.stderr
    assert kept.read_bytes() == b"something of value"


def test_the_changes_are_shown_before_and_on_demand(orders):
    planned, done, shown = run("fix", "-n", orders), run("fix", orders), run("fix", "--diff", orders)
    changed = "+ "
    assert any(line.lstrip().startswith(changed) for line in planned.stdout.splitlines())
    assert not any(line.lstrip().startswith(changed) for line in done.stdout.splitlines())
    assert any(line.lstrip().startswith(changed) for line in shown.stdout.splitlines())
    assert "next" in done.stdout


def test_what_failed_and_what_did_not_change_is_told_at_the_end(orders, tmp_path):
    (tmp_path / "in").mkdir()
    orders.rename(tmp_path / "in" / "Orders.zip")
    clean = json.dumps({"properties": {"connectionReferences": {}, "definition": ex.definition({})}})
    write_zip(tmp_path / "in" / "Clean.zip", solution({FLOW_MEMBER: clean}))
    (tmp_path / "in" / "Broken.zip").write_bytes(b"PK\x03\x04")
    done = run("fix", "in", "--out", "results")
    assert done.exit_code == 3
    end = done.stdout.splitlines()[-3:]
    assert end[0] == "Failed:"
    assert re.fullmatch(r"  .*in/Broken.zip: The zip is cut off or damaged: .*", end[1])
    assert end[2] == "1 package did not change: nothing of it is in results."


def test_a_flow_that_cannot_be_read_stays_as_it_was_and_is_told(tmp_path):
    doubled = b'{"properties": {"definition": {}, "definition": {}}}'
    other = "Workflows/Other-22222222-2222-2222-2222-222222222222.json"
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow(), other: doubled}))
    done = run("fix", path)
    assert done.exit_code == 3
    assert "What could not be read is in the result as it was, with any secret in it." in done.stdout
    proven = run("verify", path, "Orders.remediated.zip")
    assert proven.exit_code == 0, proven.output
    assert "it is the same byte for byte" in proven.stdout
    changed = solution({FLOW_MEMBER: flow(), other: doubled + b" "})
    assert run("verify", path, write_zip(tmp_path / "Other.zip", changed)).exit_code == 3


def test_a_stale_plan_is_refused(orders, tmp_path):
    run("plan", orders, "-o", "orders.plan.json")
    write_zip(orders, solution({FLOW_MEMBER: flow(More=ex.compose("x"))}))
    done = run("apply", "orders.plan.json")
    assert done.exit_code == 2
    assert "has changed since the plan was made" in done.stderr
    assert not (tmp_path / "Orders.remediated.zip").exists()


def test_results_go_where_out_says(orders, tmp_path):
    run("fix", orders, "--out", "results")
    assert {"results/Orders.remediated.zip", "results/Orders.deployment-settings.json"} <= set(everything(tmp_path))


def test_only_one_detector_runs(orders):
    _, document = as_json("scan", orders, "--only", "literal-header")
    assert {finding["detector"] for finding in document["findings"]} == {"literal-header"}


def test_managed_solutions_are_scanned_and_named(tmp_path):
    source = write_zip(tmp_path / "M.zip", solution({FLOW_MEMBER: flow(), "solution.xml": manifest("1")}))
    done = run("fix", source)
    assert "managed" in done.stdout
    assert done.exit_code == 1


@pytest.mark.parametrize("detector", [detector.id for detector in DETECTORS])
def test_every_detector_explains_itself(detector):
    done = CliRunner().invoke(app, ["explain", detector])
    assert done.exit_code == 0
    assert "Why it matters:" in done.stdout
    assert "Fix safety:" in done.stdout


def test_explain_lists_every_detector():
    listed = run("explain").stdout
    assert all(detector.id in listed for detector in DETECTORS)


def test_playbooks_are_listed_and_shown():
    assert "baseline" in run("playbook", "list").stdout
    assert "open-http-trigger" in run("playbook", "show", "lockdown").stdout


def test_vaults_are_listed_and_copied(orders):
    run("fix", orders, "--vault", "file:one.db")
    names = run("vault", "list", "--vault", "file:one.db").stdout.split()
    assert names
    assert run("vault", "copy", "file:one.db", "file:two.db").exit_code == 0
    assert run("vault", "list", "--vault", "file:two.db").stdout.split() == names
    listed = json.loads(run("vault", "list", "--vault", "file:two.db", "--format", "json").stdout)
    assert listed["secrets"] == names
    assert listed["vault"].endswith("two.db")


def test_a_copy_under_another_name_says_what_still_has_the_old_one(tmp_path):
    for name, value in (("one", "CANARY-one"), ("two", "CANARY-two")):
        with open_vault(f"file:{tmp_path}/{name}.db") as vault:
            deposit(vault, "orders-key", Secret(value), {})
    done = run("vault", "copy", "file:one.db", "file:two.db")
    assert done.exit_code == 1
    assert done.stdout.split() == ["new", "orders-key", "as", "orders-key-2"]
    assert "CANARY" not in done.output
    assert "still say the old one" in done.stderr
    assert run("vault", "copy", "file:two.db", "file:three.db").exit_code == 0


@pytest.mark.parametrize("words", [["list", "--vault", "file:none.db"], ["copy", "file:none.db", "file:two.db"]])
def test_a_vault_to_be_read_that_is_not_there_is_wrong_use(words, tmp_path):
    done = run("vault", *words)
    assert done.exit_code == 2
    assert f"{tmp_path / 'none.db'}: there is no vault." in done.stderr
    assert not everything(tmp_path)


def test_the_default_vault_need_not_be_there_yet(tmp_path):
    done = run("vault", "list")
    assert done.exit_code == 0
    assert "holds no secret" in done.stderr
    assert not everything(tmp_path)


def test_a_vault_that_cannot_be_opened_is_said_once(orders, tmp_path):
    run("fix", orders, "--vault", "file:one.db")
    names = run("vault", "list", "--vault", "file:one.db").stdout.split()
    assert len(names) > 1
    (tmp_path / "two.db").write_text("my diary")
    done = run("vault", "copy", "file:one.db", "file:two.db")
    assert done.exit_code == 3
    assert done.stderr.count("is not a vault of remediate") == 1
    assert all(name in done.stderr for name in names)
    assert f"Copied 0 of {len(names)} secrets." in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_key_file_that_others_can_read_is_told(orders, tmp_path):
    done = run("fix", orders, "--vault", "file:one.db")
    assert "key file" not in done.stderr
    (tmp_path / "one.db.key").chmod(0o644)
    for words in (["vault", "list", "--vault", "file:one.db"], ["fix", orders, "--vault", "file:one.db"]):
        done = run(*words)
        assert done.stderr.count(f"{tmp_path / 'one.db.key'}: other users") == 1
        assert "chmod 600" in done.stderr


def test_a_vault_key_that_is_given_and_not_used_is_told(orders, monkeypatch):
    run("fix", orders, "--vault", "file:one.db")
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "CANARY-no-key")
    done = run("verify", orders, "Orders.remediated.zip", "--vault", "file:one.db")
    assert done.stderr.count("REMEDIATE_VAULT_KEY is given and not used") == 1
    assert "in the key file" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["scan", "nowhere.zip"], 2, "nowhere.zip: there is no such file"),
        (["scan", ""], 2, "an empty path names nothing"),
        (["fix", "Orders.zip", " "], 2, "an empty path names nothing"),
        (["fix", "Orders.zip", "--out", ""], 2, "--out is empty"),
        (["fix", "nowhere.zip", "gone.zip"], 2, "nowhere.zip, gone.zip: there is no such file"),
        (["fix", "Orders.zip", "gone.zip"], 3, "gone.zip: failed\n  failed  there is no such file"),
        (["scan", "picture.png"], 3, "neither a zip nor JSON. Name an exported"),
        (["scan", os.devnull], 3, "neither a file nor a folder. Name an exported"),
        (["scan", "Orders.zip", "--playbook", "nothing"], 2, "There is: baseline, lockdown"),
        (["scan", "Orders.zip", "--only", "nothing"], 2, "no step for the detector 'nothing'"),
        (["scan", "Orders.zip", "--only", "hardcoded-site"], 2, "Add --playbook portable: that has one."),
        (["fix", "Orders.zip", "--vault", "ftp://x"], 2, "--vault does not name a vault. Examples: https://"),
        (["vault", "copy", "ftp://x", "file:b.db"], 2, "FROM does not name a vault"),
        (["vault", "copy", "file:a.db", "ftp://x"], 2, "TO does not name a vault"),
        (["scan", "text.zip"], 3, "This is no zip, although it is called one."),
        (["verify", "Orders.zip", "gone.zip"], 2, "gone.zip: there is no such file"),
        (["explain", "nothing"], 2, "lists them"),
        (["apply", "nothing.json"], 2, "cannot be read"),
        (["apply", "Orders.zip"], 2, "not a plan"),
        (["playbook", "show", "nothing"], 2, "no playbook"),
    ],
)
@pytest.mark.usefixtures("orders")
def test_wrong_use_is_one_sentence(words, code, said, tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\xff\xd8")
    (tmp_path / "text.zip").write_text("Hello, this is my CV.")
    done = run(*words)
    assert done.exit_code == code
    assert said.lower() in (done.stderr + done.stdout).lower()
    assert "Traceback" not in done.output


def test_a_fault_of_ours_is_named_without_its_text(orders, monkeypatch):
    def broken(*_args, **_more):
        raise ValueError(KEY)

    monkeypatch.setattr("remediate.batch.finding.discover", broken)
    done = run("scan", orders)
    assert done.exit_code == 3
    assert "remediate itself failed: ValueError in batch/finding.py:" in done.stderr
    assert "ValueError in batch/finding.py" in done.stderr


def test_a_detector_that_fails_is_named_with_its_flow_and_the_rest_goes_on(orders, tmp_path, monkeypatch):
    def broken(*_args, **_more):
        raise ValueError(KEY)

    clean = write_zip(tmp_path / "A.zip", solution())
    monkeypatch.setattr("remediate.mend._Work.round", broken)
    done, document = as_json("scan", clean, orders)
    assert done.exit_code == 3
    assert "Daily report" in document["packages"][0]["error"]
    assert document["summary"]["packages"] == 2


def test_starting_imports_nothing_heavy():
    heavy = ("azure", "cryptography", "keyring", "jsonpatch", "rich")
    code = f"import sys, remediate.cli; print([m for m in sys.modules if m in {heavy}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_plan_makes_its_folder(orders, tmp_path):
    done = run("plan", orders, "-o", "plans/today/orders.json")
    assert done.exit_code == 1
    assert (tmp_path / "plans/today/orders.json").is_file()


def test_progress_counts_in_the_words_of_the_summary(orders):
    for words, said in (
        (["scan", orders], "found: 2 to fix, 1 held, 1 reported"),
        (["fix", orders], "fixed: 2 fixed, 1 held, 1 reported"),
    ):
        done = run(*words, "--verbose")
        (line,) = done.stderr.splitlines()
        assert line.endswith(f"{orders} {said}")
        assert "(1 held, 1 reported) in 1 of 1 flow of 1 package." in done.stdout


def test_results_do_not_go_into_a_file(orders):
    for words in (["fix", orders], ["fix", "-n", orders], ["plan", orders, "-o", "the.plan"]):
        done = run(*words, "--out", orders)
        assert done.exit_code == 2
        assert done.stderr == f"{orders}: --out names a file. Name a folder, which need not be there yet.\n"


def test_many_packages_are_told_in_brief_and_in_full_where_that_is_wanted(orders):
    folder = orders.with_name("many")
    folder.mkdir()
    for number in range(21):
        (folder / f"Orders{number:02}.zip").write_bytes(orders.read_bytes())
    brief, full = run("fix", "-n", folder, "--on", "serial"), run("fix", "-n", folder, "--on", "serial", "--verbose")
    assert brief.exit_code == full.exit_code == 1
    assert "EnvironmentVariableSecretValue" not in brief.stdout
    assert brief.stdout.count(" (solution-zip): found: 2 to fix, 1 held, 1 reported\n") == 21
    assert full.stdout.count("would fix") == 42
    assert brief.stdout.count("    held  ") == full.stdout.count("    held  ") == 21
    assert brief.stdout.splitlines()[-1] == full.stdout.splitlines()[-1]
    assert run("fix", "-n", folder, "--on", "serial", "--diff").stdout == full.stdout
    assert len(as_json("scan", folder)[1]["findings"]) == 84


def test_a_plan_that_changes_nothing_says_so(orders, tmp_path):
    assert run("plan", orders, "-o", "the.plan").stderr.endswith("Carry it out with: remediate apply the.plan\n")
    run("fix", orders, "--vault", "file:the.db")
    again = run("plan", tmp_path / "Orders.remediated.zip", "-o", "the.plan")
    assert again.stderr.endswith("The plan is in the.plan. It changes nothing.\n")
    assert "Nothing to fix (1 held, 1 reported)" in again.stdout


def test_a_file_that_is_no_package_is_called_neither_broken_nor_json(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    done = run("scan", "notes.txt")
    assert done.exit_code == 3
    assert "  failed  This is neither a zip nor JSON. Name an exported solution (.zip), " in done.stdout
    assert done.stdout.splitlines()[-1] == "Found no cloud flow in 1 package; 1 package failed."


def test_a_failed_package_is_named_with_its_reason_below_its_findings(orders):
    place = orders.with_name("Orders.remediated.zip")
    place.mkdir()
    for words in (["fix", orders], ["fix", "-n", orders]):
        done = run(*words)
        assert done.stdout.splitlines()[-2:] == [
            "Failed:",
            f"  {orders}: {place}: There is a folder in the place of the result. Move it away.",
        ]


@pytest.mark.parametrize("name", ["flow.json.bak", "flow.json~", "flow.txt", "flow.md", "flow", "a.zip.bak"])
def test_a_file_that_is_not_named_as_what_it_is_is_scanned_and_stays(name, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    if name.startswith("a.zip"):
        write_zip(folder / name, solution({FLOW_MEMBER: flow()}))
    else:
        (folder / name).write_bytes(flow())
    before = everything(tmp_path)
    for command in (["scan"], ["fix", "--dry-run"], ["fix"]):
        done, document = as_json(*command, folder)
        (package,) = document["packages"]
        assert package["status"] == "skipped"
        assert "name the file ." in package["reason"]
        assert {one["fate"] for one in document["findings"]} == {"held", "report"}
        assert done.exit_code == 1
    assert everything(tmp_path) == before
    named = folder / f"named.{'zip' if name.startswith('a.zip') else 'JSON'}"
    (folder / name).rename(named)
    assert as_json("fix", folder)[1]["summary"]["written"] == 1


@pytest.mark.parametrize("out", ["ex/Sol/fixed", "ex/Sol/Workflows/deep/fixed"])
def test_results_do_not_go_into_a_package_that_is_fixed_beside_them(out, tmp_path):
    write_folder(tmp_path / "ex" / "Sol", unpacked())
    write_zip(tmp_path / "ex" / "Orders.zip", solution({FLOW_MEMBER: flow()}))
    before = everything(tmp_path)
    for command in (["fix"], ["fix", "--dry-run"], ["plan", "-o", "a.plan.json"]):
        done = run(*command, "ex", "--out", out)
        assert done.exit_code == 2
        assert "--out lies in what is to be fixed" in done.stderr
    assert everything(tmp_path) == before


def test_results_below_a_folder_that_was_named_are_no_input_of_the_next_run(tmp_path):
    (tmp_path / "ex").mkdir()
    write_zip(tmp_path / "ex" / "Orders.zip", solution({FLOW_MEMBER: flow()}))
    write_zip(tmp_path / "ex" / "More.zip", solution({FLOW_MEMBER: flow()}))
    for _ in range(2):
        assert as_json("fix", "ex", "--out", "ex/fixed")[1]["summary"]["packages"] == 2


def test_a_misspelt_flow_in_the_playbook_is_told(tmp_path):
    definition = ex.definition({"A": ex.compose("x")}, {"manual": ex.request()})
    properties = {"connectionReferences": {}, "definition": definition}
    source = write_zip(tmp_path / "O.zip", solution({FLOW_MEMBER: json.dumps({"properties": properties})}))
    name = as_json("scan", source, "-p", "lockdown")[1]["findings"][0]["flow"]
    for told, idle in ((name.upper(), []), (f"{name}x", [f"{name}x"]), ("Opn API", ["Opn API"])):
        playbook = tmp_path / "ours.toml"
        playbook.write_text(
            'name = "o"\nwhy = "w"\nextends = "lockdown"\n[[step]]\nname = "n"\ndetector = "open-http-trigger"\n'
            f'apply = "unsafe"\nwith = {{ cannot_authenticate = ["{told}"] }}\n'
        )
        _, document = as_json("scan", source, "-p", playbook)
        assert [one["name"] for one in document["idle_names"]] == idle
        said = [line for line in run("scan", source, "-p", playbook).stdout.splitlines() if "does not count" in line]
        assert [line.partition(" in cannot_authenticate")[0] for line in said] == [f"The name {one}" for one in idle]


def test_a_large_file_that_is_neither_zip_nor_json_is_called_so(tmp_path):
    with (tmp_path / "disk.bin").open("wb") as stream:
        stream.write(b"\x7fELF")
        stream.truncate(40 * 1024 * 1024)
    assert "neither a zip nor JSON" in run("scan", "disk.bin").stdout
