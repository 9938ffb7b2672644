"""What goes where, and what must not: results over each other, variables of other values, settings of people."""

import json
import zipfile
from pathlib import Path

import pytest
from package_builders import (
    FLOW_MEMBER,
    legacy,
    legacy_flow,
    manifest,
    solution,
    unpacked,
    variable,
    write_folder,
    write_zip,
    zipped,
)

from remediate.batch import Destination, Journal, Means, Status, apply_plan, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import VaultRefused, WriteError
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, read_plan
from remediate.playbook import load
from remediate.report.telling import Telling, Told
from remediate.vault.memory import MemoryVault
from remediate.writer import replace_file

VALUE = "CANARY-9f27c4a1b3d85e60"
OPTIONS = Options(load("baseline"))
FOLDER = "environmentvariabledefinitions/contoso_ApiKey"


def flow() -> bytes:
    definition = ex.definition({"Get_orders": ex.http(headers={"x-api-key": VALUE})})
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}).encode()


def a_zip(folder: Path, name="Orders.zip", **changes) -> Path:
    folder.mkdir(exist_ok=True)
    return write_zip(folder / name, solution({FLOW_MEMBER: flow(), **changes}))


def fix(path: Path, vault=None):
    return list(fix_all([path], OPTIONS, vault or MemoryVault(), Destination()))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def with_variable(default, current, **more):
    parameters = ex.environment_variable("contoso_ApiKey", VALUE)
    call = ex.http(headers={"x-api-key": "@parameters('ApiKey (contoso_ApiKey)')"})
    definition = ex.definition({"Call": call}, parameters=parameters)
    values = {"environmentvariablevalues": {"environmentvariablevalue": {"value": current} if current else {}}}
    return {
        FLOW_MEMBER: json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}).encode(),
        f"{FOLDER}/environmentvariabledefinition.xml": variable("contoso_ApiKey", default),
        f"{FOLDER}/environmentvariablevalues.json": json.dumps(values).encode(),
        **more,
    }


@pytest.mark.parametrize(
    ("default", "current"), [(VALUE, "CANARY-current-7d21"), ("CANARY-other-55aa", VALUE), ("CANARY-other-55aa", None)]
)
def test_a_variable_with_another_value_than_the_flow_kept_is_held_and_loses_nothing(tmp_path, default, current):
    source = write_zip(tmp_path / "Orders.zip", solution(with_variable(default, current)))
    (result,) = fix(source)
    assert {o.fate for _, _, o in result.plan.outcomes} == {Fate.HELD}
    assert "has another value" in next(o.held.reason for _, _, o in result.plan.outcomes)
    assert not result.plan.changes


def test_an_app_that_uses_the_variable_holds_it(tmp_path):
    app = zipped({"Src/App.json": b'{"x": "Contoso_ApiKey"}'})
    source = write_zip(tmp_path / "Orders.zip", solution(with_variable(VALUE, VALUE, **{"CanvasApps/a.msapp": app})))
    (result,) = fix(source)
    assert "CanvasApps/a.msapp" in result.plan.elsewhere[0].outcome.held.reason


def test_solutions_of_one_publisher_do_not_share_the_name_of_a_variable(tmp_path):
    names = set()
    for name in ("Alpha", "Beta"):
        source = a_zip(tmp_path, f"{name}.zip", **{"solution.xml": manifest().replace("ContosoReports", name)})
        (result,) = fix(source)
        names |= {new.schema_name for new in result.plan.variables}
    assert names == {"contoso_alpha_api_contoso_example_x_api_key", "contoso_beta_api_contoso_example_x_api_key"}


@pytest.mark.parametrize(
    ("out", "said"), [("", "take the place of"), ("Orders", "lie inside"), ("Orders/new/results", "lie inside")]
)
def test_a_folder_for_results_that_is_none_is_refused_before_anything_is_done(tmp_path, monkeypatch, out, said):
    monkeypatch.chdir(tmp_path)
    source = write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: flow()})
    before, vault = everything(tmp_path), MemoryVault()
    for results in (
        plan_all([Path("Orders")], OPTIONS, destination=Destination(Path(out))),
        fix_all([source], OPTIONS, vault, Destination(tmp_path / out)),
    ):
        (result,) = results
        assert f"With this --out the result would {said} its" in str(result.error)
        assert str(result.error).endswith(
            "or leave it out: then the " + ("input" if not out else "folder") + " is changed in place."
        )
    assert everything(tmp_path) == before
    assert not list(vault.names())


def test_a_flow_is_not_written_over_where_a_folder_for_results_was_named(tmp_path):
    source = tmp_path / "Orders.json"
    source.write_bytes(flow())
    (result,) = fix_all([source], OPTIONS, MemoryVault(), Destination(tmp_path))
    assert "take the place of its input" in str(result.error)
    assert source.read_bytes() == flow()


def test_a_package_that_is_the_folder_for_results_is_not_passed_over_in_silence(tmp_path):
    folder = write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: flow()})
    a_zip(tmp_path, "Zipped.zip")
    results = list(fix_all([tmp_path], OPTIONS, MemoryVault(), Destination(folder)))
    assert [result.status for result in results] == [Status.FAILED, Status.FIXED]
    assert str(results[0].error) == (
        f"{folder}: --out names this folder, which is a package itself. Name another folder with --out."
    )


def test_two_packages_are_never_written_to_one_place(tmp_path):
    paths = [a_zip(tmp_path / folder) for folder in ("a", "b")]
    out = Destination(tmp_path / "out")
    planned = list(plan_all(paths, OPTIONS, destination=out))
    done = list(fix_all(paths, OPTIONS, MemoryVault(), out))
    assert [r.status for r in planned] == [Status.FOUND, Status.FAILED]
    assert [r.status for r in done] == [Status.FIXED, Status.FAILED]


def test_a_package_that_is_named_twice_is_fixed_once(tmp_path):
    source = a_zip(tmp_path)
    results = list(fix_all([source, source, tmp_path], OPTIONS, MemoryVault(), Destination()))
    assert [r.status for r in results] == [Status.FIXED]


def test_a_settings_file_that_cannot_be_read_stops_before_anything_is_deposited(tmp_path):
    source, vault = a_zip(tmp_path), MemoryVault()
    (tmp_path / "Orders.deployment-settings.json").write_text("[]")
    (planned,) = plan_all([source], OPTIONS, destination=Destination())
    (result,) = fix(source, vault)
    assert planned.status is result.status is Status.FAILED
    assert list(vault.names()) == []


def test_what_people_filled_in_stays_in_the_settings(tmp_path):
    source = a_zip(tmp_path)
    fix(source)
    settings = tmp_path / "Orders.deployment-settings.json"
    told = json.loads(settings.read_text())
    told["EnvironmentVariables"] = [{"SchemaName": "contoso_mine", "Value": "x"}]
    told["ConnectionReferences"][0]["ConnectionId"] = "chosen"
    settings.write_text(json.dumps(told))
    fix(source)
    assert json.loads(settings.read_text()) == told


def several(folder: Path, name="Exports.zip") -> Path:
    """A zip with two solutions and two packages outside solutions, each in a folder of its own."""
    parts = {}
    for number, one in enumerate(("Alpha", "Beta")):
        named = manifest().replace("ContosoReports", one)
        value = VALUE if number else "CANARY-of-the-first-0d1e2f3a"
        flows = {FLOW_MEMBER: flow().replace(VALUE.encode(), value.encode()), "solution.xml": named}
        parts |= {f"{one}/{member}": data for member, data in solution(flows).items()}
    for number, one in enumerate(("Daily", "Weekly")):
        package = legacy(a_legacy_flow(f"CANARY-legacy-{number}-5b1e77c09a4d"))
        parts |= {f"outside/{one}/{member}": data for member, data in package.items()}
    return write_zip(folder / name, parts)


def a_legacy_flow(value: str) -> bytes:
    actions = {"Call": ex.http(headers={"x-api-key": value})}
    return legacy_flow(ex.definition(actions), {})


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_every_package_in_a_zip_is_fixed_into_the_one_result(tmp_path):
    source = several(tmp_path)
    vault = MemoryVault()
    assert {r.status for r in plan_all([source], OPTIONS, destination=Destination())} == {Status.FOUND}
    results = fix(source, vault)
    shown = [result.path.removeprefix(f"{source}/") for result in results]
    assert shown == ["Alpha", "Beta", "outside/Daily", "outside/Weekly"], "each has a name of its own"
    assert [(r.status, r.error) for r in results] == [(Status.FIXED, None)] * 4
    (output,) = {result.carried.output for result in results}
    made = members_of(output)
    assert not any(b"CANARY" in data for data in made.values())
    assert len(list(vault.names())) == 4
    untouched = {name for name, data in members_of(source).items() if made[name] == data}
    assert {f"{one}/customizations.xml" for one in ("Alpha", "Beta")} - untouched, "a reference came to each solution"
    assert all(r.status is Status.CLEAN for r in plan_all([output], OPTIONS)), "and there is nothing left to do"
    settings = json.loads(next(r.carried.settings for r in results if r.carried.settings).read_text())
    assert len(settings["EnvironmentVariables"]) + len(results[0].carried.missing + results[1].carried.missing) == 2


@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_run_over_such_a_zip_that_was_stopped_is_gone_on_with(tmp_path, first):
    source, vault = several(tmp_path), MemoryVault()
    whole = Destination(tmp_path / "whole")
    assert len(list(fix_all([source], OPTIONS, MemoryVault(), whole))) == 4
    part = Destination(tmp_path / "part")

    def means(*, resume: bool) -> Means:
        return Means(tell=Telling(), journal=Journal(tmp_path / "runs", {}, resume=resume, told=Told))

    results = fix_all([source], OPTIONS, vault, part, means(resume=False))
    for _ in range(first):
        next(results)
    results.close()
    done = list(fix_all([source], OPTIONS, vault, part, means(resume=True)))
    assert sum(result.earlier for result in done) == (first if first > 1 else 0)  # of one package nothing is kept
    assert members_of(tmp_path / "part" / "Exports.remediated.zip") == members_of(
        tmp_path / "whole" / "Exports.remediated.zip"
    )


def test_one_that_fails_in_such_a_zip_is_tried_again_without_losing_the_others(tmp_path, monkeypatch):
    source, vault, out = several(tmp_path), MemoryVault(), Destination(tmp_path / "out")
    real = MemoryVault.add

    def refuses(self, name, secret, **more):
        if "alpha" in name:
            raise VaultRefused("the vault does not want it.")
        return real(self, name, secret, **more)

    def run(*, resume: bool):
        journal = Journal(tmp_path / "runs", {}, resume=resume, told=Told)
        return list(fix_all([source], OPTIONS, vault, out, Means(tell=Telling(), journal=journal)))

    with monkeypatch.context() as patched:
        patched.setattr(MemoryVault, "add", refuses)
        assert [r.status for r in run(resume=False)] == [Status.FAILED, *[Status.FIXED] * 3]
    done = run(resume=True)
    assert [(r.status, r.earlier) for r in done] == [(Status.FIXED, False), *[(Status.FIXED, True)] * 3]
    assert not any(b"CANARY" in data for data in members_of(done[0].carried.output).values())


def test_such_a_zip_is_planned_and_applied(tmp_path):
    source, out = several(tmp_path), tmp_path / "out"
    writer = PlanWriter(Request((str(source),), OPTIONS, None, str(out)))
    for result in plan_all([source], OPTIONS, destination=Destination(out)):
        writer.note(result.path, result.plan)
    done = list(apply_plan(read_plan(writer.document()), MemoryVault()))
    assert [result.status for result in done] == [Status.FIXED] * 4


@pytest.mark.parametrize("before", [None, b'{"EnvironmentVariables": [], "ConnectionReferences": []}'])
def test_a_package_that_cannot_be_written_leaves_nothing_beside_it(tmp_path, monkeypatch, before):
    settings = tmp_path / "Orders.deployment-settings.json"
    source = a_zip(tmp_path)
    if before:
        settings.write_bytes(before)
    names = {path.name for path in tmp_path.iterdir()}

    def full(*_):
        raise WriteError("There is no space left on the disk.", file="Orders.remediated.zip")

    monkeypatch.setattr("remediate.batch.carrying_out.rewrite_zip", full)
    (result,) = fix(source)
    assert result.status is Status.FAILED
    assert {path.name for path in tmp_path.iterdir()} == names
    assert (settings.read_bytes() if before else None) == before


def test_what_a_definition_needs_goes_with_it(tmp_path, monkeypatch):
    (tmp_path / "flow.json").write_bytes(flow())

    def full(path, data):
        if path.name == "flow.json":
            raise WriteError("There is no space left on the disk.", file=str(path))
        replace_file(path, data)

    monkeypatch.setattr("remediate.batch.carrying_out.replace_file", full)
    (result,) = fix(tmp_path / "flow.json")
    assert result.status is Status.FAILED
    assert [path.name for path in tmp_path.rglob("*")] == ["flow.json"]


def test_a_settings_file_that_is_none_is_named_and_not_the_package(tmp_path):
    source = a_zip(tmp_path)
    settings = tmp_path / "Orders.deployment-settings.json"
    settings.write_text("my diary")
    (result,) = fix(source)
    assert result.status is Status.FAILED
    assert str(result.error).startswith(f"{settings}: The settings for the deployment go into this file. This is not")
    assert "move it away" in str(result.error)
    assert "xport" not in str(result.error)
    assert settings.read_text() == "my diary"
