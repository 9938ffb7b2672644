"""Patches in the making: no document that was once there is touched, and what stays is shared."""

import copy

import jsonpatch
from hypothesis import given, settings
from hypothesis import strategies as st

from remediate.flow import pointer as ptr
from remediate.remedies.patching import Patching

NAMES = st.sampled_from(["a", "b/c", "d~e"])
VALUES = st.recursive(
    st.none() | st.integers(0, 3) | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
)
DOCUMENTS = st.dictionaries(NAMES, VALUES)


def places(value, pointer=""):
    for name, child in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        at = ptr.join(pointer, name)
        yield at
        yield from places(child, at)


@settings(deadline=None)  # a busy machine is slow
@given(DOCUMENTS, st.data())
def test_documents_stay_as_they_were_and_the_patch_makes_the_last_of_the_first(document, data):
    patching, seen = Patching(document), []
    for _ in range(data.draw(st.integers(0, 4))):
        seen.append((patching.document, copy.deepcopy(patching.document)))
        known = list(places(patching.document))
        if known and data.draw(st.booleans()):
            patching.remove(data.draw(st.sampled_from(known)))
        else:
            new = ptr.join("", data.draw(NAMES))
            patching.add(data.draw(st.sampled_from([*known, new])), data.draw(VALUES))
    assert all(now == then for now, then in seen)
    assert jsonpatch.apply_patch(seen[0][1], patching.operations) == patching.document if seen else True


def test_what_is_off_the_path_is_shared():
    document = {"a": {"b": {"c": 1}, "d": {"e": 2}}, "f": [{"g": 3}]}
    patching = Patching(document)
    patching.replace("/a/b/c", 2)
    assert patching.document["a"]["d"] is document["a"]["d"]
    assert patching.document["f"] is document["f"]
    assert patching.document["a"] is not document["a"]


def test_a_value_that_was_given_is_not_changed_by_what_comes_after():
    value = {"inside": {"x": 1}}
    patching = Patching({"a": 1})
    patching.add("/b", value)
    patching.replace("/b/inside/x", 2)
    assert value == {"inside": {"x": 1}}
    assert patching.operations[0]["value"] == {"inside": {"x": 1}}
