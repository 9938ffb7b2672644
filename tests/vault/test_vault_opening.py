"""What users name, and that naming it opens nothing."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from remediate.errors import UsageError
from remediate.vault import open_vault
from remediate.vault.address import FileAddress, KeyVaultAddress, read_address

RESOURCE = "/subscriptions/S-1/resourceGroups/My.Group/providers/Microsoft.KeyVault/vaults/contoso"


@pytest.mark.parametrize(
    ("spec", "url"),
    [
        ("https://contoso.vault.azure.net", "https://contoso.vault.azure.net"),
        ("HTTPS://contoso.vault.azure.cn/", "https://contoso.vault.azure.cn"),
        ("https://contoso.vault.usgovcloudapi.net", "https://contoso.vault.usgovcloudapi.net"),
        ("https://contoso.vault.azure.net:443/", "https://contoso.vault.azure.net:443"),
    ],
)
def test_the_url_of_a_vault(spec: str, url: str) -> None:
    assert read_address(spec) == KeyVaultAddress(url, None)
    vault = open_vault(spec)
    assert vault.address == spec
    assert vault.reference("Key") is None


@pytest.mark.parametrize(
    "spec",
    [
        "https://x.example.com",
        "https://contoso.vault.azure.com",
        "https://contoso.vault.azure.net.example.com",
        "https://vault.azure.net",
        "https://a.contoso.vault.azure.net",
        "https://contosovault.azure.net",
        "https://contoso.vault.azure.net:8443",
        "https://contoso.managedhsm.azure.net",
        "https://localhost:8443/",
    ],
)
@pytest.mark.parametrize("authority", ["", "login.microsoftonline.com", "https://login.microsoftonline.us"])
def test_a_host_that_is_no_key_vaults_is_never_asked(
    spec: str, authority: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", authority)
    with pytest.raises(UsageError, match="not the host of a Key Vault") as raised:
        open_vault(spec)
    assert "NAME.vault.azure.net" in raised.value.hint
    assert "NAME.vault.usgovcloudapi.net" in raised.value.hint


def test_a_cloud_of_ones_own_has_its_vaults_where_it_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", "https://login.stack.contoso.example/adfs")
    spec = "https://contoso.vault.local.stack.contoso.example:8443"
    assert read_address(spec) == KeyVaultAddress(spec, None)


def test_the_resource_id_of_a_vault_gives_references() -> None:
    assert read_address(RESOURCE) == KeyVaultAddress("https://contoso.vault.azure.net", RESOURCE)
    other_case = RESOURCE.replace("resourceGroups", "resourcegroups").replace(
        "Microsoft.KeyVault", "microsoft.keyvault"
    )
    vault = open_vault(other_case + "/")
    assert vault.reference("Key") == RESOURCE + "/secrets/Key"


@pytest.mark.parametrize(
    ("authority", "suffix"),
    [
        ("https://login.chinacloudapi.cn/", "vault.azure.cn"),
        ("login.microsoftonline.us", "vault.usgovcloudapi.net"),
        ("https://login.microsoftonline.com", "vault.azure.net"),
    ],
)
def test_a_resource_id_is_in_the_cloud_that_one_signs_in_to(
    authority: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", authority)
    assert read_address(RESOURCE) == KeyVaultAddress(f"https://contoso.{suffix}", RESOURCE)


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ada")
    assert read_address("file:a/b.db") == FileAddress(tmp_path / "a/b.db")
    assert read_address("FILE:/a/b.db") == read_address("file:///a/b.db") == FileAddress(Path("/a/b.db"))
    assert read_address("file:~/b.db") == FileAddress(Path("/home/ada/b.db"))
    assert open_vault("file:/a/b.db").reference("Key") is None


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "contoso",
        "http://contoso.vault.azure.net",
        "https://",
        "https://:8443",
        "https://user:CANARY@contoso.vault.azure.net",
        "https://contoso.vault.azure.net:CANARY",
        "https://contoso.vault.azure.net/secrets/x",
        "https://contoso.vault.azure.net?code=CANARY",
        "https://contoso.vault.azure.net#CANARY",
        "https://[CANARY",
        "file:",
        "file:folder/",
        "file:a\0b",
        RESOURCE + "/secrets/x",
        RESOURCE.replace("vaults", "managedHSMs"),
        "memory:",
    ],
)
def test_anything_else_is_wrong_use_with_examples(spec: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_vault(spec)
    assert "https://NAME.vault.azure.net" in raised.value.hint
    assert "CANARY" not in str(raised.value)


def test_without_a_name_it_is_the_file_in_the_users_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "remediate")
    vault = open_vault()
    assert vault.address == f"file:{tmp_path / 'remediate' / 'vault.db'}"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("spec", ["file:{}/x/vault.db", "https://contoso.vault.azure.net", RESOURCE])
def test_naming_a_vault_opens_contacts_and_makes_nothing(
    spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with open_vault(spec.format(tmp_path)) as vault:
        assert vault.address in repr(vault)
    assert not list(tmp_path.iterdir())


def test_nothing_slow_is_imported_before_a_vault_is_asked() -> None:
    code = (
        "import sys; from remediate.vault import open_vault; open_vault('https://contoso.vault.azure.net');"
        "print({m.split('.')[0] for m in sys.modules} & {'azure', 'cryptography', 'keyring', 'sqlite3', 'requests'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
