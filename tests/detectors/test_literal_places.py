"""Secrets that only their place in the flow gives away, and what stands beside them."""

from typing import Any

import pytest

from remediate.detectors import DETECTORS, Confidence, examples
from remediate.detectors.literal_authentication import literal_authentication
from remediate.flow import Flow

KEY = "CANARYd93kf03kfl2mq"


def found(actions: dict[str, Any]) -> list[str]:
    flow = Flow({"properties": {"definition": examples.definition(actions), "connectionReferences": {}}}, "example")
    literals = (d for d in DETECTORS if d.id.startswith("literal-"))
    findings = (f for d in literals for f in d.find(flow) if f.confidence is not Confidence.LOW and not f.placeholder)
    return sorted({f"{f.pointer.rpartition('/')[2]} {f.span}" for f in findings})


@pytest.mark.parametrize(
    ("inputs", "member", "before"),
    [
        ({"authentication": {"type": "Basic", "username": KEY, "password": "X"}}, "username", ""),
        ({"authentication": {"type": "Basic", "username": KEY, "password": ""}}, "username", ""),
        ({"authentication": {"type": "Raw", "value": KEY}}, "value", ""),
        ({"parameters": {"CustomHeader2": KEY}}, "CustomHeader2", ""),
        ({"parameters": {"CustomHeader2": f"X-Session-Token: {KEY}"}}, "CustomHeader2", "X-Session-Token: "),
        ({"body": {"apiKey": f"@coalesce(item()?['x'], '{KEY}')"}}, "apiKey", "@coalesce(item()?['x'], '"),
        ({"body": {"apiKeys": {"ERP": KEY}}}, "ERP", ""),
        ({"body": {"settings": [["host", "erp.local"], ["apiKey", KEY]]}}, "1", ""),
        ({"body": {"values": [["Key", "Value"], ["userPassword", KEY]]}}, "1", ""),
        ({"body": {"values": [["System", "Password"], ["ERP", KEY]]}}, "1", ""),
        ({"body": {"Login": {"Password": {"#text": KEY}}}}, "#text", ""),
        ({"body": {"apiKey": {"type": "string", "current": KEY}}}, "current", ""),
        ({"body": {"passwords": [{"name": "erp", "value": KEY}]}}, "value", ""),
        ({"body": {"Kennwörter": {"ERP": KEY}}}, "ERP", ""),
        ({"uri": "https://kv.vault.azure.net/secrets/sap?api-version=7.4", "body": {"value": KEY}}, "value", ""),
        ({"authentication": {"type": "Basic", "username": KEY, "password": "api_token"}}, "username", ""),
        ({"queries": {"APPID": KEY}}, "APPID", ""),
        ({"headers": {"Authorization": f"Bearer @{{'{KEY}'}}"}}, "Authorization", "Bearer @{'"),
        ({"body": {"apiKey": f"@{{'{KEY}'}}"}}, "apiKey", "@{'"),
        ({"body": {"facts": [{"title": "API key:", "value": KEY}]}}, "value", ""),
        ({"body": {"fields": [{"fieldName": "apiKey", "fieldValue": KEY}]}}, "fieldValue", ""),
        ({"body": f"@createArray('apiKey', '{KEY}')"}, "body", "@createArray('apiKey', '"),
        ({"body": f"@concat('pin=1&key of api: ', '{KEY}')"}, "body", "@concat('pin=1&key of api: ', '"),
    ],
)
def test_what_the_place_tells(inputs: dict[str, Any], member: str, before: str) -> None:
    span = (len(before), len(before) + len(KEY))
    assert found({"Call": examples.http(**inputs)}) == [f"{member} {span}"]


@pytest.mark.parametrize(
    "inputs",
    [
        {"authentication": {"type": "Basic", "username": KEY, "password": "@variables('p')"}},
        {"authentication": {"type": "Basic", "username": "svc-orders", "password": ""}},
        {"queries": {"appid": "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"}},
        {"parameters": {"CustomHeader1": "application/json"}},
        {"headers": {"Cookie": "lang=de; theme=dark"}},
        {"headers": {"X-Api-Key": "@{if(equals(variables('X-Api-Key'),'guest'),variables('a'),variables('b'))}"}},
        {"body": "@createArray('password', 'token', 'status')"},
        {"body": {"values": [["Key", "Value"], ["PasswordPolicy", "12chars"]]}},
        {"body": {"passwordPolicy": {"current": "12chars"}}},
        {"body": {"@odata.nextLink": f"https://graph.microsoft.com/v1.0/me/drive/root/delta?token={KEY}"}},
    ],
)
def test_what_it_does_not(inputs: dict[str, Any]) -> None:
    assert found({"Call": examples.http(**inputs)}) == []


def test_a_guid_as_the_user_beside_a_dummy_is_the_key() -> None:
    guid = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"
    as_key = {"type": "Basic", "username": guid, "password": "X"}
    assert found({"Call": examples.http(authentication=as_key)}) == [f"username {(0, len(guid))}"]
    assert found({"Call": examples.http(authentication={**as_key, "password": "@variables('p')"})}) == []


def test_a_guid_as_the_key_of_what_signs_in() -> None:
    guid = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"
    for body in ({"auth": {"user": "svc", "key": guid}}, {"api": {"token": guid}}):
        assert len(found({"Call": examples.http(body=body)})) == 1
    for body in ({"order": {"user": "svc", "key": guid}}, {"auth": {"id": guid}}, {"key": guid}):
        assert found({"Call": examples.http(body=body)}) == []


def test_an_authentication_outside_steps_is_read() -> None:
    signed_in = {"authentication": {"type": "Basic", "username": "svc", "password": KEY}}
    definition = {**examples.definition({}), "outputs": {"answer": signed_in}}
    flow = Flow({"properties": {"definition": definition}}, "example")
    (finding,) = literal_authentication.find(flow)
    assert finding.pointer == "/properties/definition/outputs/answer/authentication/password"


@pytest.mark.parametrize("several", ["apiKeys", "tokens", "passwords", "Kennwörter", "clientSecrets"])
@pytest.mark.parametrize("value", [KEY, f"key-{KEY}", f"sk_{KEY}", f"pat_{KEY}"])
def test_an_object_of_several_names_its_members(several: str, value: str) -> None:
    assert found({"Call": examples.http(body={several: {"ERP": value}})}) == [f"ERP {(0, len(value))}"]


@pytest.mark.parametrize(
    "held",
    [
        {"apiKeys": {"owner": "key-owners"}},
        {"tokens": {"greeting": "Hello2024"}},
        {"passwords": {"policy": "12chars"}},
        {"keys": {"first": "customer-key-1"}},
    ],
)
def test_and_not_what_stands_there_about_them(held: dict[str, Any]) -> None:
    assert found({"Call": examples.http(body=held)}) == []


def test_a_row_of_a_connector_names_its_value_by_another_column() -> None:
    row = {"entityName": "environmentvariabledefinitions", "item/displayname": "ERP API Key", "item/defaultvalue": KEY}
    assert found({"Add": examples.connector("CreateRecord", row)}) == [f"item~1defaultvalue {(0, len(KEY))}"]
    assert found({"Add": examples.connector("CreateRecord", {**row, "item/displayname": "Colour"})}) == []


@pytest.mark.parametrize(
    "action",
    [
        examples.variable("varText1", KEY),
        examples.action("SetVariable", {"name": "varText1", "value": KEY}),
        examples.compose(KEY),
    ],
)
def test_the_title_of_a_step_names_what_is_typed_into_it(action: dict[str, Any]) -> None:
    assert len(found({"SAP_Password": action})) == 1
    assert found({"Country": action}) == []


def test_the_title_of_a_request_names_what_comes_back() -> None:
    request = "client_id=0f1e2d3c&scope=https://vault.azure.net/.default&grant_type=client_credentials"
    assert found({"BearerToken": examples.http(method="POST", body=request)}) == []


@pytest.mark.parametrize("kind", ["SecureString", "securestring"])
@pytest.mark.parametrize(
    ("value", "count"), [("CANARYword", 1), ("CANARY2024!", 1), ("[parameters('p2')]", 0), ("", 0)]
)
def test_a_secure_parameter_is_a_secret_whatever_its_name(kind: str, value: str, count: int) -> None:
    definition = examples.definition({})
    definition["parameters"] = {"p1": {"type": kind, "defaultValue": value}}
    flow = Flow({"properties": {"definition": definition, "connectionReferences": {}}}, "example")
    assert len([finding for detector in DETECTORS for finding in detector.find(flow)]) == count
