"""A package whose result would break a rule of packages is held whole, and nothing of it goes to the vault."""

import json

import pytest
from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.package import environment_variable_definition, open_package
from remediate.plan import Options, edits, plan_package
from remediate.playbook import load
from remediate.remedies.naming import SecretNames

KEY = "CANARY-9f27c4a1b3d85e60"


@pytest.fixture
def plan(tmp_path):
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    document = {"properties": {"connectionReferences": {}, "definition": definition}}
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document)}))
    return lambda: plan_package(open_package(path), Options(load("baseline")), SecretNames())


def without_store(*args, **kwargs):
    return environment_variable_definition(*args, **kwargs).replace(b"<secretstore>0</secretstore>", b"")


def no_xml(*_args, **_kwargs):
    return b"<environmentvariabledefinition"


def other_publisher(text):
    return text.replace("contosopublisher", "fabrikam").replace("1.0.0.9", "1.0.0.10")


BROKEN = {
    "no secret store": ("environment_variable_definition", without_store, "environment variables are well defined"),
    "no XML": ("environment_variable_definition", no_xml, "other members stay"),
    "another publisher": ("raise_version", other_publisher, "solution.xml stays but for its version"),
    "no content types": ("ensure_content_types", lambda text, _: text.replace('"json"', '"x"'), "content types"),
    "no connection": ("add_connection_reference", lambda text, *_: text, "connection references are in customizations"),
}


def test_a_right_package_is_written(plan):
    assert plan().edits
    assert len(plan().deposits) == 1


@pytest.mark.parametrize("how", BROKEN)
def test_a_package_that_breaks_a_rule_is_held(how, plan, monkeypatch):
    name, wrong, reason = BROKEN[how]
    monkeypatch.setattr(edits, name, wrong)
    held = plan()
    assert not held.changes
    assert not held.deposits
    assert not held.variables
    (outcome,) = [outcome for _, _, outcome in held.outcomes]
    assert outcome.fate is Fate.HELD
    assert reason in outcome.held.reason
    assert KEY not in outcome.held.reason


def test_a_flow_that_breaks_the_rule_itself_is_not_reported_to_us(tmp_path):
    call = {**ex.http(headers={"x-api-key": KEY}), "runAfter": {"Gone": ["Succeeded"]}}
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition({"Call": call})}}
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: json.dumps(document)}))
    plan = plan_package(open_package(path), Options(load("baseline")), SecretNames())
    (outcome,) = (outcome for _, _, outcome in plan.outcomes)
    assert outcome.fate is Fate.HELD
    assert outcome.held.unblock == "mend what the flow itself breaks of this rule, then run again"


def test_a_solution_without_customizations_says_what_it_lacks(tmp_path):
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": KEY})})
    members = solution(
        {FLOW_MEMBER: json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})}
    )
    del members["customizations.xml"]
    plan = plan_package(
        open_package(write_zip(tmp_path / "Orders.zip", members)), Options(load("baseline")), SecretNames()
    )
    (outcome,) = (outcome for _, _, outcome in plan.outcomes)
    assert "no customizations.xml" in outcome.held.reason
    assert not plan.changes
