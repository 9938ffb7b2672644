"""A right rewrite is proven; the same rewrite, broken in any of many ways, is not, and the rule is named."""

import copy

import pytest
from breaking import AFTER, BEFORE, BROKEN, READ, ROOT, TRY, VALUES

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.verify import broken_rules, prove


def test_the_right_rewrite_is_proven():
    assert READ in VALUES
    assert prove(BEFORE, AFTER, VALUES) == []


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_rewrite_is_named(how):
    change, rule = BROKEN[how]
    document = copy.deepcopy(AFTER.document)
    change(document)
    problems = prove(BEFORE, AFTER.with_document(document), VALUES)
    assert rule in {problem.rule.name for problem in problems}
    assert "CANARY" not in " ".join(map(str, problems))


def test_another_value_in_the_vault_is_no_proof():
    assert {p.rule.name for p in prove(BEFORE, AFTER, {READ: "CANARY-other"})} == {"values stay"}


def test_what_the_author_broke_before_is_not_held_against_the_rewrite():
    before, after = copy.deepcopy(BEFORE.document), copy.deepcopy(AFTER.document)
    for document in (before, after):
        ptr.resolve(document, ROOT)["Odd"] = ex.compose("@outputs('Nobody')")
    assert broken_rules(BEFORE.with_document(before))
    assert prove(BEFORE.with_document(before), AFTER.with_document(after), VALUES) == []


def test_a_secret_variable_among_the_parameters_is_named():
    document = copy.deepcopy(BEFORE.document)
    parameters = ptr.resolve(document, "/properties/definition/parameters")
    parameters.update(ex.environment_variable("contoso_Key", ""))
    flow = Flow(document, "Orders", secret_variables=frozenset({"contoso_key"}))
    assert {p.rule.name for p in broken_rules(flow)} == {"no Secret variable among the parameters"}


def test_a_setting_counts_as_one_only_where_it_is_one():
    before, after = copy.deepcopy(BEFORE.document), copy.deepcopy(AFTER.document)
    for document, value in ((before, "a"), (after, "b")):
        ptr.resolve(document, f"{TRY}/Prepare")["inputs"] = {"secureData": value, "triggerAuthenticationType": value}
    assert {p.rule.name for p in prove(BEFORE.with_document(before), AFTER.with_document(after), VALUES)} == {
        "values stay"
    }


def test_secured_data_that_is_taken_back_is_named():
    before = copy.deepcopy(AFTER.document)
    after = copy.deepcopy(AFTER.document)
    del ptr.resolve(after, f"{TRY}/Call")["runtimeConfiguration"]
    problems = prove(AFTER.with_document(before), AFTER.with_document(after), {})
    assert {p.rule.name for p in problems} == {"secured data stays"}


@pytest.mark.parametrize(
    ("was", "now", "rule"),
    [
        ({"triggerAuthenticationType": "Tenant"}, {}, "triggers stay locked"),
        (
            {"triggerAuthenticationType": "User", "triggerAllowedUsers": "a"},
            {"triggerAuthenticationType": "Tenant"},
            "triggers stay locked",
        ),
        (
            {"triggerAuthenticationType": "User", "triggerAllowedUsers": "a"},
            {"triggerAuthenticationType": "User", "triggerAllowedUsers": "b"},
            "triggers stay locked",
        ),
        ({}, {"triggerAuthenticationType": "Nobody"}, "trigger authentication types"),
        ({}, {"triggerAuthenticationType": "Tenant"}, None),
        ({}, {"triggerAuthenticationType": "User", "triggerAllowedUsers": "a"}, None),
    ],
)
def test_a_lock_may_be_put_on_and_not_taken_off(was, now, rule):
    flows = []
    for inputs in (was, now):
        document = copy.deepcopy(BEFORE.document)
        trigger = {"type": "Request", "kind": "Http", "inputs": {"schema": {}, **inputs}}
        document["properties"]["definition"]["triggers"] = {"manual": trigger}
        flows.append(BEFORE.with_document(document))
    names = {p.rule.name for p in prove(*flows, {})}
    assert names == ({rule} if rule else set())


def test_a_new_read_of_what_was_read_already_is_named():
    actions = {"Get": ex.secret_read("contoso_Key"), "Call": ex.http(headers={"x-api-key": "CANARY-s3cret"})}
    before = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    document = copy.deepcopy(before.document)
    added = ptr.resolve(document, "/properties/definition/actions")
    added["Again"] = ex.secret_read("CONTOSO_key")
    added["Call"] = ex.after(
        ex.http(headers={"x-api-key": "@body('Again')?['EnvironmentVariableSecretValue']"}), "Again"
    )
    problems = prove(before, before.with_document(document), {"Again": "CANARY-s3cret"})
    assert "one read stands for one value" in {problem.rule.name for problem in problems}
