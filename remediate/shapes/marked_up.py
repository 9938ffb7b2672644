"""Where the value of a name stands in marked-up text: in the next cell, after a tag, between typographic quotes."""

import re

from remediate.shapes import phrases

ESCAPED_QUOTE = r"&(?:amp;){0,2}(?:quot|apos|#0{0,4}3[49]|#[xX]0{0,4}2[27]);"
"""A quote as HTML has it in a text."""
#: What a page shows as a blank, or as the colon of a label.
_BLANK = r"(?:[ \t\r\n:：=]|&nbsp;|&#160;|\u00a0)"
#: The tags of a page, and not `<your key>`.
_TAG = (
    r"</?(?:b|i|u|s|a|p|em|br|hr|td|th|li|ul|ol|dt|dd|dl|tt|strong|span|div|code|pre|font|small"
    r"|label|mark|kbd|samp|center|h[1-6])(?:\s[^<>]{0,160})?/?>"
)
#: The element of the value after that of its name: `<name>Password</name><value>...</value>`.
_NAMED_ELEMENT = re.compile(
    r"</[\w:.-]{1,40}>\s{0,12}<(?:\w{0,12}:)?(?:value|val|wert|valor|valeur|waarde|string|content)(?:\s[^<>]{0,80})?>"
    r"\s{0,8}(?:<(?:string|int|i4|base64)>\s{0,8})?(?P<value>[^<>\s][^<>]{0,400}?)\s{0,8}</",
    re.IGNORECASE,
)
_TO_CELL = rf"{_BLANK}{{0,4}}(?:{_TAG}{_BLANK}{{0,8}}){{1,6}}"
_CELL = re.compile(rf"{_TO_CELL}(?P<value>[^<>\s]{{1,4000}}+)(?=(?:\s|&nbsp;){{0,8}}(?:<|$))", re.IGNORECASE)
#: A label of its own tag, and the value in the running text: `<b>Password</b>: ...`.
_TO_LABELLED = r"(?::\s{0,2}</[a-z]{1,8}>|</[a-z]{1,8}>\s{0,2}:)(?:\s|&nbsp;|\u00a0){0,4}"
_LABELLED = re.compile(rf"{_TO_LABELLED}(?P<value>[^<>\s]{{1,200}})", re.IGNORECASE)
_TO_PIPED = r"[ \t*`]{0,4}\|[ \t]{0,4}"
_PIPED = re.compile(rf"{_TO_PIPED}(?P<value>[^|\s]{{1,200}})[ \t]{{0,8}}(?:\||$)")
#: The next column of a line that was copied from a sheet.
_TO_TABBED = r" {0,4}:?\t{1,3} {0,4}"
_TABBED = re.compile(rf"{_TO_TABBED}(?P<value>[^\t\r\n\s]{{1,200}})(?= {{0,4}}(?:[\t\r\n]|$))")
#: What stands between a name and its cell.
_TO_VALUE = re.compile(rf"{_TO_PIPED}|{_TO_TABBED}|{_TO_LABELLED}|{_TO_CELL}", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:\s[^&<>]{0,200})?&gt;(?P<value>[^&<>\s]{1,400})&lt;/")
#: Each opening quote with what closes it, as the languages of the makers have them.
_TYPOGRAPHIC = re.compile(
    r"[ \t:：=]{0,4}(?:„[ ]?(?P<german>[^\n“”]{1,200}?)[ ]?[“”]|[“”](?P<english>[^\n“”]{1,200})[“”]"
    r"|«[ \u00a0]?(?P<french>[^\n«»]{1,200}?)[ \u00a0]?»|»(?P<danish>[^\n«»]{1,200})«"
    r"|‘(?P<single>[^\n‘’]{1,200})’|「(?P<corner>[^\n「」]{1,200})」|『(?P<double>[^\n『』]{1,200})』)"
)


#: What a label says of the one that it means: `Password (prod)`.
_QUALIFIED = re.compile(r"[ ]?\([^()\"'\r\n<>|]{1,24}\)")
#: The attribute of an element whose value another of its attributes names: `<Setting value="..." name="Password"/>`.
_VALUED = re.compile(
    r"<[\w:.-]{1,60}(?:\s[^<>]{0,300}?)?\s(?:[a-z_]{0,12}value|val|wert|valor|valeur|waarde|content)\s{0,2}=\s{0,2}"
    r"(?P<quote>\\{0,4}[\"'])(?P<value>[^<>\"']{1,400}?)(?P=quote)",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"\s(?:\w{0,20}name|key|id|property|setting|param|parameter)\s{0,2}=\s{0,2}\\{0,4}[\"']$", re.IGNORECASE
)
_REACH = 400


def in_element(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the attribute that holds the value, where the name at `start:end` is another one of its element."""
    at = text.rfind("<", max(0, start - _REACH), start)
    if at < 0 or text.find(">", at, start) >= 0 or not _NAMING.search(text, at, start):
        return None
    match = _VALUED.match(text, at, text.find(">", end, end + _REACH) + 1)
    return match.span("value") if match else None


_OF_PAGE = re.compile(
    r"<(?:a|abbr|button|div|fieldset|form|h\d|i|img|input|label|li|option|p|select|small|span|td|textarea|th|tr)\s",
    re.IGNORECASE,
)


def is_of_page(text: str, start: int) -> bool:
    """Whether an attribute that begins at `start` is that of an element of a page."""
    return _OF_PAGE.match(text, max(0, text.rfind("<", max(0, start - _REACH), start))) is not None


def in_cell(text: str, end: int) -> tuple[int, int] | None:
    """The span of what stands in the cell or line after a name that ends at `end`."""
    qualified = _QUALIFIED.match(text, end)
    end = qualified.end() if qualified else end
    before = _TO_VALUE.match(text, end)
    phrase = phrases.end(text, before.end()) if before else None
    if before and phrase:
        return before.end(), phrase
    match = (
        _NAMED_ELEMENT.match(text, end)
        or _CELL.match(text, end)
        or _LABELLED.match(text, end)
        or _PIPED.match(text, end)
        or _TABBED.match(text, end)
    )
    return match.span("value") if match else None


def in_escaped_element(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the text of an element whose signs are escaped: `&lt;Password&gt;...&lt;/Password&gt;`."""
    match = _ESCAPED.match(text, end) if text[max(0, start - 4) : start] == "&lt;" else None
    return match.span("value") if match else None


def in_typographic_quotes(text: str, end: int) -> tuple[int, int] | None:
    """The span of what stands between quotes as people type them, right after a name."""
    match = _TYPOGRAPHIC.match(text, end)
    return match.span(match.lastgroup or 0) if match else None
