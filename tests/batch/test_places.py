"""What goes where, and what must not: results over each other, variables of other values, settings of people."""

import json
from pathlib import Path

import pytest
from package_builders import FLOW_MEMBER, manifest, solution, variable, write_zip, zipped

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault.memory import MemoryVault

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


def test_two_packages_are_never_written_to_one_place(tmp_path):
    paths = [a_zip(tmp_path / folder) for folder in ("a", "b")]
    out = Destination(tmp_path / "out")
    planned = list(plan_all(paths, OPTIONS, destination=out))
    done = list(fix_all(paths, OPTIONS, MemoryVault(), out))
    assert [r.status for r in planned] == [Status.FOUND, Status.FAILED]
    assert [r.status for r in done] == [Status.FIXED, Status.FAILED]


def test_two_solutions_in_one_zip_are_not_written_over_each_other(tmp_path):
    members = solution({FLOW_MEMBER: flow()})
    both = {f"{root}/{name}": data for root in ("one", "two") for name, data in members.items()}
    results = fix(write_zip(tmp_path / "Both.zip", both))
    assert [r.status for r in results] == [Status.FIXED, Status.FAILED]


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
