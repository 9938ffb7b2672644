"""Findings outside flows: where they are, how they end, and that no value leaves with them."""

import json
import pickle
from dataclasses import replace
from datetime import date

import pytest
from package_builders import (
    FLOW_MEMBER,
    customizations,
    legacy,
    manifest,
    solution,
    unpacked,
    variable,
    write_folder,
    write_zip,
)

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.plan.lean import lean
from remediate.plan.saved import package_record
from remediate.playbook import load
from remediate.report.records import records
from remediate.report.text import Detail, package_lines
from remediate.vault import MemoryVault
from remediate.waivers import Waiver

VALUE = "CANARY-9f27c4a1b3d85e60"
OPTIONS = Options(load("baseline"))
FOLDER = "environmentvariabledefinitions/contoso_ApiKey"
DEFINITION = f"{FOLDER}/environmentvariabledefinition.xml"
SETTINGS = {"EnvironmentVariables": [{"SchemaName": "contoso_ApiKey", "Value": VALUE}], "ConnectionReferences": []}


def flow_with(default, *, premium=True) -> bytes:
    parameters = ex.environment_variable("contoso_ApiKey", default)
    call = (
        ex.http(headers={"x-api-key": "@parameters('ApiKey (contoso_ApiKey)')"})
        if premium
        else ex.compose("@parameters('ApiKey (contoso_ApiKey)')")
    )
    definition = ex.definition({"Call": call}, parameters=parameters)
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}).encode()


def plan(path, options=OPTIONS):
    (result,) = plan_all([path], options)
    assert result.plan is not None, result.error
    return result


def of_variables(result):
    return [one.outcome for one in result.plan.elsewhere if one.outcome.detector == "literal-environment-variable"]


def test_a_variable_whose_flows_read_the_vault_is_fixed(tmp_path):
    members = {FLOW_MEMBER: flow_with(VALUE), DEFINITION: variable("contoso_ApiKey", VALUE)}
    source = write_zip(tmp_path / "Orders.zip", solution(members))
    (record,) = [r for r in records(plan(source)) if r.detector == "literal-environment-variable"]
    assert (record.fate, record.wanted, record.safety) == (Fate.FIXABLE, True, "safe")
    (result,) = fix_all([source], OPTIONS, MemoryVault(), Destination())
    (record,) = [r for r in records(result) if r.detector == "literal-environment-variable"]
    assert (record.fate, record.line, record.column) == (Fate.FIXED, 2, 17)


def test_a_variable_that_no_flow_reads_is_held_and_kept(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution({DEFINITION: variable("contoso_ApiKey", VALUE)}))
    (outcome,) = of_variables(plan(source))
    assert outcome.fate is Fate.HELD
    assert "no flow of the package reads it" in outcome.held.reason


@pytest.mark.parametrize(
    "flow", [flow_with(VALUE, premium=False), flow_with("")], ids=["needs --unsafe", "keeps no value"]
)
def test_a_variable_that_a_flow_goes_on_reading_names_the_flow(tmp_path, flow):
    members = {FLOW_MEMBER: flow, DEFINITION: variable("contoso_ApiKey", VALUE)}
    (outcome,) = of_variables(plan(write_zip(tmp_path / "Orders.zip", solution(members))))
    assert outcome.fate is Fate.HELD
    assert outcome.held.reason.startswith("it is read by Daily report")


def test_in_a_managed_solution_everything_is_held_for_that(tmp_path):
    members = {DEFINITION: variable("contoso_ApiKey", VALUE), "solution.xml": manifest("1")}
    result = plan(write_zip(tmp_path / "Orders.zip", solution(members)))
    assert result.status is Status.SKIPPED
    (outcome,) = of_variables(result)
    assert "managed solution" in outcome.held.reason


def test_a_placeholder_is_told_and_not_held(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution({DEFINITION: variable("contoso_ApiKey", "your-api-key")}))
    (outcome,) = of_variables(plan(source))
    assert outcome.fate is Fate.REPORT
    assert outcome.finding.placeholder


def test_only_leaves_out_what_was_not_asked_for(tmp_path):
    source = write_zip(tmp_path / "Orders.zip", solution({DEFINITION: variable("contoso_ApiKey", VALUE)}))
    assert plan(source, Options(load("baseline").only(("literal-header",)))).plan.elsewhere == ()


def test_settings_beside_a_solution_are_found_and_counted(tmp_path):
    write_folder(tmp_path / "SolutionPackage" / "src", unpacked())
    settings = tmp_path / "config" / "deploymentSettings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps(SETTINGS), "utf-8-sig")
    results = {r.kind: r for r in plan_all([tmp_path], OPTIONS)}
    assert set(results) == {"solution-folder", "deployment-settings"}
    (record,) = records(results["deployment-settings"])
    assert (record.fate, record.pointer) == (Fate.HELD, "/EnvironmentVariables/0/Value")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_settings_are_known_by_their_shape_whatever_they_are_called(tmp_path, encoding):
    told = json.dumps(SETTINGS).encode(encoding)
    write_folder(tmp_path / "src", {**unpacked(), "settings.json": told})
    (tmp_path / "target.prod.json").write_bytes(told)
    write_zip(tmp_path / "Orders.zip", solution({"config/values_test.json": told}))
    found = [(r.kind, one.file) for r in plan_all([tmp_path], OPTIONS) for one in records(r)]
    assert sorted(found) == [
        ("deployment-settings", "target.prod.json"),
        ("solution-folder", "src/settings.json"),
        ("solution-zip", "config/values_test.json"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        b'// comments\n{"EnvironmentVariables": [',
        b'{"EnvironmentVariables": {"ASPNETCORE": "CANARY0d4f4e8a8b1c2d3e"}}',
        b'{"environmentVariables": [{"SchemaName": "contoso_ApiKey", "Value": "CANARY0d4f4e8a8b1c2d3e"}]}',
    ],
)
def test_other_files_of_settings_are_left_alone(tmp_path, other):
    write_folder(tmp_path / "src", {**unpacked(), "appsettings.json": other})
    (tmp_path / "launchSettings.json").write_bytes(other)
    results = list(plan_all([tmp_path], OPTIONS))
    assert [(r.kind, r.status, list(records(r))) for r in results] == [("solution-folder", Status.CLEAN, [])]


def test_settings_without_a_finding_are_no_package(tmp_path):
    write_folder(tmp_path / "src", unpacked())
    clean = {"EnvironmentVariables": [], "ConnectionReferences": []}
    (tmp_path / "deployment-settings.json").write_text(json.dumps(clean))
    (tmp_path / "Deployment.Settings.other.json").write_text("{}")
    assert [r.kind for r in plan_all([tmp_path], OPTIONS)] == ["solution-folder"]
    (result,) = plan_all([tmp_path / "deployment-settings.json"], OPTIONS)
    assert result.status is Status.CLEAN


def test_settings_in_the_solution_are_no_use_of_a_variable(tmp_path):
    listed = {"EnvironmentVariables": [{"SchemaName": "contoso_ApiKey", "Value": "#{key}#"}]}
    members = {
        **unpacked(),
        FLOW_MEMBER: flow_with(VALUE),
        DEFINITION: variable("contoso_ApiKey", VALUE),
        "deploymentSettings.json": json.dumps(listed).encode(),
    }
    (outcome,) = of_variables(plan(write_folder(tmp_path / "Orders", members)))
    assert outcome.fate is Fate.FIXED


def test_settings_that_are_no_json_fail_by_name(tmp_path):
    (tmp_path / "deploymentSettings.json").write_text('{"EnvironmentVariables": [')
    (result,) = plan_all([tmp_path], OPTIONS)
    assert result.status is Status.FAILED
    assert "deploymentSettings.json" in str(result.error)


def test_a_saved_plan_tells_the_findings_and_no_value(tmp_path):
    named = {DEFINITION: variable(VALUE.replace("-", "_"), VALUE)}
    record = package_record(plan(write_zip(tmp_path / "Orders.zip", solution(named))).plan)
    (found,) = record["elsewhere"]
    assert found["pointer"] == "/environmentvariabledefinition/defaultvalue"
    assert VALUE not in json.dumps(record)


def test_words_hide_the_value_that_a_variable_is_named_after(tmp_path):
    value = "CANARY0d4f4e8a8b1c2d3e"
    members = {DEFINITION: variable(f"contoso_ApiKey_{value}", value)}
    for record in records(plan(write_zip(tmp_path / "Orders.zip", solution(members)))):
        assert value not in f"{record.message}{record.reason}{record.unblock}"


def test_a_lean_plan_holds_no_value(tmp_path):
    members = {
        DEFINITION: variable("contoso_ApiKey", VALUE),
        "customizations.xml": customizations(
            f'<Workflow Name="a" Description="password: {VALUE}!"><Category>0</Category></Workflow>'
        ),
    }
    whole = plan(write_zip(tmp_path / "Orders.zip", solution(members))).plan
    assert len(whole.elsewhere) == 2
    assert len(lean(whole).elsewhere) == 2
    assert VALUE.encode() not in pickle.dumps(lean(whole))


def test_a_lean_plan_holds_no_name_of_a_member(tmp_path):
    definition = ex.definition({"Call": ex.http(headers={f"x-{VALUE}": "1"})})
    flow = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    write_zip(tmp_path / "a.zip", solution({FLOW_MEMBER: flow}))
    [result] = plan_all([tmp_path], OPTIONS)
    whole = result.plan
    assert f"x-{VALUE}" in whole.flows[0].file.names
    assert VALUE.encode() not in pickle.dumps(lean(whole))


def test_a_value_whose_definition_is_in_another_solution_is_found(tmp_path):
    values = {"environmentvariablevalues": {"environmentvariablevalue": {"value": VALUE}}}
    member = f"{FOLDER}/environmentvariablevalues.json"
    source = write_zip(tmp_path / "Orders.zip", solution({member: json.dumps(values, indent=1).encode("utf-16")}))
    (record,) = records(plan(source))
    assert (record.file, record.line, record.fate) == (member, 4, Fate.HELD)
    assert record.pointer == "/environmentvariablevalues/environmentvariablevalue/value"
    broken = write_zip(tmp_path / "Broken.zip", solution({member: b"{"}))
    assert plan(broken).status is Status.FAILED


def test_the_description_of_a_package_outside_solutions_is_looked_at(tmp_path):
    told = {"schema": "1.0", "details": {"displayName": "Daily", "description": f"Login svc, password: {VALUE}!"}}
    source = write_zip(tmp_path / "Daily.zip", {**legacy(), "manifest.json": json.dumps(told, indent=1).encode()})
    (record,) = [r for r in records(plan(source)) if r.detector == "literal-description"]
    assert (record.file, record.pointer, record.line) == ("manifest.json", "/details/description", 5)
    assert record.fate is Fate.HELD
    assert VALUE not in repr(record)


def test_what_is_waived_is_masked_in_the_diff_of_the_rest(tmp_path):
    other = "CANARY0d4f4e8a8b1c2d3e"
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": VALUE, "x-functions-key": other})})
    document = {"properties": {"connectionReferences": {}, "definition": definition}}
    source = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document).encode()}))
    day = date(2026, 11, 27)
    at = "/properties/definition/actions/Call/inputs/headers/x-api-key"
    waiver = Waiver("literal-header", at, "A test key.", "orders@contoso.example", day, flow="Daily report")
    result = plan(source, Options(replace(load("baseline"), waivers=(waiver,)).as_of(day)))
    shown = "\n".join(line.plain for line in package_lines(result, list(records(result)), Detail.CHANGES))
    assert result.plan.count(Fate.WAIVED) == result.plan.count(Fate.FIXED) == 1
    assert "x-api-key" in shown
    assert "CANARY" not in shown
    assert "CANARY" not in json.dumps(package_record(result.plan))


@pytest.mark.parametrize(
    ("default", "why", "step"),
    [
        ({}, "keeps no value of it", "export anew"),
        ({"defaultValue": ""}, "keeps no value of it", "export anew"),
        ({"defaultValue": None}, "keeps no value of it", "export anew"),
        ({"defaultValue": "CANARY"}, "nothing tells that its value is a credential", "read a Secret variable"),
    ],
)
def test_a_reader_of_which_nothing_is_told_is_no_reason_by_itself(tmp_path, default, why, step):
    parameter = {"type": "String", **default, "metadata": {"schemaName": "contoso_ApiKey"}}
    call = ex.http(headers={"Authorization": "Bearer @{parameters('Word (contoso_ApiKey)')}"})
    definition = ex.definition({"Call": call}, parameters={"Word (contoso_ApiKey)": parameter})
    flow = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    folder = "environmentvariabledefinitions/contoso_ApiKey/"
    members = {FLOW_MEMBER: flow, f"{folder}environmentvariabledefinition.xml": variable(default="CANARY-9f27c4a1b3d8")}
    source = write_zip(tmp_path / "Orders.zip", solution(members))
    plan = next(plan_all([source], OPTIONS)).plan
    (held,) = [one.outcome.held for one in plan.elsewhere]
    assert "it is read by Daily report" in held.reason
    told = [one for flow in plan.flows for one in flow.outcomes]
    if told:
        assert held.unblock.startswith("see what is told of it")
        assert default == {"defaultValue": "CANARY"}
    else:
        assert why in held.reason
        assert step in held.unblock
