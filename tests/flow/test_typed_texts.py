"""A text that is put together of typed ones is known in one piece, and only where it is sure to be that."""

import pytest

from remediate.detectors import examples as ex
from remediate.flow import Flow
from remediate.flow.typed_texts import typed_text


def flow(actions, **parameters):
    definition = ex.definition(actions, parameters=parameters or None)
    return Flow({"properties": {"connectionReferences": {}, "definition": definition}}, "Orders")


def typed(one, text, action="Call"):
    found = typed_text(one, one.action(action), text)
    return found and found.text


BASE = {"Init": ex.variable("Host", "https://h.example"), "Call": ex.after(ex.http(), "Init")}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("plain", "plain"),
        ("@concat('a','b')", "ab"),
        ("@variables('host')", "https://h.example"),
        ("@{variables('host')}/x?y=@{triggerBody()}", "https://h.example/x?y=@{triggerBody()}"),
        ("@variables(concat('ho','st'))", "https://h.example"),
        ("@concat(variables('Host'),'/@{x')", "https://h.example/@@{x"),
        ("@triggerBody()", None),
        ("@add(1,2)", None),
        ("@broken(", None),
    ],
)
def test_what_is_typed_is_known_and_the_rest_stays_computed(text, known):
    assert typed(flow(BASE), text) == known


def test_a_constant_of_constants():
    actions = {
        "One": ex.variable("one", "a"),
        "Two": ex.after(ex.compose("@{variables('one')}b"), "One"),
        "Call": ex.after(ex.http(), "Two"),
    }
    assert typed(flow(actions), "@{outputs('Two')}c") == "abc"


def test_a_parameter_and_one_that_is_stale():
    declared = {"type": "String", "defaultValue": "x", "metadata": {"schemaName": "contoso_X"}}
    one = flow({"Call": ex.http()}, p=declared)
    assert typed(one, "@parameters('P')") == "x"
    stale = Flow(one.document, "Orders", stale_variables=frozenset({"contoso_x"}))
    assert typed(stale, "@parameters('P')") is None


@pytest.mark.parametrize(
    "change",
    [
        {"Set": ex.after(ex.action("SetVariable", {"name": "HOST", "value": "x"}), "Call")},
        {"Set": ex.after(ex.action("AppendToStringVariable", {"name": "@{triggerBody()}", "value": "x"}), "Call")},
        {"Init": ex.variable("Host", "@triggerBody()")},
        {"Call": ex.http()},  # may run before the variable is there
        {"Init": ex.variable("other", "x")},
    ],
)
def test_what_may_be_something_else_is_not_known(change):
    assert typed(flow({**BASE, **change}), "@variables('host')") is None


def test_two_constants_of_each_other_come_to_an_end():
    actions = {
        "A": ex.after(ex.compose("@outputs('B')"), "B"),
        "B": ex.after(ex.compose("@outputs('A')"), "A"),
        "Call": ex.after(ex.http(), "A"),
    }
    assert typed(flow(actions), "@outputs('A')") is None
