"""Packages before and after, pair by pair: what is proven of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from remediate.batch.counterparts import Joined, Side, counterparts, shown
from remediate.batch.destinations import SETTINGS, companion
from remediate.batch.means import Progress
from remediate.batch.working import ours
from remediate.errors import PackageError, RemediateError
from remediate.package import Package, open_package, view
from remediate.package.joined import joined
from remediate.package.named import read_named
from remediate.package.settings import empty_entries, read_settings, variable_values
from remediate.plan.discretion import Discretion, secrets_of
from remediate.vault import Vault
from remediate.verify import rules
from remediate.verify.packages import verify
from remediate.verify.problem import Problem
from remediate.verify.stored import Store, paths_of
from remediate.verify.verdict import Located, Verdict

LEFT_OUT = "Name what holds its counterpart, or add --partial where AFTER need not have all, as `fix --out` writes it."
"""What to do about a package that AFTER does not have."""


@dataclass(frozen=True)
class Verified:
    """One pair with its verdict, or the error that kept it from having one.

    `left_out` says that this package of BEFORE has no counterpart in AFTER, which is an error where AFTER is to be
    whole: it has neither a verdict nor an error otherwise.
    """

    before: str
    after: str
    verdict: Verdict | None = None
    error: RemediateError | None = None
    left_out: bool = False


def verify_all(  # noqa: PLR0913 - what is compared, with what, and how strictly
    before: Path,
    after: Path,
    progress: Progress,
    vault: Vault | None = None,
    settings: Path | None = None,
    *,
    partial: bool = False,
) -> Iterator[Verified]:
    """Every package at or below `before` with its counterpart at or below `after`.

    One package on each side is a pair whatever it is called. Several packages from outside solutions and one solution
    are what `migrate` makes: all of them together are its counterpart. Otherwise packages are paired by their path
    below what was named, and `Orders.remediated.zip` is the counterpart of `Orders.zip`. `settings` is the deployment
    settings file that belongs to AFTER; without it, the one beside AFTER is taken where there is one.

    Where AFTER is `partial`, what can be read of BEFORE may be without a counterpart. What AFTER alone has is an error.
    """
    for was, now in counterparts(before, after):
        if was is not None and now is not None:
            yield _verified(was, now, progress, vault, settings)
        elif was is not None:
            progress.working_on(shown(was))
            yield _left_out(was, partial=partial)
        else:
            hint = "Name what holds its counterpart as BEFORE, or name the two packages themselves."
            lost = PackageError("This package has no counterpart in BEFORE.", hint=hint, file=shown(now))
            yield Verified("", shown(now), error=now if isinstance(now, PackageError) else lost)


def _left_out(was: Side, *, partial: bool) -> Verified:
    """A package that AFTER does not have: `fix` writes none in which nothing changes, and none that it cannot read."""
    path = shown(was)
    try:
        package = _opened(was)
        if package.problems:
            return Verified(path, "", error=_in(package, package.problems[0]))
    except RemediateError as error:
        return Verified(path, "", error=error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one package never stops the others
        return Verified(path, "", error=ours(error))
    lost = PackageError("This package has no counterpart in AFTER.", hint=LEFT_OUT, file=path)
    return Verified(path, "", error=None if partial else lost, left_out=True)


def _verified(old: Side, new: Side, progress: Progress, vault: Vault | None, settings: Path | None) -> Verified:
    progress.working_on(str(new))
    was, now = shown(old), shown(new)
    try:
        before, after = _opened(old), _opened(new)
        unread = _unread(before, after)
        verdict = _judged(before, after, vault, settings).knowing(unread)
    except RemediateError as error:
        return Verified(was, now, error=error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one pair never stops the others
        return Verified(was, now, error=ours(error))
    return Verified(was, now, verdict)


def _opened(found: Side) -> Package:
    match found:
        case PackageError():
            raise found
        case Joined():
            return joined(found.named, {name: open_package(part) for name, part in found.parts.items()})
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
        raise _in(package, problem)
    why = f"{problem.message.rstrip('.')}; it is the same byte for byte, with any secret in it"
    return Located(problem.file, "", rules.READABLE.broken(problem.pointer, why))


def _in(package: Package, problem: PackageError) -> PackageError:
    """The same with the path of its package."""
    file = f"{package.path}/{problem.file}"
    return PackageError(problem.message, hint=problem.hint, file=file, pointer=problem.pointer)


def _judged(was: Package, now: Package, vault: Vault | None, settings: Path | None) -> Verdict:
    beside = settings or companion(now.path, SETTINGS)
    data = _read(beside, wanted=settings is not None)
    values = variable_values(data) if data is not None else {}
    store = Store(vault, paths_of(now, values)) if vault is not None else None
    empty = empty_entries(data) if data is not None else []
    found = tuple(Located(str(beside), "", rules.SETTINGS.broken("", f"{name} has an empty value")) for name in empty)
    unchecked = {} if data is not None else {rules.SETTINGS: _NO_SETTINGS}
    told = (str(beside), data) if data is not None else None
    return _discreet(verify(was, now, store, told).adding(found, unchecked), was, now)


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
    if not wanted:
        return read_settings(path)
    try:
        return read_named(path)
    except PackageError as error:
        raise PackageError(error.message, hint="Check --settings.", file=str(path)) from None
