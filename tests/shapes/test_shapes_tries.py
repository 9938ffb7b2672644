"""What looks for many words at once finds what looking for each of them finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes.roots import ROOTS, SHORT_ROOTS, holds_root, lowered, roots
from remediate.shapes.tries import any_of, beyond_ascii, standing, trie

WORDS = st.lists(st.text("abkp_ é", min_size=1, max_size=4), min_size=1, max_size=12)
TEXTS = st.text("abkp_ é", max_size=40)
TELLING = st.lists(
    st.one_of(st.sampled_from(ROOTS), st.sampled_from([word for word, _ in SHORT_ROOTS]), st.text(max_size=4)),
    max_size=12,
).map("".join)


@given(WORDS, TEXTS)
def test_any_of_tells_whether_one_stands(words: list[str], text: str) -> None:
    assert (re.search(any_of(words), text) is not None) == any(word in text for word in words)


@given(WORDS, WORDS, TEXTS)
def test_any_of_heeds_what_must_be_true_behind(words: list[str], alone: list[str], text: str) -> None:
    ended = [(word, "(?![a-z])") for word in alone]
    assert bool(re.search(any_of(words, ended), text)) == bool(re.search(trie(words, ended), text))


@given(WORDS, TEXTS)
def test_standing_gives_those_that_do(words: list[str], text: str) -> None:
    stand = standing(words)
    assert set(stand(text)) == {word for word in words if word in text}
    assert set(stand(text * 100)) == {word for word in words if word in text * 100}


@given(TELLING)
def test_roots_are_those_of_the_whole_pattern(text: str) -> None:
    whole = re.compile(trie(ROOTS, SHORT_ROOTS))
    for lower in (lowered(text), lowered(text) * (1 + 2000 // (len(text) + 1))):  # a long one is read in another way
        assert [root.span() for root in roots(lower)] == [root.span() for root in whole.finditer(lower)]
        assert holds_root(lower) == (whole.search(lower) is not None)


_FOREIGN = st.lists(st.text("abé—пар", min_size=1, max_size=5).filter(lambda word: not word.isascii()), min_size=1)
_MIXED = st.lists(st.sampled_from(["a", "b", "é", "—", "пар", "ab" * 9, "b" * 11, "a" * 30]), max_size=30).map("".join)


@given(_FOREIGN, _MIXED)
def test_words_beyond_ascii_are_found_as_in_the_whole_text(words: list[str], text: str) -> None:
    read = [match.span() for match in re.finditer(trie(words), text)]
    assert [match.span() for match in beyond_ascii(words, trie(words))(text)] == read
