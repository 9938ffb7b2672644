"""What the order of a flow makes sure of: which actions never run unless another has succeeded."""

from remediate.flow.actions import Action

_NOT_SUCCEEDED = frozenset({"failed", "timedout", "skipped"})


def skipped_without(action: Action) -> frozenset[str]:
    """The siblings, in casefold, that are sure to be skipped when the action does not succeed."""
    stopped: set[str] = set()
    bad = {action.name.casefold(): _NOT_SUCCEEDED}
    changed = True
    while changed:
        changed = False
        for sibling in action.container:
            name = sibling.name.casefold()
            if name not in stopped and sibling is not action and _waits_in_vain(sibling, bad):
                stopped.add(name)
                bad[name] = frozenset({"skipped"})
                changed = True
    return frozenset(stopped)


def runs_only_after(action: Action, other: Action) -> bool:
    """Whether `action`, at any depth, never runs unless `other` has succeeded."""
    child = next((a for a in action.outward if a.container is other.container), None)
    return child is not None and child.name.casefold() in skipped_without(other)


def _waits_in_vain(action: Action, bad: dict[str, frozenset[str]]) -> bool:
    """Whether one that the action waits for can only end in a way that the action does not wait for."""
    return any(
        waited.casefold() in bad and not bad[waited.casefold()] & {status.casefold() for status in statuses}
        for waited, statuses in action.run_after.items()
    )
