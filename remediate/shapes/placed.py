"""Where the value of a name stands in a text: after a colon, in quotes, in an element, in a form, on its own line."""

import re
from dataclasses import dataclass
from enum import Enum

from remediate.shapes import lines, marked_up, members, phrases, signs
from remediate.shapes.looks import is_password_like, is_random
from remediate.shapes.members import QUOTE, SIGN


class Style(Enum):
    """How a value is written: that says how much it must look like a secret to be one."""

    QUOTED = "quoted"
    ELEMENT = "element"
    FORM = "form"
    TEXT = "text"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class Placed:
    """The span of a value, and how it is written."""

    start: int
    end: int
    style: Style


#: A quote of HTML right before a name.
_ESCAPED_BEFORE = re.compile(rf"{marked_up.ESCAPED_QUOTE}\Z", re.IGNORECASE)
_LONGEST_ESCAPE = 20
_NEWLINE = r"(?:\r?\n|\\r\\n|\\n)"
_MULTIPART = re.compile(rf"{SIGN}{_NEWLINE}(?:Content-[^\r\n\\]{{0,80}}{_NEWLINE}){{0,3}}{_NEWLINE}")
_LINE = re.compile(r"[^\r\n\\]+")
#: The value of an attribute: it ends at its first quote, since each other end would be tried with all ends of others.
_VALUE = r"(?:[\"'](?:[^<>\"'\\]|\\(?!\\{0,7}[\"'])){0,100}+\\{0,8}+[\"']|`[^<>\"'`]{0,100}+`)"
_ATTRIBUTE = rf"\s{{1,4}}[\w:.-]{{1,40}}=\\{{0,8}}+{_VALUE}"
_KEYED_ELEMENT = re.compile(
    rf"{SIGN}(?P<others>(?:{_ATTRIBUTE}){{1,4}})?[^<>\"']{{0,100}}>(?:\s{{0,12}}<(?:value|string|val)>)?\s{{0,40}}",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"(?:\s[^<>]{0,200})?(?<!/)>\s{0,40}(?P<data><!\[CDATA\[)?")
_ASSIGNED = re.compile(
    r"(?:(?: |(?<= ))\([^()\"'\n]{1,24}\))?\]?"
    r"(?:[ \t]?:[ \t]?(?:string|str|securestring|any)[ \t]{0,4}(?==))?"
    r"[ \t]{0,8}(?P<sign>:=|=>|==|=|:|：|＝)(?:\*{1,2}(?= ))?[ \t]{0,8}(?:</[a-z]{1,8}>[ \t]{0,4})?"
    r"(?:&nbsp;|&#160;|\u00a0){0,4}"
    r"(?:N(?=')|@(?=[\"'])|[bru]{1,2}(?=[\"']))?"
    rf"(?P<open>{QUOTE})?",
    re.IGNORECASE,
)
BARE = re.compile(r"[^\s\"'<>&;,)}\]\\]{1,1024}+(?![^\s\"'<>&;,)}\]\\])")
"""A value without quotes has no end of its own: one that goes on beyond this length is none."""
#: A bracket inside a value.
_GOES_ON = re.compile(r"[)\]}](?=[\w%#$!*+=~-])")
_FORM = re.compile(r"[^\s\"'<>&]{1,1024}+(?![^\s\"'<>&])")
_CLOSING = frozenset({"", ",", ")", ";", "}", "]", " ", "\n", "\r"})
_SQL_QUOTE = re.compile(rf"[ \t]{{1,4}}N?({SIGN})")
_AND = re.compile(r"&(?:amp;)?[\w.$%-]{1,40}=")
_CALLED = re.compile(rf"\([ ]?(?P<open>{QUOTE})")
_SETTING = re.compile(r"^\W*(?:with|set|add|use)", re.IGNORECASE)
_NAMED_STRING = re.compile(r"(?<=[ \t])(?P<open>')")
_COLON = re.compile(r"(?:[ \t]{0,4}:[ \t]{1,4}|=)(?=[^\s\"'=])")
_SET = re.compile(rf"[ \t]{{0,4}}[,;][ \t]{{0,4}}(?P<open>{QUOTE})")
_SETTERS = ("set(", "setproperty(", "setvariable(", "setitem(", "append(", "add(", "put(", "addheader(")
_LONGEST_CALL = 24
#: The rest of a line that says nothing else.
_LINE_END = re.compile(r"[ ,;{})\]\\&][^\s:=<>\"'|]{0,30}(?: [^\s:=<>\"'|]{1,20})?(?=\r?\n|$)")
_LONGEST_LINE = 40
#: A line of settings.
_SETTING_LINE = re.compile(r"[ \t]{0,8}[\w][\w .-]{0,40}[:=][ \t]?\S")
_REACH = 400
_BACK = 48
_LONGEST_VALUE = 8192


def after_name(text: str, start: int, end: int) -> Placed | None:
    """The value of a name that stands at `start:end`."""
    before = text[start - 1 : start]
    if before and before in "\"'`":
        return _after_quoted(text, start, end) or _in_quoted_line(text, end)
    if before == ";" and _ESCAPED_BEFORE.search(text, max(0, start - _LONGEST_ESCAPE), start):
        member = members.leading(text, end)
        if member:
            return _opened(text, member)
    if is_element(text, start):
        element = _ELEMENT.match(text, end)
        stop = text.find("]]>" if element["data"] else "<", element.end()) if element else -1
        return _in_element(text, element, stop) if element and stop > element.end() else None
    span = marked_up.in_escaped_element(text, start, end) or marked_up.in_typographic_quotes(text, end)
    if span:
        return Placed(*span, Style.SPOKEN)
    assigned = _ASSIGNED.match(text, end)
    if assigned is None:
        return _in_cell(text, end) or _in_call(text, start, end)
    return _assigned(text, start, end, assigned)


def _in_element(text: str, element: re.Match[str], stop: int) -> Placed:
    """What an element holds; the blanks that only set it out stay outside."""
    if element.groupdict().get("data"):
        return Placed(element.end(), stop, Style.ELEMENT)
    written = text[element.end() : stop].rstrip()
    return Placed(element.end(), element.end() + len(written), Style.ELEMENT)


def _assigned(text: str, start: int, end: int, assigned: re.Match[str]) -> Placed | None:
    """The value after `name=` or `name:`."""
    before = text[start - 1 : start]
    opening = assigned["open"]
    if opening is None and text[assigned.end() : assigned.end() + 1] in {"\r", "\n", "<"}:
        return _in_cell(text, end)
    form = (
        assigned["sign"] == "=" and opening is None and (before in {"&", "?"} or _AND.search(text, end, end + _REACH))
    )
    first, last = bounded(text, assigned.end(), opening, _FORM if form else BARE)
    if opening is None and not form:
        whole = signs.line_end(text, start, first) or signs.shown_end(text, start, first)
        last = whole or _line_end(text, start, first, _past_brackets(text, first, last))
        last = _with_words(text, start, end, (first, last))
    return Placed(first, last, Style.FORM if form else Style.QUOTED if opening else Style.TEXT)


def _past_brackets(text: str, first: int, last: int) -> int:
    """Where a bare value ends that has a bracket inside."""
    while last - first < _LONGEST_LINE and _GOES_ON.match(text, last) and (rest := BARE.match(text, last + 1)):
        last = rest.end()
    return last


def _with_words(text: str, start: int, end: int, span: tuple[int, int]) -> int:
    """Where a value ends that words go on with; where none of them is one that is made up, it says something else."""
    first, last = span
    rest = lines.rest(text, first, last) if last > first else None
    if rest is None or not lines.begins(text, start, end):
        return last
    return rest if any(is_password_like(word) or is_random(word) for word in text[first:rest].split()) else first


def _line_end(text: str, start: int, first: int, last: int) -> int:
    """Where a value ends that has its line to itself among lines of settings: a password may hold blanks and commas."""
    ending = _LINE_END.match(text, last)
    line = text.rfind("\n", max(0, start - _REACH), start) + 1
    if ending is None or ending.end() - first > _LONGEST_LINE or text[line:start].strip():
        return last
    above = text.rfind("\n", max(0, line - _REACH), line - 1) + 1 if line else -1
    below = text.find("\n", last, last + _REACH) + 1 or -1
    return ending.end() if any(at >= 0 and _SETTING_LINE.match(text, at) for at in (above, below)) else last


def _in_cell(text: str, end: int) -> Placed | None:
    cell = marked_up.in_cell(text, end)
    return Placed(*cell, Style.TEXT) if cell else None


def _in_call(text: str, start: int, end: int) -> Placed | None:
    """The argument of `WithClientSecret("...")`, and the string after `PASSWORD '...'` in SQL."""
    match = _CALLED.match(text, end) if _SETTING.match(text[start:end].rpartition(".")[2]) else None
    called = before_call(text, start)
    match = match or (_SET.match(text, end) if called.endswith(_SETTERS) else None)
    match = match or (_NAMED_STRING.match(text, end) if text[start:end].rstrip().rpartition(" ")[2].isupper() else None)
    if match:
        return Placed(*bounded(text, match.end(), match["open"]), Style.QUOTED)
    match = _NAMED_STRING.match(text, end) if text[start:end].strip().isalpha() else None
    return Placed(*bounded(text, match.end(), match["open"]), Style.SPOKEN) if match else None


def _after_quoted(text: str, start: int, end: int) -> Placed | None:
    member = members.leading_on(text, start, end)
    if member:
        return _opened(text, member)
    number = members.number(text, end)
    if number:
        return Placed(*number, Style.QUOTED)
    part = _MULTIPART.match(text, end)
    line = _LINE.match(text, part.end()) if part else None
    if line:
        return Placed(*line.span(), Style.QUOTED)
    attribute = marked_up.in_element(text, start, end)
    if attribute:
        return Placed(*attribute, Style.QUOTED)
    return _in_keyed_element(text, start, end)


def _opened(text: str, leading: re.Match[str]) -> Placed:
    """The string that begins where something that leads to it ends."""
    return Placed(*bounded(text, leading.end(), leading["open"], BARE), Style.QUOTED)


def _in_keyed_element(text: str, start: int, end: int) -> Placed | None:
    """What an element holds that an attribute names; those of a page have attributes for other ends."""
    element = _KEYED_ELEMENT.match(text, end)
    if element is None or (element["others"] and marked_up.is_of_page(text, start)):
        return None
    stop = text.find("<", element.end())
    return _in_element(text, element, stop) if stop > element.end() else None


def _in_quoted_line(text: str, end: int) -> Placed | None:
    """The value of a header or setting that is quoted as a whole: `-H 'X-Api-Key: ...'`, `-var 'password=...'`."""
    match = _COLON.match(text, end)
    first, last = bounded(text, match.end(), None) if match else (end, end)
    last = signs.shown_end(text, end, first) or last if match else last
    whole = match is not None and (match[0] != "=" or text[last : last + 1] in {"'", '"', "\\"})
    return Placed(first, last, Style.TEXT) if whole else None


def before_call(text: str, start: int) -> str:
    """The function that is called where an argument begins, with its bracket, in lower case."""
    return text[max(0, start - _LONGEST_CALL) : start].lower()


def in_sql(text: str, end: int) -> Placed | None:
    """The string after `IDENTIFIED BY`."""
    match = _SQL_QUOTE.match(text, end)
    return Placed(*bounded(text, match.end(), match[1], BARE), Style.QUOTED) if match else None


def is_element(text: str, start: int) -> bool:
    """Whether a name that begins at `start` is that of an XML element, with or without a namespace prefix."""
    at = start - 1
    if at >= 0 and text[at] == ":":
        at -= 1
        while at >= 0 and start - at < _BACK and (text[at].isalnum() or text[at] in "_-"):
            at -= 1
    return at >= 0 and text[at] == "<" and text[at - 1 : at] != "<"


def bounded(text: str, start: int, opening: str | None, bare: re.Pattern[str] = BARE) -> tuple[int, int]:
    """Where a value ends: at the quote that opened it, or where a bare word does."""
    if opening is None:
        if phrased := phrases.end(text, start):
            return start, phrased
        match = bare.match(text, start)
        return start, match.end() if match else start
    at = start
    limit = min(len(text), start + _LONGEST_VALUE)
    while (at := text.find(opening, at, limit)) >= 0:
        if opening == "'" and at > start and text[at + 1 : at + 2] == "'" and text[at + 2 : at + 3] not in _CLOSING:
            at += 2  # a quote in a text of SQL or PowerShell
            continue
        if _closes(text, at, start, opening):
            return start, at
        at += 1
    return start, start


def _closes(text: str, at: int, start: int, opening: str) -> bool:
    """Whether a quote ends the value that one like it began; in texts inside texts each has its own backslashes."""
    own = len(opening) - len(opening.lstrip("\\"))
    run, before = own, at
    while before > start and text[before - 1] == "\\":
        run, before = run + 1, before - 1
    return (run - own) % (2 * (own + 1)) == 0
