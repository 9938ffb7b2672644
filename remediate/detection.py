"""What the detectors of a playbook find in a flow, each secret once, and what can be done about it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from remediate.detectors import Confidence, Detector, Finding, sightings
from remediate.detectors.kept import findings, secrets_in_names
from remediate.flow import Flow, taint
from remediate.flow.licence import is_premium
from remediate.hiding import longest_first, without
from remediate.playbook import Apply, Playbook, Step
from remediate.remedies import Held, MoveToVault, ReadSecretVariable, Safety
from remediate.waivers import Waiver

#: A shorter secret is a word like others, and would be masked wherever that stands.
_SHORTEST_WORD = 6


class Fate(StrEnum):
    """How a finding ends (architecture, promise 8)."""

    FIXED = "fixed"
    FIXABLE = "fixable"
    HELD = "held"
    REPORT = "report"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finding and how it ended.

    `safety` is that of its fix, None where there is none; `held` says why it stays, `waiver` who decided that it may.
    """

    detector: str
    finding: Finding
    fate: Fate
    safety: Safety | None = None
    held: Held | None = None
    waiver: Waiver | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What makes a finding about a setting the same one in another round."""
        return self.detector, self.finding.pointer


def detect(flow: Flow, playbook: Playbook) -> tuple[Outcome, ...]:
    """Every finding of the playbook's detectors; `FIXABLE` means that its remedy can be tried."""
    found = [
        _judge(step, finding, flow)
        for step in playbook.steps
        if isinstance(step.detector, Detector)
        for finding in findings(step.detector, flow)
    ]
    outcomes = _discreet(tuple(_without_overlaps(found)), secrets_in_names(flow) if found else ())
    return tuple(waived(outcome, playbook, flow.name, flow.member) for outcome in outcomes)


def detect_again(before: Flow, after: Flow, playbook: Playbook) -> tuple[Outcome, ...]:
    """What `detect` gives for `after`, which a patch made of `before`: what it left alone is not read twice."""
    sightings.carry_over(before, after)
    taint.carry_over(before, after)
    return detect(after, playbook)


def waived(outcome: Outcome, playbook: Playbook, flow: str, file: str) -> Outcome:
    """The outcome, waived where the playbook says so: it is neither fixed nor left over."""
    detector, pointer = outcome.place
    found = next((w for w in playbook.in_force if w.covers(detector, pointer, flow, file)), None)
    return replace(outcome, fate=Fate.WAIVED, safety=None, held=None, waiver=found) if found else outcome


def held_as_it_is(outcomes: Sequence[Outcome], held: Held) -> tuple[Outcome, ...]:
    """The outcomes of a flow that is not changed at all: what could be fixed is held."""
    fixable = (Fate.FIXABLE, Fate.FIXED)
    return tuple(replace(o, fate=Fate.HELD, held=held) if o.fate in fixable else o for o in outcomes)


def _judge(step: Step, finding: Finding, flow: Flow) -> Outcome:
    remedy = finding.remedy
    if isinstance(remedy, Held):
        return Outcome(step.detector.id, finding, Fate.HELD, held=remedy)
    if remedy is None or finding.placeholder or finding.confidence is Confidence.LOW or step.apply is Apply.REPORT:
        return Outcome(step.detector.id, finding, Fate.REPORT)
    wanted = step.options.applied(finding, flow)
    if isinstance(wanted, Held):
        return Outcome(step.detector.id, finding, Fate.HELD, held=wanted)
    becomes_premium = isinstance(remedy, MoveToVault | ReadSecretVariable) and not is_premium(flow)
    return Outcome(step.detector.id, wanted, Fate.FIXABLE, Safety.UNSAFE if becomes_premium else remedy.safety)


def _without_overlaps(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Each secret once: of two findings on the same text, the one whose detector comes first."""
    taken: dict[str, list[tuple[int, int] | None]] = {}
    for outcome in outcomes:
        finding = outcome.finding
        if not isinstance(finding.remedy, MoveToVault) and finding.span is None:
            yield outcome
            continue
        spans = taken.setdefault(finding.pointer, [])
        if not any(_overlap(finding.span, span) for span in spans):
            spans.append(finding.span)
            yield outcome


def _discreet(outcomes: Sequence[Outcome], named: Collection[str]) -> Iterator[Outcome]:
    """The outcomes with words in which no secret stands: makers name things after what they hold, too.

    `named` are secrets that stand in names and need not stand anywhere else.
    """
    remedies = (o.finding.remedy for o in outcomes)
    secrets = {r.literal.secret.reveal() for r in remedies if isinstance(r, MoveToVault)} | set(named)
    telling = longest_first(s for s in secrets if len(s) >= _SHORTEST_WORD)
    for outcome in outcomes:
        yield replace(outcome, finding=_reworded(outcome.finding, telling)) if telling else outcome


def _reworded(finding: Finding, secrets: Sequence[str]) -> Finding:
    words = finding.message, finding.reason, finding.action
    remedy = finding.remedy
    if isinstance(remedy, MoveToVault):
        literal = remedy.literal
        # a host is written in small letters, also where it is the key itself
        hosts = longest_first({*secrets, *map(str.lower, secrets)})
        named = without(literal.opens, hosts), without(literal.field, secrets)
        if named != (literal.opens, literal.field):
            remedy = replace(remedy, literal=replace(literal, opens=named[0], field=named[1]))
    message, reason, action = (without(text, secrets) for text in words)
    return replace(finding, message=message, reason=reason, action=action, remedy=remedy)


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is None or other is None or (one[0] < other[1] and other[0] < one[1])
