"""The conversation with one Key Vault: the calls of Azure's SDK, and its errors as ours.

The SDK's exceptions hold the request, and with it the value: each is left behind before ours is raised, so that no
chain of causes leads back to it. Our messages take nothing from theirs but error codes.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.keyvault.secrets import KeyVaultSecret, SecretClient, SecretProperties

from remediate.errors import VaultError, VaultRefused
from remediate.secret import Secret
from remediate.vault.azure_errors import translated
from remediate.vault.azure_sign_in import default_credential
from remediate.vault.interface import NameTaken
from remediate.vault.names import CONTENT_TYPE
from remediate.vault.pacing import Pace

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

T = TypeVar("T")

logging.getLogger("azure").addHandler(logging.NullHandler())  # who wants to hear it adds a handler; the screen is ours

# What the SDK stumbles over when an answer is no JSON, or JSON of another shape, or a challenge for another host.
_UNREADABLE = (ValueError, TypeError, AttributeError, KeyError)

# Other programs write to the vault too, and it answers 429 beyond its limit: the SDK gives up after the third.
_PATIENCE = {
    "retry_total": 12,
    "retry_status": 12,
    "retry_backoff_max": 20,
    "connection_timeout": 20,
    "read_timeout": 60,
}


@dataclass(frozen=True)
class Kept:
    """A version of a secret with all that it takes to write it again."""

    version: str
    secret: Secret
    tags: Mapping[str, str]
    content_type: str | None


class AzureSession:
    """A `SecretClient` that speaks of our types and raises our errors."""

    def __init__(
        self, address: str, url: str, credential: "TokenCredential | None", options: Mapping[str, Any]
    ) -> None:
        self._address = address
        self._url = url
        self._pace = Pace()
        given = dict(options) | {"logging_enable": False}  # bodies hold values
        self._own_credential = None if credential else default_credential(given)
        self._client = SecretClient(
            url, credential or cast("TokenCredential", self._own_credential), **_PATIENCE | given
        )

    def get(self, name: str, version: str = "") -> Kept | None:
        """A version, "" for the current one; None where there is none."""

        def look() -> KeyVaultSecret | None:
            try:
                return self._client.get_secret(name, version or None)
            except ResourceNotFoundError:
                return None

        found = self._ask(look, name)
        if found is None:
            return None
        if found.value is None:
            raise VaultRefused(
                f"{self._address} answered without a value for {name}.", hint="Look at that secret there."
            )
        about = found.properties
        return Kept(about.version or version, Secret(found.value), about.tags or {}, about.content_type)

    def readable(self, name: str, version: str = "") -> Kept | None:
        """The same; None also where the version is disabled."""
        try:
            return self.get(name, version)
        except NameTaken:
            return None

    def set(self, name: str, secret: Secret, tags: Mapping[str, str], content_type: str | None = CONTENT_TYPE) -> str:
        """Write a new version and return its id, when the vault's limit lets it."""
        self._pace.wait()
        written = self._ask(
            lambda: self._client.set_secret(name, secret.reveal(), content_type=content_type, tags=dict(tags)), name
        )
        return written.properties.version or ""

    def disable(self, name: str, version: str) -> None:
        """Make a version unreadable."""
        self._ask(lambda: self._client.update_secret_properties(name, version, enabled=False), name)

    def put_back(self, name: str, kept: Kept, tags: Mapping[str, str]) -> Kept:
        """Write what a version holds once more, with other tags."""
        return replace(kept, version=self.set(name, kept.secret, tags, kept.content_type), tags=tags)

    def tag(self, name: str, version: str, tags: Mapping[str, str]) -> None:
        """Give a version these tags and no others."""
        self._ask(lambda: self._client.update_secret_properties(name, version, tags=dict(tags)), name)

    def others(self, name: str, version: str) -> list[Kept]:
        """The versions of a secret but this one that can be read, in no order: they are dated to the second."""
        listed = self._ask(lambda: list(self._client.list_properties_of_secret_versions(name)), name)
        ids = (found.version for found in listed if found.enabled and found.version and found.version != version)
        return [kept for other in ids if (kept := self.readable(name, other)) is not None]

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
        except (AzureError, *_UNREADABLE) as error:
            problem = translated(error, self._address, self._url, name)
        raise problem  # outside of `except`: the SDK's exception is no context of ours


def _next(pages: Iterator[Iterator[SecretProperties]]) -> list[str] | None:
    """The names on the next page, or None after the last."""
    page = next(pages, None)
    return None if page is None else [found.name for found in page if found.name]
