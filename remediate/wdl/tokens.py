"""The tokens of an expression, by the rules of Microsoft's designer (Azure/LogicAppsUX, expression scanner)."""

import re
from typing import TypeAlias

from remediate.wdl.tree import Blanks

Token: TypeAlias = tuple[str, int, int]
"""Kind, start, end. The kind is the character itself for punctuation, else `string`, `number`, `name`, `end`."""

WHITE = " \t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The inside of a character class: white space as .NET sees it, which is not Python's (no U+001C to U+001F)."""

_NAME = rf"[^.,(){{}}@\[\]?'{WHITE}]"

_TOKEN = re.compile(
    rf"(?P<blank>[{WHITE}]+)"
    r"|(?P<punctuation>[.,()\[\]?])"
    r"|(?P<string>'[^']*+(?:''[^']*+)*+')"
    rf"|(?P<number>(?:[+-]?[0-9]+(?:\.[0-9]*)?|[+-]\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?!{_NAME}))"
    rf"|(?P<name>(?![+\-0-9]){_NAME}+)"
    r"|(?P<stray>.)",
    re.DOTALL,
)


class WdlError(ValueError):
    """A text that is no valid template. `reason` names what was expected, never what the text says.

    `position` is where, in code points of the decoded JSON string.
    """

    def __init__(self, reason: str, position: int) -> None:
        self.reason = reason
        self.position = position
        super().__init__(f"{reason}, at character {position}")


def tokenize(text: str, start: int, end: int) -> tuple[list[Token], Blanks]:
    """The tokens of `text[start:end]`, closed by one of kind `end`, and the white space between them.

    Raises:
        WdlError: at a character that begins no token.
    """
    tokens: list[Token] = []
    blanks: list[tuple[int, str]] = []
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        first, last = match.span()
        if kind == "punctuation":
            tokens.append((text[first], first, last))
        elif kind == "blank":
            blanks.append((first, match[0]))
        elif kind == "stray":
            raise WdlError(_stray(text[first]), first)
        elif kind is not None:
            if kind == "name" and text[first] == '"' == text[last - 1]:
                raise WdlError("expected a string in single quotes, found double quotes", first)
            tokens.append((kind, first, last))
    tokens.append(("end", end, end))
    return tokens, tuple(blanks)


def _stray(character: str) -> str:
    if character == "'":
        return "expected a closing quote"
    if character in "+-0123456789":
        return "expected a number"
    return "expected an expression, found one of @ { }"
