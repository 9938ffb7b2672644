"""The packages that a run before has done: known again, not done again, and told as if this run had done them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from remediate.batch.journal import Entry, Journal, Look, look_of
from remediate.batch.kept import told_again
from remediate.batch.results import Result
from remediate.errors import UsageError
from remediate.package import Candidate
from remediate.remedies.naming import SecretNames
from remediate.secret import Secret
from remediate.vault import NameTaken, Vault
from remediate.writer.store import place


@dataclass(frozen=True)
class Known:
    """A package that is done. `variables` are values of its environment variables that went to the vault, by name."""

    entry: Entry
    result: Result
    variables: Mapping[str, str] = field(repr=False)


class Earlier:
    """What a journal says of the run before; nothing where there is no journal."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal
        self._asked = False
        self._secrets: dict[str, Secret] = {}
        self._values: dict[str, str] = {}
        self._by_output: dict[str, list[Entry]] = {}

    def ask(self, vault: Vault) -> None:
        """Ask the vault for the values, once. A package of which it has lost one is to be done again."""
        entries = self._journal.earlier if self._journal and not self._asked else {}
        self._asked = True
        for package, entry in list(entries.items()):
            values = {name: _value(vault, stored) for name, stored in entry.names}
            if not all(values.values()):
                del entries[package]
            needed = {stored for _, stored in entry.variables}
            for name, stored in entry.names:
                if (secret := values[name]) is not None:
                    self._secrets[name] = secret
                    self._values |= {stored: secret.reveal()} if stored in needed else {}

        for entry in entries.values():
            self._by_output.setdefault(entry.output, []).append(entry)

    def keep_names(self, names: SecretNames) -> None:
        """Let the values keep the names that they have."""
        for name, secret in self._secrets.items():
            names.keep(secret, name)

    def note(self, entry: Entry) -> None:
        """This run has written a package, maybe to where the run before has written others of the same zip."""
        self._by_output.setdefault(entry.output, []).append(entry)

    def shares(self, candidate: Candidate, output: Path, look: Look | None) -> bool:
        """Whether the result that stands there was made of another package in the same file, as the file is now."""
        others = [entry for entry in self._by_output.get(str(output), ()) if entry.package != str(candidate)]
        return any(look is not None and entry.look == look and self._stands(entry) for entry in others)

    def _stands(self, entry: Entry) -> bool:
        """Whether what was written is there as it was, or with what was made of others in the same zip after it."""
        if not entry.is_there:
            return False
        if entry.made is None:
            return True
        now: Look | None = look_of(place(entry.output))
        made: Look | None = entry.made
        later = {one.base: one.made for one in self._by_output.get(entry.output, ()) if one.base}
        while made and made != now:
            made = later.pop(made, None)
        return made is not None

    def known(self, candidate: Candidate, look: Look | None) -> Known | None:
        """The package, if it is done: it looks as it did then, and what was written is there."""
        entry = self._journal.earlier.get(str(candidate)) if self._journal else None
        if entry is None or self._journal is None or not look or entry.look != look or not self._stands(entry):
            return None
        try:
            result = told_again(self._journal.kept(entry), self._journal.told)
            return Known(entry, result, {schema: self._values[stored] for schema, stored in entry.variables})
        except (ValueError, TypeError, KeyError, AttributeError, UsageError):  # somebody else wrote in the journal
            return None


def _value(vault: Vault, name: str) -> Secret | None:
    try:
        return vault.get(name)
    except NameTaken:  # disabled: it cannot be known again
        return None
