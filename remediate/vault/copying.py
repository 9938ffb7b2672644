"""From one vault to another, as from the local file to Key Vault once there is one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remediate.errors import VaultRefused
from remediate.vault.deposit import Deposited, deposit
from remediate.vault.interface import Vault


@dataclass(frozen=True)
class Copied:
    """What became of one secret: where it is now, or why it is not."""

    name: str
    outcome: Deposited | VaultRefused


def copy(source: Vault, destination: Vault, tags: Mapping[str, str] | None = None) -> Iterator[Copied]:
    """Deposit the current value of each secret of `source`, in order of name, under its name in `destination`.

    A secret that cannot be read or is refused does not stop the others; a vault that cannot be reached does. Whoever
    takes only some of the outcomes copies only those: the rest is copied by doing it again.
    """
    for name in sorted(source.names(), key=str.lower):
        yield Copied(name, _outcome(source, destination, name, tags or {}))


def _outcome(source: Vault, destination: Vault, name: str, tags: Mapping[str, str]) -> Deposited | VaultRefused:
    try:
        secret = source.get(name)
        if secret is None:
            return VaultRefused(f"{name} is no longer in {source.address}.", hint="See who removes it.")
        return deposit(destination, name, secret, tags)
    except VaultRefused as refused:
        return refused
