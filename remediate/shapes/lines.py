"""Values with blanks that have the rest of their line to themselves: of `password = tiger canary tiger` no word is one.

A part of a password must not be taken for all of it: the rest would stay where it is.
"""

import re

from remediate.shapes.worded import is_sentence_word
from remediate.shapes.words import LEXICON

#: The words that go on with a value, up to what ends its line, its cell or its setting.
_REST = re.compile(
    r"(?P<words>(?: {1,2}[^\s=:;,|\"'<>()\[\]{}\\/#–—-][^\s=:;,|\"'<>()\[\]{}\\]{0,39}){1,6})"
    r"[ \t]{0,8}(?=[\r\n<|\";,]|\\[nr\"]|\Z)"
)
#: What stands before a name that begins its line: nothing but what sets it out.
_BEGINS = re.compile(r"(?:\A|[\r\n>|;,\"]|\\[nr\"])[ \t]{0,16}(?:(?:[-*•$]|export|set)[ \t]{1,4})?[\w.-]{0,40}\Z|\\\Z")
#: Settings before a name, with blanks between: `host=sql01 user=svc `, or up to the value that stands beside the name.
_SETTINGS = re.compile(
    r"(?:\A|[\r\n>\"]|\\[nr\"])(?:[A-Za-z][\w.]{0,40}=\S{1,60} {1,4}){0,6}(?:[A-Za-z][\w.]{0,40}=)?\Z"
)
#: What a command has before its options.
_OPTION = re.compile(r"\s-")
_BACK = 160


def begins(text: str, start: int, end: int) -> bool:
    """Whether the name at `start:end` is the first of its line, cell or setting, and no option of a command."""
    back = max(0, start - _BACK)
    first = _BEGINS.search(text, back, start) or _SETTINGS.search(text, back, start)
    return first is not None and _OPTION.search(text, start, end) is None


def rest(text: str, first: int, last: int) -> int | None:
    """Where the words end that go on with a value whose first word is at `first:last`; None where there are none.

    The words of a sentence, and the name of another setting, go on with no value.
    """
    match = _REST.match(text, last)
    if match is None:
        return None
    words = [word.strip(".!?").casefold() for word in (text[first:last], *match["words"].split())]
    said = words[1] in LEXICON or any(map(is_sentence_word, words))
    return None if said else match.end("words")
