"""Callers whose URL stands only in an environment variable of their package: they sign in where the URL is sure."""

import io
import json
import zipfile

import pytest
from package_builders import FLOW_MEMBER, customizations, solution, unpacked, workflow, write_folder, write_zip

from remediate.batch import Destination, Status, fix_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.package import open_package
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.callers import Callers
from remediate.secret import Secret
from remediate.vault import MemoryVault
from remediate.verify.packages import verify

ID = "952ac9e9-41f5-50cb-98e2-5cec8d6c0560"
PLAIN = (
    f"https://prod-21.westeurope.logic.azure.com/workflows/{ID.replace('-', '')}"
    "/triggers/manual/paths/invoke?api-version=1"
)
SIG = "CANARYsig9f27c4a1b3d85e60aa11bb22"
URL = f"{PLAIN}&sp=%2Ft&sv=1.0&sig={SIG}"
OTHER = URL.replace(SIG, "CANARYsigOfAnother7c4a1b3d85e60aa")
TARGET = f"Workflows/Target-{ID.upper()}.json"
FOLDER = "environmentvariabledefinitions/contoso_Orders/"
PARAMETER = "Orders (contoso_Orders)"
BOOK = """name = "ours"
why = "Lock, and let callers sign in."
extends = "lockdown"

[[step]]
name = "Callers sign in with the registration of the order desk."
detector = "caller-without-token"
apply = "unsafe"
with = { tenant = "t1", client_id = "c1", secret = "orders-caller" }
"""


@pytest.fixture
def options(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(BOOK)
    return Options(load(str(path)))


def document(definition) -> bytes:
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}, indent=2).encode()


def reader(actions, kind="String") -> bytes:
    declared = {"type": kind, "metadata": {"schemaName": "contoso_Orders"}}
    return document(ex.definition(actions, parameters={PARAMETER: declared}))


def call():
    return ex.http(f"@parameters('{PARAMETER}')", method="POST")


def definition(default=None, kind=100000000) -> str:
    value = f"  <defaultvalue>{default.replace('&', '&amp;')}</defaultvalue>\n" if default else ""
    return f"""<environmentvariabledefinition schemaname="contoso_Orders">
{value}  <displayname default="Orders"><label description="Orders" languagecode="1033" /></displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>{kind}</type>
</environmentvariabledefinition>"""


def current(value) -> str:
    return json.dumps({"environmentvariablevalues": {"environmentvariablevalue": {"value": value}}})


def variable(value=None, default=None, kind=100000000):
    members = {f"{FOLDER}environmentvariabledefinition.xml": definition(default, kind)}
    return members | ({f"{FOLDER}environmentvariablevalues.json": current(value)} if value else {})


def inline(default):
    declared = (
        "<EnvironmentVariables><Definition><SchemaName>contoso_Orders</SchemaName><Type>100000000</Type>"
        f"<DefaultValue>{default.replace('&', '&amp;')}</DefaultValue></Definition></EnvironmentVariables>"
    )
    return {"customizations.xml": customizations(workflow("Daily report", FLOW_MEMBER), references=declared)}


def package(tmp_path, members, actions=None):
    target = document(ex.definition({"N": ex.compose("x")}, {"manual": ex.request("Http")}))
    caller = reader(actions or {"Call": call()})
    return write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: caller, TARGET: target, **members}))


def fixed(path, options, known=None):
    if known is None:
        known = MemoryVault()
        known.add("orders-caller", Secret("CANARY-of-the-registration"), tags={})
    (result,) = fix_all([path], options, known, Destination(path.parent / "out"))
    assert result.status is not Status.FAILED, result.error
    return result


def caller(result):
    return next(flow for flow in result.plan.flows if flow.file.member == FLOW_MEMBER)


def told(result):
    return [o for o in caller(result).outcomes if o.detector == "caller-without-token"]


def output(path):
    return next((path.parent / "out").rglob("*.zip"))


def everything(path) -> str:
    with zipfile.ZipFile(path) as members:
        return "".join(members.read(name).decode("utf-8-sig") for name in members.namelist())


SURE = {
    "current value": variable(URL),
    "default": variable(default=URL),
    "both alike": variable(URL, URL),
    "in customizations.xml": inline(URL),
}


@pytest.mark.parametrize("members", SURE.values(), ids=SURE)
def test_it_signs_in_and_the_variable_is_emptied(tmp_path, options, members):
    path = package(tmp_path, members)
    known = MemoryVault()
    known.add("orders-caller", Secret("CANARY-of-the-registration"), tags={})
    result = fixed(path, options, known)
    assert [outcome.fate for outcome in told(result)] == [Fate.FIXED]
    after = caller(result).mended.after
    assert after.action("Call").inputs["uri"] == PLAIN
    assert after.action("Call").inputs["authentication"]["clientId"] == "c1"
    assert PARAMETER not in after.parameters
    assert result.plan.emptied == ("contoso_Orders",)
    assert SIG in {known.get(name).reveal() for name in known.names()}
    assert "CANARY" not in everything(output(path))
    assert not verify(open_package(path), open_package(output(path))).problems
    (again,) = fix_all([output(path)], options, known, Destination(tmp_path / "again"))
    assert not again.plan.changes


def test_the_report_tells_the_caller_and_not_the_emptied_variable(tmp_path, options):
    callers = Callers()
    callers.add(fixed(package(tmp_path, variable(URL)), options))
    text = "\n".join(callers.lines())
    assert "Daily report, Call: signs in; compare its URL" in text
    assert "contoso_Orders" not in text
    assert "CANARY" not in text


SETTINGS = json.dumps({"EnvironmentVariables": [{"SchemaName": "contoso_orders", "Value": OTHER}]})
UNSURE = {
    "value and default": (variable(URL, OTHER), "more than one value"),
    "a placeholder as default": (variable(URL, "https://contoso.example/"), "more than one value"),
    "settings": (variable(URL) | {"deploymentSettings.json": SETTINGS}, "more than one value"),
    "another secret in it": (variable(f"{URL}&code=CANARY0rdersFunct1onKey"), "more than its signature"),
}


@pytest.mark.parametrize(("members", "why"), UNSURE.values(), ids=UNSURE)
def test_a_url_that_is_not_sure_is_held_at_the_action(tmp_path, options, members, why):
    path = package(tmp_path, members)
    result = fixed(path, options)
    assert [(o.fate, o.finding.action) for o in told(result)] == [(Fate.HELD, "Call")]
    (outcome,) = told(result)
    assert why in outcome.held.reason
    assert "contoso_Orders" in outcome.held.reason
    after = caller(result).mended.after
    assert after.action("Call").inputs["uri"] == f"@parameters('{PARAMETER}')"
    assert PARAMETER in after.parameters
    assert result.plan.emptied == ()
    callers = Callers()
    callers.add(result)
    text = "\n".join(callers.lines())
    assert "Daily report, Call: needs an Entra ID token" in text
    assert "CANARY" not in text + repr(result) + repr(caller(result).mended.before)


def test_a_variable_of_another_type_is_no_url(tmp_path, options):
    assert not told(fixed(package(tmp_path, variable(URL, kind=100000003)), options))


def test_two_calls_share_one_read_and_the_parameter_goes_with_the_last(tmp_path, options):
    path = package(tmp_path, variable(URL), {"Call": call(), "Again": ex.after(call(), "Call")})
    result = fixed(path, options)
    assert [outcome.fate for outcome in told(result)] == [Fate.FIXED, Fate.FIXED]
    after = caller(result).mended.after
    assert after.action("Again").inputs["uri"] == PLAIN
    assert PARAMETER not in after.parameters
    assert not verify(open_package(path), open_package(output(path))).problems


def test_a_parameter_that_something_else_reads_stays_and_so_does_the_variable(tmp_path, options):
    note = ex.after(ex.compose(f"@length(parameters('{PARAMETER}'))"), "Call")
    path = package(tmp_path, variable(URL), {"Call": call(), "Note": note})
    result = fixed(path, options)
    assert [outcome.fate for outcome in told(result)] == [Fate.FIXED]
    assert PARAMETER in caller(result).mended.after.parameters
    (kept,) = [one.outcome for one in result.plan.elsewhere if one.variable]
    assert kept.fate is Fate.HELD
    assert kept.held.reason.startswith("it is read by Daily report, which keeps no value of it")
    assert not verify(open_package(path), open_package(output(path))).problems


def canvas_app() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as app:
        app.writestr("Controls/1.json", "LookUp(..., 'Schema Name' = \"contoso_Orders\")")
    return data.getvalue()


USERS = {
    "a flow": ("Workflows/Second-2578E499-0BE1-EC11-BB3C-000D3A233A99.json", reader({"N": ex.compose("x")}), "Second"),
    "a canvas app": ("CanvasApps/contoso_desk.msapp", canvas_app(), "CanvasApps/contoso_desk.msapp"),
}


@pytest.mark.parametrize(("member", "data", "user"), USERS.values(), ids=USERS)
def test_a_variable_that_something_else_uses_keeps_its_value_and_the_user_is_named(
    tmp_path, options, member, data, user
):
    path = package(tmp_path, variable(URL) | {member: data})
    result = fixed(path, options)
    assert [outcome.fate for outcome in told(result)] == [Fate.FIXED]
    assert PARAMETER not in caller(result).mended.after.parameters
    assert result.plan.emptied == ()
    (kept,) = [one.outcome for one in result.plan.elsewhere if one.variable]
    assert kept.fate is Fate.HELD
    assert user in kept.held.reason
    assert not verify(open_package(path), open_package(output(path))).problems
    callers = Callers()
    callers.add(result)
    assert any("the environment variable contoso_Orders: needs" in line for line in callers.lines())


BREAKAGES = {
    "another flow is called": ("952ac9e941f550cb98e25cec8d6c0560/triggers", "0" * 32 + "/triggers"),
    "another host is called": ("prod-21.westeurope", "prod-22.westeurope"),
    "the signature stays": ("paths/invoke?api-version=1", f"paths/invoke?api-version=1&sig={SIG}"),
    "it signs in in clear": ("EnvironmentVariableSecretValue']\"", "EnvironmentVariableSecretValue']}\""),
}


@pytest.mark.parametrize(("old", "new"), BREAKAGES.values(), ids=BREAKAGES)
def test_verify_names_a_result_that_does_something_else(tmp_path, options, old, new):
    path = package(tmp_path, variable(URL))
    fixed(path, options)
    with zipfile.ZipFile(output(path)) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    broken = members[FLOW_MEMBER].decode().replace(old, new)
    assert broken.encode() != members[FLOW_MEMBER]
    after = write_zip(tmp_path / "broken.zip", members | {FLOW_MEMBER: broken.encode()})
    assert verify(open_package(path), open_package(after)).problems


def test_verify_names_a_value_that_is_gone_though_no_caller_signs_in(tmp_path):
    path = package(tmp_path, variable(URL))
    with zipfile.ZipFile(path) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    del members[f"{FOLDER}environmentvariablevalues.json"]
    after = write_zip(tmp_path / "after.zip", members)
    assert verify(open_package(path), open_package(after)).problems


def test_the_trigger_may_be_in_another_package_and_the_caller_in_an_unpacked_solution(tmp_path, options):
    target = document(ex.definition({"N": ex.compose("x")}, {"manual": ex.request("Http")}))
    door = write_zip(tmp_path / "Target.zip", solution({FLOW_MEMBER: None, TARGET: target}))
    variables = {member: text.encode() for member, text in variable(URL).items()}
    members = unpacked() | {FLOW_MEMBER: reader({"Call": call()})} | variables
    folder = write_folder(tmp_path / "src", members)
    known = MemoryVault()
    known.add("orders-caller", Secret("CANARY-of-the-registration"), tags={})
    results = list(fix_all([folder, door], options, known, Destination(tmp_path / "out")))
    assert [result.status for result in results] == [Status.FIXED, Status.FIXED]
    assert [outcome.fate for outcome in told(results[0])] == [Fate.FIXED]
    assert "CANARY" not in "".join(path.read_text("utf-8-sig") for path in (tmp_path / "out").rglob("*.json"))
    written = next(path.parent.parent for path in (tmp_path / "out").rglob("Dailyreport-*.json"))
    assert not verify(open_package(folder), open_package(written)).problems
