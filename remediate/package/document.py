"""Strict JSON: what every reader of the file understands in the same way, or a refusal.

Duplicate members are refused because readers disagree on which one counts: one would be rewritten and the other left.
NaN and Infinity are no JSON. Depth is bounded so that whoever walks the document may recurse.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Never

from remediate.errors import PackageError
from remediate.flow import pointer as ptr
from remediate.writer.encoding import decode

DEPTH_LIMIT = 128
"""Levels of nesting that are read; the deepest real flow has 37 and the platform allows 8 containers in each other."""

_FLOW_HINT = "Save the flow again in the designer and export it anew."
_SHOWN = 80
_CONTAINERS = frozenset({dict, list})


def parse(data: bytes) -> Any:
    """The JSON value in a file's bytes (UTF-8, or UTF-16 with a byte order mark).

    Raises:
        PackageError: no text, no JSON, a duplicate member (with its pointer), NaN or Infinity, or nested too deeply.
    """
    return parse_named(data)[0]


def parse_named(data: bytes) -> tuple[Any, frozenset[str]]:
    """The same, and the names of all members in it: gathered here, where each object passes by anyway.

    Raises:
        PackageError: as `parse`.
    """
    text = decode(data).text
    if not text.strip():
        raise PackageError("The file is empty.", hint="Export it again.")
    doubled: list[tuple[dict[str, Any], str]] = []
    names: set[str] = set()

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        names.update(found)
        if len(found) != len(pairs):
            doubled.append((found, _first_repeated(pairs)))
        return found

    value = _loads(text, members)
    _refuse_depth(value)
    if doubled:
        raise _duplicate(value, doubled)
    return value, frozenset(names)


def _loads(text: str, members: Any) -> Any:
    """The value of `text`; every error of the parser as one sentence that shows nothing of the text."""
    try:
        return json.loads(text, object_pairs_hook=members, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        digits = "This is not JSON that can be read: a number in it has thousands of digits."
        raise PackageError(digits, hint=_FLOW_HINT) from None
    raise PackageError(f"This is not JSON: it breaks off or goes wrong at {where}.", hint="Export it again.")


def _refuse_constant(name: str) -> Never:
    raise PackageError(f"This is not JSON: it holds {name}, which is no JSON number.", hint=_FLOW_HINT)


def _first_repeated(pairs: list[tuple[str, Any]]) -> str:
    return next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)


def _refuse_depth(value: Any) -> None:
    """Every level looked at once; for each of a flow's ten thousand values, so it is written to be fast."""
    level: list[Any] = [value] if value.__class__ in _CONTAINERS else []
    for _ in range(DEPTH_LIMIT):
        if not level:
            return
        level = [
            child
            for item in level
            for child in (item.values() if item.__class__ is dict else item)
            if child.__class__ in _CONTAINERS
        ]
    if level:
        raise _too_deep()


def _duplicate(value: Any, doubled: list[tuple[dict[str, Any], str]]) -> PackageError:
    """The refusal of the object with a duplicate member that a reader meets first.

    The outermost one is always part of the value; one inside a member that was overwritten is not.
    """
    names = {id(container): name for container, name in doubled}
    level = [("", value)]
    while level:
        for pointer, item in level:
            if id(item) in names:
                name = names[id(item)][:_SHOWN]
                return PackageError(
                    f"duplicate member {name!r} in an object: readers differ on which one counts.",
                    hint=_FLOW_HINT,
                    pointer=pointer,
                )
        level = [(ptr.join(pointer, name), child) for pointer, item in level for name, child in _children(item)]
    raise AssertionError("an object with a duplicate member is not part of the document")


def _children(item: Any) -> Iterable[tuple[str | int, Any]]:
    match item:
        case dict():
            return item.items()
        case list():
            return enumerate(item)
    return ()


def _too_deep() -> PackageError:
    return PackageError(f"This is nested more than {DEPTH_LIMIT} levels deep, which no flow is.", hint=_FLOW_HINT)
