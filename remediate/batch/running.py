"""The run over everything that was named: a result for each package, as soon as it is there."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from remediate.batch.carrying_out import carry_out
from remediate.batch.destinations import Destination, check_place, is_result
from remediate.batch.results import Result, Status
from remediate.detection import Fate
from remediate.errors import PackageError, PlanError, RemediateError, fault
from remediate.package import Candidate, discover, open_package
from remediate.plan import Options, PackagePlan, plan_package
from remediate.plan.saved import SavedPlan
from remediate.remedies.naming import SecretNames
from remediate.vault import Vault


class Progress(Protocol):
    """Is told which package is worked on; a screen shows it, a pipeline stays silent."""

    def working_on(self, path: str) -> None:
        """The next package."""


class Silent:
    """Progress that nobody sees."""

    def working_on(self, path: str) -> None:
        """Say nothing."""


def plan_all(
    paths: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
    destination: Destination | None = None,
) -> Iterator[Result]:
    """What would be done to each package at or below `paths`; nothing is written or contacted.

    With a `destination`, a package that could not be written there fails, as it would in the real run.
    """
    for planned in _planned(paths, options, progress or Silent(), destination):
        yield planned if isinstance(planned, Result) else _as_result(planned[0])


def fix_all(
    paths: Sequence[Path],
    options: Options,
    vault: Vault,
    destination: Destination,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """Plan each package, deposit its values, and write it."""
    for planned in _planned(paths, options, progress or Silent(), destination):
        yield planned if isinstance(planned, Result) else _carried_out(planned[0], vault, planned[1])


def apply_plan(saved: SavedPlan, vault: Vault, progress: Progress | None = None) -> Iterator[Result]:
    """Carry out a saved plan, after all of it was found to fit the input as it is now.

    Raises PlanError before anything is written or contacted where a package is not what it was.
    """
    request = saved.request
    paths = [Path(path) for path in request.paths]
    destination = Destination(Path(request.out) if request.out else None)
    missing = set(saved.packages)
    for result in plan_all(paths, request.options, progress, destination):
        if result.plan is not None:
            saved.check(result.path, result.plan)
            missing.discard(result.path)
    for path in sorted(missing):
        raise PlanError("the package is not there any more.", hint="Make a new plan.", file=path)
    yield from fix_all(paths, request.options, vault, destination, progress)


def _carried_out(plan: PackagePlan, vault: Vault, output: Path) -> Result:
    """Deposit the values of one plan and write its package; a failure leaves the package as it was."""
    result = _as_result(plan)
    if not plan.changes:
        return result
    try:
        carried = carry_out(plan, vault, output)
    except RemediateError as error:
        return Result(result.path, result.kind, Status.FAILED, plan, error)
    except Exception as error:  # noqa: BLE001 - likewise; its text could hold a value
        return Result(result.path, result.kind, Status.FAILED, plan, _ours(error))
    return Result(result.path, result.kind, Status.FIXED, plan, carried=carried)


def _ours(error: Exception) -> PackageError:
    return PackageError(f"remediate itself failed ({fault(error)}).", hint="Please report this line.")


def _planned(
    paths: Sequence[Path], options: Options, progress: Progress, destination: Destination | None
) -> Iterator[tuple[PackagePlan, Path] | Result]:
    """A plan for each package with the place of its result, or the result where there can be none."""
    secrets = SecretNames()
    taken: set[Path] = set()
    for named, found in _found(paths):
        if isinstance(found, PackageError):
            yield Result(found.file or str(named), "", Status.FAILED, error=found)
            continue
        progress.working_on(str(found))
        plan = _plan(found, options, secrets)
        if isinstance(plan, Result):
            yield plan
            continue
        output = (destination or Destination()).place(plan.package, named)
        yield (_refused(plan, output, taken) if destination and plan.changes else None) or (plan, output)
        taken.update([output] if plan.changes else [])


def _found(paths: Sequence[Path]) -> Iterator[tuple[Path, Candidate | PackageError]]:
    """Each package once, with what was named that holds it; results of earlier runs only where they are named."""
    seen: set[Candidate] = set()
    for named in paths:
        for found in discover(named):
            if isinstance(found, PackageError):
                yield named, found
                continue
            known = replace(found, path=found.path.resolve())
            if known not in seen and (found.path == named or not is_result(found.path)):
                seen.add(known)
                yield named, found


def _refused(plan: PackagePlan, output: Path, taken: Collection[Path]) -> Result | None:
    try:
        check_place(plan, output, taken)
    except RemediateError as error:
        planned = _as_result(plan)
        return Result(planned.path, planned.kind, Status.FAILED, plan, error)
    return None


def _plan(candidate: Candidate, options: Options, secrets: SecretNames) -> PackagePlan | Result:
    try:
        return plan_package(open_package(candidate), options, secrets)
    except RemediateError as error:
        return Result(str(candidate), candidate.kind.value, Status.FAILED, error=error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one package never stops the others
        return Result(str(candidate), candidate.kind.value, Status.FAILED, error=_ours(error))


def _as_result(plan: PackagePlan) -> Result:
    return Result(_shown(plan), plan.package.kind.value, _status(plan), plan)


def _status(plan: PackagePlan) -> Status:
    if plan.skipped:
        return Status.SKIPPED
    if any(plan.count(fate) for fate in Fate):
        return Status.FOUND
    return Status.FAILED if plan.package.problems else Status.CLEAN


def _shown(plan: PackagePlan) -> str:
    package = plan.package
    return f"{package.path}/{package.inner}" if package.inner else str(package.path)
