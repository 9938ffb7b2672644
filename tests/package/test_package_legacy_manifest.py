import json

from package_builders import ASSET, legacy

from remediate.package.legacy_manifest import Connector, Resources, add_connection, add_to_map, known_resources

VAULT = Connector(
    "/providers/Microsoft.PowerApps/apis/shared_keyvault", "Azure Key Vault", "https://icons.example/k.png"
)
NEW = Resources("aaaa", "bbbb")
MANIFEST = legacy()["manifest.json"]


def test_a_connector_and_a_connection_are_added_and_the_flow_depends_on_them():
    data = add_connection(MANIFEST, VAULT, NEW, [ASSET])
    resources = json.loads(data)["resources"]
    assert data.startswith(MANIFEST[:200])
    assert resources[ASSET]["dependsOn"][-2:] == ["aaaa", "bbbb"]
    assert resources["bbbb"]["dependsOn"] == ["aaaa"]
    assert (resources["aaaa"]["id"], resources["aaaa"]["name"]) == (VAULT.id, "shared_keyvault")


def test_a_connector_that_is_listed_is_used():
    before = json.loads(MANIFEST)
    before["resources"]["cccc"] = {"type": "Microsoft.PowerApps/apis", "id": VAULT.id.upper()}
    text = json.dumps(before, indent=1).encode()
    found = known_resources(text, VAULT, NEW)
    assert found == Resources("cccc", "bbbb")
    after = json.loads(add_connection(text, VAULT, found, [ASSET]))
    assert set(after["resources"]) - set(before["resources"]) == {"bbbb"}
    assert after["resources"]["bbbb"]["dependsOn"] == ["cccc"]


def test_adding_again_changes_no_byte():
    once = add_connection(MANIFEST, VAULT, NEW, [ASSET])
    assert add_connection(once, VAULT, NEW, [ASSET]) == once


def test_a_map_gains_an_entry_in_its_own_spelling():
    assert add_to_map(b"{}", [("shared_keyvault", "aaaa")]) == b'{"shared_keyvault": "aaaa"}'
    listed = b'{\r\n  "a": "b"\r\n}'
    changed = add_to_map(listed, [("a/~b", "c")])
    assert changed == b'{\r\n  "a": "b",\r\n  "a/~b": "c"\r\n}'
    assert add_to_map(changed, [("a/~b", "c")]) == changed
