r"""How a file spells its strings: which characters stand raw and which as escapes (`\u0027`, `\/`, `\u00e9`).

Flows are saved by several serialisers. Newtonsoft and JavaScript escape only what they must; Windows PowerShell
escapes `'<>&`; System.Text.Json escapes these, `+`, the backtick, the quote and everything beyond ASCII. The file
itself is the evidence.
"""

import re
from collections.abc import Callable
from functools import cached_property

_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_CHARACTER = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]")
_SPECIAL = re.compile(r"""["\\/'<>&+`\x7f]|[^ -~]""")
_SHORT = {'"': r"\"", "\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_MARKUP = "'<>&"
_CAUTIOUS = "+`\x7f"


class Spelling:
    """The spelling of one file's strings, learned from its text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, str] = {}

    def string(self, value: str) -> str:
        """The value as a JSON string with its quotes."""
        return f'"{self._inside(value)}"'

    def respelled(self, raw: str, old: str, new: str) -> str:
        """The JSON string `raw`, which reads as `old`, changed to read as `new`.

        What both begin and end with keeps its spelling; an escape or surrogate pair is kept or replaced as a whole.
        """
        inside = raw[1:-1]
        start = _common(old, new)
        same_end = _common(old[start:][::-1], new[start:][::-1])
        before = _raw_offset(inside, start)
        after = _raw_offset(inside, len(old) - same_end)
        middle = self._inside(new[start : len(new) - same_end])
        return f'"{inside[:before]}{middle}{inside[after:]}"'

    def _inside(self, value: str) -> str:
        return _SPECIAL.sub(lambda special: self._spelled(special[0]), value)

    def _spelled(self, character: str) -> str:
        if character not in self._known:
            self._known[character] = self._learn(character)
        return self._known[character]

    def _learn(self, character: str) -> str:
        """How this character is written: as the file writes it elsewhere, else as it writes its like."""
        numeric = self._numeric(character)
        seen = numeric.lower() in self._escapes
        if short := _SHORT.get(character):
            return numeric if seen and short not in self._escapes else short
        if character < " " or "\ud800" <= character <= "\udfff":  # must be escaped: JSON, and any encoding
            return numeric
        if character == "/":
            return self._slash(numeric)
        if character in self._text:
            return character
        return numeric if seen or self._escapes_the_like_of(character) else character

    def _slash(self, numeric: str) -> str:
        if self._text.count("/") > self._count(r"\/"):
            return "/"
        if r"\/" in self._escapes:
            return r"\/"
        return numeric if numeric.lower() in self._escapes else "/"

    def _escapes_the_like_of(self, character: str) -> bool:
        if character in _MARKUP:
            return self._escapes_all(_MARKUP) or self._is_cautious
        if character in _CAUTIOUS:
            return self._is_cautious
        if not self._text.isascii():
            return False
        return self._is_cautious or any(e[:2] == r"\u" and e >= r"\u0080" for e in self._escapes)

    def _escapes_all(self, characters: str) -> bool:
        escaped = any(_code(c).lower() in self._escapes for c in characters)
        return escaped and not any(c in self._text for c in characters)

    @cached_property
    def _is_cautious(self) -> bool:
        """Whether this looks like System.Text.Json, which escapes all but letters, digits and the tamest signs."""
        return _code('"') in self._escapes or self._escapes_all(_CAUTIOUS)

    @cached_property
    def _found(self) -> list[str]:
        return _ESCAPE.findall(self._text)

    @cached_property
    def _escapes(self) -> frozenset[str]:
        r"""The escapes of the file, `\uXXXX` in lower case."""
        return frozenset(e.lower() if len(e) > 2 else e for e in self._found)  # noqa: PLR2004  # \u is longer

    def _count(self, escape: str) -> int:
        return self._found.count(escape)

    @cached_property
    def _hex(self) -> Callable[[str], str]:
        digits = "".join(e[2:] for e in self._found)
        upper, lower = (sum(digits.count(d) for d in letters) for letters in ("ABCDEF", "abcdef"))
        return _code_upper if upper > lower else _code

    def _numeric(self, character: str) -> str:
        return "".join(self._hex(unit) for unit in _utf16_units(character))


def _code(unit: str) -> str:
    return f"\\u{ord(unit):04x}"


def _code_upper(unit: str) -> str:
    return f"\\u{ord(unit):04X}"


def _utf16_units(character: str) -> str:
    """The character itself, or its surrogate pair."""
    if character <= "\uffff":
        return character
    beyond = ord(character) - 0x10000
    return chr(0xD800 + (beyond >> 10)) + chr(0xDC00 + (beyond & 0x3FF))


def _common(one: str, other: str) -> int:
    """How many characters both begin with; by halves, as comparing slices is fast and comparing characters is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _raw_offset(inside: str, offset: int) -> int:
    """Where in the spelling the character at `offset` of the value begins."""
    shrunk = 0
    for escape in _CHARACTER.finditer(inside):
        if escape.start() - shrunk >= offset:
            break
        shrunk += len(escape[0]) - 1
    return offset + shrunk
