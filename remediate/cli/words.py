"""Commands that take the words of their line as they are.

typer loads pydantic to make of every word what its option wants, and most want a word: a sixth of the time of a short
scan. Only what has to be made something else, or to be refused, goes that way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, get_args, get_origin

from typer.core import TyperCommand, TyperGroup

_NOT = object()


class Command(TyperCommand):
    """A command of typer's, quicker to start."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the line."""
        _take_as_it_is(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Commands(TyperGroup):
    """A group of commands, likewise."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words before the command's own."""
        _take_as_it_is(self.get_params(ctx))
        return super().parse_args(ctx, args)


def _take_as_it_is(options: Iterable[Any]) -> None:
    """Let the options take what fits them; where typer has changed what is asked of them here, all is as ever."""
    for option in options:
        coercing, described = (getattr(option, name, None) for name in ("get_runtime_param", "type_descriptor"))
        if coercing is not None and described is not None:
            option.get_runtime_param = partial(_AsItIs, getattr(described, "annotation", None), coercing)


@dataclass(frozen=True, slots=True)
class _AsItIs:
    """Gives what fits an option as it is; `coercing` is how typer makes the rest fit."""

    wanted: Any
    coercing: Callable[[], Any]

    def coerce(self, value: Any, **asked: Any) -> Any:
        """What the command gets; the names are typer's."""
        fitting = self._fitting(value)
        return self.coercing().coerce(value, **asked) if fitting is _NOT else fitting

    def _fitting(self, value: Any) -> Any:
        """The value where it is what is wanted, or as good as that."""
        if get_origin(self.wanted) is list:
            is_list = isinstance(value, list | tuple) and get_args(self.wanted) == (str,)
            return list(value) if is_list and all(isinstance(one, str) for one in value) else _NOT
        if not isinstance(self.wanted, type):
            return _NOT
        if value is None or isinstance(value, self.wanted):
            return value
        if self.wanted is float and isinstance(value, int):
            return float(value)
        if issubclass(self.wanted, Enum):
            return next((choice for choice in self.wanted if choice.value == value), _NOT)
        return _NOT
