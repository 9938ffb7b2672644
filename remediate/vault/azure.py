"""A Key Vault as its user named it; the conversation with it begins when something is first asked.

Azure's SDK takes half a second to import: it is met in `azure_session` alone, which is imported then.
"""

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from remediate.secret import Secret
from remediate.vault.address import KeyVaultAddress
from remediate.vault.azure_race import claim, stays
from remediate.vault.interface import NameTaken, Taken, Vault
from remediate.vault.names import check_name, check_value, checked_tags

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

    from remediate.vault.azure_session import AzureSession


class AzureVault(Vault):
    """A Key Vault. `credential` is who asks, by default `DefaultAzureCredential`.

    `options` go to `SecretClient` and to that default credential as they are: `connection_verify`, `proxies`,
    `retry_status` and whatever else azure-core documents.
    """

    def __init__(
        self,
        spec: str,
        address: KeyVaultAddress,
        *,
        credential: "TokenCredential | None" = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(spec)
        self._at = address
        self._credential = credential
        self._options = dict(options or {})
        self._open: AzureSession | None = None
        self._lock = Lock()

    def how_to_put(self, name: str) -> str:
        """See `Vault.how_to_put`; from a file, since what stands in a command is kept in the shell's history."""
        vault = (urlsplit(self._at.url).hostname or "").partition(".")[0]
        put = f"az keyvault secret set --vault-name {vault} --name {name} --file FILE"
        return f"Put it there ({put}), or correct the name in the playbook."

    def get(self, name: str, version: str = "") -> Secret | None:
        """See `Vault.get`."""
        check_name(name)
        kept = self._session().get(name, version)
        return None if kept is None else kept.secret

    def holds(self, name: str, secret: Secret) -> bool | None:
        """See `Vault.holds`; a value that may be about to be withdrawn again does not count."""
        check_name(name)
        return stays(self._session(), name, secret)

    def add(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """See `Vault.add`; how a race for the name is settled is told in `azure_race`."""
        check_value(secret)
        stored_tags = checked_tags(tags)
        if self.holds(name, secret) is not None:
            raise NameTaken(name, Taken.OTHER_VALUE)
        version = claim(self._session(), name, secret, stored_tags)
        if version is None:
            raise NameTaken(name, Taken.RACED)
        return version

    def set(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """See `Vault.set`."""
        check_name(name)
        check_value(secret)
        return self._session().set(name, secret, checked_tags(tags))

    def names(self) -> Iterator[str]:
        """See `Vault.names`; in the order that the service lists them."""
        yield from self._session().names()

    def reference(self, name: str) -> str | None:
        """The resource path of a secret (platform-facts 8). A vault's URL does not tell it."""
        check_name(name)
        return f"{self._at.resource}/secrets/{name}" if self._at.resource else None

    def close(self) -> None:
        """See `Vault.close`."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _session(self) -> "AzureSession":
        with self._lock:
            if self._open is None:
                from remediate.vault.azure_session import AzureSession  # noqa: PLC0415 - half a second

                self._open = AzureSession(self.address, self._at.url, self._credential, self._options)
            return self._open
