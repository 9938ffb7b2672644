"""Findings as small records: everything that is told about one, and nothing of the plan that it came from."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from remediate.batch import Result, Status
from remediate.detection import Fate, Outcome
from remediate.plan import FlowPlan, planned
from remediate.report.unsafe import why_unsafe
from remediate.waivers import Waiver
from remediate.writer.encoding import decode
from remediate.writer.locate import locate

_AT_THE_END = (sys.maxsize, 0)
_FIXES = (Fate.FIXED, Fate.FIXABLE)


@dataclass(frozen=True, slots=True)
class Record:
    """One finding. Members as in `output.schema.json`.

    `file` is the member path inside the package, of deployment settings beside it their own path.
    `wanted` says that this run fixes it, or would: a `fixable` finding that is not wanted needs `--unsafe`.
    `unsafe_because` is who has to follow an unsafe fix.
    """

    detector: str
    package: str
    file: str
    flow: str
    action: str
    pointer: str
    span: tuple[int, int] | None
    line: int | None
    column: int | None
    fate: Fate
    safety: str | None
    confidence: str
    placeholder: bool
    reason: str
    message: str
    unblock: str
    waiver: Waiver | None
    wanted: bool
    unsafe_because: str = ""


def records(result: Result) -> Iterator[Record]:
    """The findings of one package. Where nothing was written, what would be fixed is `fixable`."""
    if result.plan is None:
        return
    written = result.status is Status.FIXED
    for flow in result.plan.flows:
        if flow.outcomes:
            places = locate(decode(flow.file.data).text, {o.finding.pointer for o in flow.outcomes})
            for outcome in sorted(flow.outcomes, key=lambda o: places.get(o.finding.pointer, _AT_THE_END)):
                told = outcome if written else planned(outcome)
                yield replace(_record(result, flow.file.member, flow, told, places), wanted=outcome.fate is Fate.FIXED)
    for one in result.plan.elsewhere:
        told = one.outcome if written else planned(one.outcome)
        places = {told.finding.pointer: one.place} if one.place else {}
        yield replace(_record(result, one.member, None, told, places), wanted=one.outcome.fate is Fate.FIXED)


def _record(
    result: Result, member: str, flow: FlowPlan | None, outcome: Outcome, places: Mapping[str, tuple[int, int]]
) -> Record:
    finding = outcome.finding
    line, column = places.get(finding.pointer, (None, None))
    return Record(
        detector=outcome.detector,
        package=result.path,
        file=member,
        flow=flow.file.name if flow else "",
        action=finding.action,
        pointer=finding.pointer,
        span=finding.span,
        line=line,
        column=column,
        fate=outcome.fate,
        safety=outcome.safety.value if outcome.safety and outcome.fate in _FIXES else None,
        confidence=finding.confidence.value,
        placeholder=finding.placeholder,
        reason=outcome.held.reason if outcome.held else finding.reason,
        waiver=outcome.waiver,
        message=finding.message,
        unblock=outcome.held.unblock if outcome.held else "",
        wanted=False,
        unsafe_because=why_unsafe(outcome),
    )
