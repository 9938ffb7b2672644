"""What is written down comes back as it was; a value is refused, and what was not written by us is refused too."""

import json
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.batch.journal import Entry
from remediate.batch.recorded import PASSING, from_json, to_json
from remediate.secret import Secret


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Inner:
    colour: Colour
    on: date | None
    pair: tuple[int, str]


@dataclass(frozen=True)
class Outer:
    path: Path
    inner: tuple[Inner, ...]
    by_name: dict[str, Inner]
    yes: bool
    passing: tuple[str, ...] = field(default=(), metadata=PASSING)


TEXT = st.text(st.characters(exclude_categories=()))
INNER = st.builds(Inner, st.sampled_from(Colour), st.none() | st.dates(), st.tuples(st.integers(), TEXT))
PATHS = st.sampled_from([Path("a b/ü.zip"), Path("/x"), Path("\udce4.zip")])
OUTER = st.builds(Outer, PATHS, st.lists(INNER, max_size=3).map(tuple), st.dictionaries(TEXT, INNER), st.booleans())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["package", "look", "names"]), inside)
    ),
)


@given(OUTER)
def test_what_is_written_down_comes_back(value):
    assert from_json(Outer, json.loads(json.dumps(to_json(value)))) == value


def test_what_passes_is_not_written_down():
    value = Outer(Path("x"), (), {}, yes=True, passing=("CANARY",))
    assert "CANARY" not in json.dumps(to_json(value))
    assert from_json(Outer, to_json(value)).passing == ()


@pytest.mark.parametrize("value", [Secret("CANARY"), b"CANARY", {"a": Secret("CANARY")}, [b""], {1: "x"}, object()])
def test_a_value_is_refused_without_being_named(value):
    with pytest.raises(TypeError) as refused:
        to_json(value)
    assert "CANARY" not in str(refused.value)


@given(JSON)
def test_what_somebody_else_wrote_is_refused_in_one_of_few_ways(data):
    try:
        found = from_json(Entry, data)
    except (TypeError, ValueError, KeyError):
        return
    assert isinstance(found, Entry)
