"""Copies of JSON values: whole, or only where a change is to be made; several times as fast as `copy.deepcopy`."""

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
    new = holder = document.copy()
    for name in ptr.split(pointer)[:-1]:
        step = int(name) if holder.__class__ is list else name
        holder[step] = holder[step].copy()
        holder = holder[step]
    return new


def with_value(document: Any, pointer: str, value: Any) -> Any:
    """The document with another value at the pointer, and everything off the way to it shared."""
    if not pointer:
        return value
    new = holder = opened(document, pointer)
    *above, last = ptr.split(pointer)
    for name in above:
        holder = holder[int(name) if holder.__class__ is list else name]
    holder[int(last) if holder.__class__ is list else last] = value
    return new
