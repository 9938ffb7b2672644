"""The table of what can be hidden: by type, for triggers by kind, and beside tracked properties."""

from weakref import ref

import pytest

from remediate.flow.actions import Action as FlowAction
from remediate.flow.actions import Container, Place, Trigger
from remediate.flow.secured_data import Support, support


def step(kind, **members):
    return FlowAction("A", "/a", {"type": kind, **members}, ref(Container("", Place.ROOT, None)))


@pytest.mark.parametrize(
    ("kind", "inputs", "outputs"),
    [
        ("OpenApiConnection", Support.CONFIRMED, Support.CONFIRMED),
        ("http", Support.CONFIRMED, Support.CONFIRMED),
        ("Workflow", Support.CONFIRMED, Support.DOCUMENTED),
        ("Compose", Support.CONFIRMED, Support.NONE),
        ("ParseJson", Support.CONFIRMED, Support.NONE),
        ("Response", Support.DOCUMENTED, Support.NONE),
        ("Select", Support.DOCUMENTED, Support.DOCUMENTED),
        ("SetVariable", Support.NONE, Support.NONE),
        ("Foreach", Support.NONE, Support.NONE),
    ],
)
def test_types(kind, inputs, outputs):
    assert (support(step(kind), "inputs"), support(step(kind), "Outputs")) == (inputs, outputs)


@pytest.mark.parametrize(
    ("kind", "found"),
    [("Button", Support.CONFIRMED), ("PowerPages", Support.NONE), ("Http", Support.DOCUMENTED)],
)
def test_request_triggers_by_kind(kind, found):
    assert support(Trigger("manual", "/t", {"type": "Request", "kind": kind}), "outputs") is found


def test_beside_tracked_properties_nothing_is_sure():
    assert support(step("Http", trackedProperties={"a": "b"}), "inputs") is Support.DOCUMENTED
    assert support(step("SetVariable", trackedProperties={"a": "b"}), "inputs") is Support.NONE
