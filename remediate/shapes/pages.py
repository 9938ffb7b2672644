"""Values in the tables of pages, whose first row names the columns: `<th>Password</th>` above `<td>...</td>`."""

import re
from collections.abc import Iterator

from remediate.shapes.statements import Cell

_ROW = re.compile(r"<tr(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_CLOSING = re.compile(r"</t[hd]", re.IGNORECASE)
_CELL = re.compile(r"<t[hd](?:\s[^<>]{0,300})?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LONGEST_CELL = 2000
_MOST_ROWS = 200
_FEWEST = 2
"""Columns of a table. Where there are no more, a row is as often a name and its value."""


def cells(text: str, lower: str) -> Iterator[Cell]:
    """The values of a page's tables, each with the heading of its column."""
    if "<tr" not in lower:
        return
    names: list[str] = []
    starts = [match.end() for match, _ in zip(_ROW.finditer(text), range(_MOST_ROWS), strict=False)]
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(text)
        row = _row(text, start, min(end, start + _LONGEST_CELL * 8))
        if len(row) != len(names):
            heads = len(row) > _FEWEST or (len(row) == _FEWEST and "<th" in lower[start:end])
            names = [text[first:last].strip() for first, last in row] if heads else []
            continue
        yield from ((name, first, last) for name, (first, last) in zip(names, row, strict=True) if last > first)


def _row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the words in each cell of a row, without the tags around them."""
    spans = []
    at = start
    while cell := _CELL.search(text, at, end):
        closing = _CLOSING.search(text, cell.end(), min(end, cell.end() + _LONGEST_CELL))
        if closing is None:
            break
        spans.append(_inner(text, cell.end(), closing.start()))
        at = closing.end()
    return spans


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """What is left of a span without the tags and blanks at its ends."""
    while (tag := _TAG.match(text, start, end)) or (start < end and text[start].isspace()):
        start = tag.end() if tag else start + 1
    last = text.find("<", start, end)
    end = last if last >= 0 else end
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
