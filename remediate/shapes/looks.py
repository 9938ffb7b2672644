"""What a value looks like: drawn by a machine, or chosen by a person."""

import re
from itertools import pairwise

from remediate.shapes.worded import LEAST_WORD, is_prose

GUID = re.compile(r"[{(]?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}[})]?")
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?:-preview)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+)+")
IMAGE = re.compile(
    r"data:[a-z]+/|iVBORw0KGgo|/9j/4AA|R0lGOD|JVBERi0|UEsDB|PHN2Zy|Qk0[A-Za-z0-9+/]{3}|AAABAA|UklGR|AAEAAAA|PD94bWw|d09G|PCFET0|SUkq|T2dnUw|H4sI"
)
_TOKEN_CHARACTERS = re.compile(r"[A-Za-z0-9+/=_\-.~!%$@:|,?#*^]+")
PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|/[\w.-]+/|\.{0,2}/)[^\n]*")
SCHEMA_NAME = re.compile(r"[a-z][a-z0-9]{1,7}_[a-z_]+(?:[0-9]{1,3}[a-z_]*)?")

_NOT_DRAWN = (
    re.compile(rf"(?:{_VERSION.pattern}|{SCHEMA_NAME.pattern}|[a-z]{{3,}}_\d{{1,8}})$"),
    DATE,
    IMAGE,
)

#: Words side by side: `invoice;order;customer`.
_LIST = re.compile(r"[^\W\d_]{2,40}(?:[,;|] ?[^\W\d_]{2,40})+")

LONGEST = 8192
"""No key is longer; certificates have a shape of their own."""
DRAWN = 16
"""A shorter text may be a word."""
_SHORT_RANDOM = 8
#: A BitLocker recovery key.
_RECOVERY = re.compile(r"\d{6}(?:-\d{6}){7}")
_LONG = 20


def is_password_like(value: str) -> bool:
    """Whether people would choose this as a password: one word of several classes of characters."""
    if not 6 <= len(value) <= 128 or is_prose(value) or PATH.fullmatch(value):  # noqa: PLR2004
        return False
    if _VERSION.fullmatch(value) or SCHEMA_NAME.fullmatch(value) or _LIST.fullmatch(value):
        return False
    letters = any(c.isalpha() for c in value)
    digits = any(c.isdigit() for c in value)
    marks = any(not c.isalnum() and c not in " _-.'’" for c in value)
    return letters and (digits or marks)


_IRREGULAR = 3


def is_irregular(value: str) -> bool:
    """Whether letters change between small and capital as in no name: `xPSPpOMMqe`, and not `getItems`."""
    if not (value.isascii() and _IRREGULAR_TEXT.fullmatch(value)) or len(value) < _SHORT_RANDOM:
        return False
    letters = "".join(filter(str.isalpha, value))  # what joins words is no change
    return _changes(letters[1:]) >= _IRREGULAR and not _is_words(value)


def is_drawn_in_pieces(value: str) -> bool:
    """Whether drawn letters have joints among them as names have: `lyfRkQpZxfRnUy-Z`."""
    if len(value) < _LONG_PIECES or not is_irregular(value) or not _JOINT.search(value):
        return False
    return not any(_pronounceable(word) for word in _LONG_WORD.findall(value))


_JOINT = re.compile(r"[_.-]")
_LONG_WORD = re.compile(r"[A-Z]?[a-z]{4,}")
_LONG_PIECES = 14


def is_scrambled(value: str) -> bool:
    """Whether letters change so often that no word is among them: `sumIROnlSm`, and not `getOAuthToken`."""
    mixed = len(value) >= _SCRAMBLED and value.isascii() and value.isalpha() and _changes(value[1:]) >= _IRREGULAR
    pieces = _PIECE.findall(value)
    short = sum(1 for piece in pieces if len(piece) < LEAST_WORD)
    words = (piece for piece in pieces if not piece.isupper() and _pronounceable(piece))
    return mixed and short * 3 >= len(pieces) * 2 and not any(len(word) > LEAST_WORD for word in words)


_SCRAMBLED = 10
_IRREGULAR_TEXT = re.compile(r"[A-Za-z][A-Za-z_.-]*[A-Za-z]")


_ALPHABET = 20


def is_alphabet(value: str) -> bool:
    """Whether the value is what passwords are made of: letters and digits in their order, few left out."""
    inner = [ord(c) for c in value if c.isalnum()] if len(value) <= LONGEST else []
    ascending = sum(1 for one, after in pairwise(inner) if after - one in {1, 2})
    return len(inner) >= _ALPHABET and ascending * 10 >= len(inner) * 8


def is_random(value: str) -> bool:
    """Whether the value looks drawn rather than written: long enough, of mixed characters, no words in a row."""
    size = len(value)
    if _RECOVERY.fullmatch(value):
        return True
    if not DRAWN <= size <= LONGEST or not _TOKEN_CHARACTERS.fullmatch(value) or GUID.fullmatch(value):
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
    worded = sum(len(p) for p in pieces if len(p) >= LEAST_WORD and p.isalpha() and _pronounceable(p))
    return worded * 10 >= len(value) * 7


_VOWELS = re.compile(r"[aeiouyAEIOUY]")
_CLUSTER = re.compile(r"[^aeiouyAEIOUY]{5,}")


def _pronounceable(word: str) -> bool:
    vowels = len(_VOWELS.findall(word))
    return 0.2 <= vowels / len(word) <= 0.7 and not _CLUSTER.search(word)  # noqa: PLR2004 - share of vowels in words
