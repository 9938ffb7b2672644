"""Reads in the place of literals, in text and in scalars that are no text (the consumer table, rewriting.md part 2)."""

from collections.abc import Sequence
from typing import Any

from remediate import wdl


def splice_reads(value: Any, reads: Sequence[tuple[tuple[int, int] | None, str]]) -> str:
    """The string that takes the place of `value`: each span becomes its expression; no span means all of it.

    A number becomes an expression that gives back a number. Raises ValueError where a span lies across the border of
    an expression or the value is of a type that no function gives back.
    """
    if isinstance(value, str) and [span for span, _ in reads] == [None]:
        return f"@{reads[0][1]}"
    if isinstance(value, str):
        return wdl.place(value, [(span or (0, len(value)), expression) for span, expression in reads])
    ((_, expression),) = reads
    return f"@{_function(value)}({expression})"


def _function(value: Any) -> str:
    match value:
        case bool():
            raise ValueError("a boolean is no secret")
        case int():
            return "int"
        case float():
            return "float"
        case _:
            raise ValueError("no scalar")
