"""What comes next is what a search from each place on would find, in whatever order it is asked for."""

import re

from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes.ahead import Ahead

_PATTERN = re.compile(r"(?<!x)ab|b;|;")


@given(
    st.text("abx; ", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12),
    st.booleans(),
)
def test_it_finds_what_a_search_finds(text: str, asked: list[tuple[int, int]], ascending: bool) -> None:  # noqa: FBT001 - drawn
    ahead = Ahead(_PATTERN, 2, text)
    for start, length in sorted(asked) if ascending else asked:
        found = ahead.find(start, start + length)
        expected = _PATTERN.search(text, start, start + length)
        assert (found and found.span()) == (expected and expected.span())


def test_a_stretch_is_read_once() -> None:
    read = 0

    class Reading:
        def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
            nonlocal read
            read += max(0, min(end, len(text)) - start)
            return _PATTERN.search(text, start, end)

    ahead = Ahead(Reading(), 2, " " * 10_000)  # type: ignore[arg-type]  # a pattern that counts
    for start in range(0, 9_000, 3):
        assert ahead.find(start, start + 1_000) is None
    assert read < 30_000
