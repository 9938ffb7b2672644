"""What is written alike, compared in two ways."""

import json

from hypothesis import given
from hypothesis import strategies as st

from remediate.writer.values import read_spelled, read_value, same, spelled

NUMBERS = st.sampled_from(
    ["0", "-0", "1", "1.0", "1.00", "1e0", "1E+2", "100", "100.0", "true", "false", "null", '"1"']
)


def texts(inner):
    listed = st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]")
    pairs = st.lists(st.tuples(st.sampled_from('ab"'), inner), max_size=3, unique_by=lambda pair: pair[0])
    return listed | pairs.map(lambda found: f"{{{','.join(f'{json.dumps(n)}:{v}' for n, v in found)}}}")


TEXTS = st.recursive(NUMBERS, texts, max_leaves=6)


@given(TEXTS, TEXTS)
def test_spelled_values_are_equal_when_they_are_written_alike(one, other):
    assert (read_spelled(one) == read_spelled(other)) is same(read_value(one), read_value(other))
    assert read_spelled(one) == read_spelled(f" {one} ")


@given(TEXTS)
def test_a_new_value_is_spelled_as_it_is_written(text):
    value = json.loads(text)
    assert spelled(value) == read_spelled(json.dumps(value))
    assert spelled(read_value(text)) == read_spelled(text)
