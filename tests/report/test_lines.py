"""Long lines stay readable, and what differs stays in them."""

from hypothesis import assume, given
from hypothesis import strategies as st

from remediate.report.lines import CUT, clipped, clipped_pair

TEXTS = st.builds(
    lambda start, middle, end: start * 40 + middle + end * 40,
    st.text("ab ", max_size=20),
    st.text("abcdef", max_size=400),
    st.text("xy", max_size=20),
)


def test_a_short_line_stays_as_it_is():
    assert clipped("+ short") == "+ short"
    assert clipped_pair("- a", "+ b") == ("- a", "+ b")


def test_a_long_line_ends_with_the_sign_that_it_was_cut():
    shown = clipped("+" + "a" * 5000)
    assert len(shown) == 200
    assert shown.endswith(CUT)


def test_a_line_without_a_counterpart_is_cut_too():
    assert clipped_pair(None, "+" + "a" * 5000) == (None, clipped("+" + "a" * 5000))


def test_what_lies_before_and_after_the_difference_is_cut():
    gone, come = clipped_pair("-    " + "a" * 500 + "OLD" + "b" * 500, "+    " + "a" * 500 + "NEW" + "b" * 500)
    around = CUT + "a" * 60 + "{}" + "b" * 60 + CUT
    assert (gone, come) == ("-    " + around.format("OLD"), "+    " + around.format("NEW"))


@given(TEXTS, TEXTS)
def test_lines_that_differ_are_shown_as_different_and_never_long(one, other):
    assume(one != other)
    gone, come = clipped_pair("-" + one, "+" + other)
    assert gone[0] == "-"
    assert come[0] == "+"
    assert gone[1:] != come[1:]
    indent = max(len(text) - len(text.lstrip(" ")) for text in (one, other))
    assert max(len(gone), len(come)) <= 205 + indent
