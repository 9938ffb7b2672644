"""What was read is printed back, and canonical text says the same."""

import pytest
import wdl_strategies
from hypothesis import given

from remediate.wdl import Template, parse, print_source, quote, unparse, unquote


@given(wdl_strategies.spelled())
def test_prints_back_what_it_read(text: str) -> None:
    assert print_source(parse(text)) == text


@pytest.mark.parametrize("text", ["", "@", "@@", "@@@", "@@@{", "a@", "a@@", "@@a@{b}", "a@@{", "a@@@{", "@{f()}@"])
def test_prints_back_each_use_of_at_signs(text: str) -> None:
    assert print_source(parse(text)) == text


@given(wdl_strategies.templates)
def test_canonical_text_is_read_as_the_same_tree(template: Template) -> None:
    assert parse(unparse(template)) == template


@given(wdl_strategies.spelled())
def test_equal_trees_but_for_names_have_one_canonical_text(text: str) -> None:
    canonical = unparse(parse(text))
    assert unparse(parse(canonical)) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("@ concat( 'a','b' ) ? [ 'x' ] . y", "@concat('a', 'b')?['x'].y"),
        ("x@{ TRUE }@@{", "x@{true}@@{"),
        ("@NULL", "@null"),
        ("@@x", "@@x"),
        ("@", "@@"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    assert unparse(parse(text)) == canonical


@given(wdl_strategies.run_time_text)
def test_quoting_can_be_undone(value: str) -> None:
    assert unquote(quote(value)) == value


@pytest.mark.parametrize("text", ["", "'", "a", "'a", "'a'b'", "f('a')"])
def test_only_a_string_literal_is_unquoted(text: str) -> None:
    with pytest.raises(ValueError, match="not a string literal"):
        unquote(text)
