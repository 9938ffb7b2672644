"""From a literal's run-time value to its source and back."""

import pytest
import wdl_strategies
from hypothesis import given
from hypothesis import strategies as st

from remediate.wdl import Span, content_span, literals, parse, runtime_slice, source_span, value_span


@given(wdl_strategies.spelled(), st.data())
def test_every_slice_of_a_value_has_its_span_and_back(text: str, data: st.DataObject) -> None:
    for literal in literals(parse(text)):
        size = len(literal.value)
        start = data.draw(st.integers(0, size))
        end = data.draw(st.integers(start, size))
        span = source_span(literal, start, end)
        assert value_span(literal, span) == (start, end)
        if start < end:
            assert runtime_slice(text, span) == literal.value[start:end]
        assert source_span(literal, 0, size) == content_span(literal)


def test_literals_come_in_order() -> None:
    template = parse("a@{f('b', g('c'))}d@{'e'}")
    assert [literal.value for literal in literals(template)] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("text", "source", "value"),
    [
        ("Bearer CANARY", "CANARY", "CANARY"),
        ("@@CANARY", "@@CANARY", "@CANARY"),
        ("@@CANARY", "CANARY", "CANARY"),
        ("@@CANARY@@{", "ARY@@{", "ARY@@{"),
        ("x CANARY@@{1}", "CANARY@@{1", "CANARY@{1"),
        ("x CANARY@@{1}", "CANARY@@", "CANARY@"),
        ("x CANARY@@@{1}", "CANARY@", "CANARY@"),
        ("@f('CANARY''s')", "CANARY''s", "CANARY's"),
        ("x@{f('CANARY''s')}", "Y''", "Y'"),
        ("é😀 CANARY", "CANARY", "CANARY"),
        ("@", "@", "@"),
        ("@@", "@@", "@"),
    ],
)
def test_the_run_time_value_of_a_span(text: str, source: str, value: str) -> None:
    start = text.index(source)
    assert runtime_slice(text, (start, start + len(source))) == value


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("@@CANARY", (1, 4)),
        ("@@CANARY", (0, 1)),
        ("x@@{CANARY", (2, 6)),
        ("@f('a''b')", (4, 6)),
        ("@f('ab')", (3, 6)),
        ("@f('a','b')", (4, 8)),
        ("@f('a')", (1, 2)),
        ("ab@{f()}cd", (1, 9)),
        ("abc", (2, 9)),
        ("abc", (-1, 2)),
        ("abc", (1, 1)),
        ("abc", (2, 1)),
    ],
)
def test_a_span_that_cuts_or_crosses_is_refused(text: str, span: Span) -> None:
    with pytest.raises(ValueError, match="the span"):
        runtime_slice(text, span)
