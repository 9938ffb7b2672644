"""New text from old: expressions in the place of literals (rewriting.md, part 2), or of other expressions.

Nothing else in the text changes, except where a neighbouring `@` would be read as something new.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TypeAlias

from remediate.wdl.offsets import literal_at, value_span
from remediate.wdl.parser import literal_value, parse
from remediate.wdl.printer import quote
from remediate.wdl.tree import Call, Span, Str, Template, Text, Whole, walk

Replacement: TypeAlias = tuple[Span, str]
"""A span of the decoded JSON string, and the text of the expression (without `@`) to stand there."""


def place(text: str, replacements: Sequence[Replacement]) -> str:
    """The text with expressions in the place of slices of its literals.

    Each span lies inside one text, or inside the content (without quotes) of one string literal. The whole string
    becomes `@expr`, a part of a text `@{expr}`, a whole string literal `expr`, and a part of one an argument of
    `concat`. An `@` that would be misread before the new interpolation, or at the new start, moves into an
    interpolation.

    Raises:
        ValueError: a span is empty, crosses a boundary, cuts an escape or overlaps another; a replacement is no
            expression; a `WdlError` where the text itself is none, or nests too deep afterwards.
    """
    template = parse(text)
    found = [(literal_at(template, one[0]), one) for one in _in_order(replacements)]
    spliced = _arguments_of_concat(template)
    edits = []
    for span, group in groupby(found, key=lambda one: one[0].span):
        literals, slices = zip(*group, strict=True)
        pieces = list(_pieces(literals[0], slices))
        if isinstance(literals[0], Str):
            edits.append((span, _as_argument(pieces, spliced=span in spliced)))
        elif span == (0, len(text)) and len(pieces) == 1:
            edits.append((span, "@" + slices[0][1]))
        else:
            edits.append((span, _as_text(pieces, first=span[0] == 0)))
    return _edited(text, edits)


def substitute(text: str, replacements: Sequence[Replacement]) -> str:
    """The text with other expressions in the place of whole expressions, each named by the span of its node.

    Raises:
        ValueError: a span is not that of an expression or lies inside another; a replacement is no expression,
            or cannot stand there (a literal before a dereference); a `WdlError` where the text itself is none.
    """
    ordered = _in_order(replacements)
    spans = {node.span for node in walk(parse(text))}
    if not spans.issuperset(span for span, _ in ordered):
        raise ValueError("a span is not that of an expression")
    return _edited(text, ordered)


def escape_text(value: str) -> str:
    """The JSON string that is this text at run time, and holds no expression."""
    if value.startswith("@"):
        return "@" + value
    return value.replace("@{", "@@{")


def unescape_text(text: str) -> str:
    """The run-time text of a JSON string without expressions; the inverse of `escape_text`.

    Raises:
        ValueError: it holds an expression.
    """
    value = literal_value(text)
    if value is None:
        raise ValueError("the text holds an expression")
    return value


def _in_order(replacements: Iterable[Replacement]) -> list[Replacement]:
    ordered = sorted(replacements)
    for (before, _), (after, _) in pairwise(ordered):
        if after[0] < before[1]:
            raise ValueError("two spans overlap")
    if not all(isinstance(parse("@" + expression), Whole) for _, expression in ordered):
        raise ValueError("a replacement is not an expression")
    return ordered


def _edited(text: str, edits: Sequence[Replacement]) -> str:
    """The text with slices replaced; a `WdlError` if it is no template any more."""
    kept: list[str] = []
    at = 0
    for (start, end), new in edits:
        kept += (text[at:start], new)
        at = end
    result = "".join([*kept, text[at:]])
    parse(result)
    return result


def _arguments_of_concat(template: Template) -> set[Span]:
    calls = (node for node in walk(template) if isinstance(node, Call) and node.function == "concat")
    return {arg.span for call in calls for arg in call.args if isinstance(arg, Str)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """Run-time text that stays."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _New:
    """The text of an expression that takes the place of a slice."""

    expression: str


def _pieces(literal: Text | Str, replacements: Sequence[Replacement]) -> Iterator[_Kept | _New]:
    """What the literal consists of now. No two kept pieces are neighbours."""
    at = 0
    for span, expression in replacements:
        start, end = value_span(literal, span)
        if at < start:
            yield _Kept(literal.value[at:start])
        yield _New(expression)
        at = end
    if at < len(literal.value):
        yield _Kept(literal.value[at:])


def _as_argument(pieces: Iterable[_Kept | _New], *, spliced: bool) -> str:
    arguments = [quote(piece.value) if isinstance(piece, _Kept) else piece.expression for piece in pieces]
    if len(arguments) == 1:
        return arguments[0]
    return ", ".join(arguments) if spliced else f"concat({', '.join(arguments)})"


def _as_text(pieces: Sequence[_Kept | _New], *, first: bool) -> str:
    """The pieces as text with interpolations; `first` if the string starts with them.

    Text must not start the string with `@`, nor end in `@` before an interpolation: `@@{` is an escape. The
    former goes into an interpolation of its own, as the designer writes it, the latter into the one it precedes.
    """
    written = []
    carried = ""
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        if isinstance(piece, _New):
            inner = f"concat({quote(carried)}, {piece.expression})" if carried else piece.expression
            written.append(f"@{{{inner}}}")
            carried = ""
            continue
        value = piece.value if index == last else piece.value.rstrip("@")
        carried = piece.value[len(value) :]
        rest = value.lstrip("@") if first and index == 0 else value
        if rest != value:
            written.append(f"@{{{quote(value[: len(value) - len(rest)])}}}")
        written.append(rest.replace("@{", "@@{"))
    return "".join(written)
