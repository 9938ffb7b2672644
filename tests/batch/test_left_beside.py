"""Settings beside a result that hold what moves: the entry of an emptied variable goes, all else is told."""

import json
import zipfile
from datetime import date

import pytest
from package_builders import FLOW_MEMBER, solution, variable, write_zip

from remediate.batch import Destination, Journal, Means, apply_plan, fix_all, plan_all
from remediate.batch.verifying import verify_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.plan.saved import PlanWriter, Request, read_plan
from remediate.playbook import load
from remediate.report.json_output import Document
from remediate.report.telling import Telling, Told, told
from remediate.vault import MemoryVault
from remediate.verify import rules

KEY = "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
PRODUCTION = "CANARYpQ8rXo1Zp9sLm2Qe4RcYw7HdUf5Gk"
SHORT = "CANARY1"
BASELINE = load("baseline")
OPTIONS = Options(BASELINE)
FOLDER = "environmentvariabledefinitions/contoso_ApiKey"
OTHER = {"SchemaName": "contoso_Site", "Value": "https://contoso.example", "TypeId": 100000000}


def orders(folder, *entries, name="Orders", key=KEY):
    """A solution whose variable holds a key that its flow reads, and settings beside it."""
    parameters = ex.environment_variable("contoso_ApiKey", key)
    call = ex.http(headers={"x-api-key": "@parameters('ApiKey (contoso_ApiKey)')"})
    flow = flow_of({"Call": call}, parameters=parameters)
    told = {"EnvironmentVariables": list(entries), "ConnectionReferences": []}
    folder.mkdir(exist_ok=True)
    settings(folder, name).write_text(json.dumps(told))
    members = {FLOW_MEMBER: json.dumps(flow), f"{FOLDER}/environmentvariabledefinition.xml": variable(default=key)}
    return write_zip(folder / f"{name}.zip", solution(members))


def flow_of(actions, **more):
    return {"properties": {"connectionReferences": {}, "definition": ex.definition(actions, **more)}}


def settings(folder, name="Orders"):
    return folder / f"{name}.deployment-settings.json"


def entries_of(path):
    return {entry["SchemaName"]: entry for entry in json.loads(path.read_bytes())["EnvironmentVariables"]}


def setting(name="contoso_ApiKey", value=KEY, **more):
    return {"SchemaName": name, "Value": value, **more}


def copies(results):
    return [one for result in results for one in told(result).records if one.detector == "literal-copy"]


def fix(source, out=None):
    return list(fix_all([source], OPTIONS, MemoryVault(), Destination(out)))


@pytest.mark.parametrize("key", [KEY, SHORT])
@pytest.mark.parametrize(
    "entry", [{}, {"SchemaName": "CONTOSO_apikey"}, {"Value": "", "DefaultValue": None}, {"DefaultValue": None}]
)
def test_the_entry_of_a_variable_that_is_emptied_goes(tmp_path, entry, key):
    entry = {name: value or key if name == "DefaultValue" else value for name, value in entry.items()}
    source = orders(tmp_path, OTHER, {**setting(value=key, TypeId=100000000), **entry}, key=key)
    (planned,) = copies(plan_all([source], OPTIONS, destination=Destination()))
    assert (planned.fate, planned.wanted, planned.safety) == (Fate.FIXABLE, True, "safe")
    assert planned.file == str(settings(tmp_path))
    assert planned.line == 1
    results = fix(source)
    assert [one.fate for one in copies(results)] == [Fate.FIXED]
    assert key not in settings(tmp_path).read_text()
    assert entries_of(settings(tmp_path))["contoso_Site"] == OTHER
    assert "contoso_ApiKey" not in entries_of(settings(tmp_path))
    (verified,) = verify_all(source, tmp_path / "Orders.remediated.zip", Means().progress)
    assert verified.verdict.proven
    written = settings(tmp_path).read_bytes()
    assert not copies(fix(source))
    assert settings(tmp_path).read_bytes() == written


@pytest.mark.parametrize(
    "entry",
    [
        setting("contoso_Other"),
        setting("contoso_Other", "", DefaultValue=KEY),
        setting("contoso_Other", f"https://{KEY.lower()}.shop.example"),
        setting(value=f"Bearer {KEY}"),
        setting(value="CANARY of another environment", DefaultValue=KEY),
        setting(Description=f"the key is {KEY}", value="CANARY of another environment"),
    ],
)
def test_any_other_place_is_told_and_stays(tmp_path, entry):
    source = orders(tmp_path, OTHER, entry)
    for results in (
        list(plan_all([source], OPTIONS)),
        list(plan_all([source], OPTIONS, destination=Destination())),
        fix(source),
    ):
        (found,) = copies(results)
        assert (found.fate, found.file) == (Fate.HELD, str(settings(tmp_path)))
        assert "an import sets it" in found.reason
        assert found.unblock
        document = Document("fix", BASELINE)
        for one in results:
            document.add(one, list(told(one).records))
        assert KEY not in document.text()
        assert KEY.lower() not in document.text()
        assert document.summary.exit_code() == 1
    assert entries_of(settings(tmp_path))[entry["SchemaName"]] == entry


@pytest.mark.parametrize("value", ["CANARY of another environment", "#{ApiKey}#", 7])
def test_the_value_of_another_environment_is_told_and_stays(tmp_path, value):
    source = orders(tmp_path, setting(value=value), OTHER)
    for results in (list(plan_all([source], OPTIONS, destination=Destination())), fix(source)):
        found = [one for result in results for one in told(result).records if one.file == str(settings(tmp_path))]
        (one,) = found
        assert (one.detector, one.fate, one.line) == ("literal-deployment-setting", Fate.HELD, 1)
        assert "where this value is not" in one.reason
        assert "CANARY" not in str(one)
    assert entries_of(settings(tmp_path))["contoso_ApiKey"] == setting(value=value)


def test_a_value_that_moves_from_elsewhere_is_another_one(tmp_path):
    """Its variable is emptied, but for another value: where the flows read that, they do not find this one."""
    source = orders(tmp_path, setting(value=PRODUCTION))
    second = flow_of({"Key": ex.http(headers={"x-api-key": PRODUCTION})})
    with zipfile.ZipFile(source, "a") as zipped:
        zipped.writestr(FLOW_MEMBER.replace("Daily", "Second"), json.dumps(second))
    for results in (list(plan_all([source], OPTIONS, destination=Destination())), fix(source)):
        found = [one for result in results for one in told(result).records if one.file == str(settings(tmp_path))]
        assert {one.fate for one in found} == {Fate.HELD}
        assert any("where this value is not" in one.reason for one in found)
    assert entries_of(settings(tmp_path))["contoso_ApiKey"] == setting(value=PRODUCTION)


def test_verify_sees_what_the_settings_of_the_result_keep(tmp_path):
    source = orders(tmp_path, setting("contoso_Other"))
    fix(source)
    broken(source, tmp_path / "Orders.remediated.zip")
    settings(tmp_path).write_text('{"EnvironmentVariables": []}')
    (verified,) = verify_all(source, tmp_path / "Orders.remediated.zip", Means().progress)
    assert verified.verdict.proven
    named = tmp_path / "others.json"
    named.write_text(json.dumps({"EnvironmentVariables": [setting("contoso_ApiKey")]}))
    broken(source, tmp_path / "Orders.remediated.zip", settings=named)


def test_verify_sees_a_weak_value_of_an_emptied_variable(tmp_path):
    source = orders(tmp_path, key=SHORT)
    fix(source)
    named = tmp_path / "others.json"
    named.write_text(json.dumps({"EnvironmentVariables": [setting(value=SHORT)]}))
    broken(source, tmp_path / "Orders.remediated.zip", settings=named)


def broken(before, after, settings=None):
    (verified,) = verify_all(before, after, Means().progress, settings=settings)
    assert not verified.verdict.proven
    assert {problem.rule for _, problem in verified.verdict.problems} == {rules.IN_CLEAR}
    assert "CANARY" not in str(verified.verdict)


def test_what_is_waived_stays(tmp_path):
    source = orders(tmp_path, setting())
    playbook = tmp_path / "ours.toml"
    playbook.write_text(
        'name = "ours"\nwhy = "A test."\nextends = "baseline"\n\n[[waive]]\ndetector = "literal-copy"\n'
        f'file = "{settings(tmp_path)}"\npointer = "/EnvironmentVariables/0"\nuntil = 2999-01-01\n'
        'owner = "orders"\nreason = "a key of a test"\n'
    )
    options = Options(load(str(playbook)).as_of(date(2026, 1, 1)))
    results = list(fix_all([source], options, MemoryVault(), Destination()))
    assert [one.fate for one in copies(results)] == [Fate.WAIVED]
    assert entries_of(settings(tmp_path))["contoso_ApiKey"] == setting()


def test_settings_beside_the_input_are_told_where_the_result_goes_elsewhere(tmp_path):
    source = orders(tmp_path / "in", setting())
    results = fix(source, tmp_path / "out")
    (found,) = copies(results)
    assert (found.fate, found.file) == (Fate.HELD, str(settings(tmp_path / "in")))
    assert KEY not in settings(tmp_path / "out").read_text()


def test_settings_that_are_others_by_then_keep_what_the_vault_has_not(tmp_path):
    """Between planning and writing, somebody gave the variable another value: it stands nowhere else."""
    source = orders(tmp_path, setting())

    class Changing(MemoryVault):
        def check(self, given):
            settings(tmp_path).write_text(json.dumps({"EnvironmentVariables": [setting(value="CANARYanother")]}))
            return super().check(given)

    list(fix_all([source], OPTIONS, Changing(), Destination()))
    assert entries_of(settings(tmp_path))["contoso_ApiKey"] == setting(value="CANARYanother")


def test_a_plan_is_carried_out_with_the_settings_that_it_knew(tmp_path):
    source = orders(tmp_path, setting())
    request = Request((str(source),), OPTIONS, None, None)
    writer = PlanWriter(request)
    for result in plan_all([source], OPTIONS, Means(tell=Telling(saved=True)), Destination()):
        writer.note(result.path, result.plan, result.told.saved)
    assert KEY.encode() not in writer.document()
    list(apply_plan(read_plan(writer.document()), MemoryVault()))
    assert KEY not in settings(tmp_path).read_text()


def test_a_run_that_goes_on_tells_it_too(tmp_path):
    for name in "ABC":
        orders(tmp_path / "in", setting(), setting("contoso_Other"), name=name)
    vault = MemoryVault()

    def run(*, resume):
        journal = Journal(tmp_path / "runs", {}, resume=resume, told=Told)
        means = Means(tell=Telling(), journal=journal)
        packages = sorted((tmp_path / "in").glob("*.zip"))
        return fix_all([one for one in packages if "remediated" not in one.name], OPTIONS, vault, Destination(), means)

    stopped = run(resume=False)
    next(stopped), next(stopped)
    stopped.close()
    results = list(run(resume=True))
    assert any(result.earlier for result in results)
    assert [one.fate for one in copies(results)] == [Fate.FIXED, Fate.HELD] * 3
