"""What leads from a quoted name to its value: the colon of a member, the columns of a row, the comma of an argument."""

import re

from remediate.shapes.marked_up import ESCAPED_QUOTE

SIGN = r"\\{0,8}[\"'`]"
"""A quote, which may be escaped, as in JSON inside JSON."""
QUOTE = rf"(?:{SIGN}|\\{{0,8}}{ESCAPED_QUOTE})"
"""The quote around a value; in the HTML of a mail it is escaped, too."""
_GAP = r"[ \t\r\n]{0,60}"
#: What may stand between a name and the quote that closes it: `"API key (prod)"`, `"Password:"`.
_TAIL = r"(?:[ ]?\([^()\"'\n]{0,24}\))?[ \t]?[:：]?[ \t]?"
_PAIR = re.compile(
    rf"{_TAIL}{QUOTE}{_GAP},?{_GAP}(?:{QUOTE})?(?:[a-z_]{{0,12}}value|val|content|[#_]?text|[@$_]value|wert|valor|valeur|default)(?:{QUOTE})?{_GAP}[:=]{_GAP}"
    rf"(?P<open>{QUOTE})",
    re.IGNORECASE,
)
#: The same with other columns of the row between: `"Title": "dbPassword", "Category": "erp", "SettingValue": "..."`.
_ROW = re.compile(
    rf"{QUOTE}(?:{_GAP},{_GAP}{QUOTE}[A-Za-z][\w ]{{0,40}}{QUOTE}{_GAP}:{_GAP}"
    rf"(?:{QUOTE}[^\"'\\\n]{{0,60}}{QUOTE}|[a-z]{{4,5}}|\d{{1,12}})){{0,6}}?"
    rf"{_GAP},{_GAP}{QUOTE}(?:[a-z][a-z0-9]{{1,7}}_)?(?:setting|config|param|parameter|property)?[_ ]?"
    rf"(?:value|val|content){QUOTE}{_GAP}:{_GAP}(?P<open>{QUOTE})",
    re.IGNORECASE,
)
_ROW_NAME = re.compile(
    rf"(?:name|title|key|label|setting|parameter|property|config){QUOTE}{_GAP}:{_GAP}{QUOTE}[\w.:-]{{0,40}}\Z",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    rf"{_TAIL}{QUOTE}\]?{_GAP}(?:[:=]|=>){_GAP}(?:(?:&nbsp;|&#160;|\u00a0)[ ]?){{0,4}}(?P<open>{QUOTE})"
)
#: An object of one value, as parameters of a deployment have it: `"apiKey": {"value": "..."}`.
_WRAPPED = re.compile(
    rf"{QUOTE}{_GAP}:{_GAP}\{{{_GAP}{QUOTE}(?:value|defaultValue|val|wert|valor|valeur|waarde){QUOTE}{_GAP}:{_GAP}"
    rf"(?P<open>{QUOTE})",
    re.IGNORECASE,
)
_LEADING = (_PAIR, _MEMBER, _WRAPPED)
_ARGUMENT = re.compile(rf"{QUOTE}{_GAP},{_GAP}(?P<open>{QUOTE})")
_NUMBER = re.compile(rf"{_TAIL}{QUOTE}[ \t]{{0,4}}:[ \t]{{0,4}}(?P<number>\d{{3,32}})(?=[ \t]{{0,4}}(?:[,}}\]\r\n]|$))")
_REACH = 400


def leading(text: str, end: int) -> re.Match[str] | None:
    """What leads to its value from the quote at the end of a member's name, `open` the quote of the value."""
    matches = (pattern.match(text, end) for pattern in _LEADING)
    return next((match for match in matches if match), None)


def leading_on(text: str, start: int, end: int) -> re.Match[str] | None:
    """The same for the name at `start:end`, which may be an argument, or a cell in a row of settings."""
    found = leading(text, end) or (_ARGUMENT.match(text, end) if _is_argument(text, start) else None)
    if found:
        return found
    row = _ROW.match(text, end)
    return row if row and _ROW_NAME.search(text, max(0, start - _REACH), start) else None


def number(text: str, end: int) -> tuple[int, int] | None:
    """The span of the number that a member has as its value."""
    found = _NUMBER.match(text, end)
    return found.span("number") if found else None


def _is_argument(text: str, start: int) -> bool:
    """Whether a bracket opens before the quotes before a name: `WithCredentials("user", ...)`."""
    while start and text[start - 1] in "\\\"'":
        start -= 1
    return text[start - 1 : start] == "("
