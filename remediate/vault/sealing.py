"""How a value lies in the local vault: AES-256-GCM, each version bound to its place.

The associated data names the vault, the secret and the version, so that a row moved elsewhere does not open. Values
are padded to blocks of 64 bytes: the file shows hardly more of a length than a mask does.
"""

import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.padding import PKCS7

from remediate.secret import Secret

KEY_BYTES = 32
NONCE_BYTES = 12
_BLOCK_BITS = 512


class Unsealable(Exception):
    """The key is another one, or the bytes are not those that were sealed in this place."""


@dataclass(frozen=True)
class Sealed:
    """What is stored: a nonce that is drawn for each and the ciphertext with its tag."""

    nonce: bytes
    ciphertext: bytes


class Sealer:
    """Seals and opens the values of one vault with its key."""

    def __init__(self, key: bytes, vault: str) -> None:
        self._cipher = AESGCM(key)
        self._vault = vault

    def seal(self, secret: Secret, name: str, version: int) -> Sealed:
        """The value, readable only as this version of this name in this vault."""
        padder = PKCS7(_BLOCK_BITS).padder()
        return self._encrypt(padder.update(secret.reveal().encode()) + padder.finalize(), name, version)

    def open(self, sealed: Sealed, name: str, version: int) -> Secret:
        """The value again, or `Unsealable`."""
        unpadder = PKCS7(_BLOCK_BITS).unpadder()
        return Secret((unpadder.update(self._decrypt(sealed, name, version)) + unpadder.finalize()).decode())

    def key_check(self) -> Sealed:
        """Something to know the key by again: nothing, sealed, under a name that no secret can have."""
        return self._encrypt(b"", "", 0)

    def passes(self, check: Sealed) -> bool:
        """Whether this key is the one that `check` was made with."""
        try:
            return self._decrypt(check, "", 0) == b""
        except Unsealable:
            return False

    def _encrypt(self, plain: bytes, name: str, version: int) -> Sealed:
        nonce = os.urandom(NONCE_BYTES)
        return Sealed(nonce, self._cipher.encrypt(nonce, plain, self._place(name, version)))

    def _decrypt(self, sealed: Sealed, name: str, version: int) -> bytes:
        try:
            return self._cipher.decrypt(sealed.nonce, sealed.ciphertext, self._place(name, version))
        except (InvalidTag, ValueError, TypeError):  # SQLite lets a column hold anything
            raise Unsealable from None

    def _place(self, name: str, version: int) -> bytes:
        return json.dumps([self._vault, name, version]).encode()
