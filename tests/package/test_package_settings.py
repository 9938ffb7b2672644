import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.errors import PackageError
from remediate.package.settings import deployment_settings

PATH = "/subscriptions/0/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/s"
CONNECTOR = "/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps"


def test_a_new_file():
    data, missing = deployment_settings([("contoso_A", PATH), ("contoso_B", None)], [("contoso_c", CONNECTOR)])
    assert json.loads(data) == {
        "EnvironmentVariables": [{"SchemaName": "contoso_A", "Value": PATH}],
        "ConnectionReferences": [{"LogicalName": "contoso_c", "ConnectorId": CONNECTOR}],
    }
    assert missing == ["contoso_B"]


def test_a_new_file_is_complete_without_entries():
    assert json.loads(deployment_settings([], [])[0]) == {"EnvironmentVariables": [], "ConnectionReferences": []}


EXISTING = {
    "EnvironmentVariables": [
        {"SchemaName": "contoso_A", "Value": "", "TypeId": 100000005, "IsRequired": False},
        {"SchemaName": "contoso_Other", "Value": "kept"},
    ],
    "ConnectionReferences": [
        {"LogicalName": "contoso_c", "ConnectionId": "chosen", "ConnectorId": CONNECTOR, "ConnectionOwner": "x"}
    ],
    "More": {"kept": True},
}


def test_merges_and_keeps_what_it_does_not_know():
    existing = json.dumps(EXISTING).encode()
    data, missing = deployment_settings([("CONTOSO_a", PATH)], [("contoso_C", CONNECTOR)], existing)
    expected = json.loads(existing)
    expected["EnvironmentVariables"][0]["Value"] = PATH
    assert json.loads(data) == expected
    assert missing == []


def test_an_unknown_value_that_the_file_has_is_not_missing():
    existing = json.dumps(EXISTING).encode()
    data, missing = deployment_settings([("contoso_Other", None), ("contoso_A", None)], [], existing)
    assert (data, missing) == (existing, ["contoso_A"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_keeps_encoding_newlines_and_ending(encoding):
    existing = json.dumps(EXISTING, indent=2).replace("\n", "\r\n").encode(encoding)
    data, _ = deployment_settings([("contoso_Ä", PATH)], [], existing)
    text = data.decode(encoding)
    assert data[:2] == existing[:2]
    assert text.count("\r\n") == text.count("\n")
    assert not text.endswith("\n")


NAMES = st.sampled_from(["a_A", "a_B", "a_C", "A_b"])
VARIABLES = st.lists(st.tuples(NAMES, st.none() | st.just(PATH)), unique_by=lambda pair: pair[0].casefold())
REFERENCES = st.lists(st.tuples(NAMES, st.just(CONNECTOR)), unique_by=lambda pair: pair[0].casefold())


@given(VARIABLES, REFERENCES, st.none() | st.just(json.dumps(EXISTING).encode()))
def test_merging_again_changes_nothing(variables, references, existing):
    data, missing = deployment_settings(variables, references, existing)
    assert deployment_settings(variables, references, data) == (data, missing)
    assert missing == [name for name, value in variables if value is None]
    assert all(entry.get("ConnectionId") != "" for entry in json.loads(data)["ConnectionReferences"])


@pytest.mark.parametrize(
    "existing",
    [b"[]", b"1", b'{"EnvironmentVariables": {}}', b'{"ConnectionReferences": ["x"]}', b"{", b'{"a": 1, "a": 2}'],
)
def test_refuses_what_is_no_settings_file(existing):
    with pytest.raises(PackageError):
        deployment_settings([], [], existing)


def test_an_ordinary_variable_has_its_value_until_another_is_chosen():
    data, missing = deployment_settings([], [], None, [("contoso_Site", "https://dev.example")])
    assert json.loads(data)["EnvironmentVariables"] == [{"SchemaName": "contoso_Site", "Value": "https://dev.example"}]
    assert missing == []
    chosen = data.replace(b"dev", b"prod")
    assert deployment_settings([], [], chosen, [("CONTOSO_site", "https://dev.example")])[0] == chosen
    emptied = data.replace(b"https://dev.example", b"")
    assert deployment_settings([], [], emptied, [("contoso_Site", "https://dev.example")])[0] == data
