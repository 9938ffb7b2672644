"""What a worker does with one package: open it, plan it, prove it, say what is to be told of it. It writes nothing.

A worker is a thread, a process or a machine of a cluster. It only reads, so one that dies has left nothing behind, and
its package is given to another. What it found goes back to the run, sealed where it leaves the process.
"""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from remediate import __version__
from remediate.batch.left_beside import with_settings
from remediate.batch.results import Result, Status
from remediate.batch.time_limit import TookTooLong, too_long, within
from remediate.detection import Fate
from remediate.errors import PackageError, RemediateError, fault, raised
from remediate.package import Candidate, Kind, Package, opened_package
from remediate.plan import Options, PackagePlan, plan_package
from remediate.plan.lean import lean
from remediate.remedies.naming import SecretNames
from remediate.writer.store import stored

Tell = Callable[[Result], Any]
"""What a report wants to know of a plan while its documents are there; a function that can be pickled."""


class Task(Enum):
    """What a worker is to do with a package: plan it, or only look up what its environment variables are."""

    PLAN = "plan"
    VARIABLES = "variables"


@dataclass(frozen=True)
class Job:
    """One package to be planned.

    `tell` makes what a report needs; without it the result keeps its whole plan. `writes` says whether the run will
    write. `names` are vault names of the run, by those that the package would give. `address` is the letterbox of the
    run in another process, empty in the same. `folder` is what a relative path starts from, empty for the worker's own.
    `seconds` is the longest that it may take, 0 for as long as it likes. `output` is where its result goes or would.
    """

    candidate: Candidate
    options: Options
    tell: Tell | None = None
    writes: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    address: bytes = b""
    folder: str = ""
    seconds: float = 0
    task: Task = Task.PLAN
    output: Path | None = None
    version: str = __version__


@dataclass(frozen=True)
class Prepared:
    """A planned package on its way to the run: all that is needed to name, deposit and write it.

    `values` are those of the plan's deposits, in order. `variables` are the environment variables that the package
    gives a value, by schema name. `names_inside` says that a changed member holds a name of the vault, and is another
    where that is another.
    """

    result: Result
    edits: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    values: tuple[str, ...] = field(default=(), repr=False)
    variables: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    names_inside: bool = False


def work(job: Job) -> Prepared | bytes:
    """The planned package; sealed for a run in another process. A fault in the package is a result, and not raised."""
    try:
        with within(job.seconds):
            prepared = _prepared(job)
    except TookTooLong:
        prepared = Prepared(failed(job.candidate, too_long(job.seconds)))
    if not job.address:
        return prepared
    from remediate.batch.envelope import seal  # noqa: PLC0415 - cryptography, only where something is sealed

    return seal(pickle.dumps(prepared, pickle.HIGHEST_PROTOCOL), job.address)


def opened(data: bytes) -> Prepared:
    """What a worker sent, once it is out of its envelope."""
    prepared = pickle.loads(data)  # noqa: S301 - sealed by a worker of ours
    if not isinstance(prepared, Prepared):
        raise PackageError("A worker sent back something else than a planned package.", hint="Run again.")
    return prepared


def failed(candidate: Candidate, error: RemediateError) -> Result:
    """The result of a package that has no plan."""
    return Result(str(candidate), candidate.kind.value, Status.FAILED, error=error)


def ours(error: BaseException) -> PackageError:
    """A fault of our own, by its type and place: its text could hold a value.

    What only looks like one, because Python made an error of what stops the work (`errors.raised`), goes on its way.
    """
    if (stop := raised(error)) is not error:
        raise stop
    return PackageError(f"remediate itself failed ({fault(error)}).", hint="Please report this line.")


def _prepared(job: Job) -> Prepared:
    try:
        with opened_package(_placed(job)) as package:
            return _worked(job, package)
    except RemediateError as error:
        error.file = error.file.removeprefix(f"{job.folder}/") if job.folder else error.file
        return Prepared(failed(job.candidate, error))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one package never stops the others
        return Prepared(failed(job.candidate, ours(error)))


def _worked(job: Job, package: Package) -> Prepared:
    if job.task is Task.VARIABLES:
        return Prepared(Result(str(job.candidate), package.kind.value, Status.CLEAN), variables=_variables(package))
    plan = plan_package(package, job.options, SecretNames(job.names))
    plan = replace(plan, package=replace(plan.package, path=job.candidate.path))
    if job.output is not None:
        plan = with_settings(plan, job.output, job.options.playbook, job.folder)
    return _told(job, plan)


def _placed(job: Job) -> Candidate:
    path = job.candidate.path
    if stored(path) or not job.folder:
        return job.candidate
    return replace(job.candidate, path=Path(job.folder, path))


def _told(job: Job, plan: PackagePlan) -> Prepared:
    result = Result(_shown(job.candidate), plan.package.kind.value, _status(plan), plan)
    found = replace(result, told=job.tell(result), plan=lean(plan)) if job.tell else result
    return Prepared(
        found,
        plan.edits if job.writes else {},
        tuple(deposit.secret.reveal() for deposit in plan.deposits if deposit.secret is not None),
        _variables(plan.package),
        any(_holds_name(plan, data) for data in plan.edits.values()),
    )


def _variables(package: Package) -> tuple[tuple[str, str], ...]:
    found = package.facts.environment_variables if package.facts else ()
    values = ((variable.schema_name, variable.value or variable.default) for variable in found)
    return tuple((name, secret.reveal()) for name, secret in values if secret is not None)


def _holds_name(plan: PackagePlan, data: bytes) -> bool:
    names = [deposit.secret_name for deposit in plan.deposits]
    return any(name.encode(form) in data for name in names for form in ("utf-8", "utf-16-le", "utf-16-be"))


def _status(plan: PackagePlan) -> Status:
    if plan.skipped:
        return Status.SKIPPED
    if any(plan.count(fate) for fate in Fate):
        return Status.FOUND
    return Status.FAILED if plan.package.problems else Status.CLEAN


def _shown(candidate: Candidate) -> str:
    """The package for people: with the folder inside a zip that it stands in, since there may be several."""
    zipped = candidate.kind in (Kind.SOLUTION_ZIP, Kind.LEGACY_ZIP, Kind.GIT_ZIP)
    return str(candidate if zipped else replace(candidate, root=""))
