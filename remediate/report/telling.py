"""What is told of a package's plan, made where its documents are: in the process, on the machine that planned it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from remediate.batch import Result, Status
from remediate.batch.recorded import PASSING
from remediate.detection import Fate
from remediate.plan import PackagePlan
from remediate.plan.discretion import Discretion, discretion
from remediate.plan.saved import flow_records
from remediate.report.diff import Hunk, hunks
from remediate.report.records import Record, records

_SAID = ("flow", "action", "pointer", "reason", "message", "unblock")
"""The members of a record that are texts about the flow; `file` is a path."""


@dataclass(frozen=True)
class Told:
    """The findings of one package, what changes in its flows by member, and its flows as a saved plan has them.

    `names` are the names of the flows by member. In none of it stands a secret that is known. Only findings and names
    are kept for a run that goes on: around a change stands what no detector may have looked at.
    """

    records: tuple[Record, ...] = ()
    changes: Mapping[str, tuple[Hunk, ...]] = field(default_factory=dict, metadata=PASSING)
    saved: tuple[Any, ...] = field(default=(), metadata=PASSING)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """Makes what is told: with the `changes` of flows or without, `saved` or not. It can be pickled, as it must."""

    changes: bool = True
    saved: bool = False

    def __call__(self, result: Result) -> Told:
        """What is told of a package whose plan is whole."""
        plan = result.plan
        if plan is None:
            return Told()
        found = tuple(records(result))
        changed = {flow.file.member: tuple(hunks(flow)) for flow in plan.flows if flow.changes} if self.changes else {}
        saved = tuple(flow_records(plan)) if self.saved else ()
        return _discreet(Told(found, changed, saved, {flow.file.member: flow.file.name for flow in plan.flows}), plan)


def _discreet(told: Told, plan: PackagePlan) -> Told:
    """The same without the secrets of the package that stand in names; its flows as they are saved have none."""
    say = discretion(plan).about(_texts(told))
    if not say:
        return told
    return replace(
        told,
        records=tuple(_discreet_record(record, say) for record in told.records),
        changes={say.path(member): tuple(hunk.said(say) for hunk in hunks) for member, hunks in told.changes.items()},
        names={say.path(member): say(name) for member, name in told.names.items()},
    )


def _discreet_record(record: Record, say: Discretion) -> Record:
    said: dict[str, Any] = {name: say(getattr(record, name)) for name in _SAID}
    return replace(record, file=say.path(record.file), **said)


def _texts(told: Told) -> Iterator[str]:
    """Everything that is said."""
    for record in told.records:
        yield record.file
        yield from (getattr(record, name) for name in _SAID)
    for hunks_of in told.changes.values():
        yield from (text for hunk in hunks_of for text in (hunk.name, *hunk.lines))
    for item in told.names.items():
        yield from item


def told(result: Result) -> Told:
    """What is told of a package, as it ended: what was to be fixed and was written is fixed."""
    made = result.told if isinstance(result.told, Told) else Telling()(result)
    if result.status is not Status.FIXED:
        return made
    return replace(made, records=tuple(replace(r, fate=Fate.FIXED) if r.wanted else r for r in made.records))
