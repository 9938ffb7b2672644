"""From the words of a command to what a run is asked for."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from remediate.errors import UsageError
from remediate.package import is_package_folder
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
        UsageError: the playbook, a detector or the vault's name is none, or the folder for results is empty, a file, or
            inside a package that was named.
    """
    if vault is not None:
        read_address(vault)
    if out is not None and not out.strip():
        raise UsageError("--out is empty.", hint="Name a folder, or leave it out.")
    if out is not None and not stored(where := place(out)) and where.is_file():
        raise UsageError("--out names a file.", hint="Name a folder, which need not be there yet.", file=out)
    if out is not None and (around := _package_around(place(out), paths)):
        hint = f"It would be a part of the package {around}: name a folder outside of it, or leave --out out."
        raise UsageError("--out lies in what is to be fixed.", hint=hint, file=out)
    named = load(playbook).only(tuple(only)).as_of(today())
    options = Options(named, unsafe=unsafe, keep_version=keep_version, only_fates=only_fates)
    return Request(tuple(map(str, paths)), options, vault, out)


def _package_around(out: Path, paths: Sequence[Path]) -> Path | None:
    """The unpacked package, at or below what was named, in which the folder for results would lie."""
    if stored(out):
        return None
    tops = [path.resolve() for path in paths if not stored(path)]
    above = [folder for folder in out.resolve().parents if any(folder.is_relative_to(top) for top in tops)]
    return next(filter(is_package_folder, above), None)


def today() -> date:
    """The day on which waivers are looked at, the same all over the world. Only here is a clock read."""
    return datetime.now(UTC).date()
