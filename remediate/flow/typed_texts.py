"""Texts that a flow puts together of what is typed in it: in one piece, as they are when the flow runs.

A request may read its URL from a variable, a Compose or a parameter that never has another value, or join it of
several. What is not sure to be the same in every run stays an interpolation.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from remediate import wdl
from remediate.flow import pointer as ptr
from remediate.flow.actions import Action, Place
from remediate.flow.flow import Flow
from remediate.flow.order import runs_only_after
from remediate.flow.secret_parameters import declared_schema_name
from remediate.flow.variable_urls import given_url
from remediate.flow.variables import declared, writer_of

#: Constants that are made of constants, one inside the other.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text, with `@{...}` for what is only known at run time, and the pointers to the constants that it is of."""

    text: str = field(repr=False)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Constant:
    pointer: str
    value: str = field(repr=False)


def typed_text(flow: Flow, action: Action, text: str) -> TypedText | None:
    """What a text of an action is at run time; None where it is no text, or is known in no part."""
    used: dict[str, None] = {}

    def filled(node: wdl.Expression, depth: int) -> wdl.Expression:
        inside = wdl.with_children(node, tuple(filled(child, depth) for child in wdl.children(node)))
        found = _constant(flow, action, wdl.fold_expression(inside)) if depth else None
        if found is None:
            return inside
        value = wdl.fold_expression(filled(wdl.fold(wdl.parse(found.value)), depth - 1))
        if not isinstance(value, wdl.Str):
            return inside
        used[found.pointer] = None
        return value

    try:
        whole = wdl.fold_expression(filled(wdl.fold(wdl.parse(text)), _DEEPEST))
    except wdl.WdlError:
        return None
    written = _as_text(whole)
    return None if written is None else TypedText(written, tuple(used))


def _as_text(folded: wdl.Expression) -> str | None:
    """A folded expression as text with interpolations; None where that would not be the same."""
    match folded:
        case wdl.Str(value):
            pieces: list[wdl.Expression] = [wdl.Str(value)]
        case wdl.Call(function="concat", args=args):
            pieces = list(args)
        case _:
            return None
    text = "".join(
        wdl.escape_text(piece.value) if isinstance(piece, wdl.Str) else f"@{{{wdl.unparse_expression(piece)}}}"
        for piece in pieces
    )
    return text if wdl.fold(wdl.parse(text)) == folded else None


def _constant(flow: Flow, action: Action, node: wdl.Expression) -> _Constant | None:
    """What an expression reads, if that is text which never changes and is there when the action runs."""
    match node:
        case wdl.Call(function=function, args=(wdl.Str(name),)) if look := _LOOKS.get(function):
            return look(flow, action, name)
    return None


def _variable(flow: Flow, action: Action, name: str) -> _Constant | None:
    if writer_of(flow, name) is not None:
        return None
    for declaring in flow.actions("InitializeVariable"):
        for index, one in declared(declaring):
            if str(one.get("name")).casefold() == name.casefold():
                at = ptr.join(declaring.pointer, "inputs", "variables", index, "value")
                return _text(at, one.get("value")) if runs_only_after(action, declaring) else None
    return None


def _parameter(flow: Flow, _action: Action, name: str) -> _Constant | None:
    found = next((key for key in flow.parameters if key.casefold() == name.casefold()), "")
    node = flow.parameters[found] if found else None
    if not isinstance(node, dict):
        return None
    if declared_schema_name(node).casefold() in flow.secret_variables | flow.stale_variables:
        return None
    return _text(flow.at("parameters", found, "defaultValue"), node.get("defaultValue", given_url(flow, found)))


def _compose(flow: Flow, action: Action, name: str) -> _Constant | None:
    found = flow.action(name)
    if found is None or not found.is_a("Compose") or not runs_only_after(action, found):
        return None
    if any(container.place not in (Place.ROOT, Place.SCOPE) for container in found.container.outward):
        return None
    return _text(ptr.join(found.pointer, "inputs"), found.inputs)


def _text(pointer: str, value: object) -> _Constant | None:
    return _Constant(pointer, value) if isinstance(value, str) else None


_LOOKS: dict[str, Callable[[Flow, Action, str], _Constant | None]] = {
    "variables": _variable,
    "parameters": _parameter,
    "outputs": _compose,
}
