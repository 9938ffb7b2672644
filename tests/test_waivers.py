"""Waivers: read strictly, matched exactly, over when their day is over, and never silent."""

import importlib.resources
import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from package_builders import FLOW_MEMBER, solution, variable, write_zip
from typer.testing import CliRunner

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.cli import app
from remediate.cli import request as asking
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import PlanError, PlaybookError
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, read_plan
from remediate.playbook import load
from remediate.report.summary import Summary
from remediate.report.telling import told
from remediate.report.waived import idle_lines
from remediate.vault import MemoryVault

KEY = "CANARY-9f27c4a1b3d85e60"
POINTER = "/properties/definition/actions/Call/inputs/headers/x-api-key"
TODAY = date(2026, 11, 27)
STEP = '[[step]]\nname = "Keys in headers come from the vault."\ndetector = "literal-header"\napply = "safe"\n'
WAIVE = {
    "detector": "literal-header",
    "flow": "Daily report",
    "pointer": POINTER,
    "reason": "A test key that opens nothing.",
    "owner": "orders@contoso.example",
    "until": "2026-11-27",
}


def playbook(folder, *waivers, extends="baseline"):
    lines = ['name = "ours"', 'why = "Ours."', f'extends = "{extends}"']
    for waive in waivers:
        lines += ["[[waive]]", *(f"{name} = {json.dumps(value)}" for name, value in waive.items())]
    path = folder / "ours.toml"
    path.write_text("\n".join(lines))
    return str(path)


def orders(folder, **members):
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    document = {"properties": {"connectionReferences": {}, "definition": definition}}
    return write_zip(folder / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document).encode(), **members}))


def planned(folder, *waivers, today=TODAY, **members):
    options = Options(load(playbook(folder, *waivers)).as_of(today))
    (result,) = plan_all([orders(folder, **members)], options)
    assert result.plan is not None
    return result, options.playbook


def fates(result):
    return [(o.detector, o.fate) for _, _, o in result.plan.outcomes]


def summed(result):
    summary = Summary()
    summary.add(result, told(result).records)
    return summary


@pytest.mark.parametrize("flow", [{}, {"flow": "", "file": FLOW_MEMBER}, {"file": FLOW_MEMBER}])
def test_a_waived_finding_stays_and_does_not_count_as_left(tmp_path, flow):
    result, _ = planned(tmp_path, {**WAIVE, **flow})
    assert fates(result) == [("literal-header", Fate.WAIVED)]
    assert not result.plan.changes
    summary = summed(result)
    assert (summary.found, summary.left, summary.exit_code()) == (1, 0, 0)
    assert "1 waived" in summary.line(dry=True)


@pytest.mark.parametrize(
    "other",
    [{"detector": "literal-token"}, {"flow": "Other"}, {"pointer": POINTER + "/x"}, {"file": "Workflows/Other.json"}],
)
def test_a_waiver_of_something_else_waives_nothing_and_is_said(tmp_path, other):
    result, ours = planned(tmp_path, {**WAIVE, **other})
    assert fates(result) == [("literal-header", Fate.FIXED)]
    (line,) = idle_lines(ours, summed(result).used, ())
    assert "nothing like it was found" in line


def test_an_expired_waiver_does_not_count_and_is_said(tmp_path):
    result, ours = planned(tmp_path, WAIVE, today=date(2026, 11, 28))
    assert fates(result) == [("literal-header", Fate.FIXED)]
    (line,) = idle_lines(ours, summed(result).used, ())
    assert "it has expired on 2026-11-27" in line
    assert "orders@contoso.example" in line


def test_without_a_day_no_waiver_counts(tmp_path):
    ours = load(playbook(tmp_path, WAIVE))
    (result,) = plan_all([orders(tmp_path)], Options(ours))
    assert fates(result) == [("literal-header", Fate.FIXED)]


def test_a_fix_leaves_the_waived_and_moves_the_rest(tmp_path):
    headers = {"x-api-key": KEY, "x-functions-key": "CANARY0d4f4e8a8b1c2d3e"}
    definition = ex.definition({"Call": ex.http(headers=headers)})
    document = {"properties": {"connectionReferences": {}, "definition": definition}}
    source = orders(tmp_path, **{FLOW_MEMBER: json.dumps(document).encode()})
    options = Options(load(playbook(tmp_path, WAIVE)).as_of(TODAY))
    vault = MemoryVault()
    (result,) = fix_all([source], options, vault, Destination())
    assert result.status is Status.FIXED
    assert sorted(fate for _, fate in fates(result)) == [Fate.FIXED, Fate.WAIVED]
    assert [vault.get(name).reveal() for name in vault.names()] == ["CANARY0d4f4e8a8b1c2d3e"]
    (again,) = fix_all([tmp_path / "Orders.remediated.zip"], options, vault, Destination())
    assert not again.plan.changes


def test_what_is_outside_flows_is_waived_by_its_file(tmp_path):
    member = "environmentvariabledefinitions/contoso_Erp/environmentvariabledefinition.xml"
    waive = {
        **WAIVE,
        "detector": "literal-environment-variable",
        "file": member,
        "pointer": "/environmentvariabledefinition/defaultvalue",
    }
    del waive["flow"]
    definition = variable("contoso_Erp_Password", "CANARY-Erp-2024")
    result, _ = planned(tmp_path, waive, **{member: definition})
    assert fates(result)[-1] == ("literal-environment-variable", Fate.WAIVED)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"detector": "literal-heder"}, "no detector 'literal-heder'"),
        ({"until": "soon"}, "until is not a day"),
        ({"until": 2026}, "until is not a day"),
        ({"owner": " "}, "owner is missing"),
        ({"reason": ""}, "reason is missing"),
        ({"flow": ""}, "neither a flow nor a file"),
        ({"pointer": "properties"}, "does not begin with /"),
        ({"expires": "2027-01-01"}, "expires is not known"),
        ({"flow": 3}, "flow is missing or not a text"),
    ],
)
def test_a_waiver_that_does_not_hold_together_is_refused(tmp_path, change, said):
    with pytest.raises(PlaybookError, match=said):
        load(playbook(tmp_path, {**WAIVE, **change}))


def test_a_day_may_be_written_as_toml_has_it(tmp_path):
    path = playbook(tmp_path, WAIVE)
    text = (tmp_path / "ours.toml").read_text().replace('"2026-11-27"', "2026-11-27")
    (tmp_path / "ours.toml").write_text(text)
    (waiver,) = load(path).waivers
    assert waiver.until == TODAY
    (tmp_path / "ours.toml").write_text(text.replace("2026-11-27", "2026-11-27T10:00:00"))
    with pytest.raises(PlaybookError, match="until is not a day"):
        load(path)


def test_waive_must_be_a_list_of_tables(tmp_path):
    path = tmp_path / "ours.toml"
    for text in ('waive = "all"', "waive = [1]"):
        path.write_text(f'{text}\nname = "ours"\nwhy = "Ours."\n{STEP}')
        with pytest.raises(PlaybookError, match="waive"):
            load(str(path))


def test_waivers_are_inherited(tmp_path):
    base = playbook(tmp_path, WAIVE)
    child = tmp_path / "child.toml"
    child.write_text(f'name = "child"\nwhy = "More."\nextends = {json.dumps(base)}\n')
    assert load(str(child)).waivers == load(base).waivers != ()


def test_only_takes_the_waivers_of_its_detectors(tmp_path):
    ours = load(playbook(tmp_path, WAIVE))
    assert ours.only(("literal-token",)).waivers == ()
    assert ours.only(("literal-header",)).waivers == ours.waivers


def saved(folder):
    result, ours = planned(folder, WAIVE)
    writer = PlanWriter(Request((str(folder),), Options(ours), None, None))
    writer.note(result.path, result.plan)
    return read_plan(writer.document())


def test_a_saved_plan_keeps_its_waivers_while_they_count(tmp_path):
    plan = saved(tmp_path).as_of(TODAY)
    (result,) = plan_all([tmp_path / "Orders.zip"], plan.request.options)
    plan.check(result.path, result.plan)
    with pytest.raises(PlanError, match="has expired on 2026-11-27"):
        plan.as_of(date(2027, 1, 1))


def test_the_commands_show_them_and_give_the_day(tmp_path, monkeypatch):
    other = {**WAIVE, "flow": "Other"}
    late = {**WAIVE, "pointer": "/x", "until": "2026-11-01"}
    path = playbook(tmp_path, WAIVE, other, late)
    monkeypatch.setattr(asking, "today", lambda: TODAY)
    orders(tmp_path)
    ran = CliRunner().invoke(app, ["scan", str(tmp_path / "Orders.zip"), "--playbook", path])
    assert ran.exit_code == 0
    assert "until 2026-11-27 by orders@contoso.example: A test key that opens nothing." in ran.stdout
    assert "Nothing to fix (1 waived) in 1 of 1 flow of 1 package." in ran.stdout
    assert ran.stdout.count("does not count") == 2
    shown = CliRunner().invoke(app, ["playbook", "show", path]).stdout
    assert "waived  literal-header in Daily report at /properties" in shown


def test_the_json_document_has_them(tmp_path, monkeypatch):
    path = playbook(tmp_path, WAIVE, {**WAIVE, "flow": "Other"})
    monkeypatch.setattr(asking, "today", lambda: TODAY)
    orders(tmp_path)
    ran = CliRunner().invoke(app, ["scan", str(tmp_path / "Orders.zip"), "-p", path, "--format", "json"])
    document = json.loads(ran.stdout)
    schema = importlib.resources.files("remediate.report").joinpath("output.schema.json").read_text()
    jsonschema.validate(document, json.loads(schema))
    (finding,) = document["findings"]
    assert finding["fate"] == "waived"
    assert finding["waiver"] == {
        "owner": "orders@contoso.example",
        "until": "2026-11-27",
        "reason": WAIVE["reason"],
    }
    assert [one["flow"] for one in document["idle_waivers"]] == ["Other"]
    assert document["summary"]["waived"] == 1
    assert KEY not in ran.stdout


def test_a_waived_finding_is_masked_like_any_other(tmp_path):
    result, _ = planned(tmp_path, {**WAIVE, "until": "2027-01-01"})
    (record,) = told(result).records
    assert KEY not in repr(replace(record, wanted=True))
