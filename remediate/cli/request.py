"""From the words of a command to what a run is asked for."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from remediate.errors import UsageError
from remediate.plan import Options
from remediate.plan.saved import Request
from remediate.playbook import load
from remediate.vault.address import read_address
from remediate.writer.store import place, stored


def request(
    paths: Sequence[Path],
    playbook: str,
    only: Sequence[str],
    *,
    unsafe: bool = False,
    vault: str | None = None,
    out: str | None = None,
    keep_version: bool = False,
    only_fates: bool = False,
) -> Request:
    """The request, with its playbook loaded and its vault's name checked; nothing is opened or contacted.

    Raises:
        UsageError: the playbook, a detector or the vault's name is none, or the folder for results is empty or a file.
    """
    if vault is not None:
        read_address(vault)
    if out is not None and not out.strip():
        raise UsageError("--out is empty.", hint="Name a folder, or leave it out.")
    if out is not None and not stored(where := place(out)) and where.is_file():
        raise UsageError("--out names a file.", hint="Name a folder, which need not be there yet.", file=out)
    named = load(playbook).only(tuple(only)).as_of(today())
    options = Options(named, unsafe=unsafe, keep_version=keep_version, only_fates=only_fates)
    return Request(tuple(map(str, paths)), options, vault, out)


def today() -> date:
    """The day on which waivers are looked at, the same all over the world. Only here is a clock read."""
    return datetime.now(UTC).date()
