"""The embedded vault: one encrypted SQLite file that needs no set-up, no server and no rights but its user's.

Opens nothing until it is asked for something, and makes nothing until it is given something to keep.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from remediate.errors import VaultError, VaultLost, VaultRefused
from remediate.secret import Secret
from remediate.vault.database import (
    Opened,
    create_database,
    one_sentence,
    open_again,
    open_database,
    save_copy,
    transaction,
)
from remediate.vault.interface import NameTaken, Taken, Vault
from remediate.vault.keys import key_notices
from remediate.vault.names import CONTENT_TYPE, check_name, check_value, checked_tags
from remediate.vault.sealing import Sealed, Unsealable

_PAGE = 500
_MOST_COPIES = 20

_FIND = """
    SELECT name, version, nonce, ciphertext FROM secrets JOIN versions ON secret = id
    WHERE name = ? AND (? = '' OR version = ?) ORDER BY version DESC LIMIT 1"""


class FileVault(Vault):
    """A vault in a file. Any number of processes and threads may use the same one; a fork needs one of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"file:{path}")
        self.path = path
        self._opened: Opened | None = None
        self._lock = RLock()
        self._together: ExitStack | None = None

    def get(self, name: str, version: str = "") -> Secret | None:
        """See `Vault.get`; versions are "1", "2", ..."""
        check_name(name)
        with self._reading() as opened:
            if opened is None:
                return None
            return _value(opened, name, version, self.path)

    def add(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """See `Vault.add`; atomic, whoever else writes."""
        _check(name, secret, tags)
        with self._writing() as opened:
            if opened.connection.execute("SELECT 1 FROM secrets WHERE name = ?", (name,)).fetchone():
                raise NameTaken(name, Taken.OTHER_VALUE)
            return _append(opened, name, secret, tags)

    def set(self, name: str, secret: Secret, *, tags: Mapping[str, str]) -> str:
        """See `Vault.set`."""
        _check(name, secret, tags)
        with self._writing() as opened:
            return _append(opened, name, secret, tags)

    def names(self) -> Iterator[str]:
        """See `Vault.names`; in order, without case."""
        last = ""
        while page := self._page(last):
            yield from page
            last = page[-1]

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `Vault.together`: one transaction, which begins with the first value that is added."""
        with self._lock, one_sentence(self.path), ExitStack() as kept:
            self._together = kept
            try:
                yield
            finally:
                self._together = None

    def check(self, given: Mapping[str, Secret]) -> None:
        """See `Vault.check`; the file is opened anew under its name, as others will open it."""
        with self._lock:
            if self._opened is None:
                return super().check(given)
            try:
                with one_sentence(self.path):
                    gone = self._gone(given, self._opened)
            except VaultRefused as error:
                raise self._lost(error.message) from None
        if gone:
            raise self._lost(f"the local vault does not hold any more what it was given as {', '.join(gone)}.")
        return None

    @property
    def notices(self) -> tuple[str, ...]:
        """See `Vault.notices`."""
        with self._lock:
            return key_notices(self._opened.key_source, self.path) if self._opened else ()

    def close(self) -> None:
        """See `Vault.close`."""
        with self._lock:
            if self._opened is not None:
                self._opened.connection.close()
                self._opened = None

    def _gone(self, given: Mapping[str, Secret], opened: Opened) -> list[str]:
        """The names under which whoever opens the file now does not find these values."""
        anew = open_again(self.path, opened)
        if anew is None:
            raise self._displaced(opened)
        try:
            return [name for name, secret in given.items() if _value(anew, name, "", self.path) != secret]
        finally:
            anew.connection.close()

    def _displaced(self, opened: Opened) -> VaultLost:
        """The file was moved, deleted or replaced; what it holds is reached by the open one alone, and is saved."""
        for number in range(1, _MOST_COPIES + 1):
            copy = self.path.with_name(f"{self.path.name}.rescued{f'-{number}' * (number > 1)}")
            with suppress(FileExistsError):
                try:
                    with one_sentence(copy):
                        save_copy(opened, copy)
                except VaultError:
                    break
                return self._lost(f"the local vault was moved, deleted or replaced. All that it held is in {copy}.")
        return self._lost("the local vault was moved, deleted or replaced, and could not be copied.")

    def _lost(self, message: str) -> VaultLost:
        back = "Put the vault and its key back in place, then run the same command with --resume."
        return VaultLost(message, hint=f"Nothing more was written. {back}", file=str(self.path))

    def _page(self, last: str) -> list[str]:
        """The next names after `last`."""
        with self._reading() as opened:
            if opened is None:
                return []
            query = "SELECT name FROM secrets WHERE name > ? ORDER BY name LIMIT ?"
            return [name for (name,) in opened.connection.execute(query, (last, _PAGE))]

    @contextmanager
    def _reading(self) -> Iterator[Opened | None]:
        """The open database, to this thread alone; None where there is none yet."""
        with self._lock, one_sentence(self.path):
            self._opened = self._opened or open_database(self.path)
            yield self._opened

    @contextmanager
    def _writing(self) -> Iterator[Opened]:
        """The open database, made if need be, inside a transaction, which may be one that is kept for more."""
        with self._lock, one_sentence(self.path):
            self._opened = self._opened or create_database(self.path)
            connection = self._opened.connection
            if self._together is None:
                with transaction(connection):
                    yield self._opened
                return
            if not connection.in_transaction:
                self._together.enter_context(transaction(connection))
            yield self._opened


def _check(name: str, secret: Secret, tags: Mapping[str, str]) -> None:
    """Refuse what Key Vault would refuse, before anything is made or opened."""
    check_name(name)
    check_value(secret)
    checked_tags(tags)


def _value(opened: Opened, name: str, version: str, path: Path) -> Secret | None:
    """The value of a version, or of the current one where that is empty; None where there is none."""
    row = opened.connection.execute(_FIND, (name, version, version)).fetchone()
    if row is None:
        return None
    spelled, number, nonce, ciphertext = row
    try:
        return opened.sealer.open(Sealed(nonce, ciphertext), spelled, number)
    except Unsealable:
        raise VaultRefused(
            f"version {number} of {spelled} was altered outside of remediate.",
            hint="Put back a copy of the vault.",
            file=str(path),
        ) from None


def _append(opened: Opened, name: str, secret: Secret, tags: Mapping[str, str]) -> str:
    """Write the next version of a name; the transaction around this holds the lock that keeps its number ours."""
    execute = opened.connection.execute
    execute("INSERT INTO secrets (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    key, spelled = execute("SELECT id, name FROM secrets WHERE name = ?", (name,)).fetchone()
    (newest,) = execute("SELECT coalesce(max(version), 0) FROM versions WHERE secret = ?", (key,)).fetchone()
    sealed = opened.sealer.seal(secret, spelled, newest + 1)
    execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            newest + 1,
            datetime.now(UTC).isoformat(timespec="seconds"),
            CONTENT_TYPE,
            json.dumps(checked_tags(tags)),
            sealed.nonce,
            sealed.ciphertext,
        ),
    )
    return str(newest + 1)
