"""Passwords of `.netrc`: `machine host login user password ...`, on one line or several, and in the strings of JSON.

Source: the manual of GNU inetutils, ".netrc file": tokens are parted by blanks, tabs and new lines.
"""

import re
from collections.abc import Iterator

from remediate.shapes.members import QUOTE
from remediate.shapes.names import Kind, Naming
from remediate.shapes.placed import bounded
from remediate.shapes.shown import is_shown
from remediate.shapes.worded import is_sentence_word

_PASSWORD = Naming(Kind.PASSWORD, strong=True)
#: What parts two tokens; in a string of JSON a new line has a backslash, or several.
_NEXT = r"(?:\s|\\{1,8}[nrt]){1,12}"
_ITEM = r"(?:[^\s\"'`\\<>]|\\{1,8}(?![nrt\"'\\])){1,120}"
_ENTRY = re.compile(
    rf"(?:(?<![^\W_])machine{_NEXT}(?P<host>{_ITEM})|(?<![^\W_])default){_NEXT}login{_NEXT}(?P<login>{_ITEM}){_NEXT}"
    rf"(?:account{_NEXT}{_ITEM}{_NEXT})?password{_NEXT}"
)
_OPENING = re.compile(rf"(?<![\w\\]){QUOTE}", re.IGNORECASE)
_WORD = re.compile(r"[^\s<>]{1,400}")
_BREAK = re.compile(r"(\\+)[nrt]")
_HOST = re.compile(r"[.\d:-]|^localhost$")
#: What a script fills in before the file is written, and a place for the value in a page.
_FILLED = re.compile(r"\$[A-Z_][A-Z\d_]*|&lt;[^&]*&gt;")
_REACH = 2000


def in_text(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The span of each password of an entry that ends before `end`."""
    for entry in _ENTRY.finditer(text, 0, end):
        word = _WORD.match(text, entry.end())
        last = _end(text, entry, word.end()) if word else entry.end()
        if last == entry.end() or _FILLED.fullmatch(text, entry.end(), last):
            continue
        if _is_entry(entry) or is_shown(text[entry.end() : last], _PASSWORD):
            yield entry.end(), last


def _is_entry(entry: re.Match[str]) -> bool:
    """Whether the words before are those of an entry, and not of a sentence about logins and passwords."""
    return _HOST.search(entry["host"] or "") is not None and not is_sentence_word(entry["login"])


def _end(text: str, entry: re.Match[str], last: int) -> int:
    """Where the password ends: at a blank, at a new line of its string, or with the string; its start if it is cut."""
    start = entry.end()
    opening = _opening(text, entry.start(), start)
    if opening is None:
        return start if set(text[start:last]) & set("\"'`\\") else last
    closing = bounded(text, entry.start(), opening)[1]
    own = len(opening) - len(opening.lstrip("\\")) + 1
    for found in _BREAK.finditer(text, start, min(last, closing)):
        if len(found[1]) % (2 * own) == own:
            return found.start()
    after = text[closing + len(opening) : closing + len(opening) + 1]
    return start if closing <= last and after.isalnum() else min(last, closing)


def _opening(text: str, begin: int, start: int) -> str | None:
    """The quote of the string that an entry stands in, if it stands in one."""
    opening = None
    for found in _OPENING.finditer(text, max(0, begin - _REACH), begin):
        opening = found[0]
    return opening if opening and bounded(text, begin, opening)[1] > start else None
