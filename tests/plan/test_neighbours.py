"""Secrets between parent and child flows: followed both ways, to the end, and quiet on a second run."""

import copy
import dataclasses
import json
from pathlib import Path

import pytest

from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.package import FlowFile, Kind, Package
from remediate.plan import Options, plan_package
from remediate.plan.lean import GONE
from remediate.playbook import load
from remediate.remedies.naming import SecretNames

KEY = "CANARY-9f27c4a1b3d85e60"
IDS = {name: f"{number:08d}-0000-4000-8000-000000000000" for number, name in enumerate("ABC")}


def calling(name, **body):
    return ex.action("Workflow", {"host": {"workflowReferenceName": IDS[name]}, "body": body})


def asking(field="text", title="Order"):
    return ex.request("Button", schema={"type": "object", "properties": {field: {"title": title, "type": "string"}}})


def answering(**body):
    return {**ex.action("Response", {"statusCode": 200, "body": body}), "kind": "PowerApp"}


def planned(flows, *, unsafe=False):
    files = tuple(_file(name, definition) for name, definition in flows.items())
    package = Package(Path("p"), Kind.SOLUTION_FOLDER, "p", None, files, (), None, GONE)
    return {plan.file.name: plan for plan in plan_package(package, Options(load(), unsafe), SecretNames()).flows}


def _file(name, definition):
    document = {"properties": {"connectionReferences": {}, "definition": copy.deepcopy(definition)}}
    data = json.dumps(document, indent=2).encode()
    return FlowFile(
        f"{name}.json", name, data, document, "/properties/definition", "/properties/connectionReferences", IDS[name]
    )


def told(plan):
    return sorted((o.detector, o.finding.action, o.fate) for o in plan.outcomes)


def again(plans, **options):
    return planned({name: plan.mended.after.definition for name, plan in plans.items()}, **options)


PARENT = ex.definition(
    {
        "Init": ex.variable("password", KEY),
        "Run": ex.after(calling("B", text="@variables('password')", text_1="x"), "Init"),
        "Ping": ex.after(ex.http(), "Run"),
    }
)
CHILD = ex.definition(
    {
        "Call": ex.http(headers={"h": "@triggerBody()?['text']"}),
        "Order": ex.compose("@triggerBody()?['text_1']"),
    },
    {"manual": asking()},
)


def test_a_value_that_moves_in_the_parent_is_followed_into_the_child():
    plans = planned({"A": PARENT, "B": CHILD}, unsafe=True)
    child = plans["B"].mended.after
    assert child.triggers[0].secured == {"outputs"}
    assert child.action("Call").secured == {"inputs"}
    assert child.action("Order").secured == frozenset()
    assert [o.finding.reason for o in plans["B"].outcomes if o.detector == "unsecured-secret-trigger"] == [
        "outputs: A, which calls manual"
    ]
    assert not [o for o in plans["A"].outcomes if o.detector == "leaving-secret"]


def test_a_child_that_shows_its_trigger_is_told_with_the_way():
    plans = planned({"B": CHILD, "A": PARENT})
    (leaving,) = [o for o in plans["A"].outcomes if o.detector == "leaving-secret"]
    assert leaving.held.reason.startswith("the trigger of B shows it")
    assert leaving.held.reason.endswith("-> Run")
    assert plans["B"].mended.after.action("Call").secured == {"inputs"}


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_second_run_changes_nothing(unsafe):
    first = planned({"A": PARENT, "B": CHILD}, unsafe=unsafe)
    second = again(first, unsafe=unsafe)
    assert not any(plan.changes for plan in second.values())
    assert not [o for plan in second.values() for o in plan.outcomes if o.fate is Fate.FIXED]


def test_what_a_child_answers_with_comes_back_also_through_a_child_of_its_own():
    read = ex.secret_read("contoso_Key")
    value = "@body('Get_key')?['EnvironmentVariableSecretValue']"
    flows = {
        "A": ex.definition(
            {
                "Run": calling("B"),
                "Use": ex.after(ex.http(headers={"h": "@body('Run')?['result']"}), "Run"),
                "Log": ex.after(ex.compose("@outputs('Run')?['body']?['state']"), "Run"),
            }
        ),
        "B": ex.definition(
            {"Ask": calling("C"), "Answer": ex.after(answering(result="@body('Ask')['key']", state="done"), "Ask")},
            {"manual": asking()},
        ),
        "C": ex.definition(
            {"Get_key": read, "Answer": ex.after(answering(key=value), "Get_key")}, {"manual": asking()}
        ),
    }
    plans = planned(flows, unsafe=True)
    parent = plans["A"].mended.after
    assert parent.action("Run").secured == {"outputs"}
    assert parent.action("Use").secured == {"inputs"}
    assert parent.action("Log").secured == frozenset()
    assert plans["B"].mended.after.action("Answer").secured == {"inputs"}
    (leaving,) = [o for o in plans["B"].outcomes if o.detector == "leaving-secret"]
    assert leaving.held.reason == "whoever calls the flow gets it; the value goes the child flow C -> Ask -> Answer"
    assert not any(plan.changes for plan in again(plans, unsafe=True).values())


def test_a_long_chain_of_children_is_followed_to_its_end():
    names = [f"F{number}" for number in range(30)]
    IDS.update({name: f"{number:08d}-0000-4000-8000-00000000000f" for number, name in enumerate(names)})
    flows = {
        "A": ex.definition({"Get": ex.secret_read("c_Key"), "Run": ex.after(calling("F0", text="@body('Get')"), "Get")})
    }
    for name, following in zip(names, [*names[1:], None], strict=True):
        passing = {"Run": calling(following, text="@triggerBody()?['text']")} if following else {}
        flows[name] = ex.definition({**passing, "Use": ex.compose("@triggerBody()?['text']")}, {"manual": asking()})
    plans = planned(flows)
    assert all(plans[name].mended.after.action("Use").secured == {"inputs"} for name in names)


def test_flows_that_call_each_other_come_to_an_end():
    flows = {
        "A": ex.definition({"Run": calling("B", text=KEY, password=KEY)}, {"manual": asking()}),
        "B": ex.definition({"Run": calling("A", text="@triggerBody()?['password']")}, {"manual": asking()}),
    }
    plans = planned(flows, unsafe=True)
    assert {name: plan.mended.after.triggers[0].secured for name, plan in plans.items()} == {
        "A": {"outputs"},
        "B": {"outputs"},
    }


def test_what_is_only_hidden_stays_in_its_flow():
    hidden = {**ex.http(), **ex.securing("outputs")}
    flows = {
        "A": ex.definition({"Call": hidden, "Run": ex.after(calling("B", text="@body('Call')"), "Call")}),
        "B": CHILD,
    }
    assert told(planned(flows)["B"]) == []


WORD = "CANARY-hill-24"


def behind(plan):
    findings = [o for o in plan.outcomes if o.detector == "literal-behind-reference"]
    return [(o.finding.pointer.rpartition("/")[2], o.fate, o.finding.action) for o in findings]


def using(**inputs):
    return ex.definition({"Call": ex.http(**inputs)}, {"manual": asking("text_1", "Input")})


def passing(value, **first):
    run = calling("B", text_1=value, text_2="west-eu-1")
    return ex.definition({**first, "Run": ex.after(run, *first), "Ping": ex.after(ex.http(), "Run")})


@pytest.mark.parametrize(
    "child",
    [
        ex.definition({"Order": ex.compose("x")}, {"manual": asking("text_1", "API key")}),
        ex.definition({"Order": ex.compose("x")}, {"manual": asking("text_1", "Password")}),
        using(headers={"Authorization": "Bearer @{triggerBody()['text_1']}"}),
        using(headers={"x-api-key": "@trim(triggerBody()?['TEXT_1'])"}),
        using(headers={"x-api-key": "@triggerOutputs()?['body/text_1']"}),
        using(authentication={"type": "Basic", "username": "u", "password": "@triggerOutputs()?['body']?['text_1']"}),
        using(uri="https://api.contoso.example/v1?api_key=@{encodeUriComponent(triggerBody()?['text_1'])}"),
    ],
)
@pytest.mark.parametrize("order", ["AB", "BA"])
def test_a_text_that_a_child_takes_as_a_credential_moves_from_the_parent(child, order):
    flows = {"A": passing(KEY), "B": child}
    plans = planned({name: flows[name] for name in order}, unsafe=True)
    assert behind(plans["A"]) == [("text_1", Fate.FIXED, "Run")]
    assert KEY not in json.dumps(plans["A"].mended.after.document)
    assert behind(plans["B"]) == []
    assert [outcome for outcome in again(plans, unsafe=True)["A"].outcomes if outcome.fate is Fate.FIXED] == []


def test_a_word_is_a_credential_where_the_child_uses_it_as_one():
    child = using(headers={"x-api-key": "@triggerBody()?['text_1']"})
    assert behind(planned({"A": passing(WORD), "B": child}, unsafe=True)["A"]) == [("text_1", Fate.FIXED, "Run")]


def test_what_a_variable_keeps_and_the_parent_passes_moves_too():
    flow = passing("@{variables('cfg')}", Ready=ex.compose("x"), Init=ex.variable("cfg", KEY))
    child = using(headers={"x-api-key": "@triggerBody()?['text_1']"})
    assert behind(planned({"A": flow, "B": child}, unsafe=True)["A"]) == [("value", Fate.FIXED, "Init")]


@pytest.mark.parametrize(
    ("value", "child"),
    [
        ("<your key>", using(headers={"x-api-key": "@triggerBody()?['text_1']"})),
        ("", using(headers={"x-api-key": "@triggerBody()?['text_1']"})),
        ("@body('Get')?['key']", using(headers={"x-api-key": "@triggerBody()?['text_1']"})),
        (WORD, using(headers={"Accept": "@triggerBody()?['text_1']"})),
        (WORD, using(headers={"x-api-key": "@body('Get')?['key']", "Accept": "@triggerBody()?['text_1']"})),
        ("DE", using(uri="https://api.contoso.example/v1?code=@{triggerBody()?['text_1']}")),
        (WORD, using(uri="https://api.contoso.example/@{triggerBody()?['text_1']}?api_key=@{body('K')}")),
        ("none", ex.definition({"Order": ex.compose("x")}, {"manual": asking("text_1", "Token")})),
        (KEY, ex.definition({"Order": ex.compose("x")}, {"manual": asking("text_1", "Order")})),
    ],
)
def test_what_is_no_credential_for_the_child(value, child):
    assert behind(planned({"A": passing(value), "B": child}, unsafe=True)["A"]) == []


def test_the_name_of_a_child_gives_nothing_away():
    child = using(headers={"x-api-key": "@triggerBody()?['text_1']", "Authorization": f"Bearer {KEY}"})
    flows = {"A": passing(WORD), "B": child}
    files = [_file(name, definition) for name, definition in flows.items()]
    files[1] = dataclasses.replace(files[1], name=f"B {KEY}")
    package = Package(Path("p"), Kind.SOLUTION_FOLDER, "p", None, tuple(files), (), None, GONE)
    first = plan_package(package, Options(load(), unsafe=True), SecretNames()).flows[0]
    shown = [f"{o.finding.message} {o.finding.reason}" for o in first.outcomes]
    assert any("for the child flow B " in text for text in shown)
    assert KEY not in "".join(shown)


@pytest.mark.parametrize("kept", ["@triggerBody()?['text_1']", "@{triggerBody()['text_1']}"])
@pytest.mark.parametrize("read", ["Bearer @{variables('cfg')}", "@concat('Bearer ', outputs('Keep'))"])
def test_a_child_may_keep_what_it_gets_before_it_uses_it(kept, read):
    steps = {
        "Init": ex.variable("cfg", kept),
        "Keep": ex.after(ex.compose("@variables('cfg')"), "Init"),
        "Call": ex.after(ex.http(headers={"Authorization": read}), "Keep"),
    }
    child = ex.definition(steps, {"manual": asking("text_1", "Input")})
    assert behind(planned({"A": passing(WORD), "B": child}, unsafe=True)["A"]) == [("text_1", Fate.FIXED, "Run")]


@pytest.mark.parametrize("kept", ["@concat('x', triggerBody()?['text_1'])", "@length(triggerBody()?['text_1'])"])
def test_a_child_that_makes_something_else_of_it_asks_for_nothing(kept):
    steps = {
        "Init": ex.variable("cfg", kept),
        "Call": ex.after(ex.http(headers={"x-api-key": "@variables('cfg')"}), "Init"),
    }
    child = ex.definition(steps, {"manual": asking("text_1", "Input")})
    assert behind(planned({"A": passing(WORD), "B": child}, unsafe=True)["A"]) == []
