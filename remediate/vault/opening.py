"""From the words after `--vault` to a vault. The implementations are imported only when one is wanted."""

from pathlib import Path
from typing import assert_never

from remediate.vault.address import FileAddress, KeyVaultAddress, read_address
from remediate.vault.interface import Vault


def open_vault(spec: str | None = None) -> Vault:
    """The vault that `spec` names; without one, the local vault in the user's data folder.

    Contacts, opens and makes nothing: that begins with the first question to the vault.

    Raises:
        UsageError: `spec` names no vault.
    """
    address = FileAddress(_default_path()) if spec is None else read_address(spec)
    match address:
        case KeyVaultAddress():
            from remediate.vault.azure import AzureVault  # noqa: PLC0415

            return AzureVault(spec or address.url, address)
        case FileAddress(path):
            from remediate.vault.file import FileVault  # noqa: PLC0415 - SQLite and cryptography

            return FileVault(path)
        case _:
            assert_never(address)


def _default_path() -> Path:
    import platformdirs  # noqa: PLC0415 - asked for only here

    return Path(platformdirs.user_data_path("remediate", appauthor=False)) / "vault.db"
