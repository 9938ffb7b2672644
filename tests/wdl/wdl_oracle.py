"""A second parser of the same language, from a declarative grammar: the judge of the hand-written one."""

from functools import cache
from typing import Any, cast

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError

from remediate.wdl import (
    Boolean,
    Call,
    Expression,
    Index,
    Interpolation,
    Member,
    Mixed,
    Null,
    Number,
    Part,
    Str,
    Template,
    Text,
    Whole,
)

_WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LETTER = rf"[^.,(){{}}@\[\]?'{_WHITE}]"

_EXPRESSION = rf"""
start: expression
?expression: STRING -> string
    | NUMBER -> number
    | NULL -> null
    | TRUE -> true
    | FALSE -> false
    | reference
?reference: NAME "(" (expression ("," expression)*)? ")" -> call
    | reference "[" expression "]" -> index
    | reference "?" "[" expression "]" -> optional_index
    | reference "." name -> member
    | reference "?" "." name -> optional_member
?name: NAME | NULL | TRUE | FALSE

STRING: /'([^']|'')*'(?!')/
NUMBER.2: /(?:[+-]?[0-9]+(?:\.[0-9]*)?|[+-]\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?!{_LETTER})/
NULL.2: /null(?!{_LETTER})/i
TRUE.2: /true(?!{_LETTER})/i
FALSE.2: /false(?!{_LETTER})/i
NAME: /(?![+0-9-])(?!"({_LETTER}*")?(?!{_LETTER})){_LETTER}+/
BLANK: /[{_WHITE}]+/
%ignore BLANK
"""

_STRING = r"""
start: (INTERPOLATION | ESCAPE | CHARACTERS)*
INTERPOLATION.3: /@\{(?:[^'}]|'[^']*')*\}/
ESCAPE.2: "@@{"
CHARACTERS: /[^@]+|@(?!\{)/
"""


class _Tree(Transformer[Token, Any]):
    """The grammar's tree as ours."""

    def start(self, items: list[Any]) -> Expression:
        (only,) = items
        return cast("Expression", only)

    def string(self, items: list[Token]) -> Str:
        return Str(items[0][1:-1].replace("''", "'"))

    def number(self, items: list[Token]) -> Number:
        return Number(str(items[0]))

    def null(self, _: list[Token]) -> Null:
        return Null()

    def true(self, _: list[Token]) -> Boolean:
        return Boolean(value=True)

    def false(self, _: list[Token]) -> Boolean:
        return Boolean(value=False)

    def call(self, items: list[Any]) -> Call:
        return Call(str(items[0]), tuple(items[1:]))

    def index(self, items: list[Any]) -> Index:
        return Index(items[0], items[1])

    def optional_index(self, items: list[Any]) -> Index:
        return Index(items[0], items[1], optional=True)

    def member(self, items: list[Any]) -> Member:
        return Member(items[0], str(items[1]))

    def optional_member(self, items: list[Any]) -> Member:
        return Member(items[0], str(items[1]), optional=True)


@cache
def _grammar(rules: str) -> Lark:
    return Lark(rules, parser="lalr", lexer="basic")


def judged(text: str) -> Template | None:
    """The tree by the grammar, or None where the text is no template."""
    try:
        if text.startswith("@@"):
            return Mixed((Text(text[1:]),))
        if text.startswith("@") and text[1:2] not in {"", "{"}:
            return Whole(_expression(text[1:]))
        return Mixed(_parts(text)) if text != "@" else Mixed((Text("@"),))
    except LarkError:
        return None


def _expression(text: str) -> Expression:
    tree: Expression = _Tree().transform(_grammar(_EXPRESSION).parse(text))
    return tree


def _parts(text: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for token in _grammar(_STRING).parse(text).children:
        assert isinstance(token, Token)
        if token.type == "INTERPOLATION":
            parts.append(Interpolation(_expression(token[2:-1])))
            continue
        value = "@{" if token.type == "ESCAPE" else str(token)
        before = parts.pop() if parts and isinstance(parts[-1], Text) else Text("")
        assert isinstance(before, Text)
        parts.append(Text(before.value + value))
    return tuple(parts)
