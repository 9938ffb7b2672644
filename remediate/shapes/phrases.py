"""Values that hold blanks and stand among words: app passwords in groups, passphrases with their number."""

import re

from remediate.shapes.worded import is_app_password, is_told_phrase

#: Where a value ends that holds blanks: nothing follows that goes on with it.
_STOP = r"(?![^\s<.;,\"'|)}\]&\\])"
_GROUP = "[A-Za-z0-9]{4}"
_GROUPS = tuple(re.compile(rf"{_GROUP}(?: {_GROUP}){{{more}}}{_STOP}") for more in (7, 5, 3))
#: A passphrase has its line, its cell or its setting to itself.
_PHRASE = re.compile(r"[^\W\d_]{3,20}(?: [^\W\d_]{3,20}){2,5} \d{1,4}[!?.]?(?=[ \t]{0,8}(?:[\r\n<|;\"]|\\[nr\"]|\Z))")


def end(text: str, start: int) -> int | None:
    """Where the value with blanks ends that begins at `start`; None where there is none."""
    for groups in _GROUPS:
        match = groups.match(text, start)
        if match and is_app_password(match[0]):
            return match.end()
    phrase = _PHRASE.match(text, start)
    return phrase.end() if phrase and is_told_phrase(phrase[0]) else None
