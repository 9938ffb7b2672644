"""Packages before and after, pair by pair: what is proven of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from remediate.batch.destinations import SETTINGS, companion, is_result
from remediate.batch.means import Progress
from remediate.batch.working import ours
from remediate.errors import PackageError, RemediateError
from remediate.package import Candidate, Kind, Package, discover, open_package, view
from remediate.package.settings import empty_entries, variable_values
from remediate.plan.discretion import Discretion, secrets_of
from remediate.vault import Vault
from remediate.verify import rules
from remediate.verify.packages import verify
from remediate.verify.problem import Problem
from remediate.verify.stored import Store, paths_of
from remediate.verify.verdict import Located, Verdict

_MARK = ".remediated"


@dataclass(frozen=True)
class Verified:
    """One pair with its verdict, or the error that kept it from having one."""

    before: str
    after: str
    verdict: Verdict | None = None
    error: RemediateError | None = None


def verify_all(
    before: Path, after: Path, progress: Progress, vault: Vault | None = None, settings: Path | None = None
) -> Iterator[Verified]:
    """Every package at or below `before` with its counterpart at or below `after`.

    One package on each side is a pair whatever it is called. Otherwise packages are paired by their path below what
    was named, and `Orders.remediated.zip` is the counterpart of `Orders.zip`. `settings` is the deployment settings
    file that belongs to AFTER; without it, the one beside AFTER is taken where there is one.
    """
    old, new = _found(before), _found(after)
    if len(old) == len(new) == 1:
        yield _verified(next(iter(old.values())), next(iter(new.values())), progress, vault, settings)
        return
    for key, one in old.items():
        other = new.get(key)
        if other is None:
            error = PackageError("This package has no counterpart in AFTER.", file=str(one))
            yield Verified(str(one), "", error=error)
        else:
            yield _verified(one, other, progress, vault, settings)
    for key, one in new.items():
        if key not in old:
            error = PackageError("This package has no counterpart in BEFORE.", file=str(one))
            yield Verified("", str(one), error=error)


def _found(named: Path) -> dict[tuple[str, ...], Candidate | PackageError]:
    """What was found at a path, by what its counterpart has too; a result beside its original is not looked at."""
    found: dict[tuple[str, ...], Candidate | PackageError] = {}
    for one in discover(named):
        if isinstance(one, PackageError):
            found[(one.file,)] = one
        elif one.kind is not Kind.SETTINGS and (one.path == named or not is_result(one.path)):
            key = _key(named, one)
            found[key if key not in found else (*key, one.root)] = one  # several solutions in one zip
    return found


def _key(named: Path, one: Candidate) -> tuple[str, ...]:
    inside = one.path.relative_to(named) if one.path.is_relative_to(named) else one.path
    stem = inside.stem if inside.suffix.casefold() in (".zip", ".json") else inside.name
    return (inside.parent.as_posix(), stem.removesuffix(_MARK), one.inner)


def _verified(
    old: Candidate | PackageError,
    new: Candidate | PackageError,
    progress: Progress,
    vault: Vault | None,
    settings: Path | None,
) -> Verified:
    progress.working_on(str(new))
    was, now = (one.file if isinstance(one, PackageError) else str(one) for one in (old, new))
    try:
        before, after = _opened(old), _opened(new)
        unread = _unread(before, after)
        verdict = _judged(before, after, vault, settings).knowing(unread)
    except RemediateError as error:
        return Verified(was, now, error=error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one pair never stops the others
        return Verified(was, now, error=ours(error))
    return Verified(was, now, verdict)


def _opened(found: Candidate | PackageError) -> Package:
    if isinstance(found, PackageError):
        raise found
    return open_package(found)


def _unread(was: Package, now: Package) -> tuple[Located, ...]:
    """The members that cannot be read in either, and are the same byte for byte.

    Raises:
        PackageError: another one cannot be read: what was not read is not proven.
    """
    return tuple(_still_unread(was, now, problem) for problem in _each_once(now, was))


def _each_once(*packages: Package) -> list[tuple[Package, PackageError]]:
    found: dict[str, tuple[Package, PackageError]] = {}
    for package in packages:
        for problem in package.problems:
            found.setdefault(problem.file, (package, problem))
    return list(found.values())


def _still_unread(was: Package, now: Package, found: tuple[Package, PackageError]) -> Located:
    package, problem = found
    try:
        same = was.read(problem.file) == now.read(problem.file)
    except PackageError:
        same = False
    if not same:
        file = f"{package.path}/{problem.file}"
        raise PackageError(problem.message, hint=problem.hint, file=file, pointer=problem.pointer)
    why = f"{problem.message.rstrip('.')}; it is the same byte for byte, with any secret in it"
    return Located(problem.file, "", rules.READABLE.broken(problem.pointer, why))


def _judged(was: Package, now: Package, vault: Vault | None, settings: Path | None) -> Verdict:
    beside = settings or companion(now.path, SETTINGS)
    data = _read(beside, wanted=settings is not None)
    values = variable_values(data) if data is not None else {}
    store = Store(vault, paths_of(now, values)) if vault is not None else None
    empty = empty_entries(data) if data is not None else []
    found = tuple(Located(str(beside), "", rules.SETTINGS.broken("", f"{name} has an empty value")) for name in empty)
    unchecked = {} if data is not None else {rules.SETTINGS: _NO_SETTINGS}
    return _discreet(verify(was, now, store).adding(found, unchecked), was, now)


def _discreet(verdict: Verdict, was: Package, now: Package) -> Verdict:
    """The verdict without secrets after which something is named."""
    said = [text for one in (*verdict.found, *verdict.known) for text in _said(one)]
    flows = (view(package, file) for package in (was, now) for file in package.flows)
    say = Discretion(secret for flow in flows for secret in secrets_of(flow)).about(said) if said else Discretion()
    if not say:
        return verdict
    found, known = (tuple(_without(one, say) for one in those) for those in (verdict.found, verdict.known))
    return replace(verdict, found=found, known=known)


def _said(one: Located) -> tuple[str, ...]:
    words = one.what.why if isinstance(one.what, Problem) else one.what.what
    return one.member, one.flow, one.what.pointer, words


def _without(one: Located, say: Discretion) -> Located:
    what = one.what
    at = say(what.pointer)
    said = (
        replace(what, pointer=at, why=say(what.why))
        if isinstance(what, Problem)
        else replace(what, pointer=at, what=say(what.what))
    )
    return Located(say.path(one.member), say(one.flow), said)


_NO_SETTINGS = "there is no deployment settings file beside AFTER"


def _read(path: Path, *, wanted: bool) -> bytes | None:
    """The settings file; None where there is none and none was named."""
    if not wanted and not path.is_file():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or "the disk failed").lower()
        raise PackageError(f"It cannot be read: {why}.", hint="Check --settings.", file=str(path)) from None
