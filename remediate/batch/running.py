"""Runs over everything that was named: a result for each package, as soon as it is there."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from remediate.batch.carrying_out import Deposits
from remediate.batch.destinations import FOLDERS, Destination
from remediate.batch.earlier import Earlier
from remediate.batch.journal import Journal
from remediate.batch.killed import can_finish, is_begun_by
from remediate.batch.means import Means, Silent
from remediate.batch.results import Result
from remediate.batch.run import Run
from remediate.batch.writing import Writing
from remediate.errors import PlanError
from remediate.plan import Options
from remediate.plan.saved import SavedPlan, flow_records
from remediate.vault import Vault
from remediate.writer.store import place

_BY_ITSELF = Means()


def plan_all(
    paths: Sequence[Path], options: Options, means: Means = _BY_ITSELF, destination: Destination | None = None
) -> Iterator[Result]:
    """What would be done to each package at or below `paths`; nothing is written or contacted.

    With a `destination`, a package that could not be written there fails, as it would in the real run.
    """
    yield from Run(_knowing(paths, options, means), means, destination, writes=False).planned(paths)


def fix_all(
    paths: Sequence[Path], options: Options, vault: Vault, destination: Destination, means: Means = _BY_ITSELF
) -> Iterator[Result]:
    """Plan each package, deposit its values, and write it."""
    yield from _fix_all(paths, options, vault, destination, means, Earlier(means.journal))


def _fix_all(  # noqa: PLR0913, PLR0917 - what was asked for, and what is known
    paths: Sequence[Path], options: Options, vault: Vault, destination: Destination, means: Means, earlier: Earlier
) -> Iterator[Result]:
    run = Run(_knowing(paths, options, means), means, destination, writes=True, earlier=earlier)
    run.remember(vault)
    deposits, failed = Deposits(vault), False
    writing = Writing(run, deposits, means.stop, ahead=means.crew.works_ahead)
    try:
        with closing(writing.results(run.ready(paths))) as results:
            for result in results:
                failed |= result.failed
                yield result
        deposits.check({})
    except BaseException:
        failed = True
        raise
    finally:
        if means.journal:
            means.journal.close(finished=not failed)


def apply_plan(saved: SavedPlan, vault: Vault, means: Means = _BY_ITSELF) -> Iterator[Result]:
    """Carry out a saved plan, after all of it was found to fit the input as it is now.

    With a journal it goes on with what a run before has begun: packages that are done have been compared then, and so
    has a folder of which a part is written.

    Raises PlanError before anything is written where a package is not what it was.
    """
    request, earlier = saved.request, Earlier(means.journal)
    paths = [place(path) for path in request.paths]
    destination = Destination(place(request.out) if request.out else None)
    missing = set(saved.packages)
    asking = replace(means, tell=_saved_flows)
    run = Run(_knowing(paths, request.options, asking), asking, destination, writes=False, earlier=earlier)
    run.remember(vault)
    for result in run.planned(paths):
        if result.earlier or _is_gone_on_with(result, vault, means.journal):
            missing.discard(result.path)
        elif result.plan is not None:
            saved.check(result.path, result.plan, result.told)
            missing.discard(result.path)
    for path in sorted(missing):
        raise PlanError("the package is not there any more.", hint="Make a new plan.", file=path)
    if means.journal:
        means.journal.at_once()
    yield from _fix_all(paths, request.options, vault, destination, means, earlier)


def _is_gone_on_with(result: Result, vault: Vault, journal: Journal | None) -> bool:
    """Whether the package is a folder of which this plan is written in part, and the rest will be.

    Raises:
        PlanError: it is, and nobody asked to go on.
    """
    folder = Path(result.path)
    if journal is None or result.kind not in FOLDERS or not is_begun_by(folder, journal.run):
        return False
    if not can_finish(folder, vault):
        return False
    if not journal.resumes:
        hint = "Go on with the same command and --resume."
        raise PlanError("a run that was stopped has written a part of this folder.", hint=hint, file=result.path)
    return True


def _knowing(paths: Sequence[Path], options: Options, means: Means) -> Options:
    """The options, with the triggers of the whole run that ask for a token where callers are to send one.

    Every package is planned once more for that, so only where the playbook gives an app registration.
    """
    if all(step.options.registration is None for step in options.playbook.steps):
        return options
    doors: dict[str, str] = {}
    alone = replace(means, progress=Silent(), tell=_nothing, journal=None)
    for result in Run(options, alone, None, writes=False).planned(paths):
        doors |= result.plan.asking if result.plan else {}
    return replace(options, doors=doors)


def _nothing(_result: Result) -> None:
    """Tell nothing: the plan stays small."""


def _saved_flows(result: Result) -> object:
    return flow_records(result.plan) if result.plan else None
