"""Rows of settings, as SharePoint and Dataverse keep them: one member names the value that another holds."""

import json
from typing import Any

import pytest
from test_literal_typed import found

SECRET = "CanaryTiger7"
COLUMNS = [
    ("Title", "SettingValue"),
    ("Title", "ConfigValue"),
    ("Title", "Content"),
    ("Setting", "Content"),
    ("SettingName", "SettingValue"),
    ("Setting_x0020_Name", "Setting_x0020_Value"),
    ("Setting Name", "Setting Value"),
    ("ConfigKey", "ConfigValue"),
    ("config_key", "config_value"),
    ("KEY", "VALUE"),
    ("name", "content"),
    ("cr123_name", "cr123_value"),
    ("cr123_Name", "cr123_Value"),
    ("cr123_setting", "cr123_content"),
    ("new_key", "new_settingvalue"),
    ("contoso_title", "contoso_data"),
]


def row(name: str, holder: str, called: str, value: Any) -> dict[str, Any]:
    """A row of a list of settings with other columns between and around."""
    return {"id": "7f", "type": "row", name: called, "Category": "erp", "Active": True, holder: value, "Order": 3}


@pytest.mark.parametrize(("name", "holder"), COLUMNS)
def test_the_column_beside_it_names_the_value(name, holder):
    settings = row(name, holder, "dbPassword", SECRET)
    assert found([settings]) == [SECRET]
    assert found({"value": [row(name, holder, "dbUser", "svc-erp"), settings]}) == [SECRET]
    assert found({"results": {"first": dict(reversed(settings.items()))}}) == [SECRET]
    assert found(row(name, holder, "dbPassword", "@{outputs('Ask')}")) == []


@pytest.mark.parametrize(("name", "holder"), COLUMNS)
@pytest.mark.parametrize(
    ("called", "value"),
    [
        ("Password policy", "12 characters"),
        ("Reset password", "Open the portal, choose Forgot password and follow the steps in the mail that you get."),
        ("Password reset mail", "Dear colleague, your password runs out in 14 days. Please change it in time."),
        ("PasswordLength", "12"),
        ("passwordHelpUrl", "https://portal.contoso.example/passwords/help"),
        ("dbUser", "svc-erp"),
        ("Greeting", "CanaryTiger7"),
    ],
)
def test_rows_that_hold_no_secret(name, holder, called, value):
    assert found([row(name, holder, called, value)]) == []


def test_a_list_of_users():
    users = [{"Title": name, "UserName": name.lower(), "Department": "Keys"} for name in ("Ana", "Ben", "Cleo")]
    assert found({"value": users}) == []


def test_a_prefix_is_one_of_a_publisher_only_where_both_columns_have_it():
    assert found([{"cr123_name": "dbPassword", "hash_value": SECRET}]) == []
    assert found([{"Title": "dbPassword", "hash_value": SECRET}]) == []
    assert found([{"cr123_name": "dbPassword", "new_name": "Greeting", "cr123_value": SECRET}]) == [SECRET]


def test_a_member_that_tells_needs_no_label():
    assert found([{"token_name": "github", "secret_value": SECRET, "password_text": "CanaryLynx8"}]) == [
        SECRET,
        "CanaryLynx8",
    ]
    assert found([{"client_secret": SECRET, "client_value": "svc-erp"}]) == [SECRET]


@pytest.mark.parametrize(("name", "holder"), [("Title", "SettingValue"), ("cr123_name", "cr123_value")])
def test_a_row_that_a_connector_writes(name, holder):
    parameters = {"table": "Settings", f"item/{name}": "dbPassword", "item/Category": "erp", f"item/{holder}": SECRET}
    assert found({"parameters": parameters}) == [SECRET]
    parameters[f"item/{name}"] = "Password policy"
    assert found({"parameters": parameters}) == []


def test_an_identifier_names_the_value_where_it_tells():
    assert found([{"id": "dbPassword", "displayName": "For the nightly run", "value": SECRET}]) == [SECRET]
    assert found([{"id": "row-17", "displayName": "dbPassword", "value": SECRET}]) == [SECRET]


TEXTS = [
    json.dumps,
    lambda rows: json.dumps({"value": rows}, indent=2),
    lambda rows: {"a": json.dumps({"b": json.dumps(rows)})},
]
IN_TEXT = [("Title", "SettingValue"), ("cr123_name", "cr123_value"), ("ConfigKey", "ConfigValue"), ("Name", "Content")]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("name", "holder"), IN_TEXT)
def test_a_row_in_json_text(name, holder, text):
    settings = row(name, holder, "dbPassword", SECRET)
    assert found(text([row(name, holder, "dbUser", "svc-erp"), settings])) == [SECRET]
    assert found(text([row(name, holder, "dbPassword", ""), row(name, holder, "Greeting", SECRET)])) == []
    for called, value in (("Password policy", "12 characters"), ("Reset password", "Open the portal and follow it.")):
        assert found(text([row(name, holder, called, value)])) == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_word_in_another_column_of_a_row_in_text_names_nothing(text):
    assert found(text([{"Category": "dbPassword", "Title": "Greeting", "Value": SECRET}])) == []
