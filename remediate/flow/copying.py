"""Copies of JSON values: whole, or only where a change is to be made; several times as fast as `copy.deepcopy`."""

from collections.abc import Iterable
from typing import Any

from remediate.flow import pointer as ptr


def copied(value: Any) -> Any:
    """The same value in objects and lists of its own. What is neither cannot change, and is shared."""
    if value.__class__ is dict:
        return {name: copied(child) for name, child in value.items()}
    if value.__class__ is list:
        return [copied(child) for child in value]
    return value


def opened(document: Any, pointer: str) -> Any:
    """The document with objects and lists of its own on the way to the pointer's last name; all else is shared.

    Raises KeyError, IndexError or ValueError where there is no way.
    """
    return _opened(document, ptr.split(pointer)[:-1])[0]


def with_value(document: Any, pointer: str, value: Any) -> Any:
    """The document with another value at the pointer, and everything off the way to it shared."""
    if not pointer:
        return value
    *above, last = ptr.split(pointer)
    new, holder = _opened(document, above)
    holder[_step(holder, last)] = value
    return new


def _opened(document: Any, names: Iterable[str]) -> tuple[Any, Any]:
    """The document with a way of its own along the names, and what stands at the end of that."""
    new = holder = document.copy()
    for name in names:
        step = _step(holder, name)
        holder[step] = holder[step].copy()
        holder = holder[step]
    return new, holder


def _step(holder: Any, name: str) -> str | int:
    return int(name) if holder.__class__ is list else name
