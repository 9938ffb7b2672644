"""What a flow's patch does, as a diff per step, in which no value that is known to be a secret can be read."""

import difflib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.flow.changes import changed_part
from remediate.flow.secret_reads import is_secret_read, retrieved_secret, retrieved_variable
from remediate.plan import FlowPlan
from remediate.plan.masking import masked, secret_texts
from remediate.report.context import quiet, same
from remediate.report.lines import clipped, clipped_pair
from remediate.report.words import plain

_CONTAINERS = frozenset({"actions", "else", "cases", "default"})
#: Members of a definition that are shown on their own.
_TABLES = ("parameters", "triggers", "actions")
GAP = "..."


@dataclass(frozen=True, slots=True)
class Hunk:
    """The changed lines of one step, or of one part of the flow.

    `name` is the step's as its author wrote it, or the part's where `step` is False. `lines` start with `+`, `-` or a
    space, or are `GAP`; nothing in them is obeyed by a terminal.
    """

    name: str
    lines: tuple[str, ...]
    step: bool = True

    def said(self, say: Callable[[str], str]) -> "Hunk":
        """The same in the words of `say`."""
        return replace(self, name=say(self.name), lines=tuple(map(say, self.lines)))


def hunks(plan: FlowPlan) -> Iterator[Hunk]:
    """The diff of a flow: new actions, then each step that changes, then the tables of the flow."""
    if not plan.changes:
        return
    mended = plan.mended
    old_part, new_part = changed_part(mended.after, mended.before), changed_part(mended.before, mended.after)
    before = old_part.with_document(masked(mended.before, part=old_part))
    after = new_part.with_document(masked(mended.after, secret_texts(mended.before), new_part))
    old, new = _parts(before), _parts(after)
    reads = {a.pointer: a for a in after.all_actions if a.pointer not in old and is_secret_read(a)}
    for action in reads.values():
        yield Hunk(action.name, (_read(action),))
    for at in dict.fromkeys((*old, *new)):
        lines = tuple(_changed(old.get(at), new.get(at))) if at not in reads else ()
        if lines:
            yield Hunk(_name(after, at), lines, step=at.startswith((after.at("triggers", ""), after.at("actions", ""))))


def _read(action: Action) -> str:
    """A new secret read is always of the same shape: one line says it."""
    after = ", ".join(plain(name) for name in action.run_after) or "the start of its container"
    if (secret := retrieved_secret(action)) is not None:
        return f"+ reads the secret {plain(secret)} of the vault after {after}; inputs and outputs secured"
    return f"+ reads {plain(retrieved_variable(action) or '')} after {after}; outputs secured"


def _parts(flow: Flow) -> dict[str, Any]:
    """All of the file by pointer: each step without the steps inside it, each table, and what else there is."""
    parts = {step.pointer: _without(step.node, _CONTAINERS) for step in (*flow.triggers, *flow.all_actions)}
    parts[flow.at("parameters")] = dict(flow.parameters)
    if flow.references_pointer is not None:
        parts[flow.references_pointer] = dict(flow.connection_references)
    parts[flow.definition_pointer] = _without(flow.definition, _TABLES)
    return parts


def _without(node: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in names}


def _name(flow: Flow, pointer: str) -> str:
    return "definition" if pointer == flow.definition_pointer else ptr.split(pointer)[-1]


def _changed(old: Any, new: Any) -> Iterator[str]:
    """The lines that differ, one more on each side of them, and a gap between places that lie apart."""
    if old == new:
        return
    gone, come = _lines(old), _lines(new)
    matcher = difflib.SequenceMatcher(None, [same(line) for line in gone], [same(line) for line in come])
    for number, block in enumerate(matcher.get_grouped_opcodes(n=1)):
        if number:
            yield GAP
        for what, start, end, begin, stop in block:
            if what == "equal":
                yield from (clipped(f" {quiet(line)}") for line in come[begin:stop])
            else:
                yield from _block(gone[start:end], come[begin:stop])


def _block(gone: list[str], come: list[str]) -> Iterator[str]:
    """Lines that went and lines that took their place, each with its sign."""
    pairs = [clipped_pair(old and f"-{old}", new and f"+{new}") for old, new in zip_longest(gone, come)]
    yield from (old for old, _ in pairs if old is not None)
    yield from (new for _, new in pairs if new is not None)


def _lines(value: Any) -> list[str]:
    if value is None or value == {}:
        return []
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return [plain(line) for line in text.split("\n")]
