"""Copies of a value: found in every spelling, and never where they stand by chance."""

import html
import json
import time
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes.copies import BASE64, ESCAPED, Copies, is_telling

SECONDS = 10  # a tenth of it here; what reads such a text place by place takes minutes
KEY = "CANARYkVt3bXo1Zp9sLm2Qe4RcYw7HdUf5Gj"
SPELLINGS = {
    "as it is": lambda text: text,
    "JSON": lambda text: json.dumps({"password": text}),
    "JSON in ASCII, as .NET writes it": lambda text: json.dumps(text).replace("'", "\\u0027").replace("&", "\\u0026"),
    "JSON in JSON": lambda text: json.dumps(json.dumps({"password": text})),
    "XML": html.escape,
    "XML, with numbers": lambda text: "".join(c if c.isalnum() else f"&#{ord(c)};" for c in text),
    "a URL": lambda text: f"https://shop.example/?code={quote(text, safe='')}&top=1",
    "a form": lambda text: f"grant=client&secret={quote_plus(text)}",
    "a URL in a URL": lambda text: quote(f"https://shop.example/?code={quote(text, safe='')}", safe=""),
    "an expression": lambda text: "@concat('key ', '" + text.replace("'", "''") + "')",
    "Basic": lambda text: "Basic " + b64encode(f"orders:{text}".encode()).decode(),
    "Basic behind a longer name": lambda text: "Basic " + b64encode(f"orders2:{text}".encode()).decode(),
    "base64 of JSON for URLs": lambda text: urlsafe_b64encode(f"xy {text}.".encode()).decode(),
    "base64 in a URL": lambda text: quote(b64encode(text.encode()).decode(), safe=""),
}
VALUES = st.builds("{}{}{}".format, st.text(max_size=12), st.just("CANARY7x"), st.text(max_size=12)).filter(
    lambda text: is_telling(text) and text.isprintable() and not text.startswith("@") and "''" not in text
)


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("value", [KEY, "CANARY's <2024> & more!", 'Canary\\2024"ß', "Sommer-CANARY24"])
def test_a_copy_is_found_in_every_spelling(value, spelling):
    text = f"before {spelling(value)} after"
    copies = Copies([value])
    assert copies.may_stand_in(text)
    assert copies.may_stand_in(text.encode())
    assert copies.found_in(text)


@given(value=VALUES, spelling=st.sampled_from([name for name in SPELLINGS if name != "XML, with numbers"]))
def test_no_value_is_lost_in_a_spelling(value, spelling):
    text = SPELLINGS[spelling](value)
    assert Copies([value]).may_stand_in(text)
    assert Copies([value]).found_in(text)


def test_where_and_how_it_stands_is_told():
    twice = Copies([KEY]).found_in(f"{KEY}, {KEY}")
    assert [(copy.start, copy.end, copy.spelling) for copy in twice] == [(0, 36, ""), (38, 74, "")]
    (encoded,) = Copies([KEY]).found_in(f"Basic {b64encode(KEY.encode()).decode()}")
    assert (encoded.end, encoded.spelling) == (None, BASE64)
    (escaped,) = Copies(["CANARY&2024!"]).found_in("CANARY&amp;2024!")
    assert (escaped.end, escaped.spelling) == (None, ESCAPED)


def test_each_value_has_its_number():
    copies = Copies(["admin", KEY, "Sommer-CANARY24"])
    assert [copy.number for copy in copies.found_in(f"admin Sommer-CANARY24 {KEY}")] == [1, 2]


@pytest.mark.parametrize(
    "value", ["admin", "1234", "12345678", "Production", "sharepoint", "abc123", "password", "20240131", "x", ""]
)
def test_what_stands_anywhere_by_chance_is_not_looked_for(value):
    assert not is_telling(value)
    assert not Copies([value])
    assert Copies([value]).found_in(f"the {value} account") == []


@pytest.mark.parametrize(
    "value", [KEY, "CANARY2024!", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "Pa$s7w", "a-canary-b-fan-c"]
)
def test_what_can_only_be_itself_is_looked_for(value):
    assert is_telling(value)


def test_a_chosen_password_counts_only_as_a_word_of_its_own():
    copies = Copies(["Summer24"])
    assert copies.found_in("the Summer24 key")
    assert copies.found_in("key=Summer24;")
    assert not copies.found_in("LateSummer24th")
    assert not copies.found_in("summer24")


def test_a_key_counts_wherever_it_stands_and_in_a_host():
    copies = Copies([KEY])
    assert copies.found_in(f"x{KEY}x")
    assert copies.found_in(f"https://{KEY.lower()}.shop.example/")


def test_nothing_of_a_value_is_shown():
    copies = Copies([KEY])
    assert "CANARY" not in repr(vars(copies)["_values"]) + repr(copies.found_in(KEY))


@pytest.mark.parametrize("repeated", ["CANARY", "CANARY%25", "CANARY\\\\u0025", "&amp;CANARY''@@", "%2543CANARY"])
def test_a_text_that_nearly_holds_it_everywhere_is_read_in_time(repeated):
    copies = Copies(["CANARY+a-b-c-d!"])
    text = repeated * (1_000_000 // len(repeated))
    began = time.perf_counter()
    assert copies.found_in(text) == []
    assert time.perf_counter() - began < SECONDS
