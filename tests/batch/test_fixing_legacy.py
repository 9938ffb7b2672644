"""Packages exported outside solutions, fixed in place: their flows read secrets through the Key Vault connector."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_builders import (
    ASSET,
    ASSET_MEMBER,
    FLOW_MEMBER,
    legacy,
    legacy_flow,
    sharepoint_reference,
    solution,
    write_folder,
    write_zip,
)

from remediate.batch import Destination, Result, Status, fix_all, plan_all
from remediate.detection import Fate
from remediate.detectors import examples as ex
from remediate.plan import Options
from remediate.playbook import Legacy, Way, load
from remediate.report.carried import next_steps
from remediate.report.records import records
from remediate.report.text import Detail, package_lines
from remediate.secret import Secret
from remediate.vault.memory import MemoryVault

VALUE, OTHER = "CANARY-9f27c4a1b3d85e60", "CANARY-another-0d1e2f3a4b"
NAME = "daily-package-api-contoso-example-x-api-key"
OPTIONS = Options(load("baseline"))
KEY = "@parameters('$connections')['shared_sharepointonline']['connectionId']"
TOKEN = "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))"


def sharepoint(form: str = "open") -> dict[str, Any]:
    """An action that reads a list: of the new form, of the old one, or of the old one with its user's connection."""
    if form == "open":
        host = {
            "connectionName": "shared_sharepointonline",
            "operationId": "GetItems",
            "apiId": "/x/shared_sharepointonline",
        }
        inputs: dict[str, Any] = {"host": host, "parameters": {}, "authentication": "@parameters('$authentication')"}
        return {"type": "OpenApiConnection", "runAfter": {}, "inputs": inputs}
    theirs = f"{TOKEN}['$connections']['shared_sharepointonline']['connectionId']"
    raw = {"type": "Raw", "value": f"{TOKEN}['$ConnectionKey']"}
    inputs = {
        "host": {"connection": {"name": KEY if form == "old" else theirs}},
        "method": "get",
        "path": "/items",
        "authentication": "@parameters('$authentication')" if form == "old" else raw,
    }
    return {"type": "ApiConnection", "runAfter": {}, "inputs": inputs}


def flow(value: str = VALUE, form: str = "open", **more: Any) -> bytes:
    actions = {"List": sharepoint(form), "Call": ex.http(headers={"x-api-key": value})}
    references = {"shared_sharepointonline": sharepoint_reference("Invoker" if form == "theirs" else "Embedded")}
    return legacy_flow(ex.definition(actions), references, **more)


def fix(
    path: Path, vault: MemoryVault | None = None, options: Options = OPTIONS, out: Path | None = None
) -> list[Result]:
    return list(fix_all([path], options, vault or MemoryVault(), Destination(out)))


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def actions(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)["properties"]["definition"]["actions"]
    return found


def reads(data: bytes) -> dict[str, Any]:
    return {name: action for name, action in actions(data).items() if name.startswith("Get_secret")}


def test_a_zip_gets_a_fixed_zip_beside_it(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(flow()))
    before, vault = source.read_bytes(), MemoryVault()
    (result,) = fix(source, vault)
    assert (result.status, result.plan.count(Fate.FIXED)) == (Status.FIXED, 1)
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Daily.remediated.zip", "Daily.zip"]
    old, new = members(source), members(tmp_path / "Daily.remediated.zip")
    folder = ASSET_MEMBER.rpartition("/")[0]
    changed = {"manifest.json", ASSET_MEMBER, f"{folder}/apisMap.json", f"{folder}/connectionsMap.json"}
    assert {name for name in old if old[name] != new[name]} == changed
    assert set(new) == set(old)
    assert not any(VALUE.encode() in content for content in new.values())
    assert vault.get(NAME) == Secret(VALUE)


def test_the_read_is_the_connectors_and_everything_declares_its_connection(tmp_path):
    fix(write_zip(tmp_path / "Daily.zip", legacy(flow())))
    new = members(tmp_path / "Daily.remediated.zip")
    [(name, read)] = reads(new[ASSET_MEMBER]).items()
    assert read["inputs"] == {
        "host": {
            "apiId": "/providers/Microsoft.PowerApps/apis/shared_keyvault",
            "connectionName": "shared_keyvault",
            "operationId": "GetSecret",
        },
        "parameters": {"secretName": NAME},
        "authentication": "@parameters('$authentication')",
    }
    assert read["runtimeConfiguration"] == {"secureData": {"properties": ["inputs", "outputs"]}}
    call = actions(new[ASSET_MEMBER])["Call"]
    assert call["inputs"]["headers"]["x-api-key"] == f"@body('{name}')?['value']"
    assert call["runtimeConfiguration"]["secureData"]["properties"] == ["inputs"]
    document = json.loads(new[ASSET_MEMBER])["properties"]
    assert document["connectionReferences"]["shared_keyvault"]["source"] == "Embedded"
    assert document["connectionReferences"]["shared_keyvault"]["id"].endswith("/apis/shared_keyvault")
    assert "$connections" in document["definition"]["parameters"]
    folder = ASSET_MEMBER.rpartition("/")[0]
    api = json.loads(new[f"{folder}/apisMap.json"])["shared_keyvault"]
    connection = json.loads(new[f"{folder}/connectionsMap.json"])["shared_keyvault"]
    resources = json.loads(new["manifest.json"])["resources"]
    assert resources[api]["name"] == "shared_keyvault"
    assert resources[connection]["dependsOn"] == [api]
    assert resources[ASSET]["dependsOn"][-2:] == [api, connection]


def test_flows_of_the_old_form_get_a_read_of_that_form(tmp_path):
    fix(write_zip(tmp_path / "Daily.zip", legacy(flow(form="old"))))
    [read] = reads(members(tmp_path / "Daily.remediated.zip")[ASSET_MEMBER]).values()
    assert read["type"] == "ApiConnection"
    assert read["inputs"] == {
        "host": {"connection": {"name": "@parameters('$connections')['shared_keyvault']['connectionId']"}},
        "method": "get",
        "path": f"/secrets/@{{encodeURIComponent('{NAME}')}}/value",
        "authentication": "@parameters('$authentication')",
    }


def test_a_connection_of_whoever_runs_the_flow_is_no_model_for_ours(tmp_path):
    fix(write_zip(tmp_path / "Daily.zip", legacy(flow(form="theirs"))))
    data = members(tmp_path / "Daily.remediated.zip")[ASSET_MEMBER]
    [read] = reads(data).values()
    assert read["type"] == "OpenApiConnection"
    assert read["inputs"]["authentication"]["type"] == "Raw"
    assert json.loads(data)["properties"]["connectionReferences"]["shared_keyvault"]["source"] == "Embedded"


def test_a_connection_to_another_vault_is_not_used(tmp_path):
    known = {"shared_keyvault": {**sharepoint_reference(), "id": "/providers/Microsoft.PowerApps/apis/shared_keyvault"}}
    content = legacy_flow(ex.definition({"Call": ex.http(headers={"x-api-key": VALUE})}), known)
    fix(write_zip(tmp_path / "Daily.zip", legacy(content)))
    document = json.loads(members(tmp_path / "Daily.remediated.zip")[ASSET_MEMBER])["properties"]
    assert set(document["connectionReferences"]) == {"shared_keyvault", "shared_keyvault_2"}
    [read] = reads(members(tmp_path / "Daily.remediated.zip")[ASSET_MEMBER]).values()
    assert read["inputs"]["host"]["connectionName"] == "shared_keyvault_2"


def test_the_second_run_finds_nothing_and_the_same_input_gives_the_same_bytes(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(flow()))
    vault = MemoryVault()
    fix(source, vault)
    fixed = tmp_path / "Daily.remediated.zip"
    once = fixed.read_bytes()
    (result,) = fix(fixed, vault)
    assert result.status is Status.CLEAN
    fix(source, vault)
    assert fixed.read_bytes() == once
    assert len(list(vault.names())) == 1


def test_another_secret_in_a_fixed_flow_uses_the_connection_that_is_there(tmp_path):
    source = write_folder(tmp_path / "Daily", legacy(flow()))
    fix(source)
    place = source / ASSET_MEMBER
    document = json.loads(place.read_bytes())
    document["properties"]["definition"]["actions"]["More"] = ex.http(headers={"x-api-key": OTHER})
    place.write_text(json.dumps(document))
    before = {p: p.read_bytes() for p in source.rglob("*") if p.is_file() and p != place}
    (result,) = fix(source)
    assert result.status is Status.FIXED
    assert len(reads(place.read_bytes())) == 2
    assert {p: p.read_bytes() for p in before} == before


def test_a_folder_is_changed_in_place_and_keeps_its_spelling(tmp_path):
    parts = legacy(flow())
    parts[ASSET_MEMBER] = (
        b"\xef\xbb\xbf" + json.dumps(json.loads(parts[ASSET_MEMBER]), indent=4).replace("\n", "\r\n").encode()
    )
    source = write_folder(tmp_path / "Daily", parts)
    (result,) = fix(source)
    assert result.carried is not None
    assert result.carried.output == source
    data = (source / ASSET_MEMBER).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf{\r\n    ")
    assert data.count(b"\n") == data.count(b"\r\n")
    (again,) = fix(source)
    assert again.status is Status.CLEAN


def test_the_flow_says_the_name_under_which_the_value_was_stored(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(flow(form="old"), flow(OTHER)))
    vault = MemoryVault()
    vault.add(NAME, Secret("CANARY-somebody-elses"), tags={})
    (result,) = fix(source, vault)
    assert result.status is Status.FIXED
    assert vault.get(NAME) == Secret("CANARY-somebody-elses")
    new = members(tmp_path / "Daily.remediated.zip")
    [first] = reads(new[ASSET_MEMBER]).values()
    assert first["inputs"]["path"] == f"/secrets/@{{encodeURIComponent('{NAME}-2')}}/value"
    assert vault.get(f"{NAME}-2") == Secret(VALUE)
    [second] = reads(new[ASSET_MEMBER.replace(ASSET, ASSET[:-1] + "2")]).values()
    name = second["inputs"]["parameters"]["secretName"]
    assert vault.get(name) == Secret(OTHER)
    once = (tmp_path / "Daily.remediated.zip").read_bytes()
    fix(source, vault)
    assert (tmp_path / "Daily.remediated.zip").read_bytes() == once


def test_a_dry_run_says_the_wanted_name_and_that_it_may_be_another(tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(flow()))
    (result,) = plan_all([source], OPTIONS, destination=Destination())
    text = "\n".join(line.plain for line in package_lines(result, list(records(result)), Detail.CHANGES))
    assert f"+ vault secret {NAME}, which the flow reads by this name" in text
    assert "the flow will say the name that is used then" in text
    assert VALUE not in text
    assert [path.name for path in tmp_path.iterdir()] == ["Daily.zip"]


def test_the_next_steps_name_the_vault_of_the_connection(tmp_path):
    vault = MemoryVault("https://contoso.vault.azure.net")
    (result,) = fix(write_zip(tmp_path / "Daily.zip", legacy(flow())), vault)
    text = "\n".join(line.plain for line in package_lines(result, list(records(result)), Detail.CHANGES))
    assert "the vault contoso (one connection" in text
    assert "Import Package (Legacy)" in text
    assert "pac solution" not in text


def test_secrets_are_copied_before_the_package_is_imported(tmp_path):
    (result,) = fix(write_zip(tmp_path / "Daily.zip", legacy(flow())), MemoryVault("file:vault.db"))
    lines = [line.plain for line in package_lines(result, list(records(result)), Detail.CHANGES)]
    copying, importing, choosing = lines[lines.index("  next") + 1 :][:3]
    assert "1. copy the secrets to Key Vault: remediate vault copy file:vault.db" in copying
    assert "Import Package (Legacy)" in importing
    assert "3. choose for Azure Key Vault, during that import, a connection" in choosing
    assert "is that of the Key Vault that has the copies" in choosing


def test_secrets_of_many_packages_are_copied_in_one_step(tmp_path):
    vault = MemoryVault("file:vault.db")
    definition = ex.definition({"Call": ex.http(headers={"x-api-key": VALUE})})
    inside = json.dumps({"properties": {"connectionReferences": {}, "definition": definition}})
    made = [
        fix(write_zip(tmp_path / "Daily.zip", legacy(flow())), vault),
        fix(write_zip(tmp_path / "Orders.zip", solution({FLOW_MEMBER: inside})), vault),
    ]
    steps = {s.of_many for (one,) in made for s in next_steps(one.carried, one.plan, list(records(one)))}
    assert sum("remediate vault copy" in step for step in steps) == 1
    assert any("each must keep its name" in step for step in steps)


def test_a_flow_without_anything_premium_needs_to_be_asked_for(tmp_path):
    compose = {"Keep": {"type": "Compose", "runAfter": {}, "inputs": {"password": VALUE}}}
    source = write_zip(tmp_path / "Daily.zip", legacy(legacy_flow(ex.definition(compose))))
    (result,) = fix(source)
    assert (result.status, result.carried) == (Status.FOUND, None)
    (asked,) = fix(source, options=replace(OPTIONS, unsafe=True))
    assert asked.status is Status.FIXED
    assert VALUE.encode() not in members(tmp_path / "Daily.remediated.zip")[ASSET_MEMBER]


@pytest.mark.parametrize("way", [Way.MIGRATE, Way.REPORT])
def test_the_playbook_may_leave_such_packages_alone(way, tmp_path):
    source = write_zip(tmp_path / "Daily.zip", legacy(flow()))
    playbook = replace(load("baseline"), legacy=Legacy(way))
    (result,) = fix(source, options=Options(playbook))
    assert (result.status, result.plan.count(Fate.HELD)) == (Status.SKIPPED, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["Daily.zip"]
