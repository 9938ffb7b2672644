"""Packages exported outside solutions become one solution: what is in it, what stays out; no secret travels."""

import json
import re
from dataclasses import replace

import pytest
from migration_builders import (
    OPTIONS,
    SHAREPOINT,
    TARGET,
    VALUE,
    call,
    flow_documents,
    members,
    migrated,
    old_action,
    wanted,
)
from package_builders import definition, legacy, legacy_flow, sharepoint_reference, solution, write_folder, write_zip

from remediate.batch import Status
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.errors import UsageError, VaultUnreachable, WriteError
from remediate.migration import plan_migration, target
from remediate.package import open_package
from remediate.plan import Options
from remediate.playbook import load
from remediate.secret import Secret
from remediate.vault.memory import MemoryVault

BUTTON = {"manual": {"type": "Request", "kind": "Button", "inputs": {"schema": {}}}}


def clean(**more):
    return legacy_flow({**definition(), "actions": {"Wait": {"type": "Wait", "runAfter": {}}}}, **more)


def with_actions(actions, references=None, triggers=None, **more):
    content = ex.definition(actions)
    return legacy_flow({**content, "triggers": triggers or content["triggers"]}, references, **more)


def test_a_package_becomes_a_solution_that_reads_its_secret_from_the_vault(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions({"Call": call()})))
    before, vault = source.read_bytes(), MemoryVault()
    outcome, (result,) = migrated(source, output=tmp_path / "out" / "Orders.zip", vault=vault)
    assert (result.status, result.plan.count(Fate.FIXED), outcome.complete) == (Status.FIXED, 1, True)
    assert source.read_bytes() == before
    new = members(tmp_path / "out" / "Orders.zip")
    assert not any(VALUE.encode() in content for content in new.values())
    assert vault.get("orders-api-contoso-example-x-api-key") == Secret(VALUE)
    [document] = flow_documents(tmp_path / "out" / "Orders.zip")
    assert set(document) == {"properties", "schemaVersion"}
    assert set(document["properties"]) == {"definition", "connectionReferences", "templateName"}
    assert "metadata" not in document["properties"]["definition"]
    assert any(
        "RetrieveEnvironmentVariableSecretValue" in str(a)
        for a in document["properties"]["definition"]["actions"].values()
    )
    package = open_package(tmp_path / "out" / "Orders.zip")
    assert (package.facts.unique_name, package.facts.publisher_prefix, package.facts.managed) == (
        "Orders",
        "contoso",
        False,
    )
    assert [flow.name for flow in package.flows] == ["Daily mail"]
    assert package.scan_only is None


def test_the_files_say_the_same_of_each_flow(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions({"Call": call()})))
    outcome, _ = migrated(source, output=tmp_path / "Orders.zip")
    [flow] = outcome.migration.flows
    new = {name: content.decode("utf-8-sig") for name, content in members(tmp_path / "Orders.zip").items()}
    assert flow.member in new
    assert re.fullmatch(r"Workflows/Dailymail-[0-9A-F-]{36}\.json", flow.member)
    assert f'<RootComponent type="29" id="{{{flow.workflow_id}}}" behavior="0" />' in new["solution.xml"]
    assert f'WorkflowId="{{{flow.workflow_id}}}" Name="Daily mail"' in new["customizations.xml"]
    assert f"<JsonFileName>/{flow.member}</JsonFileName>" in new["customizations.xml"]
    assert "<StateCode>0</StateCode>" in new["customizations.xml"]
    assert 'Extension="json"' in new["[Content_Types].xml"]
    assert "<Version>1.0.0.0</Version>" in new["solution.xml"]


def test_the_same_input_gives_the_same_bytes_whatever_runs_before(tmp_path):
    source = write_folder(tmp_path / "in", legacy(with_actions({"Call": call()}), clean(guid="2f" * 16)))
    vault = MemoryVault()
    migrated(source, output=tmp_path / "Orders.zip", vault=vault)
    once = (tmp_path / "Orders.zip").read_bytes()
    migrated(source, output=tmp_path / "Orders.zip", vault=vault)
    assert (tmp_path / "Orders.zip").read_bytes() == once
    settings = (tmp_path / "Orders.deployment-settings.json").read_bytes()
    (tmp_path / "Orders.deployment-settings.json").unlink()
    migrated(source, output=tmp_path / "Orders.zip")
    assert (tmp_path / "Orders.zip").read_bytes() == once
    assert (tmp_path / "Orders.deployment-settings.json").read_bytes() == settings


def test_connections_become_references_one_for_each_connection(tmp_path):
    same, other = sharepoint_reference(), sharepoint_reference(name="b" * 32)
    theirs = sharepoint_reference("Invoker")
    parts = legacy(
        with_actions({"List": old_action()}, {"shared_sharepointonline": same, "shared_sharepointonline_1": other}),
        with_actions({"List": old_action()}, {"shared_sharepointonline": theirs}, guid="2f" * 16),
    )
    migrated(write_zip(tmp_path / "Daily.zip", parts), output=tmp_path / "Orders.zip")
    first, second = (d["properties"]["connectionReferences"] for d in flow_documents(tmp_path / "Orders.zip"))
    if len(first) == 1:
        first, second = second, first
    names = {key: entry["connection"]["connectionReferenceLogicalName"] for key, entry in first.items()}
    assert len(set(names.values())) == 2
    assert second["shared_sharepointonline"]["connection"] == first["shared_sharepointonline"]["connection"]
    assert (first["shared_sharepointonline"]["runtimeSource"], second["shared_sharepointonline"]["runtimeSource"]) == (
        "embedded",
        "invoker",
    )
    assert first["shared_sharepointonline"]["api"] == {"name": "shared_sharepointonline"}
    package = open_package(tmp_path / "Orders.zip")
    declared = {r.logical_name: r.connector_id for r in package.facts.connection_references}
    assert declared == dict.fromkeys(names.values(), SHAREPOINT)
    assert all(re.fullmatch(r"contoso_sharedsharepointonline_[0-9a-f]{5}", name) for name in declared)
    assert "ada@contoso.example" not in str(members(tmp_path / "Orders.zip"))
    settings = json.loads((tmp_path / "Orders.deployment-settings.json").read_bytes())
    assert {r["LogicalName"] for r in settings["ConnectionReferences"]} == set(declared)


def test_actions_of_the_old_form_stay_but_for_the_gateway_of_their_environment(tmp_path):
    action = old_action(api={"runtimeUrl": "https://old.example"})
    parts = legacy(with_actions({"List": action}, {"shared_sharepointonline": sharepoint_reference()}))
    outcome, _ = migrated(write_zip(tmp_path / "Daily.zip", parts), output=tmp_path / "Orders.zip")
    [document] = flow_documents(tmp_path / "Orders.zip")
    host = {"connection": action["inputs"]["host"]["connection"]}
    kept = {name: value for name, value in action["inputs"].items() if name != "api"}
    assert document["properties"]["definition"]["actions"]["List"] == {**action, "inputs": {**kept, "host": host}}
    [flow] = outcome.migration.flows
    assert any("1 of its actions is of the old form" in note for note in flow.notes)


def test_numbers_keep_their_spelling_and_a_byte_order_mark_goes(tmp_path):
    parts = legacy(clean())
    [member] = [name for name in parts if name.endswith("definition.json")]
    text = parts[member].decode().replace('"type":"Wait"', '"type":"Wait","inputs":{"count":1.10E+2}')
    source = write_zip(tmp_path / "Daily.zip", parts | {member: text.encode("utf-16")})
    migrated(source, output=tmp_path / "Orders.zip")
    [data] = [d for name, d in members(tmp_path / "Orders.zip").items() if name.startswith("Workflows/")]
    assert data.startswith(b"{")
    assert b"1.10E+2" in data


@pytest.mark.parametrize("action", [{"Keep": {"type": "Compose", "runAfter": {}, "inputs": {"password": VALUE}}}])
def test_a_flow_that_would_keep_a_secret_stays_out_until_it_is_asked_for(action, tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions(action), clean(guid="2f" * 16, name="Other")))
    outcome, _ = migrated(source, output=tmp_path / "Orders.zip")
    [left] = outcome.migration.left_out
    assert (left.name, [flow.name for flow in outcome.migration.flows]) == ("Daily mail", ["Other"])
    assert "--unsafe" in left.unblock
    assert not outcome.complete
    assert not any(VALUE.encode() in data for data in members(tmp_path / "Orders.zip").values())
    asked, _ = migrated(source, output=tmp_path / "Orders.zip", options=replace(OPTIONS, unsafe=True))
    assert len(asked.migration.flows) == 2
    assert not any(VALUE.encode() in data for data in members(tmp_path / "Orders.zip").values())


def test_a_secret_in_a_trigger_keeps_its_flow_out_unless_it_may_come_along(tmp_path):
    trigger = {
        "Poll": {
            "type": "Http",
            "inputs": {"method": "GET", "uri": "https://h.example", "headers": {"x-api-key": VALUE}},
        }
    }
    source = write_zip(
        tmp_path / "Daily.zip", legacy(with_actions({"Call": call("CANARY-other-0a1b2c3d4e")}, triggers=trigger))
    )
    outcome, results = migrated(source, output=tmp_path / "Orders.zip")
    [left] = outcome.migration.left_out
    assert "trigger" in left.reason
    assert "--keep-secrets" in left.unblock
    assert VALUE not in str(left)
    assert results == []
    assert not (tmp_path / "Orders.zip").exists()
    kept, (result,) = migrated(source, output=tmp_path / "Orders.zip", keeps=True)
    assert kept.complete
    assert (result.plan.count(Fate.HELD), result.plan.count(Fate.FIXED)) == (1, 1)


def test_a_playbook_that_does_not_look_for_secrets_lets_none_travel(tmp_path):
    (tmp_path / "p.toml").write_text('name="p"\nwhy="p"\n[[step]]\nname="n"\ndetector="literal-token"\napply="safe"\n')
    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions({"Call": call()})))
    outcome, _ = migrated(source, output=tmp_path / "Orders.zip", options=Options(load(str(tmp_path / "p.toml"))))
    [left] = outcome.migration.left_out
    assert "the playbook does not move it" in left.reason
    assert not (tmp_path / "Orders.zip").exists()


def test_without_fixing_everything_is_as_it_was_because_somebody_asked(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions({"Call": call()})))
    vault = MemoryVault()
    outcome, (result,) = migrated(source, output=tmp_path / "Orders.zip", vault=vault, fixes=False)
    assert len(outcome.migration.flows) == 1
    assert list(vault.names()) == []
    assert result.plan.count(Fate.HELD) == 1
    assert any(VALUE.encode() in data for data in members(tmp_path / "Orders.zip").values())


def test_a_vault_that_fails_leaves_no_solution_behind(tmp_path):
    class Broken(MemoryVault):
        def add(self, *_names, **_tags):
            raise VaultUnreachable("no answer.")

    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions({"Call": call()})))
    _, (result,) = migrated(source, output=tmp_path / "out" / "Orders.zip", vault=Broken())
    assert (result.status, type(result.error)) == (Status.FAILED, VaultUnreachable)
    assert [path.name for path in tmp_path.iterdir()] == ["Daily.zip"]


def test_planning_writes_nothing(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(with_actions({"Call": call()})))
    outcome = plan_migration(wanted(source, output=tmp_path / "out" / "Orders.zip"))
    assert VALUE not in repr(outcome)
    assert [path.name for path in tmp_path.iterdir()] == ["Daily.zip"]


def test_a_broken_package_is_named_and_the_others_go_on(tmp_path):
    write_zip(tmp_path / "A.zip", legacy(clean()))
    (tmp_path / "B.zip").write_bytes((tmp_path / "A.zip").read_bytes()[:300])
    broken = legacy(clean(guid="3f" * 16)) | {"Microsoft.Flow/flows/x/definition.json": b"{"}
    write_zip(tmp_path / "C.zip", broken)
    outcome, results = migrated(tmp_path, output=tmp_path / "out" / "Orders.zip")
    assert len(outcome.migration.flows) == 2
    assert [str(error.file).rpartition("/")[2] for error in outcome.broken] == ["B.zip", "definition.json"]
    assert [result.status for result in results] == [Status.FAILED, Status.FAILED, Status.FIXED]


def test_the_same_flow_twice_is_one_and_another_version_is_told(tmp_path):
    write_zip(tmp_path / "A.zip", legacy(clean()))
    write_folder(tmp_path / "B", legacy(clean()))
    write_zip(
        tmp_path / "C.zip", legacy(with_actions({"Wait": {"type": "Wait", "runAfter": {}}, "More": {"type": "Wait"}}))
    )
    write_zip(tmp_path / "D.zip", solution())
    outcome, _ = migrated(tmp_path, output=tmp_path / "out" / "Orders.zip")
    assert len(outcome.migration.flows) == 1
    assert [left.path.rpartition("/")[2] for left in outcome.migration.left_out] == ["C.zip"]
    assert [one.path.rpartition("/")[2] for one in outcome.passed] == ["D.zip", "B"]


def test_two_flows_of_one_name_are_two(tmp_path):
    parts = legacy(clean(), clean(guid="2f" * 16))
    outcome, _ = migrated(write_zip(tmp_path / "A.zip", parts), output=tmp_path / "Orders.zip")
    assert len({flow.member for flow in outcome.migration.flows}) == 2


def test_a_flow_that_calls_another_calls_the_new_one(tmp_path):
    child = "2f7c2d4e-0000-4000-8000-00000000000a"
    run = {"type": "Workflow", "runAfter": {}, "inputs": {"host": {"workflowReferenceName": child.upper()}, "body": {}}}
    parts = legacy(
        with_actions({"Run": run}),
        with_actions(
            {"List": old_action()}, {"shared_sharepointonline": sharepoint_reference()}, guid=child, name="Child"
        ),
    )
    outcome, _ = migrated(write_zip(tmp_path / "A.zip", parts), output=tmp_path / "Orders.zip")
    ids = {flow.name: flow.workflow_id for flow in outcome.migration.flows}
    notes = {flow.name: " ".join(flow.notes) for flow in outcome.migration.flows}
    [parent] = [d for d in flow_documents(tmp_path / "Orders.zip") if "Run" in d["properties"]["definition"]["actions"]]
    called = parent["properties"]["definition"]["actions"]["Run"]["inputs"]["host"]["workflowReferenceName"]
    assert called == ids["Child"]
    assert "may not turn on" in notes["Child"]
    assert "not migrated with it" not in notes["Daily mail"]


def test_a_flow_that_calls_one_that_stays_out_goes_on_calling_the_old_one(tmp_path):
    child = "2f7c2d4e-0000-4000-8000-00000000000a"
    run = {"type": "Workflow", "runAfter": {}, "inputs": {"host": {"workflowReferenceName": child}, "body": {}}}
    keeps = {"Keep": {"type": "Compose", "runAfter": {}, "inputs": {"password": VALUE}}}
    parts = legacy(with_actions({"Run": run}), with_actions(keeps, guid=child, name="Child"))
    outcome, _ = migrated(write_zip(tmp_path / "A.zip", parts), output=tmp_path / "Orders.zip")
    [document] = flow_documents(tmp_path / "Orders.zip")
    assert document["properties"]["definition"]["actions"]["Run"]["inputs"]["host"]["workflowReferenceName"] == child
    [flow] = outcome.migration.flows
    assert any("not migrated with it" in note for note in flow.notes)


def test_what_a_solution_does_not_take_is_said(tmp_path):
    custom = {**sharepoint_reference(), "id": "/providers/Microsoft.PowerApps/apis/shared_graph-5f04d5eb22c34423fb"}
    excel = {**sharepoint_reference("Invoker"), "id": "/providers/Microsoft.PowerApps/apis/shared_excelonlinebusiness"}
    row = {
        "manual": {"type": "Request", "kind": "ApiConnection", "inputs": {"host": {"connection": {"name": "x['e']"}}}}
    }
    parts = legacy(
        with_actions({"A": {"type": "Wait"}}, {"g": custom}, name="Custom"),
        with_actions({"A": {"type": "Wait"}}, {"e": excel}, triggers=row, guid="2f" * 16, name="Row"),
        with_actions({"A": {"type": "Wait"}}, {"x": {"source": "Embedded"}}, guid="3f" * 16, name="Strange"),
        with_actions({"A": {"type": "Wait"}}, triggers=BUTTON, guid="4f" * 16, name="Button"),
    )
    outcome, _ = migrated(write_zip(tmp_path / "A.zip", parts), output=tmp_path / "Orders.zip")
    reasons = {left.name: left.reason for left in outcome.migration.left_out}
    assert "custom connector" in reasons["Custom"]
    assert "Excel or Word" in reasons["Row"]
    assert "connection x is not described" in reasons["Strange"]
    [flow] = outcome.migration.flows
    assert (flow.name, flow.notes[0].partition(":")[0]) == ("Button", "instant flow")


def test_names_that_xml_cannot_hold_and_that_no_file_has(tmp_path):
    parts = legacy(clean(name='<"Ä & \x07\ud83d/..\\'))
    migrated(write_zip(tmp_path / "A.zip", parts), output=tmp_path / "Orders.zip")
    package = open_package(tmp_path / "Orders.zip")
    assert [flow.name for flow in package.flows] == ['<"Ä & /..\\']
    assert package.flows[0].member.startswith("Workflows/A-")


def test_another_file_is_not_replaced(tmp_path):
    source = write_zip(tmp_path / "A.zip", legacy(clean()))
    write_zip(tmp_path / "Orders.zip", solution())
    with pytest.raises(WriteError, match="Another file"):
        plan_migration(wanted(source, output=tmp_path / "Orders.zip"))


@pytest.mark.parametrize(
    ("publisher", "prefix", "name"),
    [
        ("", "contoso", ""),
        ("Contoso", "", ""),
        ("Contoso", "c", ""),
        ("Contoso", "mscrmx", ""),
        ("Contoso", "1ab", ""),
        ("Contoso", "toolongprefix", ""),
        ("Contoso", "contoso", "a b"),
        ("Contoso", "contoso", "1a"),
        ("日本", "contoso", ""),
    ],
)
def test_names_that_dataverse_does_not_take_are_refused(publisher, prefix, name):
    with pytest.raises(UsageError):
        target("Orders", publisher, prefix, name)


def test_names_are_made_of_what_is_given():
    assert TARGET.unique_name == "Orders"
    made = target("2024 Orders (new)", "Contoso Ltd.", "CON")
    assert (made.unique_name, made.publisher, made.publisher_name, made.prefix) == (
        "_2024Ordersnew",
        "ContosoLtd",
        "Contoso Ltd.",
        "con",
    )
