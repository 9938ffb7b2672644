"""What a value carries: members, objects, and joining, by their laws."""

from hypothesis import given
from hypothesis import strategies as st

from remediate.flow.tainted import CLEAN, Origin, Taint, Way, joined

names = st.sampled_from(["body", "inputs", "outputs", "key", "url"])
ways = st.builds(Way, st.sampled_from(Origin), st.sampled_from(["Get_key", "manual"]))
paths = st.lists(names, max_size=4).map(tuple)
taints = st.dictionaries(paths, ways, max_size=4).map(Taint)


def secret_at(taint, path):
    for name in path:
        taint = taint.member(name)
    return bool(taint)


@given(taints, names)
def test_a_member_of_an_object_is_what_was_put_there(taint, name):
    inside = taint.under(name)
    assert set(inside.member(name).ways) == set(taint.ways)
    assert not inside.member("other")


@given(taints, taints, paths)
def test_a_secret_stays_one_in_company(one, other, path):
    both = joined((one, other))
    assert secret_at(both, path) == (secret_at(one, path) or secret_at(other, path))


@given(st.lists(taints, min_size=1, max_size=8))
def test_joining_again_and_again_comes_to_an_end(parts):
    known, seen = CLEAN, 0
    while seen < 3:
        before = known
        for part in parts:
            known = joined((known, part))
        seen = seen + 1 if before.ways == known.ways else 0


@given(taints, taints)
def test_joining_knows_no_order_but_for_the_names_told(one, other):
    here, there = joined((one, other)), joined((other, one))
    assert {p: w.origin for p, w in here.ways.items()} == {p: w.origin for p, w in there.ways.items()}


@given(taints)
def test_text_is_a_secret_if_anything_in_it_was(taint):
    assert bool(taint.whole()) == bool(taint)
    assert set(taint.whole().ways) <= {()}


def test_a_very_long_way_is_told_by_its_beginning_and_its_end():
    way = Way(Origin.READ, "Get_key", tuple(f"C{number}" for number in range(100)))
    assert str(way) == "Get_key through C0, C1, C2, ..., C96, C97, C98, C99"
    assert str(Way(Origin.READ, "Get_key", ("A", "B"))) == "Get_key through A, B"
    assert str(Way(Origin.READ, "Get_key")) == "Get_key"


def test_deep_and_many_members_become_one_with_what_holds_them():
    deep = Taint({(): Way(Origin.READ, "Get_key")})
    for _ in range(20):
        deep = deep.under("a")
    assert len(next(iter(deep.ways))) < 20
    many = joined(deep.member("a").under(str(number)) for number in range(100))
    assert set(many.ways) == {()}
    assert joined([]) is CLEAN
