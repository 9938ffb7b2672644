"""What is told of a package's plan, made where its documents are: in the process, on the machine that planned it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from remediate.batch import Result, Status
from remediate.batch.recorded import PASSING
from remediate.detection import Fate
from remediate.plan.saved import flow_records
from remediate.report.diff import Hunk, hunks
from remediate.report.records import Record, records


@dataclass(frozen=True)
class Told:
    """The findings of one package, what changes in its flows by member, and its flows as a saved plan has them.

    Only the findings are kept for a run that goes on: around a change stands what no detector may have looked at.
    """

    records: tuple[Record, ...] = ()
    changes: Mapping[str, tuple[Hunk, ...]] = field(default_factory=dict, metadata=PASSING)
    saved: tuple[Any, ...] = field(default=(), metadata=PASSING)


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
        changed = {flow.file.member: tuple(hunks(flow)) for flow in plan.flows if flow.changes} if self.changes else {}
        return Told(tuple(records(result)), changed, tuple(flow_records(plan)) if self.saved else ())


def fates(result: Result) -> Counter[Fate]:
    """The findings of a package by fate."""
    return Counter(record.fate for record in told(result).records)


def told(result: Result) -> Told:
    """What is told of a package, as it ended: what was to be fixed and was written is fixed."""
    made = result.told if isinstance(result.told, Told) else Telling()(result)
    if result.status is not Status.FIXED:
        return made
    return replace(made, records=tuple(replace(r, fate=Fate.FIXED) if r.wanted else r for r in made.records))
