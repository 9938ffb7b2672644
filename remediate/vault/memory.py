"""A vault that ends with the process, for tests and for trying out a plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock

from remediate.secret import Secret
from remediate.vault.interface import NameTaken, Taken, Vault
from remediate.vault.names import CONTENT_TYPE, check_name, check_value, checked_tags


@dataclass
class _Entry:
    """A secret: its name as first spelled and its values, oldest first."""

    name: str
    tags: Mapping[str, str]
    values: list[Secret] = field(default_factory=list)
    content_type: str = CONTENT_TYPE


class MemoryVault(Vault):
    """Keeps to every rule of a vault. `blocked` names (lower case) are taken for the reason given there."""

    def __init__(self, address: str = "memory:") -> None:
        super().__init__(address)
        self.blocked: dict[str, Taken] = {}
        self._entries: dict[str, _Entry] = {}
        self._lock = Lock()

    def get(self, name: str, version: str = "") -> Secret | None:
        """See `Vault.get`; versions are "1", "2", ..."""
        check_name(name)
        if self.blocked.get(name.lower()) is Taken.DISABLED:
            raise NameTaken(name, Taken.DISABLED)
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        number = int(version) if version else len(entry.values)
        return entry.values[number - 1] if 1 <= number <= len(entry.values) else None

    def add(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """See `Vault.add`."""
        with self._lock:
            if name.lower() in self._entries:
                raise NameTaken(name, Taken.OTHER_VALUE)
            return self._write(name, secret, tags)

    def set(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """See `Vault.set`."""
        with self._lock:
            return self._write(name, secret, tags)

    def names(self) -> Iterator[str]:
        """See `Vault.names`; in order, without case."""
        yield from (self._entries[key].name for key in sorted(self._entries))

    def tags(self, name: str) -> Mapping[str, str]:
        """The tags that a secret was last written with."""
        return self._entries[name.lower()].tags

    def close(self) -> None:
        """Nothing to let go of."""

    def _write(self, name: str, secret: Secret, tags: Mapping[str, str]) -> str:
        check_name(name)
        check_value(secret)
        stored_tags = checked_tags(tags)
        if name.lower() in self.blocked:
            raise NameTaken(name, self.blocked[name.lower()])
        entry = self._entries.setdefault(name.lower(), _Entry(name, {}))
        entry.tags = stored_tags
        entry.values.append(secret)
        return str(len(entry.values))
