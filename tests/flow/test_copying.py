"""A copy is equal, in order too, and nothing in it is the original's."""

import json

from hypothesis import given
from hypothesis import strategies as st

from remediate.flow.copying import copied

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
)


def containers(value):
    if isinstance(value, dict | list):
        yield value
        for child in value.values() if isinstance(value, dict) else value:
            yield from containers(child)


@given(JSON)
def test_a_copy_is_equal_and_shares_nothing_that_changes(value):
    made = copied(value)
    assert json.dumps(made) == json.dumps(value)
    assert not {id(one) for one in containers(made)} & {id(one) for one in containers(value)}
