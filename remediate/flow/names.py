"""The names of members: of steps, cases, parameters, headers and whatever else an object holds."""

from typing import Any


def members(value: Any) -> set[str]:
    """The names of all members at any depth."""
    found: set[str] = set()
    _gather(value, found)
    return found


def _gather(value: Any, found: set[str]) -> None:
    if value.__class__ is dict:
        found.update(value)
        for child in value.values():
            if child.__class__ is dict or child.__class__ is list:
                _gather(child, found)
    elif value.__class__ is list:
        for child in value:
            if child.__class__ is dict or child.__class__ is list:
                _gather(child, found)
