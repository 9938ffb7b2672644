"""Views: what is known of a string at run time, and where it stands in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.wdl.view import OPAQUE, views


def texts(source: str) -> list[str]:
    return [view.text for view in views(source)]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("plain", ["plain"]),
        ("", []),
        ("@@start", ["@start"]),
        ("a @@{b}", ["a @{b}"]),
        ("a @{variables('x')} b", [f"a {OPAQUE} b"]),
        ("@concat('https://h?code=', 'CANARY', '&x=1')", ["https://h?code=CANARY&x=1"]),
        ("k=@{'CANARY'};@{concat('a','b')}", ["k=CANARY;ab"]),
        ("@concat('it''s ', variables('x'))", [f"it's {OPAQUE}"]),
        ("@if(equals(1, 2), 'CANARY', 'b')", ["CANARY", "b"]),
        ("@body('Get_password')?['secret']", []),
        ("@parameters('$authentication')", []),
        ("Basic @{base64('u:CANARY')}", [f"Basic {OPAQUE}", "u:CANARY"]),
        ("@replace('CANARY', 'x', '')", ["CANARY", "x", ""]),
    ],
)
def test_what_is_seen(source: str, seen: list[str]) -> None:
    assert texts(source) == seen


def test_a_text_that_is_no_expression_is_still_seen() -> None:
    (view,) = views("@concat('CANARY'")
    assert not view.valid
    assert "CANARY" in view.text


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("@equals(triggerBody()?['apiKey'], 'CANARY')", "apiKey"),
        ("@equals('CANARY', variables('token'))", "token"),
        ("@setProperty(variables('o'), 'password', 'CANARY')", "password"),
        ("@coalesce(parameters('key'), 'CANARY')", "key"),
        ("@toLower('CANARY')", ""),
    ],
)
def test_what_an_expression_calls_its_literals(source: str, name: str) -> None:
    assert [view.name for view in views(source) if view.text == "CANARY"] == [name]


def test_what_is_only_compared_does_not_flow_into_the_value() -> None:
    flows = {view.text: view.flows for view in views("@if(equals(item(), 'compared'), 'given', 'other')")}
    assert flows == {"compared": False, "given": True, "other": True}


def test_a_span_in_two_literals_has_no_single_source_but_a_reach() -> None:
    (view,) = views("@concat('CAN', 'ARY')")
    assert view.source(0, 6) is None
    assert view.whole
    assert view.reach(0, 6) == (9, 19)


def test_nothing_reaches_over_a_computed_part() -> None:
    (view,) = views("a@{item()}b")
    assert view.source(0, 3) is None
    assert view.reach(0, 3) is None


@given(st.lists(st.text(alphabet="ab'@{}c", min_size=1, max_size=6), min_size=1, max_size=4), st.data())
def test_every_slice_of_a_literal_is_found_in_the_source(parts: list[str], data: st.DataObject) -> None:
    source = "@concat(" + ", ".join("'" + part.replace("'", "''") + "'" for part in parts) + ")"
    (view,) = views(source)
    assert view.text == "".join(parts)
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    span = view.source(start, end)
    if span is not None:
        assert source[slice(*span)].replace("''", "'") == view.text[start:end]
