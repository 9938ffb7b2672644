"""The system's keyring, asked so that it can neither block a headless machine nor hide a key in a plain file.

Backends that the keyring package itself does not recommend (priority below 1: plain files, files with a passphrase
typed at a prompt, none at all) are passed over. A keyring may ask its user to unlock it, in a window that nobody
sees on a server: each question therefore has a time limit.
"""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from typing import Any, TypeVar

from remediate.errors import VaultUnreachable

T = TypeVar("T")

SERVICE = "remediate vault"
SECONDS_TO_ANSWER = 20.0


def keep(vault: str, key: str) -> bool:
    """Store a key and read it back; False where there is no keyring or it does not do that in time."""

    def store() -> bool:
        backend = _backend()
        if backend is None:
            return False
        backend.set_password(SERVICE, vault, key)
        return bool(backend.get_password(SERVICE, vault) == key)

    return _answer(store) is True


def kept(vault: str, path: str) -> str | None:
    """The key stored for a vault; None where the keyring has none.

    Raises:
        VaultUnreachable: the keyring is locked, gone, or does not answer in time.
    """

    def look() -> tuple[str | None] | None:
        backend = _backend()
        return None if backend is None else (backend.get_password(SERVICE, vault),)

    found = _answer(look)
    if found is None:
        raise VaultUnreachable(
            "the system keyring, which has the vault's key, does not answer.",
            hint="Unlock it and try again.",
            file=path,
        )
    return found[0]


def _backend() -> Any:
    """The first recommended backend of those that the keyring package would use, or None."""
    import keyring  # noqa: PLC0415 - finding its backends takes a while

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", None) or [chosen]:
        with suppress(Exception):  # a backend says that it cannot be used by raising what it likes
            if backend.priority >= 1:
                return backend
    return None


def _answer(question: Callable[[], T]) -> T | None:
    """What the keyring says, or None when it fails or takes too long; a thread that waits on does no harm."""
    answers: Queue[T | None] = Queue()

    def ask() -> None:
        answer = None
        with suppress(Exception):  # any library may be behind the keyring: a failure of any kind is "no"
            answer = question()
        answers.put(answer)

    Thread(target=ask, name="keyring", daemon=True).start()
    try:
        return answers.get(timeout=SECONDS_TO_ANSWER)
    except Empty:
        return None
