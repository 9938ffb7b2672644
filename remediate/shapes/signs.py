"""A value with quotes and other signs that is known by what stands around it.

It has the rest of its line to itself (`smtp_password: Can'ary&9#x`), or stands before a tag of a page or the quote that
ends a text: `<p>Password: Can;ary9#x</p>`.
"""

import re

_TOKEN = re.compile(r"\S{6,64}(?=[ \t]{0,8}(?:\r?\n|\Z))")
#: Signs at which a word among others ends, and which a password may hold.
_ENDING = re.compile(r"[\"'<>&;,)}\]\\]")
#: What stands before a name that is not in running text.
_OPENED = re.compile(r"[\"`<>{}(\[=|\\]")
#: The parts of other texts: an escape, an entity, a tag, the next setting, a quote or bracket that closes one before.
_OTHER = re.compile(
    r"\\[nrt\"\\/]|&#?\w{2,8};|</?[A-Za-z][\w:]*(?:>|$|/)|[;,&|][\w.$-]{1,40}[:=]|[\"'`;,)}\]\\>]$|^[\"'`<({\[]|://"
)
#: What a page or a quoted text shows up to its next tag or quote; the entities of a page may be part of it.
_SHOWN = re.compile(r"[^\s<>\"'`\\]{6,64}(?=[ \t]{0,4}(?:</?[A-Za-z]|\\{0,4}\"))")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
#: What stands between the tag or quote before a name, and its value.
_LABEL = re.compile(r"[^\"<>{}\[=|\\`]*")
#: Words, numbers and ranges side by side: `Step1;Step2`, `a-z,0-9`.
_ONE = r"(?>(?:[^\W\d_]{0,40}\d{0,4}|[a-z]{3,20}\d{1,4}[a-z]{1,20}|\w{1,2}-\w{1,2}|[!#$%*+?@^_~-]{0,8})(?=[,;]|\Z))"
_SERIES = re.compile(rf"{_ONE}(?:[,;]{_ONE}){{1,9}}")
_AFTER_TAG = frozenset(" >\u00a0;")
#: So far before a name the beginning of its line or label is looked for.
_REACH = 400


def shown_end(text: str, start: int, first: int) -> int | None:
    """Where a value ends that a page or a quoted text shows behind its name at `start`, up to a tag or quote."""
    token = _SHOWN.match(text, first) if text[first - 1 : first] in _AFTER_TAG else None
    if token is None:
        return None
    plain = _ENTITY.sub("&", token[0])
    if not _is_mixed(plain) or _SERIES.fullmatch(plain):
        return None
    label = _LABEL.match(text, _begin(text, start, '">\n'), start)
    return None if label is None or label.end() < start else token.end()


def line_end(text: str, start: int, first: int) -> int | None:
    """Where a value ends that begins at `first`, its name at `start`; None where it is a word like others."""
    token = _TOKEN.match(text, first)
    if token is None or not _is_mixed(token[0]) or _OPENED.search(text, _begin(text, start, "\n"), start):
        return None
    return token.end()


def _is_mixed(token: str) -> bool:
    """Whether letters, digits and a sign at which words end stand together, as in no part of another text."""
    if not _ENDING.search(token) or _OTHER.search(token):
        return False
    return any(map(str.isdigit, token)) and any(map(str.isalpha, token))


def _begin(text: str, start: int, edges: str) -> int:
    """Where what stands before a name at `start` begins: behind the last of the edges, as far as is looked for one."""
    reach = max(0, start - _REACH)
    return max(reach, *(text.rfind(edge, reach, start) + 1 for edge in edges))
