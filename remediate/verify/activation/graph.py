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


def run_after(flow: Flow, part: Flow) -> Iterator[Problem]:
    """Actions wait for siblings, in statuses that exist, and not for each other; a container in no part is left out."""
    seen = {container.pointer for container in part.containers}
    for container in (container for container in flow.containers if container.pointer in seen):
        beside = {action.name.casefold() for action in container}
        for action in container:
            yield from _waits(beside, action)
        yield from _cycles(container)


def _waits(beside: set[str], action: Action) -> Iterator[Problem]:
    at = ptr.join(action.pointer, "runAfter")
    written, after = action.node.get("runAfter"), action.run_after
    if written is not None and (not isinstance(written, dict) or len(written) != len(after)):
        yield rules.STATUSES.broken(at, f"{action.name} does not wait for lists of statuses")
    for name, statuses in after.items():
        if name.casefold() not in beside:
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


def order(flow: Flow, part: Flow) -> Iterator[Problem]:
    """What an action of the part refers to stands on the way to it: an action that it, or one around it, runs after.

    An action inside such a one counts too, and so does one inside the action itself, as in a loop's condition.
    """
    way = _Way()
    for text in texts(flow, part):
        if text.action is None:
            continue
        for call, name in text.parsed.calls:
            named = flow.action(name) if call.function in ACTION_FUNCTIONS else None
            if named is not None and not way.leads(named, text.action):
                why = f"{text.action.name} refers to {named.name} and is not sure to run after it"
                yield rules.RUNS_BEFORE.broken(text.pointer, why)


class _Way:
    """What has run before an action, worked out once for each."""

    def __init__(self) -> None:
        self._earlier: dict[Action, set[Action]] = {}
        self._beside: dict[Container, dict[str, Action]] = {}
        self._known: dict[tuple[Action, Action], bool] = {}

    def leads(self, named: Action, action: Action) -> bool:
        """Whether `named`, or one around it, is around `action` or is sure to have run before it."""
        known = self._known.get((named, action))
        if known is None:
            around = list(named.outward)
            outward = list(action.outward)
            known = action in around or any(not self._before(held).isdisjoint(around) for held in outward)
            self._known[named, action] = known
        return known

    def _before(self, action: Action) -> set[Action]:
        """Every action beside this one that it runs after, however far back."""
        found = self._earlier.get(action)
        if found is not None:
            return found
        found = set()
        beside = self._siblings(action.container)
        waiting = list(action.run_after)
        while waiting:
            earlier = beside.get(waiting.pop().casefold())
            if earlier is None or earlier in found:
                continue
            found.add(earlier)
            if earlier in self._earlier:
                found |= self._earlier[earlier]
            else:
                waiting += earlier.run_after
        self._earlier[action] = found
        return found

    def _siblings(self, container: Container) -> dict[str, Action]:
        siblings = self._beside.get(container)
        if siblings is None:
            siblings = self._beside[container] = {sibling.name.casefold(): sibling for sibling in container}
        return siblings
