"""Where a secret read goes so that every consumer runs only after it (rewriting.md part 3)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from remediate.flow import Action, Container, Flow
from remediate.remedies.interface import Held
from remediate.remedies.results import minds_another_entry

_FAILING = frozenset({"failed", "timedout"})


@dataclass(frozen=True)
class Spot:
    """A place for a read in `container`: spliced before one child, or at the entry where `before` is None.

    `guarded` are children that would run although the read failed and must be told to wait for it.
    """

    container: Container
    before: Action | None
    guarded: tuple[Action, ...] = ()


def find_spot(flow: Flow, consumers: Sequence[Action]) -> Spot | Held:
    """The innermost place outside every loop that comes before all consumers.

    Held where a `result()` of the scope would show the read and something listens to that scope failing.
    """
    container = _innermost(consumers)
    while container.owner is not None and minds_another_entry(flow, container.owner):
        scope = container.owner
        if _someone_catches(scope):
            return Held(
                f"result('{scope.name}') lists every action of {scope.name}, and something handles its failure",
                f"filter result('{scope.name}') by status, so that one action more does no harm",
            )
        container = _innermost([scope])
    return _within(container, consumers)


def _innermost(consumers: Sequence[Action]) -> Container:
    common = list(consumers[0].container.outward)
    for consumer in consumers[1:]:
        others = set(map(id, consumer.container.outward))
        common = [container for container in common if id(container) in others]
    return next(container for container in common if not container.in_loop)


def _someone_catches(scope: Action) -> bool:
    wanted = scope.name.casefold()
    return any(
        name.casefold() == wanted and any(status.casefold() in _FAILING for status in statuses)
        for sibling in scope.container
        for name, statuses in sibling.run_after.items()
    )


def _within(container: Container, consumers: Iterable[Action]) -> Spot:
    holders = list(dict.fromkeys(_child_of(container, consumer) for consumer in consumers))
    for first in holders:
        skipped = _sure_to_skip(container, [first])
        if all(other in skipped for other in holders):
            return Spot(container, first)
    roots = [child for child in container if not child.run_after]
    skipped = _sure_to_skip(container, roots)
    return Spot(container, None, tuple(h for h in holders if h not in skipped))


def _child_of(container: Container, action: Action) -> Action:
    return next(a for a in action.outward if a.container is container)


def _sure_to_skip(container: Container, skipped: Collection[Action]) -> list[Action]:
    """The children that cannot run once those of `skipped` are skipped, themselves included.

    A child is sure to be skipped if it waits for one that is and does not list Skipped among its statuses.
    """
    sure = list(skipped)
    names = {a.name.casefold() for a in sure}
    changed = True
    while changed:
        changed = False
        for child in container:
            if child.name.casefold() not in names and _waits_in_vain(child, names):
                sure.append(child)
                names.add(child.name.casefold())
                changed = True
    return sure


def _waits_in_vain(child: Action, skipped: Collection[str]) -> bool:
    return any(
        name.casefold() in skipped and "skipped" not in (status.casefold() for status in statuses)
        for name, statuses in child.run_after.items()
    )
