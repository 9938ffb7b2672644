"""The detector of copies signs what every detector signs; what it needs to know, what moves, is given to it here."""

import pickle

import pytest

from remediate.detectors import Clean, Flagged, literal_copy
from remediate.detectors.sightings import sighted_secrets
from remediate.flow import Flow
from remediate.shapes.copies import Copies

HEADINGS = ("What it finds: ", "Why it matters: ", "Fix: ", "Fix safety: ")
FLAGGED = [example for example in literal_copy.examples if isinstance(example, Flagged)]
CLEAN = [example for example in literal_copy.examples if isinstance(example, Clean)]


def found(example):
    """What is found beside the places from which the values move."""
    flow = Flow({"properties": {"definition": example.definition}}, "Orders")
    header = flow.at("actions", "Get_orders", "inputs", "headers", "x-api-key")
    copies = Copies(sorted(sighted_secrets(flow)))
    return list(literal_copy.in_flow(copies, flow, lambda pointer, *_: pointer == header))


def test_the_docstring_says_what_why_and_how():
    positions = [literal_copy.explanation.find(heading) for heading in HEADINGS]
    assert -1 not in positions
    assert positions == sorted(positions)


@pytest.mark.parametrize("example", FLAGGED)
def test_flagged_examples_are_flagged_and_show_no_value(example):
    (finding,) = found(example)
    assert finding.action == "Note"
    assert "canary" not in repr(finding).casefold()


@pytest.mark.parametrize("example", CLEAN)
def test_clean_examples_are_clean(example):
    assert found(example) == []


def test_it_travels_to_another_process():
    assert pickle.loads(pickle.dumps(literal_copy)) is literal_copy
