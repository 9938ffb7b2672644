"""The texts of a flow that may hold expressions, each parsed once for all rules that look into them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from remediate import wdl
from remediate.flow import Action, Flow

#: Functions that give what an action of the same flow was given or gave.
ACTION_FUNCTIONS = frozenset({"outputs", "body", "actions", "actionoutputs", "actionbody", "result"})

_LONGEST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says: its template, None where it does not parse, and its calls that name something.

    `calls` are those whose first argument is a literal name, each with that name.
    """

    template: wdl.Template | None = field(repr=False)
    calls: tuple[tuple[wdl.Call, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it stands, the action that evaluates it, what it says."""

    pointer: str
    action: Action | None = field(repr=False)
    parsed: Parsed = field(repr=False)


@lru_cache(maxsize=2)
def texts(flow: Flow, part: Flow) -> tuple[Text, ...]:
    """Every text in a part of the flow, or in all of it, with an `@` in it, names of members included."""
    actions = {} if part is flow else {action.pointer: action for action in flow.all_actions}
    found = [
        Text(leaf.pointer, actions.get(leaf.base, leaf.action) if leaf.action else None, _parsed(leaf.text))
        for leaf in part.leaves
        if "@" in leaf.text
    ]
    return (*found, *(Text(flow.definition_pointer, None, _parsed(name)) for name in part.computed_names))


def _parsed(text: str) -> Parsed:
    return _kept(text) if len(text) <= _LONGEST_KEPT else _read(text)


def _read(text: str) -> Parsed:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        return Parsed(None)
    return Parsed(template, tuple(_calls(template)))


#: What the last texts say: most of them are the same before and after a change.
_kept = lru_cache(maxsize=4096)(_read)


def _calls(template: wdl.Template) -> Iterator[tuple[wdl.Call, str]]:
    for node in wdl.walk(template):
        if isinstance(node, wdl.Call) and node.args and isinstance(node.args[0], wdl.Str):
            yield node, node.args[0].value
