"""From the text of a JSON string to its tree: recursive descent over the tokens.

The rules are those of Microsoft's designer (Azure/LogicAppsUX, libs/logic-apps-shared, expression parser), with
one difference: what follows a complete expression is an error here, as it is for the service.
"""

import re
from functools import lru_cache

from remediate.wdl.tokens import Token, WdlError, tokenize
from remediate.wdl.tree import (
    Blanks,
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
    children,
)

MAX_DEPTH = 100
"""How deep an expression may nest. Real ones stay far below; beyond, Python's own stack would give way."""

#: A longer text is parsed anew each time, so that what is kept stays small.
_LONGEST_KEPT = 2000

_INTERPOLATION = re.compile(r"(?<!@)@\{")
_CLOSING_BRACE = re.compile(r"[^'}]*+(?:'[^']*+'[^'}]*+)*+\}")


def parse(text: str) -> Template:
    """The tree of one JSON string (decoded), or of a property name: they follow the same rules.

    Raises:
        WdlError: the text is meant as an expression and is none.
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else _parsed(text)


def _parsed(text: str) -> Template:
    if text[:1] != "@":
        if "@{" not in text:
            return Mixed((Text(text, (0, len(text))),) if text else ())
        return _interpolated(text)
    if len(text) == 1:
        return Mixed((Text(text, (0, 1)),))
    if text[1] == "@":
        return Mixed((Text(text[1:], (0, len(text))),))
    if text[1] == "{":
        return _interpolated(text)
    expression, blanks = _expression(text, 1, len(text))
    return Whole(expression, (0, len(text)), blanks)


#: The trees of the last texts: detectors, taints and proofs read the same ones, before a change and after it.
_kept = lru_cache(maxsize=4096)(_parsed)


def is_plain(text: str) -> bool:
    """Whether the string holds no expression at all."""
    return literal_value(text) is not None


def literal_value(text: str) -> str | None:
    """What a string that holds no expression is at run time; None where it holds one, valid or not."""
    if text[:1] == "@":
        if text[1:2] == "@":
            return text[1:]
        return text if len(text) == 1 else None
    if "@{" not in text:
        return text
    return None if _INTERPOLATION.search(text) else text.replace("@@{", "@{")


def _interpolated(text: str) -> Mixed:
    parts: list[Part] = []
    done = 0
    at = text.find("@{")
    while at >= 0:
        if at and text[at - 1] == "@":
            at = text.find("@{", at + 1)
            continue
        if done < at:
            parts.append(_text(text, done, at))
        closing = _CLOSING_BRACE.match(text, at + 2)
        if closing is None:
            raise WdlError("expected } to end the interpolation", at)
        done = closing.end()
        expression, blanks = _expression(text, at + 2, done - 1)
        parts.append(Interpolation(expression, (at, done), blanks))
        at = text.find("@{", done)
    if done < len(text):
        parts.append(_text(text, done, len(text)))
    return Mixed(tuple(parts))


def _text(text: str, start: int, end: int) -> Text:
    return Text(text[start:end].replace("@@{", "@{"), (start, end))


def _expression(text: str, start: int, end: int) -> tuple[Expression, Blanks]:
    tokens, blanks = tokenize(text, start, end)
    if len(tokens) > MAX_DEPTH:
        _refuse_deep_nesting(tokens)
    expression = _Parser(text, tokens).whole()
    if len(tokens) > MAX_DEPTH and _height(expression) > MAX_DEPTH:
        raise WdlError(f"expected at most {MAX_DEPTH} levels of nesting", start)
    return expression, blanks


def _refuse_deep_nesting(tokens: list[Token]) -> None:
    depth = 0
    for kind, start, _ in tokens:
        if kind in {"(", "["}:
            depth += 1
            if depth > MAX_DEPTH:
                raise WdlError(f"expected at most {MAX_DEPTH} levels of nesting", start)
        elif kind in {")", "]"}:
            depth -= 1


def _height(expression: Expression) -> int:
    height = 0
    level: list[Expression] = [expression]
    while level and height <= MAX_DEPTH:
        height += 1
        level = [child for node in level for child in children(node)]
    return height


class _Parser:
    """Reads one expression from its tokens, one token ahead."""

    __slots__ = ("_at", "_text", "_tokens")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Expression:
        expression = self._expression()
        if self._tokens[self._at][0] != "end":
            raise self._expected("the end of the expression")
        return expression

    def _expected(self, what: str) -> WdlError:
        kind, start, _ = self._tokens[self._at]
        found = "the end" if kind == "end" else f"a {kind}" if kind.isalpha() else kind
        return WdlError(f"expected {what}, found {found}", start)

    def _take(self, kind: str) -> int:
        """The end of the next token, which must be of this kind."""
        found, _, end = self._tokens[self._at]
        if found != kind:
            raise self._expected("a name" if kind == "name" else kind)
        self._at += 1
        return end

    def _expression(self) -> Expression:
        kind, start, end = self._tokens[self._at]
        if kind == "string":
            self._at += 1
            return Str(self._text[start + 1 : end - 1].replace("''", "'"), (start, end))
        if kind == "name":
            self._at += 1
            return self._named(start, end)
        if kind == "number":
            self._at += 1
            return Number(self._text[start:end], (start, end))
        raise self._expected("a string, a number or a function")

    def _named(self, start: int, end: int) -> Expression:
        name = self._text[start:end]
        match name.lower():
            case "null":
                return Null(name, (start, end))
            case "true" | "false" as word:
                return Boolean(word == "true", name, (start, end))
        if self._tokens[self._at][0] != "(":
            raise self._expected("( after the name of a function")
        self._at += 1
        args, end = self._arguments()
        return self._dereferenced(Call(name, args, (start, end)))

    def _arguments(self) -> tuple[tuple[Expression, ...], int]:
        kind, _, end = self._tokens[self._at]
        if kind == ")":
            self._at += 1
            return (), end
        args = [self._expression()]
        while True:
            kind, _, end = self._tokens[self._at]
            if kind == ",":
                self._at += 1
                args.append(self._expression())
            elif kind == ")":
                self._at += 1
                return tuple(args), end
            else:
                raise self._expected(", or )")

    def _dereferenced(self, node: Call) -> Expression:
        start = node.span[0]
        target: Expression = node
        while True:
            kind = self._tokens[self._at][0]
            optional = kind == "?"
            if optional:
                self._at += 1
                kind = self._tokens[self._at][0]
            if kind == "[":
                self._at += 1
                key = self._expression()
                target = Index(target, key, optional, (start, self._take("]")))
            elif kind == ".":
                self._at += 1
                first = self._tokens[self._at][1]
                end = self._take("name")
                target = Member(target, self._text[first:end], optional, (start, end))
            elif optional:
                raise self._expected(". or [ after ?")
            else:
                return target
