"""Where a secret goes: through outputs, variables, loops, results; and where it does not."""

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.taint import Level, Taints

READ = ex.secret_read("contoso_ApiKey")
VALUE = "body('Get_key')?['EnvironmentVariableSecretValue']"


def taints_in(actions, **members):
    flow = Flow({"properties": {"definition": ex.definition({"Get_key": READ, **actions}, **members)}}, "Orders")
    taints = Taints(flow)
    return {action.name: taints.takes_in(action).level for action in flow.all_actions if taints.takes_in(action)}


def test_a_flow_without_a_source_is_clean():
    flow = Flow(
        {"properties": {"definition": ex.definition({"A": ex.compose("@body('B')"), "B": ex.http()})}}, "Orders"
    )
    assert not any(Taints(flow).takes_in(action) for action in flow.all_actions)


def test_direct_use_in_any_case_is_seen():
    uses = {"A": ex.http(headers={"k": f"@{VALUE}"}), "B": ex.compose("@OUTPUTS('GET_KEY')"), "C": ex.http()}
    assert taints_in(uses) == {"A": Level.SECRET, "B": Level.SECRET}


def test_the_status_code_is_no_secret():
    assert taints_in({"A": ex.compose("@outputs('Get_key')?['statusCode']")}) == {}


def test_a_comparison_tells_nothing():
    assert taints_in({"A": ex.compose(f"@empty({VALUE})")}) == {}


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
    assert found == {
        "Call": Level.SECRET,
        "Filter": Level.ENTRY,
        "Inputs": Level.SECRET,
        "All": Level.ENTRY,
        "Names": Level.ENTRY,
    }


def test_select_gives_out_what_it_selects():
    found = _around(
        Names=ex.action("Select", {"from": "@result('Try')", "select": "@item()?['name']"}),
        Bodies=ex.action("Select", {"from": "@result('Try')", "select": {"b": "@item()?['outputs']"}}),
        A=ex.compose("@body('Names')"),
        B=ex.compose("@body('Bodies')"),
    )
    assert "A" not in found
    assert found["B"] is Level.SECRET


def test_a_trigger_with_secured_outputs_is_a_source():
    trigger = {**ex.request("Button"), **ex.securing("outputs")}
    assert "A" in taints_in({"A": ex.compose("@triggerBody()?['password']")}, triggers={"manual": trigger})


def test_the_way_is_told():
    actions = {"Get_key": READ, "Copy": ex.compose(f"@{VALUE}"), "Use": ex.http(body="@outputs('Copy')")}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    assert Taints(flow).takes_in(flow.action("Use")).path == ("Get_key", "Copy")


def test_the_answer_of_a_token_endpoint_is_a_source():
    for uri in ("https://login.microsoftonline.com/t/oauth2/v2.0/token", "https://h.example/connect/token?x=1"):
        actions = {
            "Token": ex.http(uri, method="POST"),
            "Use": ex.http(headers={"a": "@body('Token')?['access_token']"}),
        }
        flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
        assert Taints(flow).takes_in(flow.action("Use")).level is Level.SECRET


def test_a_path_that_only_speaks_of_tokens_is_none():
    actions = {"List": ex.http("https://h.example/api/tokens"), "Use": ex.http(body="@body('List')")}
    flow = Flow({"properties": {"definition": ex.definition(actions)}}, "Orders")
    assert not Taints(flow).takes_in(flow.action("Use"))
