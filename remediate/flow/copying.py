"""A copy of a JSON value that shares no object or list with it; several times as fast as `copy.deepcopy`."""

from typing import Any


def copied(value: Any) -> Any:
    """The same value in objects and lists of its own. What is neither cannot change, and is shared."""
    if value.__class__ is dict:
        return {name: copied(child) for name, child in value.items()}
    if value.__class__ is list:
        return [copied(child) for child in value]
    return value
