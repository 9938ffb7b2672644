"""Where the key of a local vault is kept: an environment variable, the system's keyring or a file beside the vault.

A new vault takes the first of them that is there; it remembers which, never the key.
"""

import base64
import binascii
import os
from contextlib import suppress
from enum import Enum
from pathlib import Path

from remediate.errors import VaultRefused
from remediate.vault import system_keyring
from remediate.vault.sealing import KEY_BYTES

VARIABLE = "REMEDIATE_VAULT_KEY"


class KeySource(Enum):
    """Where a vault's key is kept, as the vault records it."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    FILE = "file"


WORDS = {
    KeySource.ENVIRONMENT: "environment variable",
    KeySource.KEYRING: "system keyring",
    KeySource.FILE: "key file",
}


def first_key(path: Path, vault: str) -> tuple[KeySource, bytes]:
    """A key for a new vault, in a place where `stored_key` finds it again before this returns."""
    if os.environ.get(VARIABLE):
        return KeySource.ENVIRONMENT, _environment_key(path)
    key = os.urandom(KEY_BYTES)
    if system_keyring.keep(vault, _text(key)):
        return KeySource.KEYRING, key
    return KeySource.FILE, _claim_file(key_file(path), key)


def stored_key(source: KeySource, path: Path, vault: str) -> bytes:
    """The key of a vault that exists.

    Raises:
        VaultRefused: the key is not where the vault had it, or is no key.
        VaultUnreachable: the system's keyring does not answer.
    """
    match source:
        case KeySource.ENVIRONMENT:
            return _environment_key(path)
        case KeySource.KEYRING:
            return _keyring_key(path, vault)
        case KeySource.FILE:
            return _file_key(key_file(path))


def key_notices(source: KeySource, path: Path) -> tuple[str, ...]:
    """What the user of an open vault should know of its key: it lies open to others, or is not the one they gave.

    No refusal: the vault itself is still private, and on disks without permissions nobody could open it any more.
    """
    notices = []
    file = key_file(path)
    if source is KeySource.FILE and os.name == "posix" and file.exists() and file.stat().st_mode & 0o077:
        notices.append(f"{file}: other users of this machine can use the vault's key file. Run chmod 600 on it.")
    if source is not KeySource.ENVIRONMENT and os.environ.get(VARIABLE):
        notices.append(f"{path}: {VARIABLE} is given and not used: the key of this vault is in the {WORDS[source]}.")
    return tuple(notices)


def key_file(path: Path) -> Path:
    """The key file of the vault at `path`."""
    return path.with_name(path.name + ".key")


def sync_folder(folder: Path) -> None:
    """Make a new file's name in `folder` survive a power cut, where the system lets us."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _environment_key(path: Path) -> bytes:
    text = os.environ.get(VARIABLE, "")
    if not text:
        raise VaultRefused(
            "the vault's key was in an environment variable that is not set now.",
            hint=f"Set {VARIABLE} to the key that this vault was made with.",
            file=str(path),
        )
    return _key(
        text,
        VaultRefused(
            f"{VARIABLE} is not a key.",
            hint=f"It must be {KEY_BYTES} random bytes in base64, as `openssl rand -base64 {KEY_BYTES}` prints.",
        ),
    )


def _keyring_key(path: Path, vault: str) -> bytes:
    missing = VaultRefused(
        "the vault's key is not in this user's system keyring.",
        hint="Open the vault as the user, and on the machine, that made it.",
        file=str(path),
    )
    return _key(system_keyring.kept(vault, str(path)) or "", missing)


def _file_key(path: Path) -> bytes:
    unusable = VaultRefused(
        "the vault's key file is missing or is not a key.",
        hint="Put back the key file that was made with this vault.",
        file=str(path),
    )
    text = ""
    with suppress(FileNotFoundError):
        text = path.read_text("ascii", errors="replace")
    return _key(text, unusable)


def _claim_file(path: Path, key: bytes) -> bytes:
    """Write the key to a file that was not there, or take the key that was; the vault's own lock is held.

    An empty file is one that a killed process had no time to write to: nothing was ever sealed with it.
    """
    with suppress(FileNotFoundError):
        if path.stat().st_size:
            return _file_key(path)
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(_text(key).encode())
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _key(text: str, otherwise: VaultRefused) -> bytes:
    """The key that `text` spells in base64 (either alphabet), or the error given."""
    key = b""
    with suppress(binascii.Error, ValueError):
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    if len(key) != KEY_BYTES:
        raise otherwise
    return key
