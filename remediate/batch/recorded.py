"""Frozen dataclasses as JSON and back, by the types of their fields.

What is written this way is kept on a disk: a `Secret`, bytes, and whatever else is not known are refused. A field with
the metadata `PASSING` is left out, and comes back with its default.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from remediate.writer.store import place, stored

PASSING: Mapping[str, bool] = MappingProxyType({"passing": True})
"""The metadata of a field that is not written down."""


def to_json(value: Any) -> Any:
    """The value as `json.dumps` takes it.

    Raises:
        TypeError: something in it is of a type that is not written down.
    """
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case tuple() | list():
            return [to_json(one) for one in value]
        case Mapping():
            return {_name(name): to_json(one) for name, one in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {name: to_json(getattr(value, name)) for name in _shape(type(value))}
        case _:
            return _spelled(value)


def _spelled(value: Any) -> str:
    if isinstance(value, Path) or stored(value):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is not written down")


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a {type(name).__name__} is no name of a member")
    return name


def from_json(kind: Any, data: Any) -> Any:
    """The value of type `kind` that `to_json` made this of.

    Raises:
        TypeError, ValueError, KeyError: it was not made of one.
    """
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (other,) = (one for one in inside if one is not NoneType)
        return None if data is None else from_json(other, data)
    if origin is tuple:
        return _tuple(inside, _of(list, data))
    if origin is not None:
        return {name: from_json(inside[1], one) for name, one in _of(dict, data).items()}
    return _one(kind, data)


def _one(kind: Any, data: Any) -> Any:
    """A value whose type has no parameters."""
    if kind is Path:
        return place(_of(str, data))
    if kind is date:
        return date.fromisoformat(_of(str, data))
    if issubclass(kind, Enum):
        return kind(data)
    return _dataclass(kind, _of(dict, data)) if isinstance(kind, type) and is_dataclass(kind) else _of(kind, data)


def _dataclass(kind: Callable[..., Any], data: Mapping[str, Any]) -> Any:
    return kind(**{name: from_json(hint, data[name]) for name, hint in _shape(kind).items()})


def _tuple(inside: Sequence[Any], data: Sequence[Any]) -> tuple[Any, ...]:
    if inside[-1] is Ellipsis:
        return tuple(from_json(inside[0], one) for one in data)
    return tuple(from_json(kind, one) for kind, one in zip(inside, data, strict=True))


def _of(kind: type, data: Any) -> Any:
    if not isinstance(data, kind):
        raise TypeError(f"a {kind.__name__} was written down, and it is none")
    return data


@cache
def _shape(kind: Any) -> Mapping[str, Any]:
    """The fields of a dataclass that are written down, with their types."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if "passing" not in one.metadata}
