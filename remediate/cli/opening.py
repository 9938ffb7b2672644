"""The vault of a command, and what its user should know of how it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from remediate.errors import UsageError
    from remediate.vault import Vault


@contextmanager
def opened_vault(spec: str | None) -> Iterator["Vault"]:
    """The vault that `spec` names; at the end its notices are told on stderr, also where something went wrong."""
    from remediate.report.words import plain
    from remediate.vault import open_vault

    with open_vault(spec) as vault:
        try:
            yield vault
        finally:
            for notice in vault.notices:
                typer.echo(plain(notice), err=True)


@contextmanager
def existing_vault(spec: str | None) -> Iterator["Vault"]:
    """The same, for a command that only reads: a local vault that `spec` names must be there.

    A local vault is made when it is first written to, so a name that was misspelled would be one that holds nothing.

    Raises:
        UsageError: there is no such file.
    """
    if spec and (path := missing_vault(spec)):
        raise no_vault(path)
    with opened_vault(spec) as vault:
        yield vault


def missing_vault(spec: str) -> "Path | None":
    """The file of the local vault that `spec` names, where it is not there; None for all other vaults."""
    from remediate.vault.address import FileAddress, read_address

    address = read_address(spec)
    return address.path if isinstance(address, FileAddress) and not address.path.is_file() else None


def no_vault(path: "Path") -> "UsageError":
    """What is said of a local vault that is not there."""
    from remediate.errors import UsageError

    return UsageError("there is no vault.", hint="Name the vault that the values went to.", file=str(path))
