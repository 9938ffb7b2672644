"""Callers that sign in to the triggers of their run: with the playbook's registration, proven, once."""

import json
import shutil
from pathlib import Path

import pytest

from remediate.batch import Destination, Status, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.flow.callback_urls import signature, without_signature
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.callers import Callers
from remediate.secret import Secret
from remediate.vault import MemoryVault
from remediate.verify import prove

SAMPLE = Path(__file__).parents[2] / "fixtures" / "alpenrad-orders"
ID = "952ac9e9-41f5-50cb-98e2-5cec8d6c0560"
SIG = "CANARYsig9f27c4a1b3d85e60aa11bb22"
URL = "https://prod-21.westeurope.logic.azure.com/workflows/{}/triggers/manual/paths/invoke?api-version=1&sp=%2Ft&sv=1.0&sig={}"
REGISTRATION = 'with = { tenant = "t1", client_id = "c1", secret = "orders-caller" }'
BOOK = f"""name = "ours"
why = "Lock, and let callers sign in."
extends = "lockdown"

[[step]]
name = "Callers sign in with the registration of the order desk."
detector = "caller-without-token"
apply = "unsafe"
{REGISTRATION}
"""


@pytest.fixture
def options(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(BOOK)
    return Options(load(str(path)))


def written(folder, name, workflow, definition):
    folder.mkdir(exist_ok=True)
    document = {"properties": {"connectionReferences": {}, "definition": definition}, "schemaVersion": "1.0.0.0"}
    path = folder / f"{name}-{workflow.upper()}.json"
    path.write_text(json.dumps(document, indent=2))
    return path


def vault():
    known = MemoryVault()
    known.add("orders-caller", Secret("CANARY-of-the-registration"), tags={})
    return known


@pytest.fixture
def run(tmp_path):
    """A flow that will be locked, and another input with a flow that calls it twice."""
    written(tmp_path / "a", "Target", ID, ex.definition({"N": ex.compose("x")}, {"manual": ex.request("Http")}))
    url = URL.format(ID.replace("-", ""), SIG)
    actions = {
        "Call": ex.http(url, method="POST"),
        "Again": ex.after(ex.http(url, method="POST"), "Call"),
        "Other": ex.after(ex.http(URL.format("0" * 32, "CANARYsigOther9f27c4a1b3d8"), method="POST"), "Again"),
    }
    written(tmp_path / "b", "Caller", ID.replace("9", "8"), ex.definition(actions))
    return [tmp_path / "b", tmp_path / "a"]


def caller(results):
    return next(flow for result in results for flow in result.plan.flows if flow.file.name == "Caller")


def test_the_caller_signs_in_and_its_url_loses_the_signature(run, options):
    flow = caller(plan_all(run, options))
    after = flow.mended.after
    (read,) = [read for read in flow.mended.reads if read.secret is None]
    for name in ("Call", "Again"):
        inputs = after.action(name).inputs
        assert inputs["uri"].endswith("/triggers/manual/paths/invoke?api-version=1")
        assert inputs["authentication"] == {
            "type": "ActiveDirectoryOAuth",
            "tenant": "t1",
            "audience": "https://service.flow.microsoft.com/",
            "clientId": "c1",
            "secret": f"@body('{read.action}')?['EnvironmentVariableSecretValue']",
        }
        assert "inputs" in after.action(name).secured
    assert "authentication" not in after.action("Other").inputs
    values = {r.action: r.secret.reveal() for r in flow.mended.reads if r.secret}
    assert prove(flow.mended.before, after, values) == []
    told = [(o.detector, o.fate) for o in flow.outcomes if o.finding.action == "Call"]
    assert sorted(told) == [
        ("caller-without-token", Fate.FIXED),
        ("literal-url-credential", Fate.FIXED),
        ("unsecured-http-action", Fate.FIXED),
    ]


def test_the_signature_is_kept_and_the_registration_s_secret_is_pointed_to(run, options):
    known = vault()
    results = list(fix_all(run, options, known, Destination()))
    assert {result.status for result in results} == {Status.FIXED}
    values = {known.get(name).reveal() for name in known.names()}
    assert SIG in values
    (first, _) = results
    variable = next(v for v in first.plan.variables if v.secret_name == "orders-caller")
    text = "".join(path.read_text() for path in run[0].rglob("*.json"))
    assert variable.schema_name in text
    assert "CANARY" not in text


def test_a_second_run_has_nothing_to_do(run, options):
    known = vault()
    list(fix_all(run, options, known, Destination()))
    before = {path: path.read_bytes() for folder in run for path in folder.rglob("*.json")}
    assert not any(result.plan.changes for result in fix_all(run, options, known, Destination()))
    assert {path: path.read_bytes() for folder in run for path in folder.rglob("*.json")} == before


def test_the_report_says_that_the_caller_signs_in(run, options):
    callers = Callers()
    for result in plan_all(run, options):
        callers.add(result)
    signing = [line for line in callers.lines() if "signs in; compare its URL" in line]
    assert [line.split(" (")[0].strip() for line in signing] == ["Caller, Call", "Caller, Again"]


def test_a_secret_that_the_vault_does_not_have_stops_the_package_before_it_is_written(run, options):
    before = {path: path.read_bytes() for path in run[0].rglob("*.json")}
    (result, _) = fix_all(run, options, MemoryVault(), Destination())
    assert result.status is Status.FAILED
    assert "no secret orders-caller" in str(result.error)
    assert {path: path.read_bytes() for path in run[0].rglob("*.json")} == before


def test_the_solution_of_the_sample_is_whole_with_it(tmp_path, options):
    sample = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    (result,) = fix_all([sample], options, vault(), Destination())
    assert result.status is Status.FIXED
    (outcome,) = [o for _, _, o in result.plan.outcomes if o.detector == "caller-without-token"]
    assert outcome.fate is Fate.FIXED


def without(run, options, change):
    path = next(run[0].glob("*.json"))
    document = json.loads(path.read_text())
    change(document["properties"]["definition"]["actions"])
    path.write_text(json.dumps(document))
    flow = caller(plan_all(run, options))
    return [o for o in flow.outcomes if o.detector == "caller-without-token"]


def rewritten(run, options, change):
    """The only caller-without-token of a changed caller, and the action `Call` after the fix, which is proven."""
    found = without(run, options, change)
    flow = caller(plan_all(run, options))
    values = {r.action: r.secret.reveal() for r in flow.mended.reads if r.secret}
    assert prove(flow.mended.before, flow.mended.after, values) == []
    return found, flow.mended.after.action("Call").inputs


def in_a_variable(url):
    return {"Init": ex.variable("u", url), "Call": ex.after(ex.http("@variables('u')", method="POST"), "Init")}


def in_a_text(url):
    return {"Init": ex.variable("u", url), "Call": ex.after(ex.http("@{variables('U')}&v=1", method="POST"), "Init")}


def in_a_compose(url):
    return {"Keep": ex.compose(url), "Call": ex.after(ex.http("@outputs('Keep')", method="POST"), "Keep")}


def in_pieces(url):
    first, _, rest = url.partition("/triggers/")
    call = ex.http(f"@concat(variables('u'),'/triggers/','{rest}')", method="POST")
    return {"Init": ex.variable("u", first), "Call": ex.after(call, "Init")}


def in_two_variables(url):
    first, _, rest = url.partition("/triggers/")
    return {
        "One": ex.variable("one", first),
        "Two": ex.after(ex.variable("two", f"@{{variables('one')}}/triggers/{rest}"), "One"),
        "Call": ex.after(ex.http("@variables('two')", method="POST"), "Two"),
    }


@pytest.mark.parametrize("shape", [in_a_variable, in_a_text, in_a_compose, in_pieces, in_two_variables])
def test_a_url_that_never_changes_is_found_wherever_it_is_typed(run, options, shape):
    def change(actions):
        url = actions["Call"]["inputs"]["uri"]
        actions.clear()
        actions.update(shape(url))

    found, inputs = rewritten(run, options, change)
    assert [outcome.fate for outcome in found if outcome.finding.action == "Call"] == [Fate.FIXED]
    assert inputs["uri"].startswith("https://prod-21.westeurope.logic.azure.com/workflows/")
    assert "sig" not in inputs["uri"]
    assert inputs["authentication"]["clientId"] == "c1"


def test_a_signature_may_be_encoded(run, options):
    def change(actions):
        url = actions["Call"]["inputs"]["uri"].replace(SIG, "CANARY9f27%2B4a1b3d85e60a%2Fa11bb22")
        actions.clear()
        actions.update(in_a_variable(url))

    found, inputs = rewritten(run, options, change)
    assert [outcome.fate for outcome in found if outcome.finding.action == "Call"] == [Fate.FIXED]
    assert "sig" not in inputs["uri"]


def test_a_url_in_a_parameter_is_found(run, options):
    path = next(run[0].glob("*.json"))
    document = json.loads(path.read_text())
    definition = document["properties"]["definition"]
    url = definition["actions"]["Call"]["inputs"]["uri"]
    definition["actions"] = {"Call": ex.http("@parameters('Orders')", method="POST")}
    definition["parameters"] = {"Orders": {"type": "String", "defaultValue": url}}
    path.write_text(json.dumps(document))
    flow = caller(plan_all(run, options))
    assert [o.fate for o in flow.outcomes if o.detector == "caller-without-token"] == [Fate.FIXED]
    assert flow.mended.after.action("Call").inputs["uri"].endswith("invoke?api-version=1")


def test_a_variable_that_is_written_again_is_held(run, options):
    def change(actions):
        url = actions["Call"]["inputs"]["uri"]
        actions.clear()
        actions.update(in_a_variable(url))
        actions["Set"] = ex.after(ex.action("SetVariable", {"name": "u", "value": "@triggerBody()?['url']"}), "Init")

    (outcome, *others) = without(run, options, change)
    assert "stands in Init" in outcome.held.reason
    assert {one.fate for one in (outcome, *others)} == {Fate.HELD}


def test_a_signature_among_the_queries_goes_too(run, options):
    def change(actions):
        for name in ("Again", "Other"):
            del actions[name]
        uri, _, _ = actions["Call"]["inputs"]["uri"].partition("?")
        queries = {"api-version": "1", "sp": "%2Ft", "sv": "1.0", "sig": SIG}
        actions["Call"]["inputs"] |= {"uri": uri, "queries": queries}

    (outcome,), inputs = rewritten(run, options, change)
    assert outcome.fate is Fate.FIXED
    assert inputs["queries"] == {"api-version": "1"}


def kept_values(run, options, tmp_path):
    known = vault()
    results = list(fix_all(run, options, known, Destination(tmp_path / "out")))
    assert {result.status for result in results} == {Status.FIXED}
    return {known.get(name).reveal() for name in known.names()}


def test_every_signature_that_goes_is_kept(run, options, tmp_path):
    beside = {"sig": "CANARYsigBeside9f27c4a1b3d85e60", "Sig": "CANARYsigOfAnotherSpelling4c8e"}

    def change(actions):
        actions["Call"]["inputs"]["queries"] = beside
        actions["Again"]["inputs"]["uri"] += "&sig=CANARYsigOnceMore9f27c4a1b3d8"

    without(run, options, change)
    assert {SIG, "CANARYsigOnceMore9f27c4a1b3d8", *beside.values()} <= kept_values(run, options, tmp_path)


def in_another_parameter(url, secret):
    call = ex.http(f"{url}&x=@{{variables('apiKey')}}", method="POST")
    return {"Init": ex.variable("apiKey", secret), "Call": ex.after(call, "Init")}


def behind_the_path(url, secret):
    call = ex.http(f"@concat('{url}', '#', outputs('Password'))", method="POST")
    return {"Password": ex.compose(secret), "Call": ex.after(call, "Password")}


@pytest.mark.parametrize("shape", [in_another_parameter, behind_the_path])
def test_another_secret_is_never_typed_into_a_url(run, options, tmp_path, shape):
    secret = "CANARYd93kf03kfl2mqA81x"

    def change(actions):
        url = actions["Call"]["inputs"]["uri"]
        actions.clear()
        actions.update(shape(url, secret))

    (outcome,) = without(run, options, change)
    assert "another secret" in outcome.held.reason
    assert secret in kept_values(run, options, tmp_path)
    assert "CANARY" not in "".join(path.read_text() for path in (tmp_path / "out").rglob("Caller*.json"))


def test_a_caller_outside_solutions_reads_its_secret_through_key_vault(run, options, tmp_path):
    legacy = Path(shutil.copytree(SAMPLE.parent / "alpenrad-legacy", tmp_path / "legacy"))
    path = next(legacy.rglob("definition.json"))
    document = json.loads(path.read_text("utf-8-sig"))
    url = URL.format(ID.replace("-", ""), SIG)
    document["properties"]["definition"]["actions"] = {"Call": ex.http(url, method="POST")}
    path.write_text(json.dumps(document))
    known = vault()
    results = list(fix_all([legacy, run[1]], options, known, Destination(tmp_path / "out")))
    plans = [flow for result in results for flow in result.plan.flows]
    (flow,) = [flow for flow in plans if any(o.detector == "caller-without-token" for o in flow.outcomes)]
    assert [o.fate for o in flow.outcomes if o.detector == "caller-without-token"] == [Fate.FIXED]
    call = flow.mended.after.action("Call").inputs
    assert call["authentication"]["secret"].endswith("?['value']")
    assert "orders-caller" in json.dumps(flow.mended.after.document)
    assert SIG in {known.get(name).reveal() for name in known.names()}


def test_a_cloud_that_its_host_does_not_tell_can_be_named_by_the_playbook(run, tmp_path):
    book = tmp_path / "gcc.toml"
    book.write_text(BOOK.replace('secret = "orders-caller"', 'secret = "orders-caller", cloud = "GCC High"'))
    options = Options(load(str(book)))

    def change(actions):
        for name in ("Again", "Other"):
            del actions[name]
        actions["Call"]["inputs"]["uri"] = actions["Call"]["inputs"]["uri"].replace("azure.com", "azure.us")

    (outcome,), inputs = rewritten(run, options, change)
    assert outcome.fate is Fate.FIXED
    assert inputs["authentication"]["audience"] == "https://high.service.flow.microsoft.us/"


def test_a_host_that_does_not_tell_the_cloud_is_held(run, options):
    def change(actions):
        for name in ("Again", "Other"):
            del actions[name]
        actions["Call"]["inputs"]["uri"] = actions["Call"]["inputs"]["uri"].replace("azure.com", "azure.us")

    (outcome,) = without(run, options, change)
    assert outcome.fate is Fate.HELD
    assert "cloud" in outcome.held.reason


@pytest.mark.parametrize(
    ("url", "left", "sig"),
    [
        ("https://h/x?api-version=1&sp=a&sv=1&sig=S", "https://h/x?api-version=1", "S"),
        ("https://h/x?sig=S&sp=a&sv=1&api-version=1", "https://h/x?api-version=1", "S"),
        ("https://h/x?sp=a&sv=1&sig=S", "https://h/x", "S"),
        ("https://h/x?a=1&sig=@{body('G')?['v']}&b=2", "https://h/x?a=1&b=2", ""),
        ("https://h/x?a=1&sig=S@T&b=2", "https://h/x?a=1&b=2", "S@T"),
        ("https://h/x?signal=1&b=2", "https://h/x?signal=1&b=2", ""),
    ],
)
def test_a_url_without_its_signature(url, left, sig):
    assert (without_signature(url), signature(url)) == (left, sig)
    assert without_signature(left) == left
