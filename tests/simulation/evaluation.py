"""What an expression gives when a flow runs, for the simulator; a function that it does not know gives a term.

It reads the grammar through `remediate.wdl` and nothing else of remediate: what an expression *means* is worked out
here again, so that a mistake there is not made here too.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import quote

from remediate import wdl

OUTPUTS = ("outputs", "body", "actionoutputs", "actionbody")


class World(Protocol):
    """What expressions can see of a run."""

    def outputs_of(self, function: str, name: str) -> Any:
        """The outputs or the body of an action."""

    def entry_of(self, name: str) -> Any:
        """An action as `actions()` gives it."""

    def entries_of(self, name: str) -> Any:
        """The actions of a scope as `result()` lists them."""

    def variable(self, name: str) -> Any:
        """The current value of a variable."""

    def item_of(self, name: str | None) -> Any:
        """The current item of a loop, or of the innermost one."""


def mark(value: Any) -> str:
    """A short word for a value: the same for the same, another for another."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def coin(value: Any, sides: int = 2) -> int:
    """A choice that only the value decides."""
    if value in (True, False) and sides == 2:
        return int(bool(value))
    return int(mark(value), 16) % sides


def evaluate(value: Any, world: World) -> Any:
    """A JSON value with its expressions evaluated."""
    if isinstance(value, dict):
        return {text_of(evaluate(name, world)): evaluate(inner, world) for name, inner in value.items()}
    if isinstance(value, list):
        return [evaluate(inner, world) for inner in value]
    return _text(value, world) if isinstance(value, str) and "@" in value else value


def text_of(value: Any) -> str:
    """A value as a member's name."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _text(text: str, world: World) -> Any:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return {"term": "unreadable", "of": [text]}
    if isinstance(template, wdl.Whole):
        return _expression(template.expression, world)
    parts = [p.value if isinstance(p, wdl.Text) else _expression(p.expression, world) for p in template.parts]
    return joined(parts)


def _expression(node: wdl.Expression, world: World) -> Any:
    match node:
        case wdl.Str(value=value):
            return value
        case wdl.Number(text=text):
            return json.loads(text.lstrip("+"))
        case wdl.Boolean(value=flag):
            return flag
        case wdl.Null():
            return None
        case wdl.Call():
            return _call(node.name.lower(), [_expression(argument, world) for argument in node.args], world)
        case wdl.Index(target=target, key=key):
            return _member(_expression(target, world), _expression(key, world))
        case wdl.Member(target=target, name=name):
            return _member(_expression(target, world), name)


def _call(function: str, given: list[Any], world: World) -> Any:
    named = _NAMED.get(function)
    if named and len(given) == 1 and isinstance(given[0], str):
        return named(world, given[0])
    if function in OUTPUTS and len(given) == 1 and isinstance(given[0], str):
        return world.outputs_of(function, given[0])
    if function == "item" and not given:
        return world.item_of(None)
    match function, given:
        case "concat", _:
            return joined(given)
        case "equals", [one, other]:
            return one == other
        case "not", [bool(flag)]:
            return not flag
        case (("and" | "or"), flags) if all(isinstance(flag, bool) for flag in flags):
            return all(flags) if function == "and" else any(flags)
        case "length", [list(items)]:
            return len(items)
        case "createarray", _:
            return given
    return _converted(function, given)


_NAMED: dict[str, Callable[[World, str], Any]] = {
    "actions": lambda world, name: world.entry_of(name),
    "result": lambda world, name: world.entries_of(name),
    "variables": lambda world, name: world.variable(name),
    "items": lambda world, name: world.item_of(name),
}
_TEXTS: dict[str, Callable[[str], Any]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "encodeuricomponent": lambda text: quote(text, safe=""),
    "uricomponent": lambda text: quote(text, safe=""),
    "tolower": str.lower,
    "toupper": str.upper,
    "string": str,
    "int": int,
    "float": float,
    "json": json.loads,
}


def _converted(function: str, given: list[Any]) -> Any:
    if len(given) == 1 and isinstance(given[0], str) and function in _TEXTS:
        try:
            return _TEXTS[function](given[0])
        except ValueError:
            return {"term": "fails", "of": [function, given[0]]}
    if function == "coalesce":
        return next((one for one in given if one is not None), None)
    if function == "replace" and len(given) == 3 and all(isinstance(one, str) for one in given) and given[1]:
        return given[0].replace(given[1], given[2])
    return {"term": function, "of": given}


def _member(target: Any, key: Any) -> Any:
    if isinstance(target, dict) and "term" not in target and isinstance(key, str):
        return target.get(key)
    if isinstance(target, list) and isinstance(key, int):
        return target[key] if -len(target) <= key < len(target) else None
    return None if target is None else {"term": "member", "of": [target, key]}


def joined(parts: list[Any]) -> Any:
    """Text where all is text; otherwise a term of the pieces, neighbouring texts as one."""
    pieces: list[Any] = []
    for part in parts:
        inner = part["of"] if isinstance(part, dict) and part.get("term") == "text" else [part]
        for piece in inner:
            if pieces and isinstance(piece, str) and isinstance(pieces[-1], str):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    pieces = [piece for piece in pieces if piece != ""]
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(pieces)
    return {"term": "text", "of": pieces}
