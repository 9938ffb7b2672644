"""Folders that a run which was killed has written in part: the rest is written before they are looked at."""

from collections.abc import Iterable
from pathlib import Path

from remediate.errors import WriteError
from remediate.vault import Deposited, Vault
from remediate.writer import Unfinished, remove_leftovers, unfinished

_FINISHED = "A run that was stopped had written a part of this folder. The rest of it was written now."
_PART = "A run that was stopped has written a part of this folder."


def said(vault: str, deposited: Iterable[Deposited], run: str) -> dict[str, object]:
    """What whoever finishes a folder must know: where its values are, and which run began."""
    return {"vault": vault, "secrets": [one.name for one in deposited], "run": run}


def is_begun_by(folder: Path, run: str) -> bool:
    """Whether that run has written a part of the folder."""
    begun = unfinished(folder) if run else None
    return begun is not None and begun.said.get("run") == run


def finish(folder: Path, vault: Vault, *, in_place: bool) -> tuple[str, ...]:
    """Finish what was begun in a folder, if that is so; what is to be told of it.

    The folder is then, byte for byte, what the run would have made of it. Where somebody has changed it since, or the
    vault has lost a value, only what waited to be written is taken away.

    Raises:
        WriteError: another vault has the values, or the folder is to be copied; or it could not be written.
        VaultError: the vault cannot be asked.
    """
    begun = unfinished(folder)
    if begun is None:
        return ()
    if not can_finish(folder, vault):
        remove_leftovers(folder)
        return ()
    if not in_place:
        raise WriteError(_PART, hint="Run once without --out: that finishes it.", file=str(folder))
    begun.finish()
    return (_FINISHED,)


def can_finish(folder: Path, vault: Vault) -> bool:
    """Whether the rest of the folder can be written: nobody has changed it since, and the vault has its values.

    Raises:
        WriteError: another vault has the values.
        VaultError: the vault cannot be asked.
    """
    begun = unfinished(folder)
    return begun is not None and begun.is_possible and _holds(vault, begun, folder)


def _holds(vault: Vault, begun: Unfinished, folder: Path) -> bool:
    """Whether the vault has every value that the folder is to read."""
    address = str(begun.said.get("vault", ""))
    if address != vault.address:
        hint = f"Run once with --vault {address}, which has its secrets, if that is a vault of yours: that finishes it."
        raise WriteError(_PART, hint=hint, file=str(folder))
    names = begun.said.get("secrets")
    return isinstance(names, list) and all(vault.get(str(name)) is not None for name in names)
