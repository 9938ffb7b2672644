"""Whether a value can be the secret that its name or its place promises."""

import re
from collections.abc import Callable
from enum import Enum
from itertools import pairwise

from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placeholders import is_nothing, is_placeholder


class Verdict(Enum):
    """What a value is, in a place whose name tells."""

    SURE = "sure"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    PLACEHOLDER = "placeholder"
    NO = "no"


GUID = re.compile(r"[{(]?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}[})]?")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S*|/?subscriptions/\S+|www\.\S+|//\S+|mailto:\S+")
_EMAIL = re.compile(r"[A-Za-z][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,10}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?:-preview)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+)+")
_IMAGE = re.compile(r"data:[a-z]+/|iVBORw0KGgo|/9j/4AA|R0lGOD|JVBERi0|UEsDB|PHN2Zy|Qk0[A-Za-z0-9+/]{3}|AAABAA")
_TOKEN_CHARACTERS = re.compile(r"[A-Za-z0-9+/=_\-.~!%$@:|,]+")
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|/[\w.-]+/|\.{0,2}/)[^\n]*")
_SCHEMA_NAME = re.compile(r"[a-z][a-z0-9]{1,7}_[a-z_]+[a-z0-9]*")
_DOTTED = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(?:[./\\:][A-Za-z_][A-Za-z_0-9]*)+")
_WORDS = re.compile(r"[^\W\d_]+(?:[ _-][^\W\d_]+)*")
_STRUCTURED = re.compile(r"<[A-Za-z!?/]|[{\[]\s*(?:\"|\{|\[|\}|\]|'|\d)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")
_CODE = re.compile(r"[\w.]+\(.*\)", re.DOTALL)

_NOT_DRAWN = (
    re.compile(rf"(?:{_VERSION.pattern}|{_SCHEMA_NAME.pattern})$"),
    _DATE,
    _IMAGE,
)

_LONGEST = 8192
_RANDOM = 16
_SHORT_RANDOM = 8
_LONG = 20


def judge(value: str, named: Naming, *, demanded: bool = False) -> Verdict:
    """Whether `value` is a secret, given what its name says.

    `demanded`: the place itself takes nothing but a credential (an authentication password, an API key header), so
    that every value but a placeholder is one.
    """
    value = value.strip()
    if not value or is_nothing(value):
        return Verdict.NO
    if _URL.fullmatch(value):
        return Verdict.NO
    if is_placeholder(value):
        return Verdict.PLACEHOLDER
    if demanded:
        return Verdict.SURE
    return _judge_by_name(value, named)


def _judge_by_name(value: str, named: Naming) -> Verdict:
    if len(value) > _LONGEST or _is_about_something_else(value):
        return Verdict.NO
    if GUID.fullmatch(value):
        return _of_guid(named)
    return _STRONG[named.kind](value) if named.strong else _of_weak(value, named)


def _is_about_something_else(value: str) -> bool:
    return bool(
        _EMAIL.fullmatch(value)
        or _DATE.fullmatch(value)
        or _COLOUR.fullmatch(value)
        or _IMAGE.match(value)
        or _STRUCTURED.match(value)
        or _CODE.fullmatch(value)
    )


def _of_guid(named: Naming) -> Verdict:
    if named.strong and named.kind in {Kind.KEY, Kind.SECRET, Kind.PASSWORD, Kind.TOKEN}:
        return Verdict.LIKELY
    return Verdict.NO


def _of_weak(value: str, named: Naming) -> Verdict:
    if is_random(value):
        return Verdict.LIKELY
    if named.kind is Kind.PASSWORD and is_password_like(value) and any(map(str.isdigit, value)):
        return Verdict.LIKELY
    return Verdict.NO


def _of_password(value: str) -> Verdict:
    if _WORDS.fullmatch(value):
        return _of_words(value)
    if is_prose(value) or _PATH.fullmatch(value) or _SCHEMA_NAME.fullmatch(value):
        return Verdict.NO
    return Verdict.SURE if is_password_like(value) or is_random(value) else Verdict.LIKELY


def _of_words(value: str) -> Verdict:
    """Letters only: a weak password, a passphrase, or the name of a thing."""
    words = re.split(r"[ _-]", value)
    if any(naming(word) for word in words) or naming(value):
        return Verdict.NO  # "Password", "your password": about a password
    if len(words) == 1:
        return Verdict.LIKELY
    return Verdict.UNLIKELY


def _of_secret(value: str) -> Verdict:
    if is_random(value):
        return Verdict.SURE
    if is_password_like(value) and not _DOTTED.fullmatch(value):
        return Verdict.LIKELY
    return Verdict.NO


def _of_pin(value: str) -> Verdict:
    return Verdict.LIKELY if value.isdigit() and 4 <= len(value) <= 12 else Verdict.NO  # noqa: PLR2004


def _of_connection(value: str) -> Verdict:
    return Verdict.LIKELY if is_random(value) else Verdict.NO


_STRONG: dict[Kind, Callable[[str], Verdict]] = {
    Kind.PASSWORD: _of_password,
    Kind.SECRET: _of_secret,
    Kind.KEY: _of_secret,
    Kind.TOKEN: _of_secret,
    Kind.PIN: _of_pin,
    Kind.CONNECTION: _of_connection,
    Kind.CREDENTIAL: _of_secret,
}


def is_password_like(value: str) -> bool:
    """Whether people would choose this as a password: one word of several classes of characters."""
    if not 6 <= len(value) <= 128 or is_prose(value) or _PATH.fullmatch(value):  # noqa: PLR2004
        return False
    if _VERSION.fullmatch(value) or _SCHEMA_NAME.fullmatch(value):
        return False
    letters = any(c.isalpha() for c in value)
    digits = any(c.isdigit() for c in value)
    marks = any(not c.isalnum() and c not in " _-." for c in value)
    return letters and (digits or marks)


def is_prose(value: str) -> bool:
    """Whether the value is a sentence or a label: several words, most of them of letters alone."""
    if " " not in value and "\n" not in value and "　" not in value:
        return any(c in value for c in "。、")
    words = value.split()
    plain = sum(1 for word in words if word.strip(".,:;!?()\"'’").isalpha())
    return len(words) > 4 or plain == len(words) or value.rstrip()[-1] in ":?"  # noqa: PLR2004 - a long phrase


def is_random(value: str) -> bool:
    """Whether the value looks drawn rather than written: long enough, of mixed characters, no words in a row."""
    size = len(value)
    if not _RANDOM <= size <= _LONGEST or not _TOKEN_CHARACTERS.fullmatch(value) or GUID.fullmatch(value):
        return False
    if any(shape.match(value) for shape in _NOT_DRAWN):
        return False
    digits = sum(map(str.isdigit, value))
    letters = sum(map(str.isalpha, value))
    if not letters:
        return False
    if not digits:
        return size >= _LONG and _changes(value) * 4 > size and not _is_words(value)
    return len(set(value)) >= _SHORT_RANDOM and not _is_words(value)


def _changes(value: str) -> int:
    """How often the class of character (lower, upper, digit, other) changes along the value."""
    classes = ["l" if c.islower() else "u" if c.isupper() else "d" if c.isdigit() else "o" for c in value]
    return sum(1 for a, b in pairwise(classes) if a != b)


_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def _is_words(value: str) -> bool:
    """Whether the value reads as words put together: `GetItemsFromList2`, `contoso-orders-2024`."""
    pieces = _PIECE.findall(value)
    worded = sum(len(p) for p in pieces if len(p) >= 4 and p.isalpha() and _pronounceable(p))  # noqa: PLR2004
    return worded * 10 >= len(value) * 7


_VOWELS = re.compile(r"[aeiouyAEIOUY]")
_CLUSTER = re.compile(r"[^aeiouyAEIOUY]{5,}")


def _pronounceable(word: str) -> bool:
    vowels = len(_VOWELS.findall(word))
    return 0.2 <= vowels / len(word) <= 0.7 and not _CLUSTER.search(word)  # noqa: PLR2004 - share of vowels in words
