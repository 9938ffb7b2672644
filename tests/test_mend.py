"""Detectors and remedies in turn: the fate of every finding, and that it converges."""

import pytest

from remediate.detection import Fate
from remediate.detectors import DETECTORS, PORTABLE, Confidence, Finding, Flagged
from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.neighbours import Neighbours
from remediate.mend import mend
from remediate.playbook import Apply, Playbook, Step, load
from remediate.remedies import Safety
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.text_variable import TextVariables
from remediate.remedies.variable_read import Connection
from remediate.verify import prove

KEY = "CANARY-9f27c4a1b3d85e60"


def flow_of(actions, **members):
    definition = ex.definition(actions, **members)
    return Flow({"properties": {"connectionReferences": {}, "definition": definition}}, "Orders", "Orders.json")


def mended(flow, playbook="baseline", *, unsafe=False):
    names = PackageNames("contoso", "contoso", [], SecretNames())
    connection = Connection("contoso_dataverse", "Dataverse", new=True)
    surroundings = Surroundings(names, connection, "contoso", TextVariables(names))
    playbook = load(playbook) if isinstance(playbook, str) else playbook
    return mend(flow, playbook, surroundings, unsafe=unsafe)


def fates(done):
    return sorted((outcome.detector, outcome.fate) for outcome in done.outcomes)


def test_moving_a_key_secures_its_use_and_counts_once():
    done = mended(flow_of({"Call": ex.http(headers={"x-api-key": KEY})}))
    assert fates(done) == [("literal-header", Fate.FIXED)]
    assert done.after.action("Call").secured == {"inputs"}
    assert done.remaining == ()


def test_a_secret_that_names_another_is_not_told():
    other = "CANARY-Secret9f27c4a1b2c3"
    done = mended(flow_of({"Call": ex.http(body=[{"key": other, "value": KEY}], headers={"x-api-key": other})}))
    words = [text for o in done.outcomes for text in (o.finding.message, o.finding.reason, o.finding.action)]
    assert len(done.outcomes) > 1
    assert not any("CANARY" in text for text in words)
    assert not any("canary" in read.action + read.entry.schema_name + read.entry.secret_name for read in done.reads)


def test_a_second_round_over_the_result_does_nothing():
    first = mended(flow_of({"Call": ex.http(headers={"x-api-key": KEY})}))
    second = mended(first.after)
    assert second.patch == ()
    assert second.outcomes == ()


def test_a_flow_that_would_become_premium_is_an_unsafe_fix():
    actions = {"Copy": ex.variable("password", KEY), "Other": ex.compose("x")}
    flow = flow_of(actions, triggers={"manual": ex.request("Button")})
    done = mended(flow)
    assert [(o.fate, o.safety) for o in done.outcomes] == [(Fate.FIXABLE, Safety.UNSAFE)]
    assert done.patch == ()
    assert fates(mended(flow, unsafe=True)) == [("literal-named-value", Fate.FIXED)]


def test_counts_are_the_same_with_and_without_the_flag():
    actions = {
        "Call": ex.http(headers={"x-api-key": KEY}),
        "List": ex.after(ex.action("Select", {"from": "@createArray(1)", "select": "@outputs('Call')"}), "Call"),
    }
    scope = {"Try": {"type": "Scope", "runAfter": {}, "actions": actions}}
    scope["Steps"] = {
        **ex.action("Query", {"from": "@result('Try')", "where": "@equals(item()?['status'], 'Failed')"}),
        "runAfter": {"Try": ["Failed"]},
    }
    safe, both = mended(flow_of(scope)), mended(flow_of(scope), unsafe=True)
    assert sorted(o.finding.pointer for o in safe.outcomes) == sorted(o.finding.pointer for o in both.outcomes)
    assert {o.fate for o in both.outcomes} == {Fate.FIXED}


def test_a_value_that_still_shows_is_moved_and_its_exposure_held_with_the_way():
    flow = flow_of(
        {
            "Init": ex.variable("password", KEY),
            "Set": ex.after(ex.action("SetVariable", {"name": "password", "value": "x"}), "Init"),
            "Call": ex.after(ex.http(headers={"Authorization": "@variables('password')"}), "Set"),
        }
    )
    done = mended(flow)
    assert ("literal-named-value", Fate.FIXED) in fates(done)
    (held,) = [o for o in done.outcomes if o.detector == "exposed-secret"]
    assert held.fate is Fate.HELD
    assert "-> Init" in held.held.reason


def test_a_literal_in_a_trigger_is_held_and_the_rest_is_fixed():
    trigger = {"type": "Http", "inputs": {"method": "GET", "uri": "https://h.example", "headers": {"x-api-key": KEY}}}
    done = mended(flow_of({"Call": ex.http(headers={"x-api-key": KEY})}, triggers={"Poll": trigger}))
    assert sorted(o.fate for o in done.outcomes) == [Fate.FIXED, Fate.HELD]
    assert [o.held.reason for o in done.outcomes if o.held] == ["a trigger cannot read a vault before the flow runs"]


def test_a_case_is_held_and_not_to_be_deleted():
    switch = {"type": "Switch", "expression": "@triggerBody()?['apiKey']", "default": {"actions": {}}, "runAfter": {}}
    done = mended(flow_of({"Call": ex.http(), "Which": {**switch, "cases": {"case": {"case": KEY, "actions": {}}}}}))
    (outcome,) = done.outcomes
    assert (outcome.fate, outcome.held.unblock) == (Fate.HELD, "use a Condition")


@pytest.mark.parametrize(
    ("members", "who"),
    [
        ({"parameters": {"Key": {"type": "String", "defaultValue": KEY}}}, "The parameter Key"),
        ({"staticResults": {"Call0": {"outputs": {"headers": {"x-api-key": KEY}}}}}, "The static result Call0"),
        ({"outputs": {"Key": {"type": "String", "value": f"password={KEY}"}}}, "The output Key"),
        ({"description": f"password={KEY}"}, "The flow"),
    ],
)
def test_what_is_no_step_is_called_what_it_is(members, who):
    flow = flow_of({"Call": ex.http()})
    flow.definition.update(members)
    (outcome,) = mended(flow).outcomes
    assert outcome.finding.message.startswith(f"{who} has a")


def test_low_confidence_and_report_steps_are_only_told():
    def find(_flow):
        yield Finding("/x", "told", "because", confidence=Confidence.LOW)

    probe = DETECTORS[0].__class__("probe", find, ())
    playbook = Playbook("t", "t", (Step("told", probe, Apply.SAFE),))
    assert fates(mended(flow_of({}), playbook)) == [("probe", Fate.REPORT)]


def test_a_trigger_is_locked_only_when_the_playbook_asks():
    flow = flow_of({"A": ex.compose("x")}, triggers={"manual": ex.request("Http")})
    assert fates(mended(flow, unsafe=True)) == [("open-http-trigger", Fate.REPORT)]
    done = mended(flow, "lockdown")
    assert fates(done) == [("open-http-trigger", Fate.FIXED)]
    assert done.after.triggers[0].inputs["triggerAuthenticationType"] == "Tenant"


@pytest.mark.parametrize("inputs", [None, "none", []])
def test_a_trigger_whose_inputs_are_no_object_is_locked_too(inputs):
    flow = flow_of({"Call": ex.http()}, triggers={"manual": {**ex.request("Http"), "inputs": inputs}})
    (trigger,) = mended(flow, "lockdown").after.triggers
    assert trigger.inputs == {"triggerAuthenticationType": "Tenant"}


def test_an_action_that_no_secret_touches_is_never_secured_by_the_baseline():
    done = mended(flow_of({"A": ex.http(), "B": ex.http(headers={"x-api-key": KEY})}))
    assert done.after.action("A").secured == frozenset()


def _contains(actual, expected, path=""):
    """Whether `actual` has everything of `expected`, in which `@...` is any read and `@{...}` one inside a text."""
    if isinstance(expected, dict):
        assert isinstance(actual, dict), path
        for name, value in expected.items():
            assert name in actual, f"{path}/{name}"
            _contains(actual[name], value, f"{path}/{name}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), path
        for index, value in enumerate(expected):
            _contains(actual[index], value, f"{path}/{index}")
    elif isinstance(expected, str) and "..." in expected:
        pieces = expected.split("...")
        assert actual.startswith(pieces[0]), f"{path}: {actual}"
        assert actual.endswith(pieces[-1]), f"{path}: {actual}"
        assert "EnvironmentVariableSecretValue" in actual, path
    else:
        assert actual == expected, path


FLAGGED = [(d, e) for d in (*DETECTORS, *PORTABLE) for e in d.examples if isinstance(e, Flagged)]


@pytest.mark.parametrize(("detector", "example"), FLAGGED, ids=[f"{d.id}-{i}" for i, (d, _) in enumerate(FLAGGED)])
def test_every_example_becomes_what_it_says_and_stays_so(detector, example):
    flow = Flow(
        {"properties": {"connectionReferences": {}, "definition": example.definition}},
        "Example",
        "Example.json",
        secret_variables=frozenset(_declared(example.definition))
        if detector.id == "secret-variable-parameter"
        else frozenset(),
        neighbours=Neighbours(doors=example.doors),
    )
    lockdown = "lockdown" if detector.id in ("open-http-trigger", "unsecured-http-action") else "baseline"
    playbook = load("portable" if detector in PORTABLE else lockdown)
    done = mended(flow, playbook, unsafe=True)
    if example.becomes is None:
        assert detector.id in {outcome.detector for outcome in done.outcomes}
    else:
        _contains(done.after.definition, example.becomes)
        assert prove(flow, done.after, {r.action: r.secret.reveal() for r in done.reads if r.secret}) == []
    assert mended(done.after, playbook, unsafe=True).patch == ()


def _declared(definition):
    for declared in definition["parameters"].values():
        if "metadata" in declared:
            yield declared["metadata"]["schemaName"].casefold()


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"wp_app_password": "CANA RYb4 x9Kd 2mQv Lt7R pZ3w"}, "CANA RYb4 x9Kd 2mQv Lt7R pZ3w"),
        ("Host: h\nsmtp_password: Can'ary&qJO\"9Um#8\nPort: 5", "Can'ary&qJO\"9Um#8"),
        ("ftpPassword: river canary river 6", "river canary river 6"),
        ("[erp]\nServer = h\nSenha = tiger canary tiger 75\nTimeout = 30", "tiger canary tiger 75"),
        ("host=h user=u password=CANARY2024 blue", "CANARY2024 blue"),
        ("<a><P type='string' value='CanaryHello2021' name='sqlPwd'/></a>", "CanaryHello2021"),
        ("<a><apiKey>\n    CANARYd93kf03kfl2mqA81x\n  </apiKey></a>", "CANARYd93kf03kfl2mqA81x"),
        ('{"authHeader":"SSWS CANARYj58I74vcLNAPm4aRYT9qCQAleAQn3ug"}', "CANARYj58I74vcLNAPm4aRYT9qCQAleAQn3ug"),
        ('{"a":1,"authHeader":"Basic c3ZjOkNBTkFSWSBXaW50ZXIyMDI0IQ=="}', "CANARY Winter2024!"),
        ("<pre>{ &quot;dbPassword&quot;: &quot;CANARYQz5&amp;jtk66&quot; }</pre>", "CANARYQz5&amp;jtk66"),
        ('{"netrc": "machine h.example login u password CANARYQz5jtk66\\n"}', "CANARYQz5jtk66"),
        ("| a | b |\n|---|---|\n| App Password | cana rybq xkdm pvlt |", "cana rybq xkdm pvlt"),
    ],
)
def test_what_people_type_into_texts_moves_whole(body, value):
    flow = flow_of({"Call": ex.http(method="POST", body=body)})
    done = mended(flow)
    assert [fate for _, fate in fates(done)] == [Fate.FIXED]
    values = {read.action: read.secret.reveal() for read in done.reads if read.secret}
    assert list(values.values()) == [value]
    assert value not in str(done.after.document)
    assert prove(flow, done.after, values) == []
    assert mended(done.after).patch == ()
