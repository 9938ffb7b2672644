"""What Key Vault keeps and how it answers: secrets, versions, soft deletion. No network here."""

import itertools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

JSON = dict[str, Any]

LARGEST_VALUE = 25_600
PAGE = 25


@dataclass
class Version:
    """One version of a secret, as Key Vault keeps it."""

    id: str
    value: str
    content_type: str | None
    tags: dict[str, str]
    enabled: bool
    created: int = field(default_factory=lambda: int(time.time()))


@dataclass
class Stored:
    """A secret, spelled as it was first; its versions oldest first."""

    name: str
    versions: list[Version] = field(default_factory=list)


class Refusal(Exception):
    """An answer other than 200: status, `error.code` and the codes that it encloses."""

    def __init__(self, status: int, code: str, inner: str = "") -> None:
        error: JSON = {"code": code, "message": f"{code} {inner}".strip()}
        if inner:
            error["innererror"] = {"code": inner}
        self.status = status
        self.body: JSON = {"error": error}
        super().__init__(code)


class KeyVaultState:
    """The secrets of one vault; names differ in more than case."""

    def __init__(self) -> None:
        self.secrets: dict[str, Stored] = {}
        self.deleted: dict[str, Stored] = {}
        self.lock = RLock()
        self._ids = itertools.count(1)

    def values(self, name: str) -> list[str]:
        """The values of all versions, oldest first: for tests to look at."""
        stored = self.secrets.get(name.lower())
        return [version.value for version in stored.versions] if stored else []

    def put(self, name: str, value: str, *, enabled: bool = True, tags: dict[str, str] | None = None) -> None:
        """Set a secret as another client would."""
        self.set(name, {"value": value, "attributes": {"enabled": enabled}, "tags": tags}, "https://elsewhere")

    def set(self, name: str, body: JSON, origin: str) -> JSON:
        """PUT /secrets/{name}: a new version, which is current from now on."""
        if not re.fullmatch(r"[0-9a-zA-Z-]{1,127}", name):
            raise Refusal(400, "BadParameter")
        value = body.get("value")
        if not isinstance(value, str) or len(value.encode()) > LARGEST_VALUE:
            raise Refusal(400, "BadParameter")
        with self.lock:
            if name.lower() in self.deleted:
                raise Refusal(409, "Conflict", "ObjectIsDeletedButRecoverable")
            stored = self.secrets.setdefault(name.lower(), Stored(name))
            enabled = body.get("attributes", {}).get("enabled", True)
            version = Version(
                f"{next(self._ids):032x}", value, body.get("contentType"), body.get("tags") or {}, enabled=enabled
            )
            stored.versions.append(version)
            return _bundle(stored, version, origin)

    def get(self, name: str, version: str, origin: str) -> JSON:
        """GET /secrets/{name}/{version}; the current one where the version is empty."""
        with self.lock:
            stored = self._stored(name)
            found = [v for v in stored.versions if v.id == version] if version else stored.versions[-1:]
            if not found:
                raise Refusal(404, "SecretNotFound")
            if not found[0].enabled:
                raise Refusal(403, "Forbidden", "SecretDisabled")
            return _bundle(stored, found[0], origin)

    def update(self, name: str, version: str, body: JSON, origin: str) -> JSON:
        """PATCH /secrets/{name}/{version}: enable or disable, tag."""
        with self.lock:
            stored = self._stored(name)
            found = [v for v in stored.versions if v.id == version] if version else stored.versions[-1:]
            if not found:
                raise Refusal(404, "SecretNotFound")
            found[0].enabled = (body.get("attributes") or {}).get("enabled", found[0].enabled)
            found[0].tags = found[0].tags if body.get("tags") is None else body["tags"]
            return _item(stored, found[0], origin, with_version=True)

    def delete(self, name: str, origin: str) -> JSON:
        """DELETE /secrets/{name}: it goes among the deleted, from where it can be recovered."""
        with self.lock:
            stored = self._stored(name)
            self.deleted[name.lower()] = self.secrets.pop(name.lower())
            return _deleted(stored, origin)

    def get_deleted(self, name: str, origin: str) -> JSON:
        """GET /deletedsecrets/{name}."""
        with self.lock:
            if name.lower() not in self.deleted:
                raise Refusal(404, "SecretNotFound")
            return _deleted(self.deleted[name.lower()], origin)

    def recover(self, name: str, origin: str) -> JSON:
        """POST /deletedsecrets/{name}/recover."""
        with self.lock:
            if name.lower() not in self.deleted:
                raise Refusal(404, "SecretNotFound")
            stored = self.secrets[name.lower()] = self.deleted.pop(name.lower())
            return _item(stored, stored.versions[-1], origin, with_version=True)

    def purge(self, name: str) -> None:
        """DELETE /deletedsecrets/{name}."""
        with self.lock:
            if self.deleted.pop(name.lower(), None) is None:
                raise Refusal(404, "SecretNotFound")

    def listed(self, what: str, origin: str, skip: int, most: int) -> JSON:
        """GET /secrets, /secrets/{name}/versions or /deletedsecrets: a page and where the next one is."""
        with self.lock:
            items = list(self._items(what, origin))
        page = items[skip : skip + most]
        rest = skip + most < len(items)
        following = f"{origin}{what}?api-version=7.6&$skiptoken={skip + most}&maxresults={most}" if rest else None
        return {"value": page, "nextLink": following}

    def _items(self, what: str, origin: str) -> Iterator[JSON]:
        if what == "/deletedsecrets":
            yield from (_deleted(stored, origin) for stored in self.deleted.values())
        elif what == "/secrets":
            for stored in self.secrets.values():
                yield _item(stored, stored.versions[-1], origin, with_version=False)
        else:
            stored = self._stored(what.split("/")[2])
            yield from (_item(stored, version, origin, with_version=True) for version in stored.versions)

    def _stored(self, name: str) -> Stored:
        stored = self.secrets.get(name.lower())
        if stored is None:
            raise Refusal(404, "SecretNotFound")
        return stored


def _item(stored: Stored, version: Version, origin: str, *, with_version: bool) -> JSON:
    attributes = {
        "enabled": version.enabled,
        "created": version.created,
        "updated": version.created,
        "recoveryLevel": "Recoverable+Purgeable",
        "recoverableDays": 90,
    }
    place = f"{origin}/secrets/{stored.name}" + (f"/{version.id}" if with_version else "")
    return {"id": place, "attributes": attributes, "tags": version.tags, "contentType": version.content_type}


def _bundle(stored: Stored, version: Version, origin: str) -> JSON:
    return {"value": version.value, **_item(stored, version, origin, with_version=True)}


def _deleted(stored: Stored, origin: str) -> JSON:
    now = int(time.time())
    return {
        **_item(stored, stored.versions[-1], origin, with_version=True),
        "recoveryId": f"{origin}/deletedsecrets/{stored.name}",
        "deletedDate": now,
        "scheduledPurgeDate": now + 90 * 24 * 3600,
    }
