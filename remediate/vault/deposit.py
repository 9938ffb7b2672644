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


@dataclass(frozen=True)
class _Placed:
    """A value as it was given to the vault: `version` is what was written, None where it was there already."""

    name: str
    version: str | None
    skipped: tuple[Skipped, ...]


def deposit(vault: Vault, name: str, secret: Secret, tags: Mapping[str, str]) -> Deposited:
    """Put a value under `name`, or `name-2`, `name-3`, ... where that holds another value or cannot be had.

    Raises:
        VaultRefused: a name, value or tag that Key Vault would not take (nothing was written), or no name left.
        VaultError: what was read back is not what was written.
    """
    return deposit_all(vault, {name: secret}, tags)[name]


def deposit_all(vault: Vault, secrets: Mapping[str, Secret], tags: Mapping[str, str]) -> dict[str, Deposited]:
    """Put values under their names, as `deposit` does; all of them at once where the vault can.

    Each is read back when it is stored for good.

    Raises:
        VaultRefused, VaultError: as `deposit`; what was stored before may stay.
    """
    for name, secret in secrets.items():
        check_name(name)
        check_value(secret)
    stored_tags = checked_tags(tags)
    with vault.together():
        placed = {name: _place(vault, name, secret, stored_tags) for name, secret in secrets.items()}
    return {name: _seen(vault, name, secrets[name], stored_tags, one) for name, one in placed.items()}


def _place(
    vault: Vault, name: str, secret: Secret, tags: Mapping[str, str], skipped: tuple[Skipped, ...] = ()
) -> _Placed:
    """Give the value to the vault, under the first name that will have it after those that were skipped."""
    while len(skipped) < MOST_CANDIDATES:
        candidate = numbered(name, len(skipped) + 1)
        try:
            return _Placed(candidate, _try(vault, candidate, secret, tags), skipped)
        except NameTaken as taken:
            skipped = (*skipped, Skipped(candidate, taken.why))
    raise VaultRefused(
        f"{vault.address} holds other values under {name} and all its numbered variants.",
        hint="Remove those that nothing reads, or use another vault.",
    )


def _try(vault: Vault, name: str, secret: Secret, tags: Mapping[str, str]) -> str | None:
    """Put a value under exactly this name, or raise `NameTaken`; the version written, None where it was there."""
    if _found(vault, name, secret):
        return None
    try:
        return vault.add(name, secret, tags=tags)
    except NameTaken as taken:
        if taken.why is Taken.OTHER_VALUE and _found(vault, name, secret):  # someone was quicker, with the same value
            return None
        raise


def _seen(vault: Vault, name: str, secret: Secret, tags: Mapping[str, str], placed: _Placed) -> Deposited:
    """Where the value is, once it was seen there; it goes on to the next name where someone wrote after us."""
    while placed.version is not None:
        try:
            _read_back(vault, placed.name, secret, placed.version)
            break
        except NameTaken as taken:
            placed = _place(vault, name, secret, tags, (*placed.skipped, Skipped(placed.name, taken.why)))
    written = Written.REUSED if placed.version is None else Written.NEW
    return Deposited(placed.name, written, vault.reference(placed.name), placed.skipped)


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
