"""What comes next in a text, asked from ever later places on: no stretch is read twice, however often it is asked."""

import re


class Ahead:
    """The next match of a pattern in a text.

    A value without an end would be read to the limit of values for each of a thousand names that stand in it, and what
    stands around a name for each name that is near; so what was seen for one name is known for the next.

    The pattern is searched for only as far as it is asked for, and never looks at what is behind its match. `longest`
    is how many characters it has at most.
    """

    __slots__ = ("_begin", "_clear", "_longest", "_next", "_search", "_text")

    def __init__(self, pattern: re.Pattern[str], longest: int, text: str) -> None:
        self._search = pattern.search
        self._longest = longest
        self._text = text
        self._begin = 0  # from here on begins nothing before `_next`; where that is None, nothing that ends by `_clear`
        self._clear = 0
        self._next: re.Match[str] | None = None

    def find(self, start: int, end: int) -> re.Match[str] | None:
        """The first match that begins at `start` or later, if it ends at `end` or before."""
        following = self._next
        if following is not None and self._begin <= start <= following.start():
            return following if following.end() <= end else None
        first = start
        if following is None and self._begin <= start <= self._clear:
            if end <= self._clear:
                return None
            first = max(start, self._clear - self._longest)
        else:
            self._begin = start
        self._next, self._clear = self._search(self._text, first, end), end
        return self._next
