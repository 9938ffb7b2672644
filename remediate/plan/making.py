"""From an opened package and a playbook to its plan. Pure: nothing is written or contacted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from remediate.detection import Fate, Outcome, detect, held_as_it_is
from remediate.detectors.sightings.naming import secrets_in
from remediate.errors import PackageError, RemediateError, fault, raised
from remediate.flow import Flow
from remediate.mend import Mended, mend
from remediate.package import FlowFile, Package, view
from remediate.plan.callers import calls, discreet_callers, doors
from remediate.plan.discretion import Discretion, discretion
from remediate.plan.edits import package_edits
from remediate.plan.left_over import with_copies
from remediate.plan.model import Deposit, Elsewhere, FlowPlan, NewReference, NewText, NewVariable, PackagePlan
from remediate.plan.neighbours import asking_doors, plan_together
from remediate.plan.ordinary_variables import clean_ordinary_variables
from remediate.plan.outside import find_outside
from remediate.plan.promised import as_promised
from remediate.plan.surroundings import surroundings_in
from remediate.playbook import Playbook, Way
from remediate.remedies import Held
from remediate.remedies.move import Surroundings
from remediate.remedies.naming import SecretNames
from remediate.remedies.reading import SecretConnection
from remediate.remedies.variable_read import API_ID, Connection

_LEFT_ALONE = {
    Way.MIGRATE: "The playbook says that packages outside solutions are migrated: use remediate migrate.",
    Way.REPORT: "The playbook says that packages outside solutions are only reported.",
}


@dataclass(frozen=True, slots=True)
class Options:
    """How a run fixes: its playbook, whether unsafe fixes are wanted, whether the solution's version is left alone.

    `only_fates` says that nobody will write the plan or look at what changes, as in a scan: it says what becomes of
    each finding, and no result is made and proven. `doors` are HTTP triggers of the run that ask for a token, as in
    `Neighbours`.
    """

    playbook: Playbook
    unsafe: bool = False
    keep_version: bool = False
    only_fates: bool = False
    doors: Mapping[str, str] = field(default_factory=dict)


def plan_package(package: Package, options: Options, secrets: SecretNames) -> PackagePlan:
    """What `fix` would do to this package.

    Raises:
        PackageError: a part of the package that has to be changed cannot be read, or a detector failed.
    """
    scan_only = package.scan_only or _by_playbook(package, options.playbook)
    if scan_only is not None:
        held = Held(scan_only)
        flows = plan_together(
            package.flows,
            lambda file, known: _untouched(view(package, file, known), file, options, held),
            options.doors,
        )
        elsewhere = _elsewhere(package, flows, options)
        return _with_callers(PackagePlan(package, flows, elsewhere=elsewhere, skipped=scan_only))
    surroundings, trial = (surroundings_in(package, names) for names in (secrets, SecretNames()))
    flows = plan_together(
        package.flows,
        lambda file, known: _plan_flow(view(package, file, known), file, options, surroundings, trial),
        options.doors,
    )
    return _assembled(package, flows, surroundings.connection, options)


def _by_playbook(package: Package, playbook: Playbook) -> str | None:
    """Why the playbook leaves a package outside solutions alone, None where it does not."""
    if package.legacy is None:
        return None
    return _LEFT_ALONE.get(playbook.legacy.way)


def _untouched(flow: Flow, file: FlowFile, options: Options, held: Held) -> FlowPlan:
    with _Blame(lambda: _named(flow), flow.member):
        outcomes = held_as_it_is(detect(flow, options.playbook), held)
    return FlowPlan(file, Mended(flow, flow, (), outcomes, outcomes, outcomes), outcomes)


def _plan_flow(
    flow: Flow, file: FlowFile, options: Options, surroundings: Surroundings, trial: Surroundings
) -> FlowPlan:
    """The plan of one flow; `trial` gives the names of what is only tried, which nothing else gets then."""
    with _Blame(lambda: _named(flow), flow.member):
        mended = mend(flow, options.playbook, surroundings, unsafe=options.unsafe)
        if not options.unsafe:
            mended = as_promised(mended, lambda: _with_unsafe(flow, file, options, trial))
    if not mended.patch:
        return FlowPlan(file, mended, mended.outcomes)
    if options.only_fates:
        return FlowPlan(file, mended, mended.outcomes, file.data)
    text = _proven(file, mended)
    return _held(file, mended, text) if isinstance(text, Held) else FlowPlan(file, mended, mended.outcomes, text)


def _with_unsafe(flow: Flow, file: FlowFile, options: Options, trial: Surroundings) -> Mended | Held:
    """The flow as `--unsafe` would mend it; why that could not be written, where it is proven too."""
    tried = mend(flow, options.playbook, trial, unsafe=True)
    if options.only_fates or not tried.patch:
        return tried
    text = _proven(file, tried)
    return text if isinstance(text, Held) else tried


def _proven(file: FlowFile, mended: Mended) -> bytes | Held:
    from remediate.plan.checking import proven_text  # noqa: PLC0415 - the proofs, which a scan does not load

    return proven_text(file.data, mended)


def _named(flow: Flow) -> str:
    """The flow by its name, without a secret that it tells."""
    return f"the flow {Discretion(secrets_in(flow.name))(flow.name)}"


def _held(file: FlowFile, mended: Mended, held: Held) -> FlowPlan:
    known = {outcome.place for outcome in mended.found}  # what came up on the way belongs to no file
    outcomes = held_as_it_is([o for o in mended.outcomes if o.place in known], held)
    untouched = replace(mended, after=mended.before, patch=(), remaining=mended.found, reads=(), unread=(), texts=())
    return FlowPlan(file, replace(untouched, needs_connection=False), outcomes)


def _assembled(
    package: Package, flows: Sequence[FlowPlan], connection: SecretConnection, options: Options
) -> PackagePlan:
    deposits = _deposits(flows)
    variables, texts = _variables(flows), _texts(flows)
    references = tuple(_references(flows, connection))
    elsewhere = _elsewhere(package, flows, options)
    plan = PackagePlan(package, tuple(flows), deposits, variables, references, texts, elsewhere=elsewhere)
    if not any(flow.changes for flow in flows):
        return _with_callers(plan)
    if options.only_fates:
        return _with_callers(_cleaned(plan, options))
    from remediate.plan.checking import why_not_written  # noqa: PLC0415 - likewise

    with package.kept_open():
        plan = _with_callers(package_edits(_cleaned(plan, options), keep_version=options.keep_version))
        held = why_not_written(plan)
    return plan if held is None else _all_held(plan, held, options)


def _cleaned(plan: PackagePlan, options: Options) -> PackagePlan:
    """The plan with what follows from its flows around them: variables that go, and copies that are left."""
    return with_copies(clean_ordinary_variables(plan), options.playbook)


def _with_callers(plan: PackagePlan) -> PackagePlan:
    found = replace(plan, doors=doors(plan.flows), calls=calls(plan))
    said = discreet_callers(found, discretion(plan)) if found.doors or found.calls else found
    return replace(said, asking=asking_doors(plan.flows))


def _all_held(plan: PackagePlan, held: Held, options: Options) -> PackagePlan:
    """The plan in which nothing is written, because the package as a whole must not be."""
    flows = tuple(_held(flow.file, flow.mended, held) if flow.changes else flow for flow in plan.flows)
    return _with_callers(PackagePlan(plan.package, flows, elsewhere=_elsewhere(plan.package, flows, options)))


def _elsewhere(package: Package, flows: Sequence[FlowPlan], options: Options) -> tuple[Elsewhere, ...]:
    with _Blame(lambda: f"the package {package.name}", str(package.path)):
        return find_outside(package, options.playbook, flows)


def _references(flows: Sequence[FlowPlan], connection: SecretConnection) -> Iterator[NewReference]:
    needed = any(flow.mended.needs_connection for flow in flows)
    if isinstance(connection, Connection) and connection.new and needed:
        yield NewReference(connection.logical_name, connection.display_name, API_ID)


def _deposits(flows: Iterable[FlowPlan]) -> tuple[Deposit, ...]:
    found: dict[str, Deposit] = {}
    for flow in flows:
        for read in (*flow.mended.reads, *flow.mended.unread):
            if read.secret is None:
                continue
            name = read.entry.secret_name
            schema = read.entry.schema_name if read in flow.mended.reads else ""
            known = found.get(name) or Deposit(name, schema, read.secret, (), read.entry.wanted or name)
            users = tuple(dict.fromkeys((*known.flows, flow.file.name)))
            named = known.named or (not schema and read in flow.mended.reads)
            found[name] = replace(known, schema_name=known.schema_name or schema, flows=users, named=named)
    return tuple(found.values())


def _variables(flows: Iterable[FlowPlan]) -> tuple[NewVariable, ...]:
    reads = [read for flow in flows for read in flow.mended.reads if read.entry.secret_name]
    entries = [read.entry for read in reads if read.entry.schema_name]
    new = {e.schema_name: NewVariable(e.schema_name, e.display_name, e.secret_name) for e in entries}
    return tuple(new[name] for name in sorted(new))


def _texts(flows: Iterable[FlowPlan]) -> tuple[NewText, ...]:
    new = {t.schema_name: NewText(t.schema_name, t.display_name, t.value) for f in flows for t in f.mended.texts}
    return tuple(new[name] for name in sorted(new))


class _Blame:
    """Turns a failure of our own code into one that names where, and shows nothing of what stands there."""

    def __init__(self, what: Callable[[], str], file: str) -> None:
        self._what = what
        self._file = file

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, RemediateError) or not isinstance(raised(error), Exception):
            return
        raise PackageError(
            f"remediate itself failed on {self._what()} ({fault(error)}).",
            hint="Nothing was changed. Please report this line.",
            file=self._file,
        ) from None


def planned(outcome: Outcome) -> Outcome:
    """The outcome as it is before anything is written: what will be fixed is fixable."""
    return replace(outcome, fate=Fate.FIXABLE) if outcome.fate is Fate.FIXED else outcome
