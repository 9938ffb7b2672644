"""Secrets moved to the vault: where the read goes, what each consumer becomes, what is held."""

import copy

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.remedies.interface import Held, Literal
from remediate.remedies.move import Moved, Surroundings, move
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.secret import Secret
from remediate.verify import prove

READ = "Get_secret_api_contoso_example_key"
VALUE = "CANARY-s3cret"
CALL = f"body('{READ}')?['EnvironmentVariableSecretValue']"


def flow_of(actions, **members):
    document = {
        "properties": {"connectionReferences": {}, "definition": ex.definition(actions, **members)},
        "schemaVersion": "1.0.0.0",
    }
    return Flow(document, "Orders", "Workflows/Orders.json")


def surroundings():
    names = PackageNames("contoso", "contoso", [], SecretNames())
    return Surroundings(names, Connection("contoso_dataverse_12345", "Dataverse", new=True), "contoso")


def literals(flow, value=VALUE, wrap="{}", stored=None):
    found = []
    for leaf in flow.leaves:
        if isinstance(leaf.value, str) and value in leaf.value:
            start = leaf.value.index(value)
            span = (start, start + len(value))
            found.append(Literal(leaf.pointer, span, Secret(stored or value), "api.contoso.example", "key", wrap))
    return found


def moved(flow, **how) -> tuple[Moved, Flow]:
    before = copy.deepcopy(flow.document)
    done = move(flow, literals(flow, **how), surroundings())
    assert flow.document == before, "the original is never touched"
    after = flow.with_document(done.patching.document)
    if not done.held:
        assert prove(flow, after, {r.action: r.secret.reveal() for r in done.reads}) == []
    return done, after


def run_after(flow, name):
    return {waited: list(statuses) for waited, statuses in flow.action(name).run_after.items()}


def test_the_read_takes_the_place_of_its_only_consumer():
    _, after = moved(flow_of({"A": ex.http(), "B": ex.after(ex.http(headers={"x-api-key": VALUE}), "A")}))
    assert run_after(after, READ) == {"A": ["Succeeded"]}
    assert run_after(after, "B") == {READ: ["Succeeded"]}
    assert after.action("B").inputs["headers"]["x-api-key"] == f"@{CALL}"
    assert after.action(READ).secured == {"outputs"}


def test_two_consumers_in_a_row_share_a_read_before_the_first():
    done, after = moved(flow_of({"A": ex.http(body=VALUE), "B": ex.after(ex.http(body=VALUE), "A")}))
    assert len(done.reads) == 1
    assert run_after(after, READ) == {}
    assert run_after(after, "A") == {READ: ["Succeeded"]}
    assert run_after(after, "B") == {"A": ["Succeeded"]}


def test_consumers_side_by_side_get_a_read_at_the_entry():
    _, after = moved(flow_of({"A": ex.http(body=VALUE), "B": ex.http(body=VALUE), "C": ex.http()}))
    assert {name: run_after(after, name) for name in ("A", "B", "C")} == {
        name: {READ: ["Succeeded"]} for name in ("A", "B", "C")
    }


def test_a_consumer_that_runs_when_the_first_was_skipped_waits_for_the_read_itself():
    handler = {**ex.http(body=VALUE), "runAfter": {"A": ["Failed", "Skipped"]}}
    _, after = moved(flow_of({"A": ex.http(body=VALUE), "Handler": handler}))
    assert run_after(after, "Handler") == {"A": ["Failed", "Skipped"], READ: ["Succeeded"]}
    assert run_after(after, "A") == {READ: ["Succeeded"]}


def test_the_read_stays_inside_the_try_and_outside_the_loop():
    loop = {"type": "Foreach", "foreach": "@variables('x')", "runAfter": {}, "actions": {"Call": ex.http(body=VALUE)}}
    scope = {"type": "Scope", "runAfter": {}, "actions": {"Loop": loop}}
    _, after = moved(flow_of({"Try": scope}))
    assert after.action(READ).container.owner.name == "Try"
    assert run_after(after, "Loop") == {READ: ["Succeeded"]}


def test_a_read_in_a_branch_costs_nothing_when_the_branch_is_not_taken():
    condition = {
        "type": "If",
        "runAfter": {},
        "expression": "@true",
        "actions": {},
        "else": {"actions": {"Call": ex.http(body=VALUE)}},
    }
    _, after = moved(flow_of({"Decide": condition}))
    assert after.action(READ).pointer.endswith(f"/Decide/else/actions/{READ}")


def _listing(where):
    return {
        "Try": {"type": "Scope", "runAfter": {}, "actions": {"Call": ex.http(body=VALUE)}},
        "List": {**ex.action("Query", {"from": "@result('Try')", "where": where}), "runAfter": {"Try": ["Failed"]}},
    }


def test_a_result_that_keeps_entries_by_status_does_not_mind_the_read():
    _, after = moved(flow_of(_listing("@equals(item()?['status'], 'Failed')")))
    assert after.action(READ).container.owner.name == "Try"


def test_a_result_that_lists_everything_holds_the_read_where_a_failure_is_handled():
    flow = flow_of(_listing("@not(empty(item()?['outputs']))"))
    done, after = moved(flow)
    assert "lists every action of Try" in done.held[0].reason
    assert after.document == flow.document


def test_a_result_that_lists_everything_moves_the_read_out_where_nobody_handles_a_failure():
    actions = _listing("@not(empty(item()?['outputs']))")
    actions["List"]["runAfter"] = {"Try": ["Succeeded"]}
    _, after = moved(flow_of(actions))
    assert after.action(READ).container.owner is None
    assert run_after(after, "Try") == {READ: ["Succeeded"]}


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (VALUE, f"@{CALL}"),
        (f"Bearer {VALUE}", f"Bearer @{{{CALL}}}"),
        (f"https://h/?code={VALUE}&x=1", f"https://h/?code=@{{{CALL}}}&x=1"),
        (f"@concat('k=', '{VALUE}')", f"@concat('k=', {CALL})"),
        (f"@concat('Bearer {VALUE}', '!')", f"@concat('Bearer ', {CALL}, '!')"),
        (f"@{{toLower('Key {VALUE}')}}", f"@{{toLower(concat('Key ', {CALL}))}}"),
        (f'{{"password": "{VALUE}"}}', f'{{"password": "@{{{CALL}}}"}}'),
    ],
)
def test_each_form_of_a_literal_has_its_consumer(text, becomes):
    _, after = moved(flow_of({"A": ex.http(body=text)}))
    assert after.action("A").inputs["body"] == becomes


def test_the_password_alone_leaves_a_basic_header():
    encoded = "c3ZjOkNBTkFSWS1zM2NyZXQ="  # svc:CANARY-s3cret
    _, after = moved(
        flow_of({"A": ex.http(headers={"Authorization": f"Basic {encoded}"})}),
        value=encoded,
        stored=VALUE,
        wrap="base64(concat('svc:', {}))",
    )
    assert after.action("A").inputs["headers"]["Authorization"] == f"Basic @{{base64(concat('svc:', {CALL}))}}"


def test_a_number_stays_a_number():
    flow = flow_of({"A": ex.http(body={"pin": 4711})})
    pointer = next(leaf.pointer for leaf in flow.leaves if leaf.value == 4711)
    literal = Literal(pointer, None, Secret("4711"), "api.contoso.example", "key")
    done = move(flow, [literal], surroundings())
    after = flow.with_document(done.patching.document)
    assert after.action("A").inputs["body"]["pin"] == f"@int({CALL})"
    assert prove(flow, after, {READ: "4711"}) == []


def test_an_encoding_that_does_not_give_the_text_back_is_held():
    flow = flow_of({"A": ex.http(uri="https://h/?code=a%2fb-CANARY")})
    done, after = moved(flow, value="a%2fb-CANARY", stored="a/b-CANARY", wrap="encodeUriComponent({})")
    assert "not proven" in done.held[0].reason
    assert after.document == flow.document


def test_one_literal_that_cannot_move_does_not_keep_the_others():
    flow = flow_of(
        {"A": ex.http(body=VALUE), "B": {**ex.http(), "description": f"the key is {VALUE}"}},
        triggers={"T": ex.request("Http", schema={"default": VALUE})},
    )
    done, after = moved(flow)
    assert {held.reason for held in done.held.values()} == {
        "a trigger cannot read a vault before the flow runs",
        "no expression is evaluated at this place, so no read can stand there",
    }
    assert after.action("A").inputs["body"] == f"@{CALL}"


def test_a_variable_that_never_changes_goes_and_its_readers_read_the_secret():
    flow = flow_of(
        {
            "Start": ex.compose("x"),
            "Init": ex.after(ex.variable("key", f"Bearer {VALUE}"), "Start"),
            "Call": ex.after(ex.http(headers={"Authorization": "@variables('Key')"}), "Init"),
            "Again": ex.after(ex.http(headers={"Authorization": "@{variables('key')}!"}), "Init", "Start"),
        }
    )
    _, after = moved(flow)
    assert after.action("Init") is None
    assert after.action("Call").inputs["headers"]["Authorization"] == f"@concat('Bearer ', {CALL})"
    assert after.action("Again").inputs["headers"]["Authorization"] == f"@{{concat('Bearer ', {CALL})}}!"
    assert run_after(after, READ) == {}
    assert run_after(after, "Start") == {READ: ["Succeeded"]}
    assert run_after(after, "Call") == {"Start": ["Succeeded"]}


def test_a_variable_that_is_written_again_stays_and_reads_the_secret():
    flow = flow_of(
        {
            "Init": ex.variable("key", VALUE),
            "Set": ex.after(ex.action("SetVariable", {"name": "key", "value": "x"}), "Init"),
            "Call": ex.after(ex.http(headers={"x-api-key": "@variables('key')"}), "Set"),
        }
    )
    _, after = moved(flow)
    assert after.action("Init").inputs["variables"][0]["value"] == f"@{CALL}"
    assert run_after(after, "Init") == {READ: ["Succeeded"]}


def test_a_variable_whose_follower_runs_when_it_is_skipped_stays():
    follower = {**ex.http(headers={"x-api-key": "@variables('key')"}), "runAfter": {"Init": ["Succeeded", "Skipped"]}}
    _, after = moved(flow_of({"Init": ex.variable("key", VALUE), "Call": follower}))
    assert after.action("Init") is not None


def test_a_parameter_goes_and_its_readers_read_the_secret():
    flow = flow_of(
        {"Call": ex.http(headers={"x-api-key": "@parameters('Key (contoso_Key)')"})},
        parameters=ex.environment_variable("contoso_Key", VALUE),
    )
    _, after = moved(flow)
    assert list(after.parameters) == ["$connections", "$authentication"]
    assert after.action("Call").inputs["headers"]["x-api-key"] == f"@{CALL}"


def test_a_parameter_that_the_trigger_reads_is_held():
    flow = flow_of(
        {"Call": ex.http(headers={"x-api-key": "@parameters('Key (contoso_Key)')"})},
        parameters=ex.environment_variable("contoso_Key", VALUE),
        triggers={
            "T": {**ex.recurrence(), "conditions": [{"expression": "@equals(parameters('Key (contoso_Key)'),'')"}]}
        },
    )
    done, after = moved(flow)
    assert "the trigger reads" in done.held[0].reason
    assert after.document == flow.document


def test_the_flows_own_connection_is_used_and_an_invokers_is_not():
    own = {"runtimeSource": "embedded", "connection": {}, "api": {"name": "shared_commondataserviceforapps"}}
    invoker = {**own, "runtimeSource": "invoker"}
    for reference, key, needed in ((own, "mine", False), (invoker, "shared_commondataserviceforapps", True)):
        flow = flow_of({"A": ex.http(body=VALUE)})
        flow.document["properties"]["connectionReferences"] = {"mine": reference}
        done, after = moved(flow)
        assert after.action(READ).inputs["host"]["connectionName"] == key
        assert done.needs_connection is needed


@pytest.mark.parametrize(
    ("kind", "expected"), [("Button", dict), ("PowerApp", dict), ("PowerAppV2", str), ("Http", str)]
)
def test_the_read_signs_in_as_the_trigger_asks(kind, expected):
    _, after = moved(flow_of({"A": ex.http(body=VALUE)}, triggers={"manual": ex.request(kind)}))
    assert isinstance(after.action(READ).inputs["authentication"], expected)


def test_the_read_copies_how_a_sibling_signs_in():
    sibling = ex.connector("SendEmailV2", {})
    del sibling["inputs"]["authentication"]
    _, after = moved(flow_of({"Mail": sibling, "A": ex.after(ex.http(body=VALUE), "Mail")}))
    assert "authentication" not in after.action(READ).inputs


def test_a_result_that_keeps_skipped_entries_minds_the_read():
    flow = flow_of(_listing("@equals(item()?['status'], 'Skipped')"))
    done, _ = moved(flow)
    assert "lists every action of Try" in done.held[0].reason


def test_a_result_with_a_space_before_its_bracket_is_seen():
    actions = _listing("@true")
    actions["List"] = {**ex.compose("@length(result ('Try'))"), "runAfter": {"Try": ["Failed"]}}
    done, _ = moved(flow_of(actions))
    assert "lists every action of Try" in done.held[0].reason


@pytest.mark.parametrize("where", [{"@{variables('key')}": 1}, {"inner": {"@variables('KEY')": 1}}])
def test_a_variable_that_names_a_member_stays(where):
    reader = ex.after(ex.http(headers={"x-api-key": "@variables('key')"}), "Init")
    flow = flow_of({"Init": ex.variable("key", VALUE), "Call": reader, "Odd": ex.after(ex.compose(where), "Init")})
    _, after = moved(flow)
    assert after.action("Init").inputs["variables"][0]["value"] == f"@{CALL}"


def test_a_variable_that_ends_a_chain_or_is_alone_stays():
    handler = {**ex.variable("key", VALUE), "runAfter": {"A": ["Failed"]}}
    for actions in ({"A": ex.http(), "Init": handler}, {"Init": ex.variable("key", VALUE)}):
        _, after = moved(flow_of(actions))
        assert after.action("Init") is not None


def test_a_variable_that_is_read_in_part_is_held_and_the_rest_moves():
    flow = flow_of(
        {
            "Init": ex.variable("key", VALUE),
            "Part": ex.after(ex.compose("@variables('key')?[0]"), "Init"),
            "Call": ex.after(ex.http(body=f"x {VALUE}"), "Init"),
        }
    )
    done, after = moved(flow)
    assert [held.reason for held in done.held.values()] == ["key is read in a way that only a variable can be"]
    assert after.action("Call").inputs["body"] == f"x @{{{CALL}}}"


def test_members_that_are_null_count_as_absent():
    flow = flow_of({"A": ex.http(body=VALUE)})
    flow.document["properties"]["connectionReferences"] = None
    flow.document["properties"]["definition"]["parameters"] = None
    _, after = moved(flow)
    assert "shared_commondataserviceforapps" in after.connection_references
    assert "$connections" in after.parameters


def test_a_user_name_with_braces_keeps_them():
    encoded = "dXN7fWVyOkNBTkFSWS1zM2NyZXQ="  # us{}er:CANARY-s3cret
    _, after = moved(
        flow_of({"A": ex.http(headers={"Authorization": f"Basic {encoded}"})}),
        value=encoded,
        stored=VALUE,
        wrap="base64(concat('us{}er:', {}))",
    )
    assert "us{}er:" in after.action("A").inputs["headers"]["Authorization"]


@pytest.mark.parametrize("value", ["", "CANARY" * 5000, "CANARY\ud800"])
def test_a_value_that_no_vault_takes_is_held(value):
    flow = flow_of({"A": ex.http(body="x")})
    pointer = next(leaf.pointer for leaf in flow.leaves if leaf.value == "x")
    done = move(flow, [Literal(pointer, (0, 1), Secret(value), "h", "key")], surroundings())
    assert "no vault takes this value" in done.held[0].reason


def test_500_actions_are_the_most():
    flow = flow_of({f"A{i}": ex.http(body=VALUE if i == 0 else "x") for i in range(500)})
    done, after = moved(flow)
    assert isinstance(done.held[0], Held)
    assert after.document == flow.document


@pytest.mark.parametrize("written", ["Init", 7, ["Init"], True])
def test_what_an_action_cannot_wait_for_counts_as_nothing(written):
    flow = flow_of({"A": ex.http(body=VALUE), "B": ex.http()})
    for action in flow.all_actions:
        action.node["runAfter"] = written
    done = move(flow, literals(flow), surroundings())
    after = flow.with_document(done.patching.document)
    assert run_after(after, "A") == {READ: ["Succeeded"]}


@pytest.mark.parametrize("text", ["@concat('{}', '{}')", "@{{concat('{}', '{}')}}!"])
def test_an_expression_that_would_be_too_long_is_held_and_the_rest_moves(text):
    long = text.format("x" * (8192 - len(text) - len(VALUE)), VALUE)
    flow = flow_of({"A": ex.http(body=long), "B": ex.http(body=f"{'x' * 8192} key={VALUE}")})
    done, after = moved(flow)
    (held,) = done.held.values()
    assert held.reason == "its expression would have more than 8192 characters"
    assert VALUE in after.action("A").inputs["body"]
    assert VALUE not in after.action("B").inputs["body"]


def test_a_flow_with_two_actions_of_one_name_is_held_for_them():
    inner = {"Call": ex.http(headers={"x-api-key": VALUE})}
    flow = flow_of({"Try": {"type": "Scope", "runAfter": {}, "actions": inner}, "call": ex.compose(VALUE)})
    done, after = moved(flow)
    assert {held.reason.casefold() for held in done.held.values()} == {"two actions are called call"}
    assert len(done.held) == 2
    assert after.document == flow.document


def test_the_name_of_a_variable_is_no_place_for_a_read():
    flow = flow_of({"Set": ex.action("SetVariable", {"name": VALUE, "value": "x"})})
    done, _ = moved(flow)
    assert "no expression is evaluated" in done.held[0].reason
