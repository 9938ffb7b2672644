"""Environment variables of the same name with two values in one run: an environment can hold only one of them."""

import hashlib
import secrets
from collections.abc import Iterable


class KnownVariables:
    """The variables of the packages so far, by name.

    Values are compared by a keyed digest, in memory only: the key is drawn for the run and is gone with it.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: dict[str, tuple[bytes, str]] = {}

    def differing(self, path: str, variables: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """A sentence for each variable of the package at `path` that another package gives another value."""
        told = []
        for name, value in variables:
            text = value.encode("utf-8", "surrogatepass")
            digest = hashlib.blake2b(text, digest_size=16, key=self._key).digest()
            first, where = self._seen.setdefault(name.casefold(), (digest, path))
            if first != digest and where != path:
                told.append(
                    f"the environment variable {name} has another value in {where}: "
                    "imported into one environment, one of the two would lose it"
                )
        return tuple(sorted(told))
