"""A migration from beginning to end: the flows read, the solution made and fixed in memory, then written.

The solution with its secrets as they were exists in memory only. What is written is the fixed one, after every value
is in the vault; a flow in which a secret would be left stays out, unless somebody asks for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from remediate.batch import Result, Status
from remediate.batch.carrying_out import Deposits, Goal, carry_out
from remediate.batch.destinations import check_place
from remediate.batch.left_beside import with_settings
from remediate.batch.working import ours
from remediate.detection import Fate
from remediate.detection import Outcome as Finding
from remediate.detectors import DETECTORS, Confidence
from remediate.errors import PackageError, RemediateError, WriteError
from remediate.migration.making import Migration, migrate
from remediate.migration.model import LeftOut, Passed, Source, Target
from remediate.migration.reading import sources
from remediate.package import open_package
from remediate.plan import FlowPlan, Options, PackagePlan, plan_package
from remediate.plan.discretion import Discretion, secrets_of
from remediate.playbook import Playbook
from remediate.remedies import MoveToVault
from remediate.remedies.naming import SecretNames
from remediate.vault import Vault

_NOT_FIXED = "Nothing is fixed, as you asked: fix the solution with `remediate fix` before it goes anywhere."
_LITERAL = "literal-"


@dataclass(frozen=True)
class Wanted:
    """What is asked for; without `fixes` all secrets stay, with `keeps` flows that keep one are taken too."""

    paths: tuple[Path, ...]
    output: Path
    target: Target
    options: Options
    fixes: bool = True
    keeps: bool = False


@dataclass(frozen=True)
class Outcome:
    """A planned migration: what became of the flows, what could not be read, what was passed over, and the plan."""

    migration: Migration
    broken: tuple[PackageError, ...]
    passed: tuple[Passed, ...]
    plan: PackagePlan | None = field(repr=False)

    @property
    def found(self) -> bool:
        """Whether there was anything to migrate."""
        return bool(self.broken or self.migration.flows or self.migration.left_out)

    @property
    def complete(self) -> bool:
        """Whether every flow that was found is in the solution."""
        return not self.broken and not self.migration.left_out

    @property
    def results(self) -> Iterator[Result]:
        """The packages that could not be read, and the solution as it is before anything is written."""
        for error in self.broken:
            yield Result(error.file, "", Status.FAILED, error=error)
        if self.plan is not None:
            yield _planned(self.plan)


def plan_migration(wanted: Wanted) -> Outcome:
    """What would be made; nothing is written or contacted.

    Raises:
        WriteError: the solution cannot be written to its place.
    """
    found = list(sources(wanted.paths, wanted.output))
    flows = [item for item in found if isinstance(item, Source)]
    migration, plan = _solution(flows, wanted)
    if plan is not None:
        _check(plan, wanted)
        plan = with_settings(plan, wanted.output, wanted.options.playbook)
    return Outcome(
        migration,
        tuple(item for item in found if isinstance(item, PackageError)),
        (*(item for item in found if isinstance(item, Passed)), *migration.passed),
        plan,
    )


def _solution(flows: Sequence[Source], wanted: Wanted) -> tuple[Migration, PackagePlan | None]:
    """The solution and its plan, without flows that would keep a secret: leaving one out may change another."""
    without: dict[str, LeftOut] = {}
    while True:
        migration = migrate(flows, wanted.target, wanted.output, without)
        if migration.package is None:
            return migration, None
        scan_only = migration.package.scan_only if wanted.fixes else _NOT_FIXED
        package = replace(migration.package, scan_only=scan_only)
        plan = plan_package(package, replace(wanted.options, keep_version=True), SecretNames())
        more = (
            dict(_keeping_secrets(migration, plan, wanted.options.playbook))
            if wanted.fixes and not wanted.keeps
            else {}
        )
        if not more:
            return migration, plan
        without |= more


def _keeping_secrets(migration: Migration, plan: PackagePlan, playbook: Playbook) -> Iterator[tuple[str, LeftOut]]:
    paths = {flow.member: flow.path for flow in migration.flows}
    for flow in plan.flows:
        left = [outcome for outcome in flow.outcomes if _leaves_secret(outcome)]
        left += _not_looked_for(flow, playbook)
        if left:
            yield flow.file.member, _left_out(paths[flow.file.member], flow, left)


def _leaves_secret(outcome: Finding) -> bool:
    """Whether a value that is known for a secret stays in the flow, and nobody has accepted that."""
    finding = outcome.finding
    known = isinstance(finding.remedy, MoveToVault) or outcome.detector.startswith(_LITERAL)
    told = outcome.fate is Fate.REPORT and not finding.placeholder and finding.confidence is not Confidence.LOW
    return known and (told or outcome.fate in (Fate.HELD, Fate.FIXABLE))


def _not_looked_for(flow: FlowPlan, playbook: Playbook) -> list[Finding]:
    """What detectors see in the result that the playbook has no step for."""
    used = {step.detector.id for step in playbook.steps}
    others = [detector for detector in DETECTORS if detector.id.startswith(_LITERAL) and detector.id not in used]
    found = [Finding(d.id, finding, Fate.REPORT) for d in others for finding in d.find(flow.mended.after)]
    return [outcome for outcome in found if _leaves_secret(outcome)]


def _left_out(path: str, flow: FlowPlan, left: Sequence[Finding]) -> LeftOut:
    """What is said of the flow, without the secrets after which it may be named."""
    say = Discretion(secrets_of(flow.mended.before))
    told = _why(path, flow, left)
    return replace(told, name=say(told.name), reason=say(told.reason), unblock=say(told.unblock))


def _why(path: str, flow: FlowPlan, left: Sequence[Finding]) -> LeftOut:
    """The first secret decides what is said: a held one needs a person, a fixable one only the option."""
    one = next((outcome for outcome in left if outcome.fate is Fate.HELD), left[0])
    reason = f"a secret would be left in it: {one.finding.message}"
    if one.fate is Fate.FIXABLE:
        return LeftOut(path, flow.file.name, reason, "--unsafe moves it: the flow then needs a premium licence")
    if one.fate is Fate.REPORT:
        step = "let the playbook move it; or take the flow as it is with --keep-secrets"
        return LeftOut(path, flow.file.name, f"{reason} (the playbook does not move it)", step)
    held = one.held
    why = f" ({held.reason})" if held else ""
    step = held.unblock if held and held.unblock else "move it by hand"
    return LeftOut(path, flow.file.name, reason + why, f"{step}; or take the flow as it is with --keep-secrets")


def _check(plan: PackagePlan, wanted: Wanted) -> None:
    """Refuse a place that holds anything but an earlier version of this solution."""
    check_place(plan, wanted.output, ())
    if wanted.output.exists() and not _is_earlier(wanted):
        raise WriteError(
            "Another file is in the place of the solution.", hint="Name another with -o.", file=str(wanted.output)
        )


def _is_earlier(wanted: Wanted) -> bool:
    try:
        facts = open_package(wanted.output).facts
    except PackageError:
        return False
    return facts is not None and facts.unique_name.casefold() == wanted.target.unique_name.casefold()


def _planned(plan: PackagePlan) -> Result:
    found = any(plan.count(fate) for fate in Fate)
    status = Status.SKIPPED if plan.skipped else Status.FOUND if found else Status.CLEAN
    return Result(str(plan.package.path), plan.package.kind.value, status, plan)


def carry_out_migration(outcome: Outcome, vault: Vault) -> Iterator[Result]:
    """Deposit every value and read it back, then write the solution; a failure leaves nothing of it behind."""
    *broken, result = outcome.results if outcome.plan is not None else (*outcome.results, None)
    yield from (one for one in broken if one is not None)
    if result is None or outcome.plan is None:
        return
    plan = outcome.plan
    try:
        values = [deposit.secret.reveal() for deposit in plan.deposits if deposit.secret is not None]
        deposits = Deposits(vault)
        stored = deposits.all_of(plan, values)
        deposits.check(stored)
        carried = carry_out(plan, plan.edits, stored, vault.address, Goal(plan.package.path))
    except RemediateError as error:
        yield replace(result, status=Status.FAILED, error=error)
    except Exception as error:  # noqa: BLE001 - a fault of ours; its text could hold a value
        yield replace(result, status=Status.FAILED, error=ours(error))
    else:
        yield replace(result, status=Status.FIXED, carried=carried)
