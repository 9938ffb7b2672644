"""Texts that variables, Compose actions and parameters keep, and the expressions that read them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from remediate import wdl
from remediate.flow import pointer as ptr
from remediate.flow.expression_taint import read_template
from remediate.flow.flow import Flow
from remediate.flow.variables import declared, only_writer
from remediate.wdl.references import Step, unchained

_KEEPERS = frozenset({"variables", "parameters", "outputs"})
#: One that reads what another keeps, and so on.
_DEEPEST = 8
#: What every expression that reads one is written with; `triggerOutputs` stands in the keys of many connections.
READS = re.compile(r"(?:variables|parameters|outputs(?<!\woutputs))\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """An expression that reads what something keeps, as it is or one member of it.

    `kind` is the function in lower case, `name` what it names; `path` leads to the member, `from_text` says that what
    is kept is JSON text. `span` is where the whole stands in the source.
    """

    kind: str
    name: str
    path: tuple[Step, ...]
    from_text: bool
    span: wdl.Span


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text without expressions that something keeps: `literal.value[start:end]` at run time.

    `pointer` names the JSON string in the file, `owner` is the name of the action that holds it (empty for a
    parameter), `label` what it is for people.
    """

    pointer: str
    owner: str
    label: str
    literal: wdl.Text = field(repr=False)
    start: int
    end: int

    @property
    def value(self) -> str:
        """The text at run time."""
        return self.literal.value[self.start : self.end]

    def source(self, span: wdl.Span) -> wdl.Span:
        """Where a part of the value stands in the JSON string."""
        return wdl.source_span(self.literal, self.start + span[0], self.start + span[1])


def reads(template: wdl.Template) -> Iterator[Read]:
    """Every read of something kept, at any depth, that names what it reads in literal text."""
    waiting = list(wdl.expressions(template))
    while waiting:
        chain = waiting.pop()
        path, inside, target = unchained(chain)
        text = _parsed(target) if path else None
        found = text or target
        if isinstance(found, wdl.Call) and found.function in _KEEPERS and len(found.args) == 1:
            name = wdl.fold_expression(found.args[0])
            if isinstance(name, wdl.Str):
                yield Read(found.function, name.value, path, text is not None, chain.span)
                continue
        waiting.extend(inside)
        if isinstance(target, wdl.Call):
            waiting.extend(target.args)


def _parsed(target: wdl.Expression) -> wdl.Call | None:
    """What `json` is given, where that is a call."""
    if isinstance(target, wdl.Call) and target.function == "json" and len(target.args) == 1:
        given = target.args[0]
        return given if isinstance(given, wdl.Call) else None
    return None


def sole_read(text: Any) -> Read | None:
    """The read that a JSON string consists of, and nothing else; None for all others."""
    if not isinstance(text, str) or not READS.search(text):
        return None
    template = read_template(text)
    if isinstance(template, wdl.Mixed) and len(template.parts) != 1:
        return None
    whole = [expression.span for expression in wdl.expressions(template)]
    return next((read for read in reads(template) if [read.span] == whole), None)


def texts_behind(flow: Flow, read: Read, deepest: int = _DEEPEST) -> Iterator[KeptText]:
    """The literal texts that an expression can read, also through what keeps nothing but another such expression."""
    for pointer, kept, owner, label in _KEPT[read.kind](flow, read.name):
        further = sole_read(kept)
        if further is not None:
            onward = _onward(further, read) if deepest else None
            yield from texts_behind(flow, onward, deepest - 1) if onward else ()
        elif read.from_text:
            yield from _member_of_text(pointer, kept, owner, label, read.path)
        else:
            yield from _member(flow, ptr.join(pointer, *map(str, read.path)), read, deepest, (kept, owner, label))


def computed_behind(flow: Flow, read: Read, deepest: int = _DEEPEST) -> Iterator[str]:
    """The texts with expressions that an expression reads whole, through what keeps nothing but another such one."""
    if read.path or not deepest:
        return
    for _, kept, _, _ in _KEPT[read.kind](flow, read.name):
        further = sole_read(kept)
        if further is not None:
            yield from computed_behind(flow, further, deepest - 1)
        elif isinstance(kept, str) and "@" in kept:
            yield kept


def _onward(further: Read, read: Read) -> Read | None:
    """What `read` reads where it finds `further`; None where that cannot be said as one read."""
    if (further.from_text and read.path) or (further.path and read.from_text):
        return None
    return replace(further, path=further.path + read.path, from_text=further.from_text or read.from_text)


def _member(flow: Flow, pointer: str, read: Read, deepest: int, held: tuple[Any, str, str]) -> Iterator[KeptText]:
    value, owner, label = held
    for step in read.path:
        value = _inside(value, step)
    literal = text_of(value)
    if literal is not None:
        yield KeptText(pointer, owner, label, literal, 0, len(literal.value))
    elif read.path and deepest and (further := sole_read(value)):
        yield from texts_behind(flow, further, deepest - 1)


def _inside(value: Any, step: Step) -> Any:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return None


def text_of(value: Any) -> wdl.Text | None:
    """A JSON string that holds text and no expression; None for all else, and for the empty one."""
    if not isinstance(value, str) or wdl.literal_value(value) is None:
        return None
    return next((one for one in wdl.literals(wdl.parse(value)) if isinstance(one, wdl.Text)), None)


def _member_of_text(pointer: str, kept: Any, owner: str, label: str, path: tuple[Step, ...]) -> Iterator[KeptText]:
    """A member of an object that is kept as JSON text, where it is written once and without escapes."""
    literal = text_of(kept)
    try:
        value = json.loads(literal.value) if literal else None
    except (ValueError, RecursionError):
        return
    for step in path:
        value = _inside(value, step)
    if literal is None or not isinstance(value, str) or not path:
        return
    key = re.escape(json.dumps(path[-1], ensure_ascii=False)) + r"\s*:\s*" if isinstance(path[-1], str) else ""
    found = list(re.finditer(f'{key}"({re.escape(value)})"', literal.value))
    if len(found) == 1:
        yield KeptText(pointer, owner, label, literal, *found[0].span(1))


_Kept = Iterator[tuple[str, Any, str, str]]


def _variables(flow: Flow, name: str) -> _Kept:
    wanted = name.casefold()
    for action in flow.actions("InitializeVariable"):
        for index, one in declared(action):
            if isinstance(one.get("name"), str) and one["name"].casefold() == wanted:
                at = ptr.join(action.pointer, "inputs", "variables", index, "value")
                yield at, one.get("value"), action.name, f"the variable {one['name']}"
    writer = only_writer(flow, name)  # of several, none says what the reader gets
    inputs = writer.inputs if writer is not None and writer.is_a("SetVariable") else None
    if writer is not None and isinstance(inputs, dict) and str(inputs.get("name")).casefold() == wanted:
        yield ptr.join(writer.pointer, "inputs", "value"), inputs.get("value"), writer.name, writer.name


def _parameters(flow: Flow, name: str) -> _Kept:
    for key, node in flow.parameters.items():
        if key.casefold() == name.casefold() and isinstance(node, dict):
            yield flow.at("parameters", key, "defaultValue"), node.get("defaultValue"), "", f"the parameter {key}"


def _composes(flow: Flow, name: str) -> _Kept:
    source = flow.action(name)
    if source is not None and source.is_a("Compose"):
        yield ptr.join(source.pointer, "inputs"), source.inputs, source.name, source.name


_KEPT = {"variables": _variables, "parameters": _parameters, "outputs": _composes}
