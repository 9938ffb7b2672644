"""What every detector outside flows signs: its examples hold, its documentation is whole, it gives nothing away."""

import json
from typing import Any

import pytest
from package_builders import flow, solution, write_zip

from remediate.detectors import DETECTORS
from remediate.detectors.outside import OUTSIDE, CleanFile, FlaggedFile, OutsideDetector
from remediate.detectors.outside.literal_connection_parameter import literal_connection_parameter
from remediate.package import open_package
from remediate.package.interface import Outside

FLAGGED = [
    pytest.param(d, e, id=f"{d.id}-{i}")
    for d in OUTSIDE
    for i, e in enumerate(d.examples)
    if isinstance(e, FlaggedFile)
]
CLEAN = [
    pytest.param(d, e, id=f"{d.id}-{i}") for d in OUTSIDE for i, e in enumerate(d.examples) if isinstance(e, CleanFile)
]
HEADINGS = ("What it finds: ", "Why it matters: ", "Fix: ", "Fix safety: ")


def seen(folder, example: Any) -> Outside:
    beside = {example.member.removesuffix(".data.xml"): flow()} if example.member.endswith(".data.xml") else {}
    package = open_package(write_zip(folder / "Orders.zip", solution({example.member: example.text, **beside})))
    assert package.problems == ()
    return package.outside


@pytest.mark.parametrize("detector", OUTSIDE, ids=lambda d: d.id)
def test_the_docstring_says_what_why_and_how(detector: OutsideDetector) -> None:
    positions = [detector.explanation.find(heading) for heading in HEADINGS]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert detector.explanation.splitlines()[0].endswith(".")


@pytest.mark.parametrize("detector", OUTSIDE, ids=lambda d: d.id)
def test_there_are_examples_of_both_sorts(detector: OutsideDetector) -> None:
    assert any(isinstance(e, FlaggedFile) for e in detector.examples)
    assert any(isinstance(e, CleanFile) for e in detector.examples)


def test_ids_are_unique_among_all_detectors() -> None:
    ids = [d.id for d in (*DETECTORS, *OUTSIDE)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("detector", "example"), FLAGGED)
def test_flagged_examples_are_flagged_by_their_own_detector_alone(tmp_path, detector, example):
    outside = seen(tmp_path, example)
    assert {s.member for s in detector.find(outside)} == {example.member}
    assert [s for d in OUTSIDE if d is not detector for s in d.find(outside)] == []


@pytest.mark.parametrize("example", [case.values[1] for case in CLEAN])
def test_clean_examples_are_clean(tmp_path, example):
    outside = seen(tmp_path, example)
    assert [s for d in OUTSIDE for s in d.find(outside)] == []


@pytest.mark.parametrize(("detector", "example"), FLAGGED)
def test_a_finding_shows_no_value(tmp_path, detector, example):
    outside = seen(tmp_path, example)
    assert "CANARY" not in repr(outside)
    for spotted in detector.find(outside):
        assert "CANARY" not in repr(spotted)
        assert spotted.finding.placeholder or spotted.finding.remedy


@pytest.mark.parametrize(
    ("header", "value", "secret"),
    [
        ("X-Password", "Alpen1CANARY*", "Alpen1CANARY*"),
        ("aeg-sas-key", "CANARYd93kf03kfl2mq", "CANARYd93kf03kfl2mq"),
        ("Authorization", "Bearer CANARYd93kf03kfl2mq", "CANARYd93kf03kfl2mq"),
        ("X-Colour", "Alpen1CANARY*", None),
    ],
)
def test_a_policy_of_a_connector_names_the_header_that_it_sets(tmp_path, header, value, secret):
    parameters = {"x-ms-apimTemplateParameter.name": header, "x-ms-apimTemplateParameter.value": value}
    policies = json.dumps([{"templateId": "setheader", "parameters": parameters}])
    outside = seen(tmp_path, FlaggedFile("Connector/contoso_orders_policytemplateinstances.json", policies))
    found = [value[slice(*s.finding.span)] for s in literal_connection_parameter.find(outside)]
    assert found == ([secret] if secret else [])
