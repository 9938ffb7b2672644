"""What every detector signs: its examples hold, its documentation is whole, and it gives nothing away."""

import copy
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest

from remediate.detectors import DETECTORS, PORTABLE, Clean, Detector, Finding, Flagged
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.neighbours import Neighbours
from remediate.plan.discretion import Discretion, secrets_of
from remediate.remedies import MoveToVault
from remediate.wdl import runtime_slice

LITERALS = [d for d in DETECTORS if d.id.startswith("literal-")]
FLAGGED = [
    pytest.param(d, e, id=f"{d.id}-{i}")
    for d in (*DETECTORS, *PORTABLE)
    for i, e in enumerate(d.examples)
    if isinstance(e, Flagged)
]
CLEAN = [
    pytest.param(d, e, id=f"{d.id}-{i}")
    for d in (*DETECTORS, *PORTABLE)
    for i, e in enumerate(d.examples)
    if isinstance(e, Clean)
]
HEADINGS = ("What it finds: ", "Why it matters: ", "Fix: ", "Fix safety: ")


def flow_of(definition: dict[str, Any], doors: Mapping[str, str] | None = None) -> Flow:
    document = {"properties": {"definition": definition, "connectionReferences": {}}}
    return Flow(document, "Example", neighbours=Neighbours(doors=doors or {}))


def everything_shown(finding: Finding) -> list[str]:
    """All that a log or a traceback could show of a finding; reports show its pointer with masks."""
    shown = [repr(finding), finding.message, finding.reason, finding.action]
    if finding.remedy is not None:
        shown += [f"{f.name}={getattr(finding.remedy, f.name)}" for f in fields(finding.remedy)]
    return shown


@pytest.mark.parametrize("detector", [*DETECTORS, *PORTABLE], ids=lambda d: d.id)
def test_the_docstring_says_what_why_and_how(detector: Detector) -> None:
    text = detector.explanation
    positions = [text.find(heading) for heading in HEADINGS]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert text.splitlines()[0].endswith(".")


@pytest.mark.parametrize("detector", [*DETECTORS, *PORTABLE], ids=lambda d: d.id)
def test_there_are_examples_of_both_sorts(detector: Detector) -> None:
    assert any(isinstance(e, Flagged) for e in detector.examples)
    assert any(isinstance(e, Clean) for e in detector.examples)
    assert all(e.because for e in detector.examples if isinstance(e, Clean))


def test_ids_are_unique_and_literals_come_first() -> None:
    ids = [d.id for d in DETECTORS]
    assert len(ids) == len(set(ids))
    assert [d.id for d in DETECTORS[: len(LITERALS)]] == [d.id for d in LITERALS]


@pytest.mark.parametrize(("detector", "example"), FLAGGED)
def test_flagged_examples_are_flagged_by_their_own_detector(detector: Detector, example: Any) -> None:
    flow = flow_of(example.definition, example.doors)
    assert list(detector.find(flow))
    others = [
        f
        for d in (*LITERALS, *PORTABLE)
        if d is not detector and (d in PORTABLE) == (detector in PORTABLE)
        for f in d.find(flow)
    ]
    assert others == []


@pytest.mark.parametrize(("detector", "example"), CLEAN)
def test_clean_examples_are_clean(detector: Detector, example: Any) -> None:
    flow = flow_of(example.definition, example.doors)
    assert [f for d in [detector, *LITERALS] for f in d.find(flow)] == []


@pytest.mark.parametrize(("detector", "example"), FLAGGED)
def test_a_finding_shows_no_value(detector: Detector, example: Any) -> None:
    flow = flow_of(example.definition, example.doors)
    say = Discretion(secrets_of(flow))
    for finding in detector.find(flow):
        assert not any("CANARY" in text for text in (say(finding.pointer), *everything_shown(finding)))


@pytest.mark.parametrize(("detector", "example"), FLAGGED)
def test_a_literal_finding_points_at_the_value(detector: Detector, example: Any) -> None:
    flow = flow_of(example.definition, example.doors)
    for finding in detector.find(flow):
        value = ptr.resolve(flow.document, finding.pointer)
        if isinstance(finding.remedy, MoveToVault):
            check_literal(finding, value)


def check_literal(finding: Finding, value: Any) -> None:
    assert isinstance(finding.remedy, MoveToVault)
    literal = finding.remedy.literal
    assert literal.pointer == finding.pointer
    assert literal.span == finding.span
    assert literal.field
    if finding.span is not None and literal.wrap == "{}":
        assert runtime_slice(value, finding.span) == literal.secret.reveal()
    assert "CANARY" in literal.secret.reveal()


@pytest.mark.parametrize(("detector", "example"), FLAGGED)
def test_looking_changes_nothing_and_says_the_same_twice(detector: Detector, example: Any) -> None:
    flow = flow_of(copy.deepcopy(example.definition), example.doors)
    first = list(detector.find(flow))
    again = list(detector.find(flow_of(example.definition, example.doors)))
    assert [(f.pointer, f.span, f.message) for f in first] == [(f.pointer, f.span, f.message) for f in again]
    assert flow.definition == example.definition
