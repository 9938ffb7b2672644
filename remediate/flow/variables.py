"""Variables of a flow: the actions that declare them, and those that write them again."""

from collections.abc import Iterator
from typing import Any

from remediate.flow.actions import Action
from remediate.flow.flow import Flow

WRITERS = ("SetVariable", "AppendToArrayVariable", "AppendToStringVariable", "IncrementVariable", "DecrementVariable")
"""The types of the actions that write a variable which is there already."""


def declared(action: Action) -> Iterator[tuple[int, dict[str, Any]]]:
    """The declarations of an InitializeVariable action, each with its place in the list."""
    listed = action.inputs.get("variables") if isinstance(action.inputs, dict) else None
    for index, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict):
            yield index, one


def declared_names(action: Action) -> Iterator[str]:
    """The names of the variables that an action initialises."""
    return (one["name"] for _, one in declared(action) if isinstance(one.get("name"), str))


def writer_of(flow: Flow, name: str) -> Action | None:
    """The first action that writes the variable again, or may; None where it keeps its first value."""
    return next((action for action in flow.actions(*WRITERS) if _may_write(action, name)), None)


def only_writer(flow: Flow, name: str) -> Action | None:
    """The action that writes the variable again, where no other one does or may."""
    writers = [action for action in flow.actions(*WRITERS) if _may_write(action, name)]
    return writers[0] if len(writers) == 1 else None


def _may_write(action: Action, name: str) -> bool:
    written = action.inputs.get("name") if isinstance(action.inputs, dict) else None
    # a name that is not plain text could be any variable's
    return not isinstance(written, str) or "@" in written or written.casefold() == name.casefold()
