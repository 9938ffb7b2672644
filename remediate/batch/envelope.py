"""The one way in which values travel between processes: sealed where a package is open, opened by the run that asked.

A run makes a key pair and gives the public half to its workers; each result comes back encrypted to it (X25519,
HKDF-SHA256, ChaCha20-Poly1305). The private half stays in the memory of the process that holds the vault. So nothing
that lies between can read a value: no pickle, pipe, scheduler, file of spilled memory, or log of a cluster.

It keeps values secret; it does not say who sealed them. A cluster that runs our code is trusted to run it.
"""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from remediate.errors import PackageError

_KEY = 32
_NONCE = bytes(12)  # each envelope has a key of its own
_PURPOSE = b"remediate: a planned package, on its way to the run that asked for it"


class Letterbox:
    """The private half of a run's key pair. It is never written down or sent."""

    def __init__(self) -> None:
        self._private = X25519PrivateKey.generate()
        self.address = self._private.public_key().public_bytes_raw()

    def open(self, envelope: bytes) -> bytes:
        """What was sealed for this letterbox.

        Raises:
            PackageError: it was sealed for another one, or changed on the way.
        """
        try:
            sender, sealed = envelope[:_KEY], envelope[_KEY:]
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(sender))
            return _cipher(shared, sender, self.address).decrypt(_NONCE, sealed, None)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, its text is nobody's business
            refused = PackageError("What a worker sent back was changed on the way.", hint="Run again.")
        raise refused

    def __reduce__(self) -> str:
        raise TypeError("a Letterbox is never serialised")


def seal(data: bytes, address: bytes) -> bytes:
    """`data` for the letterbox of that address, and for nobody else."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(address))
    return sender + _cipher(shared, sender, address).encrypt(_NONCE, data, None)


def _cipher(shared: bytes, sender: bytes, address: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), _KEY, sender + address, _PURPOSE).derive(shared))
