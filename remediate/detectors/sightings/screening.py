"""The cheap tests that send most strings away before anything expensive looks at them."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote

from remediate.detectors.sightings.dull import Dull
from remediate.shapes import cookies, programs, webhooks
from remediate.shapes.roots import ROOTS, SHORT_ROOTS
from remediate.shapes.tokens import MARKS, SHORT_MARKS
from remediate.shapes.tries import any_of, beyond_ascii

_SHORTEST = 9
#: What a URL without a telling word must hold to be worth reading: credentials before the host, or a hook.
_HOOK = re.compile(
    rf":(?:\\?/){{2}}(?:[^/\s\"'<>@]{{1,300}}+@"
    rf"|(?:[^\s\"'<>/h]|(?!{webhooks.MARKS})[/h]){{0,120}}+(?:{webhooks.MARKS}))"  # every mark begins with one of these
).search
_WORDS = (*ROOTS, *MARKS, *programs.MARKS, *cookies.MARKS, "base64('")
_ENDED = (*SHORT_ROOTS, *SHORT_MARKS)
_TELLS_ASCII = re.compile(any_of((word for word in _WORDS if word.isascii()), _ENDED)).search
_dull = Dull()
#: Expressions without a literal: every connection has the same ones.
_plain = Dull()
#: A letter with an accent, or of another script, in a URL; the sign behind a name in one that was encoded whole.
_ENCODED = re.compile(r"%(?:[c-f][0-9a-f]%[89ab][0-9a-f]|3d)").search
#: Functions of one argument whose literal is a value; every other literal argument stands beside a comma.
_ALONE = (
    *("json", "base64", "base64tostring", "decodebase64", "base64tobinary", "string", "xml", "trim", "concat", "array"),
    *("createarray", "encodeuricomponent", "uricomponent", "tolower", "toupper", "coalesce"),
)
_SINGLE = re.compile(rf"(?:{'|'.join(_ALONE)})\s*\(\s*'", re.IGNORECASE).search
_ENDS = "|".join(sorted({name[-2:] for name in _ALONE}))
#: How the call of one of these looks: its bracket is quickly found, and most stand behind `outputs`, `body` or a blank.
_SINGLE_END = re.compile(rf"\((?<=(?i:{_ENDS}|.\s)\()\s*'", re.DOTALL).search


#: An expression that only reads, `@body('Get')?['value']`: most of what flows consist of.
_READS = re.compile(
    r"@\{?(?:outputs|body|items|item|variables|parameters|trigger|triggerOutputs|triggerBody|result|workflow|actions)"
    r"\((?:'[^']*+')?\)(?:\??\['[^']*+'\]|\??\[\d+\]|\??\.\w++)*+\}?"
).fullmatch


@cache
def _tells_in_scripts() -> Callable[[str], Iterator[re.Match[str]]]:
    """Finds what texts of ASCII cannot hold; compiled when the first other one comes."""
    words = [word for word in _WORDS if not word.isascii()]
    return beyond_ascii(words, any_of(words))


def _tells(lower: str) -> bool:
    return _TELLS_ASCII(lower) is not None or (not lower.isascii() and any(_tells_in_scripts()(lower)))


def may_hold_literal(text: str) -> bool:
    """Whether a string that begins as an expression can hold a literal that is a value."""
    if _plain.holds(text):
        return False
    if _may_hold_literal(text):
        return True
    _plain.add(text, len(text))
    return False


def _may_hold_literal(text: str) -> bool:
    if _READS(text):
        return False
    if text[1:2] == "@" or text[1:3] == "{'" or "," in text or text.count("@{") != (text[1:2] == "{"):
        return True
    if text[1:2] == "{" and text[-1] != "}":
        return True
    return _SINGLE_END(text) is not None and _SINGLE(text) is not None


def worth_reading(text: str) -> bool:
    """Whether a string can hold a secret whatever it is called: a telling word, the mark of a token, or a URL."""
    size = len(text)
    if size < _SHORTEST or _dull.holds(text):
        return False
    if _is_worth(text):
        return True
    _dull.add(text, size)
    return False


def _is_worth(text: str) -> bool:
    lower = text.lower()
    if _tells(lower):
        return not lower.startswith("data:image/")
    if "%" in text and _ENCODED(lower) and _tells(unquote(text).lower()):
        return True
    return "/" in text and _HOOK(lower) is not None
