"""Texts of rows whose columns are named: `user;password` above `svc;...`, tables of pages, statements of SQL."""

import re
from collections.abc import Iterator
from itertools import chain

from remediate.shapes import pages, statements
from remediate.shapes.found import HIDDEN, Found
from remediate.shapes.looks import is_random
from remediate.shapes.names import Kind, Naming, naming, split
from remediate.shapes.shown import is_shown
from remediate.shapes.values import Verdict, judge
from remediate.shapes.worded import is_passphrase

_NEWLINE = re.compile(r"\r?\n|\\r\\n|\\n")
_LONGEST_NAME = 40
_MOST_LINES = 200
#: Keys are as long as this, and ids of rows are shorter.
_DRAWN = 24
_TEXT = re.compile(r"[:={}]|\((?![^():={}]{1,24}\))|\w\(")
#: What a column may mean by a word that tells little.
_WEAK = frozenset({Kind.TOKEN, Kind.PASSWORD})
#: A variable is never called after a row.
_DECLARED = _WEAK | {Kind.KEY}
_SEPARATORS = (";", "\t", "|", ",")


def in_text(text: str, lower: str) -> Iterator[Found]:
    """The values in the columns of a text whose name tells."""
    yield from _in_lines(text)
    for name, start, end in chain(statements.cells(text, lower), pages.cells(text, lower)):
        yield from _found(name, text[start:end], start)
    for name, start, end in statements.declared(text, lower):
        yield from _found(name, text[start:end], start, weak=_DECLARED)


def _in_lines(text: str) -> Iterator[Found]:
    first = _NEWLINE.search(text, 0, _LONGEST_NAME * 12)
    if first is None:
        return
    head = text[: first.start()]
    separator = next((s for s in _SEPARATORS if s in head), None)
    names = head.split(separator) if separator else []
    if not names or not all(_is_head(name, separator) for name in names) or _TEXT.search(head):
        return
    columns = {at: name.strip(' "') for at, name in enumerate(names)}
    telling = {at: name for at, name in columns.items() if naming(name)}
    for start, end in _lines(text, first.end()) if telling else ():
        cells = text[start:end].split(separator)
        if len(cells) == len(names):
            yield from _cells(cells, start, telling)


def _is_head(name: str, separator: str | None) -> bool:
    """Whether this can be the name of a column; a table of Markdown begins and ends with its separator."""
    return 0 < len(name.strip()) <= _LONGEST_NAME or (not name.strip() and separator == "|")


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_LINES):
        ending = _NEWLINE.search(text, start)
        yield start, ending.start() if ending else len(text)
        if ending is None:
            return
        start = ending.end()


def _cells(cells: list[str], start: int, telling: dict[int, str]) -> Iterator[Found]:
    """The secrets of one line that begins at `start`; every separator is one character."""
    for at, name in telling.items():
        written = cells[at].strip(' "')
        begin = start + sum(len(cell) + 1 for cell in cells[:at]) + cells[at].find(written)
        yield from _found(name, written, begin)


def _is_key(name: str, written: str, named: Naming) -> bool:
    """Whether a column holds keys of something that it names, `LUIS_Key`, drawn as no id is."""
    return named.kind is Kind.KEY and len(split(name)) > 1 and is_random(written) and len(written) >= _DRAWN


def _found(name: str, written: str, start: int, *, weak: frozenset[Kind] = _WEAK) -> Iterator[Found]:
    named = naming(name)
    if named is None or HIDDEN in written or not (is_shown(written, named) or is_passphrase(written)):
        return
    if not named.strong and named.kind not in weak and not _is_key(name, written, named):
        return  # "Key", "Code": what a row is called
    verdict = judge(written, named)
    if verdict in {Verdict.SURE, Verdict.LIKELY}:
        yield Found(start, start + len(written), name, "", verdict, f"the column {name}", written)
