"""Values that statements of SQL name by their columns: `INSERT INTO t (Name, Password) VALUES ('ERP', '...')`."""

import re
from collections.abc import Iterator

#: A value with the name of its column or setting: the name, and where the value begins and ends.
Cell = tuple[str, int, int]

_TABLE = r"[\w.$#@\[\]\"`]{1,120}"
_INSERT = re.compile(
    rf"insert\s{{1,8}}(?:into\s{{1,8}})?{_TABLE}\s{{0,8}}\((?P<columns>[^()]{{1,1000}})\)\s{{0,8}}"
    r"(?:output\s[^()]{1,200}?)?values\s{0,8}\(",
    re.IGNORECASE,
)
#: One value of a row, and what ends it.
_VALUE = re.compile(
    r"\s{0,8}(?:N?'(?P<text>(?:[^']|''){0,2000}+)'|(?:[^,()']{1,200}+(?:\([^()]{0,200}\))?){0,4}+)\s{0,8}(?P<end>[,)])"
)
_NEXT_ROW = re.compile(r"\s{0,8},\s{0,8}\(")
_HOLDS = r"[\[\"`]?\w{0,40}(?:value|wert|valor|valeur|waarde|val|content|text|data)[\]\"`]?"
_NAMES = r"[\[\"`]?\w{0,40}(?:name|key|code|setting|param|parameter|bezeichnung|nom|nombre|nome|naam)[\]\"`]?"
_UPDATE = re.compile(
    rf"\bset\s{{1,8}}{_HOLDS}\s{{0,4}}=\s{{0,4}}N?'(?P<value>[^']{{1,400}})'[^;']{{0,200}}?\bwhere\s[^;']{{0,120}}?{_NAMES}"
    r"\s{0,4}=\s{0,4}N?'(?P<name>[^']{1,80})'",
    re.IGNORECASE,
)
_DECLARE = re.compile(
    r"(?:declare|,)\s{1,8}@(?P<name>\w{1,80})\s{1,8}(?:as\s{1,4})?n?(?:var)?char\s{0,2}(?:\(\s{0,2}\w{1,5}\s{0,2}\))?"
    r"\s{0,8}=\s{0,8}N?'(?P<value>[^'\n]{1,400})'",
    re.IGNORECASE,
)
_MOST_ROWS = 200


def cells(text: str, lower: str) -> Iterator[Cell]:
    """The values of the statements in a text that have a name."""
    if "insert" in lower and "values" in lower:
        for match in _INSERT.finditer(text):
            names = [column.strip(' \t\r\n[]"`') for column in match["columns"].split(",")]
            yield from _rows(text, match.end(), names)
    if "where" in lower and "set" in lower:
        for match in _UPDATE.finditer(text):
            yield match["name"], *match.span("value")


def declared(text: str, lower: str) -> Iterator[Cell]:
    """The values of the variables that a text declares."""
    for match in _DECLARE.finditer(text) if "declare" in lower else ():
        yield match["name"], *match.span("value")


def _rows(text: str, at: int, names: list[str]) -> Iterator[Cell]:
    """The rows from the first one on, which begins at `at`."""
    for _ in range(_MOST_ROWS):
        row: list[tuple[int, int]] = []
        while value := _VALUE.match(text, at):
            row.append(value.span("text"))
            at = value.end()
            if value["end"] == ")":
                break
        if value is None or len(row) != len(names):
            return
        yield from ((name, start, end) for name, (start, end) in zip(names, row, strict=True) if end > start >= 0)
        following = _NEXT_ROW.match(text, at)
        if following is None:
            return
        at = following.end()
