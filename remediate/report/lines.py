"""Long lines, cut to what differs: a flow may hold a whole page in one string."""

from collections.abc import Iterable
from itertools import takewhile

_LONGEST = 200
#: What stays readable on each side of a difference.
_AROUND = 60
CUT = "…"


def clipped(line: str) -> str:
    """The line, or its beginning where it is too long."""
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + CUT


def clipped_pair(gone: str | None, come: str | None) -> tuple[str | None, str | None]:
    """A removed line and the one in its place, each with its sign, cut at both ends to where they differ."""
    if gone is None or come is None:
        return gone and clipped(gone), come and clipped(come)
    if max(len(gone), len(come)) <= _LONGEST:
        return gone, come
    same_start = _same(zip(gone[1:], come[1:], strict=False))
    rest = gone[1 + same_start :], come[1 + same_start :]
    same_end = _same(zip(reversed(rest[0]), reversed(rest[1]), strict=False))
    return _cut(gone, same_start, same_end), _cut(come, same_start, same_end)


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs at the start are equal."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(line: str, same_start: int, same_end: int) -> str:
    sign, text = line[0], line[1:]
    first = max(0, same_start - _AROUND)
    last = len(text) - max(0, same_end - _AROUND)
    shown = text[first:last]
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST // 2] + CUT + shown[-_LONGEST // 2 :]
    indent = text[: len(text) - len(text.lstrip(" "))] if first else ""
    return sign + (indent + CUT if first else "") + shown + (CUT if last < len(text) else "")
