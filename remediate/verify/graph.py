"""Whether every action still runs after what it ran after, once the secret reads are taken out again."""

from collections.abc import Collection, Iterable, Iterator

from remediate.flow import Action, Container, Flow
from remediate.flow import pointer as ptr
from remediate.flow.order import skipped_without
from remediate.verify import rules
from remediate.verify.problem import Problem

Conditions = dict[str, frozenset[str]]
"""For each action waited for (in casefold), the statuses that let go (in casefold)."""


def changed_order(before: Flow, after: Flow, added: Collection[str], removed: Collection[str]) -> Iterator[Problem]:
    """Actions that do not run under the condition that they ran under.

    `added` are the names of new secret reads, `removed` of variables' actions that went, both in casefold. Both are
    taken out, their followers given what they waited for; then the graphs must be the same.
    """
    start, end = len(before.definition_pointer), len(after.definition_pointer)
    originals = {container.pointer[start:]: container for container in before.containers}
    for container in after.containers:
        original = originals.get(container.pointer[end:])
        if original is not None and not _is_same(original, container):
            was, now = _without(original, removed), _without(container, added)
            yield from _lost_ends(original, removed)
            for action in container:
                name = action.name.casefold()
                if name in now and was.get(name) != now[name]:
                    why = f"{action.name} does not run after the same events as before"
                    yield rules.RUN_ORDER.broken(ptr.join(action.pointer, "runAfter"), why)


def _is_same(original: Container, container: Container) -> bool:
    """Whether both stand in one and the same object, so that nothing in them differs."""
    was, now = original.owner, container.owner
    return was is not None and now is not None and was.node is now.node


def _lost_ends(container: Container, removed: Collection[str]) -> Iterator[Problem]:
    """Actions that went and ended a chain: what they waited for decides how the run ends, once they are gone."""
    waited = {name.casefold() for action in container for name in action.run_after}
    for action in container:
        name = action.name.casefold()
        if name in removed and name not in waited and action.run_after:
            yield rules.RUN_END.broken(action.pointer, f"{action.name} ended a chain of actions")


def _without(container: Container, out: Collection[str]) -> dict[str, Conditions]:
    graph = {a.name.casefold(): _conditions(a) for a in container}
    for name in [n for n in graph if n in out]:
        inherited = graph.pop(name)
        for conditions in graph.values():
            if name in conditions:
                del conditions[name]
                _merge(conditions, inherited)
    return graph


def _conditions(action: Action) -> Conditions:
    return {n.casefold(): frozenset(s.casefold() for s in statuses) for n, statuses in action.run_after.items()}


def _merge(conditions: Conditions, inherited: Conditions) -> None:
    for name, statuses in inherited.items():
        conditions[name] = conditions[name] & statuses if name in conditions else statuses


def unguarded(read: Action, consumers: Iterable[Action]) -> Iterator[Problem]:
    """Consumers that could run although the read did not succeed, or did not run yet."""
    guarded = skipped_without(read)
    for consumer in consumers:
        child = next((a for a in consumer.outward if a.container is read.container), None)
        if child is None or child.name.casefold() not in guarded:
            why = f"{consumer.name} could run although {read.name} has not succeeded"
            yield rules.GUARDED.broken(consumer.pointer, why)
