"""A right rewrite is proven; the same rewrite, broken in any of many ways, is not, and the rule is named."""

import copy

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.mend import mend
from remediate.playbook import load
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.verify import broken_rules, prove

KEY = "CANARY-9f27c4a1b3d85e60"
READ = "Get_secret_api_contoso_example_x_api_key"
ROOT = "/properties/definition/actions"
TRY = f"{ROOT}/Try/actions"


def _original() -> Flow:
    call = ex.after(ex.http(headers={"x-api-key": KEY, "Accept": "text/plain"}), "Prepare")
    again = ex.http("https://api.contoso.example/again", headers={"x-api-key": KEY})
    loop = {"type": "Foreach", "foreach": "@body('Call')", "actions": {"Again": again}, **ex.after({}, "Call")}
    scope = {"type": "Scope", "runAfter": {}, "actions": {"Prepare": ex.compose("x"), "Call": call, "Loop": loop}}
    mail = ex.connector("SendEmailV2", {"emailMessage/To": "ops@contoso.example"}, "shared_office365")
    actions = {"Try": scope, "Mail": {**mail, "runAfter": {"Try": ["Failed", "TimedOut"]}}}
    references = {
        "shared_office365": {"runtimeSource": "embedded", "connection": {}, "api": {"name": "shared_office365"}}
    }
    document = {
        "properties": {"connectionReferences": references, "definition": ex.definition(actions)},
        "schemaVersion": "1.0.0.0",
    }
    return Flow(document, "Orders", "Workflows/Orders.json")


def _fixed() -> tuple[Flow, Flow, dict[str, str]]:
    names = PackageNames("contoso", "contoso", [], SecretNames())
    surroundings = Surroundings(names, Connection("contoso_dataverse_12345", "Dataverse", new=True), "contoso")
    mended = mend(_original(), load("baseline"), surroundings)
    return mended.before, mended.after, {r.action: r.secret.reveal() for r in mended.reads if r.secret}


BEFORE, AFTER, VALUES = _fixed()


def test_the_right_rewrite_is_proven():
    assert READ in VALUES
    assert prove(BEFORE, AFTER, VALUES) == []


def _set(pointer, value):
    def change(document):
        above, _, last = pointer.rpartition("/")
        ptr.resolve(document, above)[ptr.split("/" + last)[0]] = value

    return change


def _drop(pointer):
    def change(document):
        above, _, last = pointer.rpartition("/")
        del ptr.resolve(document, above)[ptr.split("/" + last)[0]]

    return change


def _rename(document):
    actions = ptr.resolve(document, TRY)
    actions["Call_2"] = actions.pop("Call")


def _into_the_loop(document):
    actions = ptr.resolve(document, TRY)
    actions["Loop"]["actions"][READ] = actions.pop(READ)


def _out_of_the_try(document):
    ptr.resolve(document, ROOT)[READ] = ptr.resolve(document, TRY).pop(READ)


def _unlinked(document):
    ptr.resolve(document, TRY)["Call"]["runAfter"] = {"Prepare": ["Succeeded"]}


def _twice(document):
    ptr.resolve(document, ROOT)["call"] = ex.compose("x")


def _a_ring(document):
    ptr.resolve(document, TRY)["Prepare"]["runAfter"] = {"Loop": ["Succeeded"]}


BROKEN = {
    "a runAfter is dropped": (_set(f"{TRY}/Call/runAfter", {}), "run order is kept"),
    "the read is not waited for": (_unlinked, "a consumer runs only after its read"),
    "a status is swapped": (_set(f"{TRY}/Call/runAfter/{READ}", ["Failed"]), "a consumer runs only after its read"),
    "a status is added": (_set(f"{ROOT}/Mail/runAfter/Try", ["Failed", "TimedOut", "Skipped"]), "run order is kept"),
    "a status does not exist": (_set(f"{ROOT}/Mail/runAfter/Try", ["Broken"]), "runAfter statuses"),
    "outputs are secured on Compose": (
        _set(f"{TRY}/Prepare/runtimeConfiguration", {"secureData": {"properties": ["outputs"]}}),
        "secured data is supported",
    ),
    "the read stands in a loop": (_into_the_loop, "no read in a loop"),
    "the read stands outside the Try": (_out_of_the_try, "runAfter names siblings"),
    "an action is renamed": (_rename, "no action is lost"),
    "an action is lost": (_drop(f"{ROOT}/Mail"), "no action is lost"),
    "an action is added": (_set(f"{ROOT}/More", ex.compose("x")), "only secret reads are added"),
    "two actions have one name": (_twice, "unique names"),
    "actions wait for each other": (_a_ring, "runAfter has no cycle"),
    "$connections is dropped": (_drop("/properties/definition/parameters/$connections"), "$connections is a parameter"),
    "the connection is not declared": (
        _drop("/properties/connectionReferences/shared_commondataserviceforapps"),
        "connection references are declared",
    ),
    "another connection is lost": (
        _drop("/properties/connectionReferences/shared_office365"),
        "connection references stay",
    ),
    "the outputs of the read show": (_drop(f"{TRY}/{READ}/runtimeConfiguration"), "only secret reads are added"),
    "the read has another name": (
        _set(f"{TRY}/Call/inputs/headers/x-api-key", "@body('Nobody')"),
        "references resolve",
    ),
    "a value changes": (_set(f"{TRY}/Call/inputs/headers/Accept", "text/html"), "values stay"),
    "a value is lost": (_drop(f"{TRY}/Call/inputs/headers/Accept"), "members stay"),
    "a value is read with something before it": (
        _set(f"{TRY}/Call/inputs/headers/x-api-key", f"Key @{{body('{READ}')?['EnvironmentVariableSecretValue']}}"),
        "values stay",
    ),
    "the trigger changes": (_set("/properties/definition/triggers/Recurrence/recurrence/interval", 2), "values stay"),
    "a parameter changes": (
        _set("/properties/definition/parameters/$authentication/type", "Object"),
        "parameters stay",
    ),
    "the rest changes": (_set("/schemaVersion", "2.0.0.0"), "the rest of the file stays"),
    "an expression does not parse": (_set(f"{TRY}/Prepare/inputs", "@concat("), "expressions parse"),
    "a variable stands in a scope": (_set(f"{TRY}/Var", ex.variable("v", "x")), "variables at the top level"),
    "a variable is not declared": (
        _set(f"{ROOT}/Mail/inputs/parameters/emailMessage~1To", "@variables('v')"),
        "references resolve",
    ),
    "a member's name reads nothing": (_set(f"{TRY}/Prepare/inputs", {"@{parameters('p')}": 1}), "references resolve"),
    "a name is too long": (_set(f"{ROOT}/{'x' * 81}", ex.compose("x")), "name length"),
}


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
