"""A name that a flow uses already is another's: what is defined anew never takes it."""

import json

import pytest
from package_builders import FLOW_MEMBER, legacy, legacy_flow, solution, write_zip

from remediate.batch import Destination, Status, fix_all
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault

OPTIONS = Options(load("baseline"))
KEY = "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
OTHER = "CANARYpQ8rXo1Zp9sLm2Qe4RcYw7HdUf5Gk"
SCHEMA = "contoso_contosoreports_api_contoso_example_x_api_key"

SECRET = "daily-package-api-contoso-example-x-api-key"


def calling(key, **more):
    call = ex.http("https://api.contoso.example/orders", headers={"x-api-key": key})
    return ex.definition({"Call": call, **more.pop("actions", {})}, **more)


def flow_file(definition):
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})


def fixed(path, vault=None):
    (result,) = fix_all([path], OPTIONS, vault or MemoryVault(), Destination())
    assert result.status is Status.FIXED
    return result.plan


@pytest.mark.parametrize("spelled", [SCHEMA, SCHEMA.upper()])
def test_a_variable_that_another_solution_brings_keeps_its_name(tmp_path, spelled):
    definition = calling(KEY, actions={"Get": ex.secret_read(spelled)})
    plan = fixed(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow_file(definition)})))
    assert [variable.schema_name for variable in plan.variables] == [f"{SCHEMA}_2"]


def test_a_variable_that_a_flow_declares_keeps_its_name(tmp_path):
    definition = calling(KEY, parameters=ex.environment_variable(SCHEMA, "plain"))
    plan = fixed(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: flow_file(definition)})))
    assert [variable.schema_name for variable in plan.variables] == [f"{SCHEMA}_2"]


def test_a_flow_alone_that_gains_a_key_reads_it_beside_the_first(tmp_path):
    path, vault = tmp_path / "Orders.json", MemoryVault()
    path.write_text(flow_file(calling(KEY)))
    fixed(path, vault)
    document = json.loads(path.read_text())
    again = ex.http("https://api.contoso.example/orders", headers={"x-api-key": OTHER})
    document["properties"]["definition"]["actions"]["Again"] = again
    path.write_text(json.dumps(document))
    fixed(path, vault)
    actions = json.loads(path.read_text())["properties"]["definition"]["actions"].values()
    read = [action["inputs"]["parameters"]["item/EnvironmentVariableName"] for action in actions if _reads(action)]
    assert len(read) == len(set(read)) == 2


def _reads(action):
    return "parameters" in action["inputs"]


def test_a_secret_that_a_flow_reads_by_its_name_keeps_it(tmp_path):
    read = ex.action(
        "OpenApiConnection",
        {
            "host": {"connectionName": "shared_keyvault", "operationId": "GetSecret"},
            "parameters": {"secretName": SECRET},
        },
    )
    members = legacy(legacy_flow(calling(KEY, actions={"Get": read})))
    plan = fixed(write_zip(tmp_path / "Daily.zip", members))
    assert [deposit.secret_name for deposit in plan.deposits] == [f"{SECRET}-2"]
