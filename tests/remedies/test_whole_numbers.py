"""A number that is a secret goes with the variable or parameter that only ever holds it, as a text does."""

import json

import pytest
from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.batch import plan_all
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.verify import prove

OPTIONS = Options(load("baseline"), unsafe=True)
PIN = 847362519  # invented; a number has no room for a mark


def document(actions, parameters=None) -> bytes:
    definition = ex.definition(actions, parameters=parameters)
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}, indent=2).encode()


def declared(value, kind="integer"):
    variable = {"name": "pinPassword", "type": kind, "value": value}
    return ex.action("InitializeVariable", {"variables": [variable]})


COUNTED = ex.action("IncrementVariable", {"name": "pinPassword", "value": 1})
USES = {
    "headers": {"x-pin": "@variables('pinPassword')", "y": "p@{variables('PinPassword')}"},
    "body": "@add(variables('pinPassword'), 1)",
}


def planned(tmp_path, actions, parameters=None):
    path = write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: document(actions, parameters)}))
    (result,) = plan_all([path], OPTIONS)
    return result.plan.flows[0]


def test_an_integer_variable_goes_and_its_readers_read_the_number(tmp_path):
    flow = planned(tmp_path, {"Init": declared(PIN), "Call": ex.after(ex.http(**USES), "Init")})
    assert flow.mended.after.action("Init") is None
    inputs = flow.mended.after.action("Call").inputs
    (found,) = {one.action for one in flow.mended.reads}
    read = f"int(body('{found}')?['EnvironmentVariableSecretValue'])"
    assert inputs["headers"] == {"x-pin": f"@{read}", "y": f"p@{{{read}}}"}
    assert inputs["body"] == f"@add({read}, 1)"
    assert prove(flow.mended.before, flow.mended.after, {found: str(PIN)}) == []
    assert prove(flow.mended.before, flow.mended.after, {found: str(PIN + 1)}) != []


def test_an_int_parameter_goes_too(tmp_path):
    parameters = {"pinPassword": {"type": "Int", "defaultValue": PIN}}
    flow = planned(tmp_path, {"Call": ex.http(headers={"x-pin": "@parameters('pinPassword')"})}, parameters)
    assert "pinPassword" not in flow.mended.after.parameters
    assert flow.mended.after.action("Call").inputs["headers"]["x-pin"].startswith("@int(body(")


@pytest.mark.parametrize(
    "actions",
    [
        {"Init": declared(PIN), "More": ex.after(COUNTED, "Init")},
        {"Init": declared(PIN, "string")},
    ],
    ids=["it is counted up", "its type is another"],
)
def test_else_it_stays(actions, tmp_path):
    last = list(actions)[-1]
    flow = planned(tmp_path, {**actions, "Call": ex.after(ex.http(**USES), last)})
    assert flow.mended.after.action("Init") is not None
