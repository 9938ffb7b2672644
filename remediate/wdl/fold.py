"""What a template is, as far as it is certain without running it: constants folded, `concat` made flat.

Only folds on which the platform leaves no doubt are made; everything else stays as it is, so that a proof can
fail but not lie. Text in doubt is text outside ASCII where a function looks at case, length or encoding.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from remediate.wdl import constants
from remediate.wdl.tree import (
    Boolean,
    Call,
    Expression,
    Number,
    Str,
    Template,
    Text,
    Whole,
    children,
    with_children,
)

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}\.[0-9]{1,6}")

_TEXT: Mapping[tuple[str, int], Callable[..., str | None]] = MappingProxyType(
    {
        ("base64", 1): constants.base64_encoded,
        ("base64tostring", 1): constants.base64_decoded,
        ("decodebase64", 1): constants.base64_decoded,
        ("encodeuricomponent", 1): constants.percent_encoded,
        ("uricomponent", 1): constants.percent_encoded,
        ("decodeuricomponent", 1): constants.percent_decoded,
        ("uricomponenttostring", 1): constants.percent_decoded,
        ("tolower", 1): constants.lowered,
        ("toupper", 1): constants.uppered,
        ("trim", 1): constants.trimmed,
        ("replace", 3): constants.replaced,
    }
)
"""Functions of literals that give text, by name in lower case and number of arguments."""

_STRINGS = frozenset({"base64", "concat", "replace", "string", "substring", "tolower", "toupper"})
"""Functions whose result is a string, whatever goes in, unless they fail."""


def fold(template: Template) -> Expression:
    """The value of a template as one folded expression; text with interpolations is a `concat` of its parts."""
    return _whole(template, fold_expression)


def flatten(template: Template) -> Expression:
    """The value of a template as one expression in which `concat` is flat and nothing else is worked out."""
    return _whole(template, _flattened)


def _whole(template: Template, worked: Callable[[Expression], Expression]) -> Expression:
    if isinstance(template, Whole):
        return worked(template.expression)
    return _concat(
        tuple(Str(part.value) if isinstance(part, Text) else worked(part.expression) for part in template.parts)
    )


def _flattened(node: Expression) -> Expression:
    inside = tuple(map(_flattened, children(node)))
    return _concat(inside) if isinstance(node, Call) and node.function == "concat" else with_children(node, inside)


def fold_expression(node: Expression) -> Expression:
    """The expression with every certain constant folded; what is not certain stays."""
    if isinstance(node, Number):
        return Number(_canonical(node.text), node.span)
    inside = tuple(map(fold_expression, children(node)))
    if isinstance(node, Call):
        return _called(node.function, inside) or with_children(node, inside)
    return with_children(node, inside)


def _called(function: str, args: tuple[Expression, ...]) -> Expression | None:
    """The result of a function of folded arguments, if it is certain."""
    texts = [arg.value for arg in args if isinstance(arg, Str)]
    if function == "concat":
        return _concat(args)
    if function == "substring":
        return _substring(args)
    if function == "string" and len(args) == 1:
        return _string(args[0])
    if len(texts) != len(args):
        return None
    if compute := _TEXT.get((function, len(texts))):
        value = compute(*texts)
        return None if value is None else Str(value)
    convert = _SCALARS.get(function)
    return convert(texts[0]) if convert and len(texts) == 1 else None


def _concat(args: tuple[Expression, ...]) -> Expression:
    pieces: list[Expression] = []
    for arg in args:
        for piece in arg.args if isinstance(arg, Call) and arg.function == "concat" else (arg,):
            before = pieces[-1] if pieces else None
            if isinstance(piece, Str) and isinstance(before, Str):
                pieces[-1] = Str(before.value + piece.value)
            elif piece != Str(""):
                pieces.append(piece)
    match pieces:
        case []:
            return Str("")
        case [Str() as only]:
            return only
        case [Call() as only] if only.function in _STRINGS:
            return only
    return Call("concat", tuple(pieces))


def _string(arg: Expression) -> Expression | None:
    match arg:
        case Str():
            return arg
        case Number(text) if _INTEGER.fullmatch(text):
            return Str(text)
        case Call() if arg.function in _STRINGS:
            return arg
    return None


def _substring(args: tuple[Expression, ...]) -> Expression | None:
    match args:
        case (Str(value), Number(start)):
            return _slice(value, start, None)
        case (Str(value), Number(start), Number(length)):
            return _slice(value, start, length)
    return None


def _slice(value: str, start: str, length: str | None) -> Expression | None:
    if not value.isascii() or not start.isdecimal() or not (length is None or length.isdecimal()):
        return None
    first = int(start)
    last = len(value) if length is None else first + int(length)
    return Str(value[first:last]) if first <= last <= len(value) else None


def _canonical(number: str) -> str:
    if _INTEGER.fullmatch(number):
        return str(int(number))
    return repr(float(number)) if _DECIMAL.fullmatch(number) else number


def _number(pattern: re.Pattern[str], value: str) -> Expression | None:
    """A number that is spelled in the one way in which it prints, so that its culture and range do not matter."""
    if not pattern.fullmatch(value) or _canonical(value) != value:
        return None
    return Number(value)


def _bool(value: str) -> Expression | None:
    return Boolean(value == "true") if value in {"true", "false"} else None


def _json(value: str) -> Expression | None:
    return _number(_INTEGER, value) or _number(_DECIMAL, value) or constants.json_scalar(value)


def _length(value: str) -> Expression | None:
    return Number(str(len(value))) if value.isascii() else None


_SCALARS: Mapping[str, Callable[[str], Expression | None]] = MappingProxyType(
    {
        "int": partial(_number, _INTEGER),
        "float": partial(_number, _DECIMAL),
        "bool": _bool,
        "json": _json,
        "length": _length,
    }
)
"""Functions of one literal that give something else than text, or not always text."""
