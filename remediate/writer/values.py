"""JSON values read and compared exactly: `1`, `1.0` and `true` are three things, and a number keeps its spelling."""

import json
from collections.abc import Callable
from typing import Any, Never, Self

from remediate.errors import PackageError

_AGAIN = "Export it again."


class SpelledInt(int):
    """A whole number that remembers how the file spells it (`-0`)."""

    spelling: str

    def __new__(cls, spelling: str) -> Self:  # noqa: D102  # the class docstring describes construction
        number = super().__new__(cls, spelling)
        number.spelling = spelling
        return number

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class SpelledFloat(float):
    """A number with a fraction or an exponent that remembers how the file spells it (`1.10`, `1E+2`)."""

    spelling: str

    def __new__(cls, spelling: str) -> Self:  # noqa: D102  # the class docstring describes construction
        number = super().__new__(cls, spelling)
        number.spelling = spelling
        return number

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


def read_value(text: str) -> Any:
    """The value of a JSON text, as `json.loads` gives it but with numbers that remember their spelling.

    Of the members of an object with the same key the last one counts, as everywhere in Python and .NET.

    Raises:
        PackageError: the text is not JSON, or nested too deeply, with line and column but no content.
    """
    return _read(text, SpelledInt, SpelledFloat)


def read_spelled(text: str) -> Any:
    """The value of a JSON text in which a number is nothing but its spelling, in a tuple.

    So two of them are equal for Python (`==`) if they are written alike, and only then: nothing else is a tuple.

    Raises:
        PackageError: as `read_value`.
    """
    return _read(text, _spelling, _spelling)


def spelled(value: Any) -> Any:
    """A copy of a JSON value as `read_spelled` would give it, its numbers spelled as in a file of ours."""
    match value:
        case dict():
            return {name: spelled(inner) for name, inner in value.items()}
        case list() | tuple():
            return [spelled(inner) for inner in value]
        case bool():
            return value
        case int() | float():
            return _spelling(number(value))
        case _:
            return value


def number(value: float) -> str:
    """The spelling of a number: that of the file it comes from, else Python's shortest."""
    known = getattr(value, "spelling", None)
    return known if isinstance(known, str) else repr(value)


def _spelling(text: str) -> tuple[str]:
    return (text,)


def _read(text: str, whole: Callable[[str], Any], broken: Callable[[str], Any]) -> Any:
    """The value of a JSON text, with what is made of its whole and its other numbers."""
    try:
        return json.loads(text, parse_int=whole, parse_float=broken, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        fault = not_json(error)
    raise fault  # out here, so that it does not carry along an error that holds the whole text


def not_json(error: ValueError | RecursionError) -> PackageError:
    """What a parser's error tells the user: where, never what."""
    if isinstance(error, json.JSONDecodeError):
        return PackageError(f"This is not JSON: {error.msg} (line {error.lineno}, column {error.colno}).", hint=_AGAIN)
    if isinstance(error, RecursionError):
        return PackageError("This JSON is nested too deeply to be read.", hint=_AGAIN)
    return PackageError(
        "This is not JSON: it holds a number that JSON does not know or that is far too long.", hint=_AGAIN
    )


def refuse_constant(name: str) -> Never:
    """Python's parser knows NaN and Infinity, JSON does not."""
    raise ValueError(name)


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: same types, same strings, same numbers, keys in any order.

    Two numbers that both come from a file are the same when they are spelled the same.
    """
    return _equal(one, other, _same_number)


def equal(one: Any, other: Any) -> bool:
    """Whether two values are equal as RFC 6902 section 4.6 has it: `1` equals `1.0`, neither equals `true`."""
    return _equal(one, other, _equal_number)


def _equal(one: Any, other: Any, number: Callable[[Any, Any], bool]) -> bool:
    pairs = [(one, other)]  # a list and no recursion: a flow may be nested more deeply than Python likes to call
    while pairs:
        mine, theirs = pairs.pop()
        if isinstance(mine, dict):
            if not isinstance(theirs, dict) or mine.keys() != theirs.keys():
                return False
            for key, value in mine.items():
                their = theirs[key]
                if value.__class__ is str and their.__class__ is str:  # most are: no need to come back to them
                    if value != their:
                        return False
                else:
                    pairs.append((value, their))
        elif isinstance(mine, list):
            if not isinstance(theirs, list) or len(mine) != len(theirs):
                return False
            pairs += zip(mine, theirs, strict=True)
        elif not _equal_scalar(mine, theirs, number):
            return False
    return True


def _equal_scalar(one: Any, other: Any, number: Callable[[Any, Any], bool]) -> bool:
    if isinstance(one, str):
        return isinstance(other, str) and one == other
    if isinstance(one, bool) or one is None:
        return one is other
    return isinstance(other, int | float) and not isinstance(other, bool) and number(one, other)


def _equal_number(one: float, other: float) -> bool:
    return one == other


def _same_number(one: float, other: float) -> bool:
    mine, theirs = getattr(one, "spelling", None), getattr(other, "spelling", None)
    if mine is not None and theirs is not None:
        return bool(mine == theirs)
    whole = not isinstance(one, float)
    if whole is isinstance(other, float):
        return False
    return one == other if whole else float.__repr__(one) == float.__repr__(other)  # tells -0.0 from 0.0
