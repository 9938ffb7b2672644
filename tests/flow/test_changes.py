"""What is left of a flow when the steps that a patch did not touch are taken out."""

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.changes import changed_part
from remediate.remedies.patching import Patching

INNER = {"Inner": ex.compose("x"), "Other": ex.compose("y")}
SCOPE = {"type": "Scope", "runAfter": {}, "actions": INNER}
BEFORE = Flow({"properties": {"definition": ex.definition({"Call": ex.http(), "Scope": SCOPE})}}, "Orders")
ROOT = "/properties/definition/actions"


def after(pointer, value) -> Flow:
    patching = Patching(BEFORE.document)
    patching.add(f"{ROOT}{pointer}", value)
    return BEFORE.with_document(patching.document)


def names(flow: Flow) -> list[str]:
    return [step.name for step in (*flow.triggers, *flow.all_actions)]


@pytest.mark.parametrize(
    ("pointer", "value", "left", "beside"),
    [
        ("/Call/inputs/uri", "https://contoso.example", ["Call"], ["Call"]),
        ("/Call/runAfter", {"Scope": ["Failed"]}, ["Call"], []),
        ("/Call/runtimeConfiguration", {"secureData": {"properties": ["inputs"]}}, ["Call"], []),
        ("/Call/description", None, ["Call"], ["Call"]),
        ("/New", ex.compose("z"), ["New"], ["New"]),
        ("/Scope/actions/Inner/inputs", "z", ["Scope", "Inner"], ["Scope", "Inner"]),
        ("/Scope/actions/Inner/runAfter", {"Other": ["Succeeded"]}, ["Scope", "Inner"], ["Scope"]),
    ],
)
def test_only_what_changed_is_left(pointer, value, left, beside):
    assert names(changed_part(BEFORE, after(pointer, value))) == left
    assert names(changed_part(BEFORE, after(pointer, value), ("runAfter", "runtimeConfiguration"))) == beside


def test_nothing_is_left_of_a_flow_that_stays():
    assert names(changed_part(BEFORE, BEFORE)) == []
