"""One run: what it remembers from one package to the next.

Workers plan packages ahead, as many at a time as there is room for; here, in one place and in the order in which the
packages were found, values get their names in the vault and are deposited, and packages are written. So the result is
the same, byte for byte, whoever did the work.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from remediate.batch.carrying_out import Deposits, Goal
from remediate.batch.crew import Inline, Ticket
from remediate.batch.destinations import FOLDERS, Destination
from remediate.batch.earlier import Earlier, Known
from remediate.batch.finding import found, found_ahead
from remediate.batch.journal import Look, look_of
from remediate.batch.kept import kept
from remediate.batch.killed import finish
from remediate.batch.means import Means
from remediate.batch.places import Places
from remediate.batch.ready import Ready, noted
from remediate.batch.results import Result, Status
from remediate.batch.variables import KnownVariables
from remediate.batch.working import Job, Prepared, Task, failed
from remediate.batch.writing import Begun, attempted, written
from remediate.errors import PackageError, RemediateError
from remediate.package import Candidate, Kind
from remediate.plan import Options
from remediate.plan.model import PackagePlan
from remediate.remedies.naming import SecretNames
from remediate.secret import Secret
from remediate.vault import Vault
from remediate.writer.store import place


@dataclass(frozen=True)
class _Given:
    """A package that workers have, with what was named that holds it and how it looked then."""

    named: Path
    look: Look | None
    ticket: Ticket


@dataclass(frozen=True)
class _Again:
    """A package that a run before has done; workers look up its variables where the run has to know them."""

    known: Known
    ticket: Ticket | None


class Run:
    """A run in the making. `destination` is None where no place for a result has to be checked.

    `earlier` is what is known of the run before, where this one is a part of a larger one.
    """

    def __init__(
        self,
        options: Options,
        means: Means,
        destination: Destination | None,
        *,
        writes: bool,
        earlier: Earlier | None = None,
    ) -> None:
        self._options = options
        self._writes = writes
        self._means = means
        self._crew = means.crew
        self._journal = means.journal if writes else None
        self._earlier = earlier or Earlier(means.journal)
        self._destination = destination
        self._secrets = SecretNames()
        self._variables = KnownVariables()
        self._vault: Vault | None = None
        self._finished: dict[Path, tuple[str, ...]] = {}
        self._in_place = destination is None or destination.folder is None
        self._places = Places(in_place=self._in_place, resumes=self._journal is not None and self._journal.resumes)

    def remember(self, vault: Vault) -> None:
        """Go on where a run before has stopped: its values keep their names. The vault is asked for them once."""
        self._vault = vault
        self._earlier.ask(vault)
        self._earlier.keep_names(self._secrets)

    def ready(self, paths: Sequence[Path]) -> Iterator[Ready | Result]:
        """Each package with its plan and the place of its result, or the result where there is none to be written."""
        with self._crew:
            for given in self._given(paths):
                if isinstance(given, Result):
                    yield given
                    continue
                if isinstance(given, _Again):
                    yield self._again(given)
                    continue
                self._means.progress.working_on(str(given.ticket.job.candidate))
                prepared = self._crew.take(given.ticket)
                if not _is_clean_settings(given.named, prepared.result):
                    yield self._checked(given, self._named(given, prepared))

    def planned(self, paths: Sequence[Path]) -> Iterator[Result]:
        """Each package as it is before anything is written."""
        for ready in self.ready(paths):
            self._means.stop.check()  # where it was asked for in something that lets no exception out
            yield ready if isinstance(ready, Result) else ready.result

    def _given(self, paths: Sequence[Path]) -> Iterator[_Given | _Again | Result]:
        """Every package in the order of finding, given to the workers while there is room ahead."""
        ahead: deque[_Given | _Again | Result] = deque()
        items = found(paths, self._destination)
        if self._crew.works_ahead:
            items = found_ahead(items, self._means.progress.found)
        for named, item in items:
            ahead.append(self._give(named, item))
            while len(ahead) >= self._crew.window:
                yield ahead.popleft()
        yield from ahead

    def _give(self, named: Path, item: Candidate | PackageError) -> _Given | _Again | Result:
        if isinstance(item, PackageError):
            return Result(item.file or str(named), "", Status.FAILED, error=item)
        try:
            self._finish(item)
        except RemediateError as error:
            return failed(item, error)
        look = look_of(item.path) if self._means.journal else None
        output = (self._destination or Destination()).place(item, named)
        job = Job(item, self._options, self._means.tell, self._writes, output=output)
        known = self._earlier.known(item, look)
        if known is None:
            return _Given(named, look, self._crew.give(job))
        if known.entry.output:
            output = place(known.entry.output)
            self._places.stands(output, item.path)
            if self._writes:
                self._places.sweep(output.parent)
        asked = self._crew.give(replace(job, task=Task.VARIABLES)) if known.entry.others else None
        return _Again(known, asked)

    def _finish(self, item: Candidate) -> None:
        """Write the rest of a folder of which a run that was killed has written a part."""
        if self._writes and self._vault and item.kind in FOLDERS and item.path not in self._finished:
            self._finished[item.path] = finish(item.path, self._vault, in_place=self._in_place)

    def _again(self, given: _Again) -> Result:
        """The package as it was told, with what the run knows of its variables."""
        known = given.known
        opened = self._crew.take(given.ticket) if given.ticket else None
        if opened and opened.result.error:
            return known.result
        values = {**dict(opened.variables if opened else ()), **known.variables}
        warnings = self._variables.differing(known.result.path, values.items())
        return replace(known.result, warnings=warnings)

    def _named(self, given: _Given, prepared: Prepared) -> Ready | Result:
        """The package with the run's names for its values, and what the run knows of its variables."""
        plan = prepared.result.plan
        if plan is None:
            return prepared.result
        values = list(zip(plan.deposits, prepared.values, strict=True))
        names = {d.secret_name: self._secrets.name(Secret(v), d.wanted, d.secret_name) for d, v in values}
        new = [(d.schema_name, value) for d, value in values if d.schema_name]
        differing = self._variables.differing(prepared.result.path, (*prepared.variables, *new))
        wanted = () if self._writes else _wanted(plan)
        warnings = (*self._finished.get(given.ticket.job.candidate.path, ()), *differing, *wanted)
        ready = Ready(given.ticket.job, prepared, names, plan, plan.package.path, given.look)
        return self._called(ready, names, warnings)

    def _called(self, ready: Ready, names: Mapping[str, str], warnings: tuple[str, ...]) -> Ready | Result:
        """The package with other names for its secrets; one that holds them inside is planned again with them."""
        prepared = ready.prepared
        if prepared.names_inside and any(old != new for old, new in names.items()):
            prepared = self._crew.take(self._crew.give(replace(ready.job, names=names)))
            if prepared.result.plan is None:
                return prepared.result
            plan = prepared.result.plan
        else:
            plan = ready.plan.renamed(names)
        prepared = replace(prepared, result=replace(prepared.result, plan=plan, warnings=warnings))
        return replace(ready, prepared=prepared, plan=plan)

    def _checked(self, given: _Given, ready: Ready | Result) -> Ready | Result:
        """The package with the place of its result, refused where it cannot be written there."""
        if isinstance(ready, Result) or self._destination is None:
            return ready
        output = self._destination.place(ready.plan.package, given.named)
        if ready.plan.changes:
            try:
                self._places.take(ready.plan, output)
            except RemediateError as error:
                return replace(ready.result, status=Status.FAILED, error=error)
        return replace(ready, output=output)

    def begun(self, ready: Ready, deposits: Deposits, writers: Executor) -> Begun:
        """Deposit the values of one plan and have its package written; a failure leaves the package as it was."""
        goal = self._goal(ready)
        base = look_of(goal.base) if self._journal and goal.base else None
        result = ready.result
        if ready.plan.changes:
            write = attempted(ready, lambda: self._deposited(ready, deposits, goal))
            if not isinstance(write, Result):
                return Begun(ready, goal, base, writers.submit(attempted, ready, write))
            result = write
        return Begun(ready, goal, base, Inline().submit(lambda: result))

    def _deposited(self, ready: Ready, deposits: Deposits, goal: Goal) -> Callable[[], Result] | Result:
        """Deposit the values; what writes the package then, or the package that cannot be planned any more."""
        stored = deposits.all_of(ready.plan, ready.prepared.values)
        names = {own: stored[name].name for own, name in ready.names.items()}
        if ready.prepared.names_inside and any(stored[name].name != name for name in ready.names.values()):
            again = self._called(ready, names, ready.result.warnings)
            if isinstance(again, Result):
                return again
            ready, stored = again, {one.name: one for one in stored.values()}
        self._places.sweep(ready.output.parent)
        return partial(written, ready, stored, deposits, goal)

    def ended(self, begun: Begun) -> Result:
        """What came of the package, once it is written; it is noted down then."""
        result, ready, goal = begun.result.result(), begun.ready, begun.goal
        if result.carried:
            self._places.wrote(goal.output)
        if self._journal and not result.failed:
            made = look_of(goal.output)
            entry = noted(ready, result, made if begun.in_place else ready.look)
            if result.carried and not begun.in_place:
                entry = replace(entry, base=begun.base, made=made)
                self._earlier.note(entry)
            self._journal.note(entry, kept(result, result.plan or ready.plan))
        return result

    def _goal(self, ready: Ready) -> Goal:
        """The place of the result; packages in one zip are written one after the other into one zip."""
        output, candidate = ready.output, ready.job.candidate
        begun = self._places.is_written(output) or self._earlier.shares(candidate, output, ready.look)
        moved = frozenset(ready.prepared.values)
        return Goal(output, output if begun else None, self._journal.run if self._journal else "", moved)


def _wanted(plan: PackagePlan) -> tuple[str, ...]:
    """What has to be in the vault before a run: secrets that the playbook names, and no flow holds."""
    names = {variable.secret_name for variable in plan.variables} - {one.secret_name for one in plan.deposits}
    return tuple(
        f"The playbook names the secret {name}: it must be in the Key Vault before fix." for name in sorted(names)
    )


def _is_clean_settings(named: Path, result: Result) -> bool:
    """Whether this is a deployment settings file that was met on the way and has nothing to tell: it is no package."""
    return result.kind == Kind.SETTINGS and result.status is Status.CLEAN and result.path != str(named)
