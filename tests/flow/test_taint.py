"""Where a secret goes: through outputs, variables, loops, results; and where it does not."""

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.taint import Taints
from remediate.flow.tainted import Origin

READ = ex.secret_read("contoso_ApiKey")
VALUE = "body('Get_key')?['EnvironmentVariableSecretValue']"


def taints_in(actions, **members):
    flow = Flow({"properties": {"definition": ex.definition({"Get_key": READ, **actions}, **members)}}, "Orders")
    taints = Taints(flow)
    return {action.name for action in flow.all_actions if taints.takes_in(action)}


def test_a_flow_without_a_source_is_clean():
    flow = Flow(
        {"properties": {"definition": ex.definition({"A": ex.compose("@body('B')"), "B": ex.http()})}}, "Orders"
    )
    assert not any(Taints(flow).takes_in(action) for action in flow.all_actions)


def test_direct_use_in_any_case_is_seen():
    uses = {"A": ex.http(headers={"k": f"@{VALUE}"}), "B": ex.compose("@OUTPUTS('GET_KEY')"), "C": ex.http()}
    assert taints_in(uses) == {"A", "B"}


def test_the_status_code_is_no_secret():
    assert taints_in({"A": ex.compose("@outputs('Get_key')?['statusCode']")}) == set()


def test_a_comparison_tells_nothing():
    assert taints_in({"A": ex.compose(f"@empty({VALUE})")}) == set()


def test_it_passes_through_compose_variables_and_loops_whatever_the_order():
    found = taints_in(
        {
            "Late": ex.http(body="@variables('V')"),
            "Set": ex.action("SetVariable", {"name": "v", "value": "@outputs('Copy')"}),
            "Copy": ex.compose(f"Bearer @{{{VALUE}}}"),
            "Loop": {
                "type": "Foreach",
                "foreach": f"@createArray({VALUE})",
                "runAfter": {},
                "actions": {"Item": ex.http(body="@items('Loop')"), "Same": ex.http(body="@item()")},
            },
        }
    )
    assert set(found) == {"Late", "Set", "Copy", "Loop", "Item", "Same"}


def test_an_http_action_does_not_repeat_its_inputs():
    uses = {"A": ex.http(headers={"k": f"@{VALUE}"}), "B": ex.compose("@body('A')")}
    assert set(taints_in(uses)) == {"A"}


def _around(**uses):
    scope = {"type": "Scope", "runAfter": {}, "actions": {"Call": ex.http(headers={"k": f"@{VALUE}"})}}
    return taints_in({"Try": scope, **uses})


def test_entries_of_a_result_carry_it_in_inputs_and_outputs_only():
    found = _around(
        Filter=ex.action("Query", {"from": "@result('Try')", "where": "@equals(item()?['status'], 'Failed')"}),
        Message=ex.compose("@first(body('Filter'))?['error']?['message']"),
        Inputs=ex.compose("@first(body('Filter'))?['inputs']"),
        All=ex.compose("@body('Filter')"),
        Names=ex.action("Select", {"from": "@result('Try')", "select": "@item()?['name']"}),
    )
    assert found == {"Call", "Filter", "Inputs", "All", "Names"}


@pytest.mark.parametrize(
    "holder",
    [
        {"type": "If", "expression": {"and": [{"equals": [f"@{VALUE}", "x"]}]}, "actions": {}},
        {"type": "Switch", "expression": f"@{VALUE}", "cases": {}, "default": {"actions": {}}},
        {"type": "Until", "expression": f"@{VALUE}", "actions": {}},
        {"type": "Foreach", "foreach": f"@createArray({VALUE})", "actions": {}},
    ],
    ids=lambda holder: holder["type"],
)
def test_the_entry_of_a_condition_carries_what_it_is_given(holder):
    scope = {"type": "Scope", "runAfter": {}, "actions": {"Inner": {**holder, "runAfter": {}}}}
    inputs = ex.action("Select", {"from": "@result('Try')", "select": "@item()?['inputs']"})
    assert taints_in({"Try": scope, "Inputs": inputs}) >= {"Inputs"}


def test_select_gives_out_what_it_selects():
    found = _around(
        Names=ex.action("Select", {"from": "@result('Try')", "select": "@item()?['name']"}),
        Bodies=ex.action("Select", {"from": "@result('Try')", "select": {"b": "@item()?['inputs']"}}),
        A=ex.compose("@body('Names')"),
        B=ex.compose("@body('Bodies')"),
    )
    assert "A" not in found
    assert "B" in found


def test_a_trigger_with_secured_outputs_is_a_source():
    trigger = {**ex.request("Button"), **ex.securing("outputs")}
    assert "A" in taints_in({"A": ex.compose("@triggerBody()?['password']")}, triggers={"manual": trigger})


def test_the_way_is_told():
    actions = {"Get_key": READ, "Copy": ex.compose(f"@{VALUE}"), "Use": ex.http(body="@outputs('Copy')")}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    assert Taints(flow).takes_in(flow.action("Use")).way.steps == ("Get_key", "Copy")


def test_the_answer_of_a_token_endpoint_is_a_source():
    for uri in ("https://login.microsoftonline.com/t/oauth2/v2.0/token", "https://h.example/connect/token?x=1"):
        actions = {
            "Token": ex.http(uri, method="POST"),
            "Use": ex.http(headers={"a": "@body('Token')?['access_token']"}),
        }
        flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
        assert Taints(flow).takes_in(flow.action("Use")).way.origin is Origin.TOKEN


def test_a_path_that_only_speaks_of_tokens_is_none():
    actions = {"List": ex.http("https://h.example/api/tokens"), "Use": ex.http(body="@body('List')")}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    assert not Taints(flow).takes_in(flow.action("Use"))


def with_trigger(trigger, **actions):
    flow = Flow({"properties": {"definition": ex.definition(actions, {"manual": trigger})}}, "Orders")
    taints = Taints(flow)
    return {action.name for action in flow.all_actions if taints.takes_in(action)}


def asking(kind="Button", **titles):
    properties = {name: {"title": title, "type": "string"} for name, title in titles.items()}
    return ex.request(kind, schema={"type": "object", "properties": properties})


def test_only_the_field_that_is_a_credential_counts():
    found = with_trigger(
        asking(text="Order", text_1="Password"),
        Order=ex.compose("@triggerBody()?['text']"),
        Password=ex.compose("@triggerBody()?['text_1']"),
        Slash=ex.compose("@triggerOutputs()?['body/text_1']"),
        Outputs=ex.compose("@trigger()['outputs'].body.TEXT_1"),
        All=ex.compose("@{triggerBody()}"),
        Headers=ex.compose("@triggerOutputs()['headers']"),
    )
    assert found == {"Password", "Slash", "Outputs", "All"}


def test_a_hidden_trigger_that_has_a_credential_hides_it_for_that():
    trigger = {**asking(text="Order", text_1="Password"), **ex.securing("outputs")}
    found = with_trigger(trigger, A=ex.compose("@triggerBody()?['text']"), B=ex.compose("@triggerBody()?['text_1']"))
    assert found == {"B"}


def test_headers_and_queries_count_by_the_names_that_are_read():
    found = with_trigger(
        ex.request("Http"),
        Key=ex.compose("@triggerOutputs()?['headers']?['x-api-key']"),
        Type=ex.compose("@triggerOutputs()?['headers']?['Content-Type']"),
        Query=ex.compose("@triggerOutputs()['queries']['client_secret']"),
        Never=ex.compose("@triggerOutputs()['headers']['Authorization']"),
    )
    assert found == {"Key", "Query"}


def test_the_key_of_a_connection_is_no_secret_of_the_flow():
    trigger = {**asking(text="Order"), **ex.securing("outputs")}
    key = {
        "type": "Raw",
        "value": "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']",
    }
    send = ex.connector("SendEmailV2", {"emailMessage/To": "a@contoso.example"}, "shared_office365")
    send["inputs"]["authentication"] = key
    assert with_trigger(trigger, Send=send) == set()


def test_members_are_told_apart_through_objects_variables_and_json():
    found = taints_in(
        {
            "Object": ex.compose({"key": f"@{VALUE}", "url": "https://h.example"}),
            "Init": ex.action(
                "InitializeVariable", {"variables": [{"name": "v", "type": "object", "value": "@outputs('Object')"}]}
            ),
            "Parsed": ex.action("ParseJson", {"content": "@outputs('Object')", "schema": {}}),
            "Url": ex.compose("@variables('v')?['url']"),
            "Url2": ex.compose("@body('Parsed')['url']"),
            "Key": ex.compose("@variables('v')?['key']"),
            "Key2": ex.compose("@body('Parsed').key"),
            "More": ex.compose("@setProperty(json('{}'), 'inner', outputs('Object'))"),
            "Inner": ex.compose("@outputs('More')?['inner']?['key']"),
            "Other": ex.compose("@outputs('More')?['outer']"),
            "Computed": ex.compose("@outputs('Object')?[variables('name')]"),
        }
    )
    assert found == {"Object", "Init", "Parsed", "Key", "Key2", "More", "Inner", "Computed"}


def test_an_action_sees_its_own_answer_in_its_tracked_properties():
    tracked = {"trackedProperties": {"token": "@action()['outputs']['body']", "code": "@action()['code']"}}
    flow = Flow({"properties": {"definition": ex.definition({"Get_key": {**READ, **tracked}})}}, "Orders")
    taints, read = Taints(flow), flow.action("Get_key")
    assert [taken.path for taken in taints.taken(read)] == [("trackedproperties", "token")]
    assert not taints.takes_in(read)


def test_two_actions_of_one_name_are_both_looked_at():
    inner = {"Use": ex.http(headers={"k": f"@{VALUE}"})}
    scopes = {
        name: {"type": "Scope", "runAfter": {}, "actions": uses}
        for name, uses in [("A", inner), ("B", {"Use": ex.http()})]
    }
    assert "Use" in taints_in(scopes)


def test_writers_of_every_sort_pass_it_on():
    for writer in ("SetVariable", "AppendToArrayVariable", "AppendToStringVariable", "IncrementVariable"):
        written = ex.action(writer, {"name": "V", "value": f"@{VALUE}"})
        assert "Use" in taints_in({"Write": written, "Use": ex.compose("@variables('v')")}), writer


def test_a_variable_that_wraps_itself_comes_to_an_end():
    wrapped = ex.action("SetVariable", {"name": "v", "value": {"a": "@variables('v')", "b": f"@{VALUE}"}})
    assert taints_in({"Wrap": wrapped, "Use": ex.compose("@variables('v')?['a']?['b']")}) == {"Wrap", "Use"}


def test_writers_of_very_many_members_come_to_an_end():
    def writing(start):
        members = {f"m{number}": f"@{VALUE}" for number in range(start, start + 20)}
        return ex.action("SetVariable", {"name": "v", "value": members})

    found = taints_in({"One": writing(0), "Other": writing(20), "Use": ex.compose("@variables('v')?['m39']")})
    assert found == {"One", "Other", "Use"}


def test_failed_steps_have_no_answer():
    scope = {"type": "Scope", "runAfter": {}, "actions": {"Get_other": READ}}
    where = "@or(equals(item()?['status'], 'Failed'), equals(item()?['status'], 'TimedOut'))"
    found = taints_in(
        {
            "Try": scope,
            "Failed": ex.action("Query", {"from": "@result('Try')", "where": where}),
            "Answer": ex.compose("@first(body('Failed'))?['outputs']?['body']"),
            "Done": ex.action("Query", {"from": "@result('Try')", "where": "@equals(item()?['status'], 'Succeeded')"}),
            "Value": ex.compose("@first(body('Done'))?['outputs']?['body']"),
        }
    )
    assert found == {"Failed", "Done", "Value"}


def test_item_is_that_of_the_list_and_in_the_list_itself_that_of_the_loop():
    found = taints_in(
        {
            "Loop": {
                "type": "Foreach",
                "foreach": f"@createArray({VALUE})",
                "runAfter": {},
                "actions": {
                    "Pick": ex.action("Select", {"from": "@createArray('a')", "select": "@item()"}),
                    "Same": ex.action("Select", {"from": "@item()", "select": "@item()"}),
                    "Use": ex.compose("@body('Same')"),
                    "Clean": ex.compose("@body('Pick')"),
                },
            }
        }
    )
    assert found == {"Loop", "Same", "Use"}


def test_hidden_outputs_that_the_inputs_explain_are_no_source_of_their_own():
    select = {
        **ex.action("Select", {"from": "@createArray(1)", "select": {"key": f"@{VALUE}", "id": "@item()"}}),
        **ex.securing("outputs"),
    }
    found = taints_in({"List": select, "Id": ex.compose("@first(body('List'))?['id']")})
    assert found == {"List"}
    alone = {**ex.action("Select", {"from": "@createArray(1)", "select": "@item()"}), **ex.securing("outputs")}
    assert taints_in({"List": alone, "Use": ex.compose("@body('List')")}) == {"Use"}


def held(**uses):
    """A secret in one of two variables and one of two Composes, and actions that use them."""
    return {
        "Init": ex.variable("apiKey", f"@{VALUE}"),
        "Other": ex.variable("other", "plain"),
        "Copy": ex.compose(f"@{VALUE}"),
        "Plain": ex.compose("plain"),
        **uses,
    }


def test_a_name_that_is_put_together_of_literals_is_that_name():
    uses = {
        "A": ex.http(body="@variables(concat('api', 'Key'))"),
        "B": ex.http(body="@variables(concat('oth', 'er'))"),
        "C": ex.http(body="@outputs(toUpper('copy'))"),
        "D": ex.http(body="@outputs(concat('Pl', 'ain'))"),
        "E": ex.http(body="@actions(concat('Copy'))?['outputs']"),
    }
    assert taints_in(held(**uses)) == {"Init", "Copy", "A", "C", "E"}


def test_a_name_that_only_the_run_knows_may_be_any():
    uses = {
        "A": ex.http(body="@variables(triggerBody()?['which'])"),
        "B": ex.http(body="@outputs(variables('other'))"),
        "C": ex.http(body="@body(item())"),
        "D": ex.http(body="@actions(triggerBody())?['inputs']"),
        "E": ex.http(body="@result(triggerBody())"),
        "F": ex.http(body="@parameters(triggerBody())"),
        "G": ex.http(body="@empty(variables(triggerBody()))"),
    }
    scope = {"type": "Scope", "runAfter": {}, "actions": {"In": ex.compose(f"@{VALUE}")}}
    assert taints_in(held(**uses, Try=scope)) == {"Init", "Copy", "In", "A", "B", "C", "D", "E"}


def test_the_way_says_that_a_name_is_computed():
    actions = {"Get_key": READ, **held(A=ex.http(body="@variables(triggerBody())"))}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    (taken,) = Taints(flow).taken(flow.action("A"))
    assert "variables() with a computed name" in str(taken.taint.way)


def test_a_writer_with_a_computed_name_may_write_any_variable():
    uses = {
        "Set": ex.action("SetVariable", {"name": "@{triggerBody()}", "value": f"@{VALUE}"}),
        "A": ex.http(body="@variables('other')"),
    }
    assert "A" in taints_in(held(**uses))


def test_only_a_flow_with_a_source_has_one():
    note = ex.compose("text")
    assert not Taints(Flow(ex.definition({"Note": note}), "f", definition_pointer="")).has_source
    hidden = {**note, **ex.securing("outputs")}
    assert Taints(Flow(ex.definition({"Note": hidden}), "f", definition_pointer="")).has_source
    read = ex.secret_read("contoso_ApiKey")
    assert Taints(Flow(ex.definition({"Get": read}), "f", definition_pointer="")).has_source
