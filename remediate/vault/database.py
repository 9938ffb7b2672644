"""The file of a local vault: an SQLite database that is ours, readable by its user alone, and never half made."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from remediate.errors import VaultError, VaultRefused, VaultUnreachable
from remediate.vault.keys import WORDS, KeySource, first_key, stored_key, sync_folder
from remediate.vault.sealing import Sealed, Sealer

APPLICATION_ID = 0x52454D56  # "REMV", in the header of the file
FORMAT = 1
SECONDS_TO_WAIT = 60  # for another process that writes

_TABLES = (
    "CREATE TABLE vault (id TEXT NOT NULL, key_source TEXT NOT NULL, nonce BLOB NOT NULL, ciphertext BLOB NOT NULL)",
    "CREATE TABLE secrets (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE)",
    """CREATE TABLE versions (
        secret INTEGER NOT NULL REFERENCES secrets (id),
        version INTEGER NOT NULL,
        created TEXT NOT NULL,
        content_type TEXT NOT NULL,
        tags TEXT NOT NULL,
        nonce BLOB NOT NULL,
        ciphertext BLOB NOT NULL,
        PRIMARY KEY (secret, version)
    ) WITHOUT ROWID""",
)


@dataclass(frozen=True)
class Opened:
    """An open vault file, what seals its values, where the key of that is kept, and the number of the file itself."""

    connection: sqlite3.Connection
    sealer: Sealer
    key_source: KeySource
    file: tuple[int, int]


def open_database(path: Path) -> Opened | None:
    """The vault at `path`; None where none was made yet.

    Raises:
        VaultRefused: the file is something else, or its key is missing or another.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    _check_header(path)
    connection = _connect(path)
    try:
        opened = _existing(connection, path) if _is_ours(connection, path) else None
    except BaseException:
        connection.close()
        raise
    if opened is None:
        connection.close()
    return opened


def create_database(path: Path) -> Opened:
    """A new vault at `path`, or the one that is there by now."""
    _claim(path)
    _check_header(path)
    connection = _connect(path)
    try:
        with transaction(connection):
            if not _is_ours(connection, path):
                _fill(connection, path)
        with suppress(sqlite3.OperationalError):  # others have it open: as durable without, and the next may
            connection.execute("PRAGMA journal_mode = WAL")
        return _existing(connection, path)
    except BaseException:
        connection.close()
        raise


def open_again(path: Path, before: Opened) -> Opened | None:
    """The same vault, opened once more under its name; None where that is not the name of its file any more.

    Only SQLite may open the file: to close it would drop the locks of the first connection
    (https://www.sqlite.org/howtocorrupt.html, 2.2).

    Raises:
        VaultRefused: the file was written over, or its key is missing or another.
    """
    if _number(path) != before.file:
        return None
    connection = _connect(path)
    try:
        return _existing(connection, path)
    except BaseException:
        connection.close()
        raise


def save_copy(opened: Opened, path: Path) -> None:
    """Write all that the open vault holds to a new file, which opens with the same key.

    Raises:
        FileExistsError: there is such a file.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    copy = sqlite3.connect(path)
    try:
        opened.connection.backup(copy)
    except BaseException:
        path.unlink(missing_ok=True)  # half a copy would pass for a whole one
        raise
    finally:
        copy.close()
    sync_folder(path.parent)


def _number(path: Path) -> tuple[int, int] | None:
    """What tells a file from every other; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or none of it, and no other writer meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def one_sentence(path: Path) -> Iterator[None]:
    """What SQLite and the system complain about, as errors of ours."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _translated(error, path) from None


def _translated(error: sqlite3.Error | OSError, path: Path) -> VaultError:
    where = str(path)
    if isinstance(error, OSError):
        return VaultRefused(
            f"the local vault cannot be used: {error.strerror or type(error).__name__}.",
            hint="Check the folder's permissions or name another file with --vault file:PATH.",
            file=where,
        )
    # The name of SQLite's own code; the parameters of a statement are never in it.
    code = getattr(error, "sqlite_errorname", "") or type(error).__name__
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return VaultUnreachable("another process holds the local vault.", hint="Try again when it is done.", file=where)
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return _damaged(path)
    return VaultRefused(
        f"the local vault cannot be used ({code}).",
        hint="Check free space and the file's permissions.",
        file=where,
    )


def _damaged(path: Path) -> VaultRefused:
    return VaultRefused("the local vault is damaged.", hint="Put back a copy of it.", file=str(path))


def _claim(path: Path) -> None:
    """Make the file, empty, with the folders that it needs, for nobody else to read."""
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    sync_folder(path.parent)


def _check_header(path: Path) -> None:
    """Refuse what is no SQLite database before SQLite touches it. An empty file was claimed and not filled."""
    with path.open("rb") as file:
        header = file.read(16)
    if header not in {b"", b"SQLite format 3\0"}:
        raise _not_ours(path)


def _not_ours(path: Path) -> VaultRefused:
    return VaultRefused(
        "this file is not a vault of remediate.", hint="Name another with --vault file:PATH.", file=str(path)
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)
    for pragma in ("synchronous = FULL", "secure_delete = ON", "trusted_schema = OFF", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _is_ours(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the database is a vault; False where nothing is in it yet."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == APPLICATION_ID and tables:
        return True
    if application or tables:
        raise _not_ours(path)
    return False


def _fill(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables and record where the key is; the transaction around this makes it all or nothing."""
    vault = uuid.uuid4().hex
    source, key = first_key(path, vault)
    check = Sealer(key, vault).key_check()
    for table in _TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO vault VALUES (?, ?, ?, ?)", (vault, source.value, check.nonce, check.ciphertext))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _existing(connection: sqlite3.Connection, path: Path) -> Opened:
    """The vault in an open database, with the key that it was made with."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != FORMAT:
        raise VaultRefused("this vault was made by a newer remediate.", hint="Use that version.", file=str(path))
    row = connection.execute("SELECT id, key_source, nonce, ciphertext FROM vault").fetchone()
    if row is None or row[1] not in {known.value for known in KeySource}:
        raise _damaged(path)
    vault, source, nonce, ciphertext = row
    key_source = KeySource(source)
    sealer = Sealer(stored_key(key_source, path, vault), vault)
    if not sealer.passes(Sealed(nonce, ciphertext)):
        raise VaultRefused(
            f"the key in the {WORDS[key_source]} is not the key of this vault.",
            hint="Use the key that it was made with.",
            file=str(path),
        )
    return Opened(connection, sealer, key_source, _number(path) or (0, 0))
