"""A whole run over packages on disk: deposits, the written package, the second run, and what fails."""

import json
import os
import zipfile
from pathlib import Path

import pytest
from package_builders import (
    FLOW_MEMBER,
    customizations,
    inline_variables,
    manifest,
    solution,
    unpacked,
    variable,
    workflow,
    write_folder,
    write_zip,
)

from remediate.batch import Destination, Status, apply_plan, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import PlanError, VaultLost, VaultUnreachable
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, read_plan
from remediate.playbook import load
from remediate.report.carried import missing_lines
from remediate.secret import Secret
from remediate.vault import open_vault
from remediate.vault.memory import MemoryVault

VALUE = "CANARY-9f27c4a1b3d85e60"
OPTIONS = Options(load("baseline"))


def flow(**headers) -> bytes:
    definition = ex.definition({"Get_orders": ex.http(headers={"x-api-key": VALUE, **headers})})
    properties = {"connectionReferences": {}, "definition": definition, "templateName": ""}
    return json.dumps({"properties": properties, "schemaVersion": "1.0.0.0"}, indent=2).encode()


def a_zip(folder: Path, name="Orders.zip", **changes) -> Path:
    return write_zip(folder / name, solution({FLOW_MEMBER: flow(), **changes}))


def fix(path: Path, vault=None, options=OPTIONS, out=None):
    return list(fix_all([path], options, vault or MemoryVault(), Destination(out)))


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_zip_gets_a_fixed_zip_beside_it(tmp_path):
    source = a_zip(tmp_path)
    before, vault = source.read_bytes(), MemoryVault()
    (result,) = fix(source, vault)
    assert result.status is Status.FIXED
    assert result.plan.count(Fate.FIXED) == 1
    assert source.read_bytes() == before
    old, new = members(source), members(tmp_path / "Orders.remediated.zip")
    schema = "contoso_contosoreports_api_contoso_example_x_api_key"
    added = f"environmentvariabledefinitions/{schema}/environmentvariabledefinition.xml"
    assert set(new) - set(old) == {added}
    assert {name for name in old if old[name] != new[name]} == {FLOW_MEMBER, "customizations.xml", "solution.xml"}
    assert b"<Version>1.0.0.10</Version>" in new["solution.xml"]
    assert not any(VALUE.encode() in content for content in new.values())
    assert vault.get("contosoreports-api-contoso-example-x-api-key").reveal() == VALUE


def test_the_second_run_finds_nothing(tmp_path):
    vault = MemoryVault()
    fix(a_zip(tmp_path), vault)
    fixed = tmp_path / "Orders.remediated.zip"
    before = everything(tmp_path)
    (result,) = fix(fixed, vault)
    assert result.status is Status.CLEAN
    (again,) = fix(tmp_path, vault)
    assert again.status is Status.FIXED
    assert everything(tmp_path) == before
    assert len(list(vault.names())) == 1


def test_a_folder_is_changed_in_place_or_copied_out(tmp_path):
    source = write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: b"\xef\xbb\xbf" + flow()})
    before = everything(source)
    (copied,) = fix(source, out=tmp_path / "out")
    assert everything(source) == before
    (changed,) = fix(source)
    assert copied.carried.output == tmp_path / "out" / "Orders"
    assert changed.carried.output == source
    assert everything(source) == everything(tmp_path / "out" / "Orders")
    assert not any(VALUE.encode() in content for content in everything(tmp_path).values())
    assert (source / FLOW_MEMBER).read_bytes().startswith(b"\xef\xbb\xbf{")


def test_a_bare_definition_is_fixed_and_what_it_needs_is_beside_it(tmp_path):
    path = tmp_path / "Orders.json"
    path.write_bytes(flow())
    (result,) = fix(path)
    assert VALUE.encode() not in path.read_bytes()
    assert json.loads(path.read_bytes())["properties"]["connectionReferences"]
    assert {p.name for p in result.carried.beside} == {"customizations.xml", "environmentvariabledefinition.xml"}
    settings = json.loads((tmp_path / "Orders.deployment-settings.json").read_bytes())
    assert [r["ConnectorId"] for r in settings["ConnectionReferences"]] == [
        "/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps"
    ]
    assert result.carried.missing == ("new_orders_api_contoso_example_x_api_key",)
    (again,) = fix(path)
    assert again.status is Status.CLEAN


def test_what_to_fill_in_names_the_secret_under_which_the_value_is(tmp_path):
    vault, name = MemoryVault(), "orders-api-contoso-example-x-api-key"
    vault.set(name, Secret("CANARY-older"), tags={})
    path = tmp_path / "Orders.json"
    path.write_bytes(flow())
    (result,) = fix(path, vault=vault)
    assert [one.name for one in result.carried.deposited] == [f"{name}-2"]
    (line,) = missing_lines(result.carried, result.plan)
    assert line.endswith(f".../secrets/{name}-2")


@pytest.mark.parametrize("place", ["definition", ""])
def test_a_bare_definition_without_properties_is_fixed_too(tmp_path, place):
    path = tmp_path / "Orders.json"
    definition = json.loads(flow())["properties"]["definition"]
    path.write_text(json.dumps({"definition": definition} if place else definition))
    fix(path)
    assert VALUE not in path.read_text()
    assert "RetrieveEnvironmentVariableSecretValue" in path.read_text()


def test_a_managed_solution_is_scanned_and_not_fixed(tmp_path):
    source = a_zip(tmp_path, **{"solution.xml": manifest("1")})
    before = everything(tmp_path)
    (result,) = fix(source)
    assert result.status is Status.SKIPPED
    assert result.plan.count(Fate.HELD) == 1
    assert "managed" in result.plan.skipped
    assert everything(tmp_path) == before


def test_the_same_value_in_two_solutions_is_one_secret(tmp_path):
    vault = MemoryVault()
    a_zip(tmp_path, "A.zip")
    a_zip(tmp_path, "B.zip")
    assert [r.status for r in fix(tmp_path, vault)] == [Status.FIXED] * 2
    assert len(list(vault.names())) == 1


def test_a_vault_that_fails_leaves_everything_as_it_was(tmp_path):
    class Broken(MemoryVault):
        def add(self, *_names, **_tags):
            raise VaultUnreachable("no answer.")

    source = a_zip(tmp_path)
    before = everything(tmp_path)
    (result,) = fix(source, Broken())
    assert result.status is Status.FAILED
    assert isinstance(result.error, VaultUnreachable)
    assert everything(tmp_path) == before


def test_one_bad_package_does_not_stop_the_others(tmp_path):
    a_zip(tmp_path, "A.zip")
    (tmp_path / "B.zip").write_bytes((tmp_path / "A.zip").read_bytes()[:400])
    a_zip(tmp_path, "C.zip")
    assert [r.status for r in fix(tmp_path)] == [Status.FIXED, Status.FAILED, Status.FIXED]


def _with_variable(**more):
    parameters = ex.environment_variable("contoso_ApiKey", VALUE)
    call = ex.http(headers={"x-api-key": "@parameters('ApiKey (contoso_ApiKey)')"})
    definition = ex.definition({"Call": call}, parameters=parameters)
    document = {"properties": {"connectionReferences": {}, "definition": definition}, "schemaVersion": "1.0.0.0"}
    folder = "environmentvariabledefinitions/contoso_ApiKey"
    values = {"environmentvariablevalues": {"environmentvariablevalue": {"value": VALUE}}}
    return {
        FLOW_MEMBER: json.dumps(document).encode(),
        f"{folder}/environmentvariabledefinition.xml": variable("contoso_ApiKey", VALUE),
        f"{folder}/environmentvariablevalues.json": json.dumps(values).encode(),
        **more,
    }


def test_an_ordinary_variable_that_held_the_value_is_emptied(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution(_with_variable()))
    (result,) = fix(source)
    assert result.status is Status.FIXED
    new = members(tmp_path / "Orders.remediated.zip")
    assert not any(VALUE.encode() in content for content in new.values())
    assert "environmentvariabledefinitions/contoso_ApiKey/environmentvariablevalues.json" not in new
    assert b"defaultvalue" not in new["environmentvariabledefinitions/contoso_ApiKey/environmentvariabledefinition.xml"]


def test_an_ordinary_variable_that_something_else_uses_is_held(tmp_path):
    app = {"CanvasApps/orders_app.json": b'{"uses": "contoso_apikey"}'}
    source = write_zip(tmp_path / "Orders.zip", solution(_with_variable(**app)))
    (result,) = fix(source)
    definition, values = result.plan.elsewhere
    assert definition.member.endswith("environmentvariabledefinition.xml")
    assert values.member.endswith("environmentvariablevalues.json")
    assert {one.outcome.fate for one in (definition, values)} == {Fate.HELD}
    assert "CanvasApps/orders_app.json" in definition.outcome.held.reason


def _with_inline_variable(around: str = "") -> dict[str, bytes | str]:
    """A solution of version 9.1, whose variable stands in customizations.xml and is listed in solution.xml."""
    listed = '<RootComponents><RootComponent type="380" schemaName="contoso_ApiKey" behavior="0" /></RootComponents>'
    held = customizations(workflow("Daily report", FLOW_MEMBER), references=inline_variables(VALUE) + around)
    files = {n: c for n, c in _with_variable().items() if n == FLOW_MEMBER}
    return {**files, "customizations.xml": held, "solution.xml": manifest().replace("<RootComponents />", listed)}


def test_an_ordinary_variable_inside_customizations_is_emptied_there(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution(_with_inline_variable()))
    (result,) = fix(source)
    assert result.status is Status.FIXED
    new = members(tmp_path / "Orders.remediated.zip")
    assert not any(VALUE.encode() in content for content in new.values())
    assert b"shared_commondataserviceforapps" in new["customizations.xml"]
    assert new["customizations.xml"].count(b'<DefaultValue xsi:nil="true"></DefaultValue>') == 2


def test_an_ordinary_variable_inside_customizations_that_an_app_uses_is_held(tmp_path):
    app = '<CanvasApps>{"environmentVariableName":"contoso_ApiKey"}</CanvasApps>'
    (result,) = fix(write_zip(tmp_path / "Orders.zip", solution(_with_inline_variable(app))))
    (one,) = result.plan.elsewhere
    assert (one.member, one.outcome.fate) == ("customizations.xml", Fate.HELD)


def test_a_second_flow_gets_the_connection_reference_of_the_first(tmp_path):
    other = "Workflows/Other-3578E499-0BE1-EC11-BB3C-000D3A233A82.json"
    listed = customizations(
        workflow("Daily", FLOW_MEMBER), workflow("Other", other, guid="3578E499-0BE1-EC11-BB3C-000D3A233A82")
    )
    source = a_zip(tmp_path, **{other: flow(), "customizations.xml": listed})
    (result,) = fix(source)
    assert len(result.plan.references) == 1
    new = members(tmp_path / "Orders.remediated.zip")
    keys = [json.loads(new[m])["properties"]["connectionReferences"] for m in (FLOW_MEMBER, other)]
    assert keys[0] == keys[1]
    assert new["customizations.xml"].count(b"<connectionreference ") == 1
    assert len(result.plan.variables) == 1


def planned(path: Path) -> bytes:
    request = Request((str(path),), OPTIONS, None, None)
    writer = PlanWriter(request)
    for result in plan_all([path], OPTIONS):
        if result.plan is not None:
            writer.note(result.path, result.plan)
    return writer.document()


def test_a_plan_is_applied_and_holds_no_value(tmp_path):
    source = a_zip(tmp_path)
    plan = planned(source)
    assert b"CANARY" not in plan
    (result,) = apply_plan(read_plan(plan), MemoryVault())
    assert result.status is Status.FIXED
    assert (tmp_path / "Orders.remediated.zip").is_file()


def test_a_plan_is_refused_when_the_input_has_changed(tmp_path):
    source = a_zip(tmp_path)
    plan = read_plan(planned(source))
    write_zip(source, solution({FLOW_MEMBER: flow(Accept="application/json")}))
    before = everything(tmp_path)
    with pytest.raises(PlanError, match="has changed"):
        list(apply_plan(plan, MemoryVault()))
    assert everything(tmp_path) == before


def test_a_plan_is_refused_when_its_package_is_gone(tmp_path):
    source = a_zip(tmp_path)
    plan = read_plan(planned(tmp_path))
    source.unlink()
    a_zip(tmp_path, "Other.zip")
    with pytest.raises(PlanError):
        list(apply_plan(plan, MemoryVault()))


def test_planning_twice_gives_the_same_bytes(tmp_path):
    source = a_zip(tmp_path)
    assert planned(source) == planned(source)


def three_folders(folder: Path) -> list[Path]:
    members = {**unpacked(), FLOW_MEMBER: flow()}
    return [write_folder(folder / "in" / f"{number}", members) for number in range(3)]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of an open file")
def test_no_package_is_written_after_the_vault_was_lost(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    first, *others = three_folders(tmp_path)
    before = [everything(folder) for folder in others]
    with open_vault(f"file:{tmp_path / 'vault.db'}") as vault:
        results = fix_all([tmp_path / "in"], OPTIONS, vault, Destination())
        assert next(results).status is Status.FIXED
        (tmp_path / "vault.db").unlink()
        with pytest.raises(VaultLost):
            list(results)
    assert VALUE.encode() not in b"".join(everything(first).values())
    assert [everything(folder) for folder in others] == before
    (tmp_path / "vault.db.rescued").rename(tmp_path / "vault.db")
    with open_vault(f"file:{tmp_path / 'vault.db'}") as vault:
        assert [result.status for result in fix_all([tmp_path / "in"], OPTIONS, vault, Destination())][1:] == [
            Status.FIXED
        ] * 2
        assert {vault.get(name).reveal() for name in vault.names()} == {VALUE}


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of an open file")
def test_a_vault_that_is_lost_after_the_last_package_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    three_folders(tmp_path)
    with open_vault(f"file:{tmp_path / 'vault.db'}") as vault:
        results = fix_all([tmp_path / "in"], OPTIONS, vault, Destination())
        for _ in range(3):
            assert next(results).status is Status.FIXED
        (tmp_path / "vault.db").write_bytes(b"other")
        with pytest.raises(VaultLost):
            next(results)


@pytest.mark.parametrize("named", [FLOW_MEMBER, "Workflows"])
@pytest.mark.parametrize("out", [None, "out"])
def test_a_flow_of_an_unpacked_solution_is_fixed_with_its_solution_only(tmp_path, named, out):
    folder = write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: flow()})
    before, vault = everything(tmp_path), MemoryVault()
    (result,) = fix(folder / named, vault, out=out and tmp_path / out)
    (planned,) = plan_all([folder / named], OPTIONS, destination=Destination(out and tmp_path / out))
    for one in (result, planned):
        assert one.status is Status.FAILED
        assert str(one.error).endswith(f"Name the solution's folder: {folder}")
    assert everything(tmp_path) == before
    assert not list(vault.names())
    assert [one.status for one in plan_all([folder / named], OPTIONS)] == [Status.FOUND], "it may be scanned"
    assert [one.status for one in fix(folder, vault)] == [Status.FIXED]
