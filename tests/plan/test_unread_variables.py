"""A variable that a flow declares and never reads: its value leaves the flow, and the package is fixed all the same."""

import json

from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.batch import Destination, Status, fix_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import load
from remediate.vault import MemoryVault

KEY = "CANARY-9f27c4a1b3d85e60"
DEFINITION = """<environmentvariabledefinition schemaname="contoso_ApiKey">
  <displayname default="API key"><label description="API key" languagecode="1033" /></displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>100000000</type>
</environmentvariabledefinition>"""
VALUES = '{"environmentvariablevalues": {"environmentvariablevalue": {"iscustomizable": "1", "value": "KEY"}}}'.replace(
    "KEY", KEY
)


def document(actions, parameters=None) -> bytes:
    definition = ex.definition(actions, parameters=parameters)
    return json.dumps({"properties": {"connectionReferences": {}, "definition": definition}}, indent=2).encode()


def test_it_is_held_and_the_rest_is_fixed(tmp_path):
    folder = "environmentvariabledefinitions/contoso_ApiKey/"
    parameter = {"type": "String", "defaultValue": KEY, "metadata": {"schemaName": "contoso_ApiKey"}}
    members = {
        FLOW_MEMBER: document({"Call": ex.http()}, {"API key (contoso_ApiKey)": parameter}),
        f"{folder}environmentvariabledefinition.xml": DEFINITION,
        f"{folder}environmentvariablevalues.json": VALUES,
    }
    vault = MemoryVault()
    path = write_zip(tmp_path / "Orders.zip", solution(members))
    (result,) = fix_all([path], Options(load("baseline"), unsafe=True), vault, Destination(tmp_path / "out"))
    assert result.status is Status.FIXED
    assert [outcome.fate for flow in result.plan.flows for outcome in flow.outcomes] == [Fate.FIXED]
    (kept,) = [one.outcome for one in result.plan.elsewhere if one.variable]
    assert kept.fate is Fate.HELD
    assert "no flow of the package reads it" in kept.held.reason
    assert [vault.get(name).reveal() for name in vault.names()] == [KEY]


def test_one_that_has_a_current_value_and_no_default_is_emptied_when_its_reader_reads_the_vault(tmp_path):
    folder = "environmentvariabledefinitions/contoso_ApiKey/"
    name = "API key (contoso_ApiKey)"
    parameter = {"type": "String", "defaultValue": KEY, "metadata": {"schemaName": "contoso_ApiKey"}}
    members = {
        FLOW_MEMBER: document({"Call": ex.http(headers={"x-key": f"@parameters('{name}')"})}, {name: parameter}),
        f"{folder}environmentvariabledefinition.xml": DEFINITION,
        f"{folder}environmentvariablevalues.json": VALUES,
    }
    path = write_zip(tmp_path / "Orders.zip", solution(members))
    (result,) = fix_all([path], Options(load("baseline")), MemoryVault(), Destination(tmp_path / "out"))
    assert result.status is Status.FIXED
    assert result.plan.emptied == ("contoso_ApiKey",)
    assert result.plan.removed == (f"{folder}environmentvariablevalues.json",)
