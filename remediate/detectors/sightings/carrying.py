"""The literals of a flow after a patch: those of the steps that changed, and between them those that were known.

A literal is judged by the step that holds it and by nothing else, so a step that is the same has the same ones.
"""

from collections.abc import Container, Mapping, Sequence

from remediate.detectors.interface import Finding
from remediate.flow import Flow

Found = Mapping[str, Sequence[Finding]]
"""Findings by fault, each list in the order of the file."""


def carried(known: Found, before: Flow, fresh: Found, part: Flow, after: Flow) -> dict[str, list[Finding]]:
    """What is found in `after`: `known` is what `before` had, `fresh` what its changed `part` has."""
    was, read_again = _pointers(before), _pointers(part)
    order = {pointer: at for at, pointer in enumerate(_pointers(after))}
    found = {}
    for fault in dict.fromkeys((*known, *fresh)):
        kept = ((_step_of(one, was), one) for one in known.get(fault, ()))
        placed = [(order[step], one) for step, one in kept if step in order and step not in read_again]
        placed += [(order.get(_step_of(one, read_again), len(order)), one) for one in fresh.get(fault, ())]
        found[fault] = [one for _, one in sorted(placed, key=lambda pair: pair[0])]
    return found


def _pointers(flow: Flow) -> dict[str, None]:
    """The pointers of all steps, in the order in which they are read."""
    return dict.fromkeys(step.pointer for step in (*flow.triggers, *flow.all_actions))


def _step_of(finding: Finding, steps: Container[str]) -> str:
    """The pointer of the innermost step that the finding stands in; empty where it is in none."""
    pointer = finding.pointer
    while pointer and pointer not in steps:
        pointer = pointer.rpartition("/")[0]
    return pointer
