"""A planned package under the names of its run, ready to be written, and what a journal has of it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from remediate.batch.journal import Entry, Look
from remediate.batch.results import Result
from remediate.batch.working import Job, Prepared
from remediate.plan import PackagePlan


@dataclass(frozen=True)
class Ready:
    """A planned package under the names of the run, and where its result goes.

    `names` are the names of its secrets in the vault, by those that it would have given on its own.
    """

    job: Job
    prepared: Prepared
    names: Mapping[str, str]
    plan: PackagePlan
    output: Path
    look: Look | None

    @property
    def result(self) -> Result:
        """The package as it is before anything is written."""
        return self.prepared.result


def noted(ready: Ready, result: Result, look: Look | None) -> Entry:
    """What a journal has of the package, which ended so and looks so."""
    package, carried = str(ready.job.candidate), result.carried
    if carried is None:
        return Entry(package, look, others=bool(ready.prepared.variables))
    names = tuple(zip(ready.names.values(), (one.name for one in carried.deposited), strict=False))  # theirs are first
    return replace(
        _with_variables(Entry(package, look, names=names), ready),
        output=str(carried.output),
        settings=str(carried.settings) if carried.settings else "",
    )


def _with_variables(entry: Entry, ready: Ready) -> Entry:
    """The entry with where the values of the package's variables are: in the vault, or still in the package."""
    stored, values = dict(entry.names), list(zip(ready.plan.deposits, ready.prepared.values, strict=True))
    moved = {value: stored[deposit.secret_name] for deposit, value in values}
    new = [(deposit.schema_name, value) for deposit, value in values if deposit.schema_name]
    given = (*ready.prepared.variables, *new)
    variables = tuple((name, moved[value]) for name, value in given if value in moved)
    return replace(entry, variables=variables, others=len(variables) < len(given))
