"""The conversation with one Key Vault: the calls of Azure's SDK, and its errors as ours.

The SDK's exceptions hold the request, and with it the value: each is left behind before ours is raised, so that no
chain of causes leads back to it. Our messages take nothing from theirs but error codes.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.keyvault.secrets import KeyVaultSecret, SecretClient

from remediate.errors import VaultError, VaultRefused
from remediate.secret import Secret
from remediate.vault.azure_errors import translated
from remediate.vault.azure_sign_in import default_credential
from remediate.vault.names import CONTENT_TYPE

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential
    from azure.keyvault.secrets import SecretProperties

T = TypeVar("T")

# Key Vault takes 300 new secrets per 10 s and answers 429 beyond: by itself the SDK gives up after the third.
_PATIENCE = {
    "retry_total": 12,
    "retry_status": 12,
    "retry_backoff_max": 20,
    "connection_timeout": 20,
    "read_timeout": 60,
}


class AzureSession:
    """A `SecretClient` that speaks of our types and raises our errors."""

    def __init__(
        self, address: str, url: str, credential: "TokenCredential | None", options: Mapping[str, Any]
    ) -> None:
        self._address = address
        self._url = url
        everything = _PATIENCE | dict(options) | {"logging_enable": False}
        self._own_credential = None if credential else default_credential(everything)
        self._client = SecretClient(url, credential or cast("TokenCredential", self._own_credential), **everything)

    def get(self, name: str, version: str) -> Secret | None:
        """The value of a version, "" for the current one; None where there is none."""

        def look() -> KeyVaultSecret | None:
            try:
                return self._client.get_secret(name, version or None)
            except ResourceNotFoundError:
                return None

        found = self._ask(look, name)
        if found is None:
            return None
        if found.value is None:
            raise VaultRefused(f"{self._address} answered without a value for {name}.")
        return Secret(found.value)

    def set(self, name: str, secret: Secret, tags: Mapping[str, str]) -> str:
        """Write a new version and return its id."""
        written = self._ask(
            lambda: self._client.set_secret(name, secret.reveal(), content_type=CONTENT_TYPE, tags=dict(tags)), name
        )
        return written.properties.version or ""

    def other_values(self, name: str, version: str) -> list[Secret]:
        """The values of all versions but this one, newest first."""
        listed = self._ask(lambda: list(self._client.list_properties_of_secret_versions(name)), name)
        listed.sort(key=lambda found: found.created_on.timestamp() if found.created_on else 0.0, reverse=True)
        others = (found.version for found in listed if found.version and found.version != version)
        return [value for other in others if (value := self.get(name, other)) is not None]

    def names(self) -> Iterator[str]:
        """The names of all secrets, page by page."""
        pages = self._client.list_properties_of_secrets().by_page()
        while (page := self._ask(lambda: _next(pages), "")) is not None:
            yield from page

    def close(self) -> None:
        """Close the connections, and the credential if it is ours."""
        self._client.close()
        if self._own_credential is not None:
            self._own_credential.close()

    def _ask(self, question: Callable[[], T], name: str) -> T:
        problem: VaultError
        try:
            return question()
        except (AzureError, ValueError) as error:
            problem = translated(error, self._address, self._url, name)
        raise problem  # outside of `except`: the SDK's exception is no context of ours


def _next(pages: "Iterator[Iterator[SecretProperties]]") -> list[str] | None:
    """The names on the next page, or None after the last."""
    page = next(pages, None)
    return None if page is None else [found.name for found in page if found.name]
