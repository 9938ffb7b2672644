"""Marks follow their text through every wrapping."""

import json
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planting.marked import Marked, json_text, literal, percent_escape, quote_double, secret, xml_escape
from remediate import wdl

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
values = texts.filter(bool)


def stretch(marked: Marked) -> str:
    (mark,) = marked.marks
    return marked.text[mark.start : mark.end]


@given(texts, values, texts)
def test_a_mark_stays_on_its_text_when_text_is_put_around_it(before: str, value: str, after: str) -> None:
    made = before + secret(value) + after
    assert made.text == before + value + after
    assert stretch(made) == value


@given(texts, values, texts)
def test_an_escape_moves_the_mark_with_the_text(before: str, value: str, after: str) -> None:
    made = (before + secret(value) + after).through(percent_escape)
    assert made.text == percent_escape(before + value + after)
    assert unquote(stretch(made)) == value


@given(texts, values)
def test_json_text_is_json_and_marks_the_inside_of_the_string(name: str, value: str) -> None:
    made = json_text({"first": [1, None, True, {}], name + "!": secret(value)}, indent=2)
    assert json.loads(made.text)[name + "!"] == value
    assert json.loads(f'"{stretch(made)}"') == value


@given(values)
def test_xml_text_is_xml(value: str) -> None:
    made = '<a b="' + secret(value).through(xml_escape) + '"/>'
    assert ET.fromstring(made.text).attrib["b"] == value  # our own text


@given(values)
def test_a_literal_is_read_back_by_the_parser(value: str) -> None:
    made = "@concat(" + literal(secret(value)) + ", '')"
    assert [found.value for found in wdl.literals(wdl.parse(made.text))] == [value, ""]
    assert stretch(made) == quote_double(value)


@given(st.text(st.sampled_from("@{}a'"), max_size=12))
def test_a_plain_text_is_taken_literally_by_the_platform(value: str) -> None:
    made = ("" + secret(value + "x")).platform_literal()
    assert not list(wdl.expressions(wdl.parse(made.text)))


@pytest.mark.parametrize(
    ("value", "spelled"), [("@x", "@@x"), ("a@b", "a@b"), ("a@{b", "a@@{b"), ("@{b", "@@{b"), ("plain", "plain")]
)
def test_the_added_at_sign_belongs_to_the_secret(value: str, spelled: str) -> None:
    made = ("" + secret(value)).platform_literal()
    assert (made.text, stretch(made)) == (spelled, spelled)
