"""Names of actions, what they wait for, and that what they refer to has run by then."""

from collections import Counter
from collections.abc import Iterator

from remediate.flow import Action, Container, Flow
from remediate.flow import pointer as ptr
from remediate.verify import rules
from remediate.verify.activation.texts import ACTION_FUNCTIONS, texts
from remediate.verify.problem import Problem

MAX_NAME = 80
STATUSES = frozenset({"succeeded", "failed", "skipped", "timedout"})


def names(flow: Flow) -> Iterator[Problem]:
    """Names are unique in the whole flow, without case, and short enough."""
    counts = Counter(action.name.casefold() for action in flow.all_actions)
    for step in (*flow.triggers, *flow.all_actions):
        if isinstance(step, Action) and counts[step.name.casefold()] > 1:
            yield rules.UNIQUE_NAMES.broken(step.pointer, f"{step.name} is the name of two actions")
        if len(step.name) > MAX_NAME:
            yield rules.NAME_LENGTH.broken(step.pointer, f"a name has more than {MAX_NAME} characters")


def run_after(flow: Flow) -> Iterator[Problem]:
    """Actions wait for siblings, in statuses that exist, and not for each other."""
    for container in flow.containers:
        for action in container:
            yield from _waits(container, action)
        yield from _cycles(container)


def _waits(container: Container, action: Action) -> Iterator[Problem]:
    at = ptr.join(action.pointer, "runAfter")
    written = action.node.get("runAfter")
    if written is not None and (not isinstance(written, dict) or len(written) != len(action.run_after)):
        yield rules.STATUSES.broken(at, f"{action.name} does not wait for lists of statuses")
    for name, statuses in action.run_after.items():
        if container.get(name) is None:
            yield rules.SIBLINGS.broken(at, f"{action.name} waits for {name}, which is not beside it")
        if not statuses or not all(status.casefold() in STATUSES for status in statuses):
            yield rules.STATUSES.broken(at, f"{action.name} waits for a status that does not exist")


def _cycles(container: Container) -> Iterator[Problem]:
    waiting = {a.name.casefold(): {n.casefold() for n in a.run_after} for a in container}
    while free := [name for name, after in waiting.items() if not after & waiting.keys()]:
        for name in free:
            del waiting[name]
    if waiting:
        yield rules.NO_CYCLE.broken(container.pointer, f"{', '.join(sorted(waiting))} wait for each other")


def order(flow: Flow) -> Iterator[Problem]:
    """What an action refers to stands on the way to it: an action that it, or one around it, runs after.

    An action inside such a one counts too, and so does one inside the action itself, as in a loop's condition.
    """
    known: dict[Action, frozenset[Action]] = {}
    beside: dict[Container, dict[str, Action]] = {}
    for text in texts(flow):
        if text.action is None:
            continue
        for call, name in text.calls:
            named = flow.action(name) if call.function in ACTION_FUNCTIONS else None
            if named is None:
                continue
            if text.action not in known:
                known[text.action] = frozenset(_before(text.action, beside))
            around = list(named.outward)
            if text.action not in around and known[text.action].isdisjoint(around):
                why = f"{text.action.name} refers to {named.name} and is not sure to run after it"
                yield rules.RUNS_BEFORE.broken(text.pointer, why)


def _before(action: Action, beside: dict[Container, dict[str, Action]]) -> Iterator[Action]:
    """Every action that this one, or one around it, runs after; `beside` keeps the actions of containers by name."""
    seen: set[Action] = set()
    for held in action.outward:
        siblings = beside.get(held.container)
        if siblings is None:
            siblings = beside[held.container] = {sibling.name.casefold(): sibling for sibling in held.container}
        waiting = [name.casefold() for name in held.run_after]
        while waiting:
            earlier = siblings.get(waiting.pop())
            if earlier is not None and earlier not in seen:
                seen.add(earlier)
                yield earlier
                waiting += [name.casefold() for name in earlier.run_after]
