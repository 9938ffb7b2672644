"""The literals of a flow after a patch: those of the steps that changed, and between them those that were known.

A literal is judged by the step that holds it and by nothing else, so a step that is the same has the same ones.
"""

import sys
from collections.abc import Container, Mapping, Sequence

from remediate.detectors.interface import Finding
from remediate.flow import Flow

#: Members of a step that hold no literal, and by which none is judged.
UNREAD = frozenset({"runAfter", "runtimeConfiguration"})
_AT_THE_END = sys.maxsize

Found = Mapping[str, Sequence[Finding]]
"""Findings by fault, each list in the order of the file."""


def carried(known: Found, before: Flow, fresh: Found, part: Flow, after: Flow) -> dict[str, list[Finding]]:
    """What is found in `after`: `known` is what `before` had, `fresh` what its changed `part` has."""
    names = {one.action for found in (known, fresh) for findings in found.values() for one in findings}
    if not names:
        return {}
    was, read_again, order = (_places(flow, names) for flow in (before, part, after))
    found = {}
    for fault in dict.fromkeys((*known, *fresh)):
        kept = ((_step_of(one, was), one) for one in known.get(fault, ()))
        placed = [(order[step], one) for step, one in kept if step in order and step not in read_again]
        placed += [(order.get(_step_of(one, read_again), _AT_THE_END), one) for one in fresh.get(fault, ())]
        found[fault] = [one for _, one in sorted(placed, key=lambda pair: pair[0])]
    return found


def _places(flow: Flow, names: Container[str]) -> dict[str, int]:
    """The pointers of the steps of these names, each with its place in the order in which steps are read."""
    steps = enumerate((*flow.triggers, *flow.all_actions))
    return {step.pointer: at for at, step in steps if step.name in names}


def _step_of(finding: Finding, steps: Container[str]) -> str:
    """The pointer of the step that the finding stands in; empty where it is in none."""
    pointer = finding.pointer
    while pointer and pointer not in steps:
        pointer = pointer.rpartition("/")[0]
    return pointer
