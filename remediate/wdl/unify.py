"""What an unknown must be for two folded expressions to be the same: the values that reads stand for, found back.

Unknowns are calls that `unknown` makes. Each way to fill them is a candidate and no proof: functions that lose
something have no inverse, so whoever asks puts the values in and compares.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from remediate.wdl import constants
from remediate.wdl.tree import Boolean, Call, Expression, Index, Member, Number, Str, children, walk_expression

Filling: TypeAlias = Mapping[str, str]
"""By unknown, the text that stands for it."""

_SIGN = "read?"  # no function of the language: `?` is no part of a name


def unknown(name: str) -> Expression:
    """The sign for an unknown text."""
    return Call(_SIGN, (Str(name),))


def unknowns(node: Expression) -> frozenset[str]:
    """The names of the unknowns in an expression."""
    return frozenset(name for inner in walk_expression(node) if (name := _name(inner)) is not None)


def fillings(old: Expression, new: Expression) -> Iterator[Filling]:
    """Ways to fill the unknowns of `new` that may make it `old`; an unknown is never empty."""
    return _match(old, new, {})


def _name(node: Expression) -> str | None:
    match node:
        case Call(name=name, args=(Str(value),)) if name == _SIGN:
            return value
    return None


def _match(old: Expression, new: Expression, known: Filling) -> Iterator[Filling]:
    if old == new:
        yield known
        return
    if (name := _name(new)) is not None:
        yield from _bind(old, name, known)
    elif isinstance(new, Call) and new.function == "concat":
        yield from _pieces(_parts(old), new.args, known)
    elif isinstance(new, Call) and isinstance(old, Call) and old.function == new.function:
        yield from _each(old.args, new.args, known)
    elif isinstance(new, Call) and len(unknowns(new)) > 0:
        for argument in _undone(old, new):
            yield from _match(argument, new.args[0], known)
    elif _same_access(old, new):
        yield from _each(children(old), children(new), known)


def _bind(old: Expression, name: str, known: Filling) -> Iterator[Filling]:
    if isinstance(old, Str) and old.value and known.get(name, old.value) == old.value:
        yield {**known, name: old.value}


def _same_access(old: Expression, new: Expression) -> bool:
    match old, new:
        case Index(), Index():
            return old.optional == new.optional
        case Member(), Member():
            return old.optional == new.optional and old.name == new.name
    return False


def _each(old: Sequence[Expression], new: Sequence[Expression], known: Filling) -> Iterator[Filling]:
    if not old and not new:
        yield known
    elif old and new:
        for filled in _match(old[0], new[0], known):
            yield from _each(old[1:], new[1:], filled)


def _parts(node: Expression) -> tuple[Expression, ...]:
    return node.args if isinstance(node, Call) and node.function == "concat" else (node,)


def _pieces(old: Sequence[Expression], new: Sequence[Expression], known: Filling) -> Iterator[Filling]:
    """The pieces of two texts: a literal of the old one may be cut where an unknown of the new one begins or ends."""
    if not new:
        yield from [known] if not old else []
        return
    first, rest = new[0], new[1:]
    if not old:
        return
    head = old[0]
    if isinstance(first, Str):
        if isinstance(head, Str) and head.value.startswith(first.value):
            left = head.value[len(first.value) :]
            yield from _pieces((Str(left), *old[1:]) if left else old[1:], rest, known)
    elif isinstance(head, Str) and unknowns(first):
        for end in _ends(head.value, rest):
            left = head.value[end:]
            for filled in _match(Str(head.value[:end]), first, known):
                yield from _pieces((Str(left), *old[1:]) if left else old[1:], rest, filled)
    else:
        for filled in _match(head, first, known):
            yield from _pieces(old[1:], rest, filled)


def _ends(text: str, rest: Sequence[Expression]) -> Iterator[int]:
    """Where a piece that begins with `text` may end, given what follows it."""
    follower = rest[0] if rest else None
    if isinstance(follower, Str):
        yield from (found.start() for found in re.finditer(f"(?={re.escape(follower.value)})", text) if found.start())
    elif follower is not None and unknowns(follower):
        yield from range(1, len(text))
    else:
        yield len(text)


def _undone(old: Expression, new: Call) -> Iterator[Expression]:
    """What the first argument of a function may have been for it to give `old`."""
    match old:
        case Str(value):
            if undo := _INVERSES.get(new.function):
                undone = undo(value)
                yield from [Str(undone)] if undone is not None else []
            elif new.function == "replace":
                yield from _unreplaced(value, new)
            elif new.function in _MAY_STAY:
                yield old
        case Number(text) if new.function in ("int", "float", "json"):
            yield Str(text)
        case Boolean(value=flag) if new.function in ("bool", "json"):
            yield Str("true" if flag else "false")


def _unreplaced(value: str, new: Call) -> Iterator[Expression]:
    match new.args:
        case (_, Str(old), Str(put)) if old and put:
            yield Str(value.replace(put, old))


_MAY_STAY = frozenset({"trim", "tolower", "toupper", "string"})
_INVERSES: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {
        "base64": constants.base64_decoded,
        "base64tostring": constants.base64_encoded,
        "decodebase64": constants.base64_encoded,
        "encodeuricomponent": constants.percent_decoded,
        "uricomponent": constants.percent_decoded,
        "decodeuricomponent": constants.percent_encoded,
        "uricomponenttostring": constants.percent_encoded,
    }
)
