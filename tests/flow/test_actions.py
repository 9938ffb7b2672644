"""The views of a flow: what is around a step, and that they are gone with the flow."""

import gc
from weakref import ref

import pytest

from remediate.flow import Flow

DEFINITION = {
    "triggers": {"manual": {"type": "Request"}},
    "actions": {
        "Each": {
            "type": "Foreach",
            "actions": {
                "If": {"type": "If", "actions": {"Inner": {"type": "Compose", "inputs": "x"}}, "else": {"actions": {}}}
            },
        }
    },
}


def flow():
    return Flow({"properties": {"definition": DEFINITION}}, "F")


@pytest.fixture
def _no_collection():
    gc.disable()
    yield
    gc.enable()


def test_what_is_around_a_step():
    seen = flow()
    assert [action.name for action in seen.action("Inner").outward] == ["Inner", "If", "Each"]
    assert [container.pointer.rpartition("/")[0] for container in seen.action("Inner").container.outward] == [
        "/properties/definition/actions/Each/actions/If",
        "/properties/definition/actions/Each",
        "/properties/definition",
    ]
    assert seen.action("Inner").container.in_loop
    assert seen.root.owner is None


@pytest.mark.usefixtures("_no_collection")
def test_a_flow_is_gone_when_nobody_needs_it():
    seen = flow()
    kept = [ref(one) for one in (seen, *seen.all_actions, *seen.containers)]
    assert [leaf.value for leaf in seen.leaves] == ["x"]
    del seen
    assert [one() for one in kept] == [None] * len(kept)


def test_a_step_that_is_kept_longer_than_its_flow_does_not_say_what_is_around_it():
    action = flow().action("Inner")
    with pytest.raises(AssertionError, match="longer than its flow"):
        _ = action.container
