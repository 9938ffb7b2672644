"""How a value gets into a vault: under a name that is free or holds it already, and seen there afterwards.

No other value is ever overwritten and nothing is written twice: a deposit that was interrupted, at whatever point,
is carried on by doing it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from remediate.errors import VaultError, VaultRefused
from remediate.secret import Secret
from remediate.vault.interface import NameTaken, Taken, Vault
from remediate.vault.names import check_name, check_value, checked_tags, numbered

MOST_CANDIDATES = 200


class Written(Enum):
    """What a deposit did to the vault."""

    NEW = "new"
    REUSED = "reused"


@dataclass(frozen=True)
class Skipped:
    """A name that was tried first and passed over."""

    name: str
    why: Taken


@dataclass(frozen=True)
class Deposited:
    """Where a value now is. `reference` is what a Secret environment variable holds to mean it, where known."""

    name: str
    written: Written
    reference: str | None
    skipped: tuple[Skipped, ...]


def deposit(vault: Vault, name: str, secret: Secret, tags: Mapping[str, str]) -> Deposited:
    """Put a value under `name`, or `name-2`, `name-3`, ... where that holds another value or cannot be had.

    Raises:
        VaultRefused: a name, value or tag that Key Vault would not take (nothing was written), or no name left.
        VaultError: what was read back is not what was written.
    """
    check_name(name)
    check_value(secret)
    stored_tags = checked_tags(tags)
    skipped: list[Skipped] = []
    for number in range(1, MOST_CANDIDATES + 1):
        candidate = numbered(name, number)
        try:
            written = _try(vault, candidate, secret, stored_tags)
        except NameTaken as taken:
            skipped.append(Skipped(candidate, taken.why))
        else:
            return Deposited(candidate, written, vault.reference(candidate), tuple(skipped))
    raise VaultRefused(
        f"{vault.address} holds other values under {name} and all its numbered variants.",
        hint="Remove those that nothing reads, or use another vault.",
    )


def _try(vault: Vault, name: str, secret: Secret, tags: Mapping[str, str]) -> Written:
    """Put a value under exactly this name, or raise `NameTaken`."""
    if _found(vault, name, secret):
        return Written.REUSED
    try:
        version = vault.add(name, secret, tags=tags)
    except NameTaken as taken:
        if taken.why is Taken.OTHER_VALUE and _found(vault, name, secret):  # someone was quicker, with the same value
            return Written.REUSED
        raise
    _read_back(vault, name, secret, version)
    return Written.NEW


def _found(vault: Vault, name: str, secret: Secret) -> bool:
    """Whether the value is there already; `NameTaken` where another is."""
    found = vault.holds(name, secret)
    if found is False:
        raise NameTaken(name, Taken.OTHER_VALUE)
    return found is True


def _read_back(vault: Vault, name: str, secret: Secret, version: str) -> None:
    """See that what was written is there, and is what a reader gets."""
    written, current = vault.get(name, version), vault.get(name)
    if written != secret or current is None:
        raise VaultError(
            f"{vault.address} did not give back what was stored as {name}.",
            hint="Nothing else was changed; look at that secret before you try again.",
        )
    if current != secret:  # someone wrote after us: the name is theirs
        raise NameTaken(name, Taken.RACED)
