"""What a flow's patch does, as a diff per action, with every value that was found masked."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from remediate.flow import Action, Flow
from remediate.flow.secret_reads import retrieved_variable
from remediate.plan import FlowPlan
from remediate.plan.masking import masked
from remediate.report.words import plain

_CONTAINERS = frozenset({"actions", "else", "cases", "default"})


@dataclass(frozen=True, slots=True)
class Hunk:
    """The changed lines of one step or part; `name` is the action's, `lines` start with `+`, `-` or a space."""

    name: str
    lines: tuple[str, ...]


def hunks(plan: FlowPlan) -> Iterator[Hunk]:
    """The diff of a flow: its trigger, its actions, then its parameters and connection references."""
    if not plan.changes:
        return
    before = plan.mended.before.with_document(masked(plan.mended.before.document, plan.mended.found))
    after = plan.mended.after.with_document(masked(plan.mended.after.document, plan.mended.remaining))
    old, new = _parts(before), _parts(after)
    for name in dict.fromkeys((*old, *new)):
        read = after.action(name) if name not in old else None
        lines = (_told(read),) if read is not None else tuple(_changed(old.get(name), new.get(name)))
        if lines:
            yield Hunk(plain(name), lines)


def _told(read: Action) -> str:
    """A new action is a secret read, always of the same shape: one line says it."""
    after = ", ".join(plain(name) for name in read.run_after) or "the start of its container"
    return f"+ reads {plain(retrieved_variable(read) or '')} after {after}; outputs secured"


def _parts(flow: Flow) -> dict[str, Any]:
    """What is shown on its own: each step without the steps inside it, and the two tables of the flow."""
    steps = {step.name: _own(step.node) for step in (*flow.triggers, *flow.all_actions)}
    return {**steps, "parameters": dict(flow.parameters), "connectionReferences": dict(flow.connection_references)}


def _own(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in _CONTAINERS}


def _changed(old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    was, now = _lines(old), _lines(new)
    for line in difflib.unified_diff(was, now, lineterm="", n=1):
        if not line.startswith(("---", "+++", "@@")):
            yield line


def _lines(value: Any) -> list[str]:
    if value is None:
        return []
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return [line if line.isprintable() else plain(line) for line in text.split("\n")]
