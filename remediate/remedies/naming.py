"""Names that people recognise, derived and never drawn: of environment variables, vault secrets and read actions."""

import re
import unicodedata
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from remediate.remedies.interface import Literal
from remediate.secret import Secret

#: What all derived GUIDs grow from (architecture, promise 9).
NAMESPACE = uuid.UUID("6e1e4d0e-5c39-5d39-9f0f-2f7d2f2f6a11")

MAX_SCHEMA_NAME = 100  # platform-facts 1.5
MAX_ACTION_NAME = 80  # platform-facts 10
MAX_SECRET_NAME = 120  # Key Vault allows 127: room for the suffix of a name that was taken
_MAX_DISPLAY_NAME = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One secret under its names: environment variable, its display name, the secret in the vault.

    `label` is the part that tells what it opens, for the name of the action that reads it; `wanted` the name in the
    vault that it would have if no other value wanted the same.
    """

    label: str
    schema_name: str
    display_name: str
    secret_name: str
    wanted: str = ""


def words(*parts: str) -> str:
    """The parts as lower-case ASCII words joined by `_`: `api.contoso.example`, `x-api-key` become one name."""
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_") or "secret"


def unique(wanted: str, taken: Collection[str], longest: int, joiner: str = "_") -> str:
    """`wanted`, cut to `longest`, with the first number that makes it differ, without case, from all `taken`.

    `taken` holds names in casefold.
    """
    name = wanted[:longest].rstrip(joiner)
    number = 2
    while name.casefold() in taken:
        tail = f"{joiner}{number}"
        name = wanted[: longest - len(tail)].rstrip(joiner) + tail
        number += 1
    return name


def _display(*parts: str) -> str:
    """The parts as one line for people, without what XML cannot hold: control characters and half characters."""
    shown = "".join(character if character.isprintable() else " " for character in " ".join(parts))
    return " ".join(shown.split())[:_MAX_DISPLAY_NAME]


def guid(*parts: str) -> str:
    """A GUID derived from `parts`, the same in every run."""
    return str(uuid.uuid5(NAMESPACE, "\n".join(parts)))


def migrated_id(solution: str, old: str) -> str:
    """The id of a flow in the solution, by its unique name, that it is migrated to; `old` is what it was called."""
    return guid("workflow", solution, old.casefold())


class SecretNames:
    """The vault's names: the same value has one name, whatever flow or solution it stands in.

    Values are compared in memory only. `given` are names that were decided elsewhere, by those that would be derived: a
    package is planned on its own, and takes the names of the whole run afterwards.
    """

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._given = given or {}
        self._by_value: dict[str, str] = {}
        self._taken: set[str] = set()

    def name(self, secret: Secret, wanted: str, rather: str = "") -> str:
        """The name of this value; the first one to ask decides how it is called: `rather`, if free, else `wanted`."""
        value = secret.reveal()
        if value not in self._by_value:
            free = rather and rather.casefold() not in self._taken
            name = rather if free else unique(wanted, self._taken, MAX_SECRET_NAME, "-")
            self.keep(secret, name)
        return self._given.get(self._by_value[value], self._by_value[value])

    def keep(self, secret: Secret, name: str) -> None:
        """Remember what a value is called already."""
        self._taken.add(name.casefold())
        self._by_value[secret.reveal()] = name


class PackageNames:
    """The names in one package: they carry its solution's, since environments and vaults are shared by solutions.

    An environment variable starts with the publisher's prefix; a solution named like it is not named twice. Without a
    prefix there are no environment variables: their names are empty. `taken` are variables that have their name
    already, `read` secrets that flows read by theirs; both are gone through when the first name is asked for.
    """

    def __init__(
        self,
        solution: str,
        prefix: str | None,
        taken: Iterable[str],
        secrets: SecretNames,
        read: Iterable[str] = (),
    ) -> None:
        self._solution = solution
        self._prefix = prefix
        self._others = taken
        self._named = read
        self._secrets = secrets
        self._by_value: dict[str, Entry] = {}
        self._existing: dict[str, Entry] = {}

    @cached_property
    def _taken(self) -> set[str]:
        return {name.casefold() for name in self._others}

    @cached_property
    def _read(self) -> set[str]:
        return {name.casefold() for name in self._named}

    def entry(self, literal: Literal) -> Entry:
        """The names under which this literal's value is kept; the same value in the package has the same."""
        value = literal.secret.reveal()
        if value not in self._by_value:
            label = words(*dict.fromkeys((literal.opens, literal.field)))
            schema = self.schema_name(label)
            derived = f"{words(self._solution)}-{label}".replace("_", "-")
            wanted = unique(derived, self._read, MAX_SECRET_NAME, "-")
            display = _display(*dict.fromkeys((literal.opens, literal.field))) or schema or label
            self._by_value[value] = Entry(label, schema, display, self._secrets.name(literal.secret, wanted), wanted)
        return self._by_value[value]

    def existing(self, secret_name: str, label: str) -> Entry:
        """The names for a secret that the vault has already, under `secret_name`: the same in the whole package."""
        if secret_name not in self._existing:
            schema = self.schema_name(words(label))
            self._existing[secret_name] = Entry(words(label), schema, _display(label), secret_name, secret_name)
        return self._existing[secret_name]

    def schema_name(self, label: str) -> str:
        """A schema name that is not taken yet, and is from now on; empty where there are no environment variables."""
        if self._prefix is None:
            return ""
        solution = words(self._solution)
        owned = label if solution == words(self._prefix) else f"{solution}_{label}"
        schema = unique(f"{self._prefix}_{owned}", self._taken, MAX_SCHEMA_NAME)
        self._taken.add(schema.casefold())
        return schema
