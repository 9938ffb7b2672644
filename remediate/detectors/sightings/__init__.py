"""The secrets in a flow's strings, found in one pass and shared by all detectors of literals.

Each secret is one fault: that of its place (authentication, header, parameter) before that of its shape.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from remediate.detectors.interface import Confidence, Finding
from remediate.detectors.sightings.carrying import UNREAD, carried
from remediate.detectors.sightings.dull import Dull
from remediate.detectors.sightings.judging import Sighting, depends_on, judged
from remediate.detectors.sightings.reading import Reading, readings
from remediate.flow import Flow
from remediate.flow.actions import Step
from remediate.flow.changes import changed_part
from remediate.remedies import Held, Literal, MoveToVault
from remediate.secret import Secret
from remediate.shapes import urls
from remediate.shapes.found import Found
from remediate.shapes.looks import GUID, is_random
from remediate.shapes.values import Verdict
from remediate.wdl.view import View, views

CONFIDENCE = {
    Verdict.SURE: Confidence.HIGH,
    Verdict.LIKELY: Confidence.MEDIUM,
    Verdict.UNLIKELY: Confidence.LOW,
    Verdict.PLACEHOLDER: Confidence.MEDIUM,
    Verdict.NO: Confidence.LOW,
}
#: What a definition holds besides steps, by the member that lists it.
_OUTSIDE_STEPS = {"parameters": "parameter", "staticResults": "static result", "outputs": "output"}
_UNREADABLE = Held("the text is meant as an expression and is none", "correct the expression")

_found: WeakKeyDictionary[Flow, dict[str, list[Finding]]] = WeakKeyDictionary()


def literals(flow: Flow, fault: str) -> Iterator[Finding]:
    """The findings of one detector of literals; the flow is read once for all of them."""
    return iter(_by_fault(flow).get(fault, ()))


def sighted_secrets(flow: Flow) -> frozenset[str]:
    """The values that are surely or likely secrets, wherever they stand. In memory only: they go into no finding."""
    findings = (f for found in _by_fault(flow).values() for f in found if f.confidence is not Confidence.LOW)
    return frozenset(f.remedy.literal.secret.reveal() for f in findings if isinstance(f.remedy, MoveToVault))


def is_sighted(flow: Flow, pointer: str, span: tuple[int, int]) -> bool:
    """Whether a part of that text is found already, for what it is and how it is called there."""
    spans = (f.span for found in _by_fault(flow).values() for f in found if f.pointer == pointer)
    return any(one is None or (one[0] < span[1] and span[0] < one[1]) for one in spans)


def carry_over(before: Flow, after: Flow) -> None:
    """Let the literals of `after` be known from those of `before`: only steps that a patch changed are read again."""
    if before in _found:
        part = changed_part(before, after, UNREAD)
        _found[after] = carried(_found[before], before, _by_fault(part), part, after)


def _by_fault(flow: Flow) -> dict[str, list[Finding]]:
    by_fault = _found.get(flow)
    if by_fault is None:
        by_fault = {}
        for reading in readings(flow):
            for sighting in _judged(reading):
                by_fault.setdefault(sighting.fault, []).append(_finding(reading, sighting))
        _found[flow] = by_fault
    return by_fault


_dull = Dull()


def _judged(reading: Reading) -> Sequence[Sighting]:
    """The secrets of one scalar; a text that holds none is judged once."""
    known = depends_on(reading)
    if _dull.holds(known):
        return ()
    found = tuple(judged(reading))
    if not found and known:
        _dull.add(known, len(known[0]))
    return found


def _finding(reading: Reading, sighting: Sighting) -> Finding:
    found, view = sighting.found, sighting.view
    span = view.reach(found.start, found.end) if view else None
    action = reading.step.name if reading.step else ""
    placeholder = found.verdict is Verdict.PLACEHOLDER
    remedy: MoveToVault | Held | None = None
    if not placeholder:
        opens = found.opens or _opens(reading)
        literal = Literal(reading.pointer, span, Secret(found.value), opens, found.name, found.wrap)
        remedy = MoveToVault(literal) if view is None else _remedy(view, found, literal)
    return Finding(
        reading.pointer,
        f"{_who(reading)} has a {'placeholder' if placeholder else 'literal credential'} in {found.what}",
        f"{found.what} holds {described(found.value, placeholder=placeholder)}",
        remedy,
        action,
        span,
        CONFIDENCE[found.verdict],
        placeholder,
    )


def _who(reading: Reading) -> str:
    """What holds the scalar, as its author named it."""
    if reading.step is not None:
        return reading.step.name
    kind = _OUTSIDE_STEPS.get(str(reading.path[0]))
    return f"The {kind} {reading.path[1]}" if kind and len(reading.path) > 1 else "The flow"


def _remedy(view: View, found: Found, literal: Literal) -> MoveToVault | Held:
    """A secret that is put together from several literals moves only if it is the whole value."""
    if not view.valid:
        return _UNREADABLE
    if view.source(found.start, found.end) is not None:
        return MoveToVault(literal)
    if view.whole and (found.start, found.end) == (0, len(view.text)) and found.wrap == "{}":
        return MoveToVault(replace(literal, span=None))
    return Held("the value is put together from several pieces", "type it in one piece")


def described(value: str, *, placeholder: bool) -> str:
    """What sort of value it is, without a character of it and without its length."""
    if placeholder:
        return "a placeholder"
    if GUID.fullmatch(value):
        return "a GUID"
    return "a random value" if is_random(value) else "a literal value"


def _opens(reading: Reading) -> str:
    """The host, connector or thing that a secret of this scalar opens."""
    step = reading.step
    if step is None:
        return str(reading.path[1]) if len(reading.path) > 1 else ""
    return _host(step) or step.connector.removeprefix("shared_") or step.name


def _host(step: Step) -> str:
    uri = step.inputs.get("uri") if isinstance(step.inputs, dict) else None
    if not isinstance(uri, str):
        return ""
    found = (url.host for view in views(uri) for url in urls.urls(view.text))
    return next((host for host in found if host and "\ufffc" not in host), "")
