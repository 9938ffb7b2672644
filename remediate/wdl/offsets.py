"""Where the run-time value of a literal stands in its source, character by character.

Three escapes write one character as two: `''` in a string literal, `@@` before `{` in text, and `@@` at the start
of a text that is wholly literal. Positions are code points, in the decoded JSON string.
"""

import re
from bisect import bisect_left
from functools import lru_cache

from remediate.wdl.parser import parse
from remediate.wdl.tree import Span, Str, Template, Text, literals

_QUOTE = re.compile("'")
_BRACE = re.compile(r"@(?=\{)")


def content_span(literal: Text | Str) -> Span:
    """The span of what can be replaced: a text as it stands, a string without its quotes."""
    start, end = literal.span
    return (start + 1, end - 1) if isinstance(literal, Str) else (start, end)


def source_span(literal: Text | Str, start: int, end: int) -> Span:
    """The span in the source of `literal.value[start:end]`."""
    doubled = _doubled(literal)
    base, _ = content_span(literal)
    return (base + start + bisect_left(doubled, start), base + end + bisect_left(doubled, end))


def value_span(literal: Text | Str, span: Span) -> Span:
    """The span in `literal.value` of a span in the source; the inverse of `source_span`.

    Raises:
        ValueError: the span leaves the literal's content, is turned round, or cuts an escape in two.
    """
    first, last = content_span(literal)
    start, end = span
    if not first <= start <= end <= last:
        raise ValueError("the span crosses a boundary of the literal")
    escapes = [at + place for place, at in enumerate(_doubled(literal))]
    return (_value_offset(escapes, start - first), _value_offset(escapes, end - first))


def runtime_slice(text: str, span: Span) -> str:
    """The run-time value of a span of a JSON string that lies in one text or in one string literal.

    Raises:
        ValueError: the span is empty, crosses a boundary, or cuts an escape in two; a `WdlError` where the
            string itself cannot be read.
    """
    literal = literal_at(parse(text), span)
    start, end = value_span(literal, span)
    return literal.value[start:end]


def literal_at(template: Template, span: Span) -> Text | Str:
    """The text or string literal whose content holds a span.

    Raises:
        ValueError: no single one does, or the span is empty.
    """
    if span[0] >= span[1]:
        raise ValueError("the span is empty")
    for literal in literals(template):
        start, end = content_span(literal)
        if start <= span[0] and span[1] <= end:
            return literal
    raise ValueError("the span is not inside one text or string literal")


def _value_offset(escapes: list[int], offset: int) -> int:
    before = bisect_left(escapes, offset)
    if before and escapes[before - 1] == offset - 1:
        raise ValueError("the span cuts an escape in two")
    return offset - before


def _doubled(literal: Text | Str) -> tuple[int, ...]:
    """The places in the value of the characters that the source writes twice."""
    if isinstance(literal, Str):
        return _places(_QUOTE, literal.value)
    start, end = literal.span
    if start == 0 and literal.value.startswith("@"):
        return (0,) if end > 1 else ()
    return _places(_BRACE, literal.value)


@lru_cache(maxsize=4)  # a text in which a thousand secrets stand is asked a thousand times
def _places(sign: re.Pattern[str], value: str) -> tuple[int, ...]:
    return tuple(match.start() for match in sign.finditer(value))
