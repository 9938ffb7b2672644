"""A value with quotes and other signs that has the rest of its line to itself: `smtp_password: Can'ary&9#x`."""

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
_REACH = 400


#: What a page or a quoted text shows up to its next tag or quote; the entities of a page may be part of it.
_SHOWN = re.compile(r"[^\s<>\"'`\\]{6,64}(?=[ \t]{0,4}(?:</?[A-Za-z]|\\{0,4}\"))")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
#: What stands between the tag or quote before a name, and its value.
_LABEL = re.compile(r"[^\"<>{}\[=|\\`]*")
#: Words, numbers and ranges side by side: `Step1;Step2`, `a-z,0-9`.
_ONE = r"(?>(?:[^\W\d_]{0,40}\d{0,4}|[a-z]{3,20}\d{1,4}[a-z]{1,20}|\w{1,2}-\w{1,2}|[!#$%*+?@^_~-]{0,8})(?=[,;]|\Z))"
_SERIES = re.compile(rf"{_ONE}(?:[,;]{_ONE}){{1,9}}")
_AFTER_TAG = frozenset(" >\u00a0;")


def shown_end(text: str, start: int, first: int) -> int | None:
    """Where a value ends that a page or a quoted text shows behind its name at `start`, up to a tag or quote."""
    token = _SHOWN.match(text, first) if text[first - 1 : first] in _AFTER_TAG else None
    if token is None:
        return None
    plain = _ENTITY.sub("&", token[0])
    if not _ENDING.search(plain) or _OTHER.search(plain) or _SERIES.fullmatch(plain):
        return None
    edge = max(text.rfind(sign, max(0, start - _REACH), start) for sign in '">\n')
    label = _LABEL.match(text, edge + 1, start)
    if label is None or label.end() < start or not any(map(str.isdigit, plain)) or not any(map(str.isalpha, plain)):
        return None
    return token.end()


def line_end(text: str, start: int, first: int) -> int | None:
    """Where a value ends that begins at `first`, its name at `start`; None where it is a word like others."""
    token = _TOKEN.match(text, first)
    if token is None or not _ENDING.search(token[0]) or _OTHER.search(token[0]):
        return None
    line = max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    if _OPENED.search(text, line, start) or not any(map(str.isdigit, token[0])) or not any(map(str.isalpha, token[0])):
        return None
    return token.end()
