"""Triggers, actions and the containers that hold them (platform-facts 10).

A flow holds its root container, and each container and action what is inside it. What is around them they know weakly:
so a flow that nobody needs any more is gone at once, and its actions must not be kept longer than it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, TypeVar
from weakref import ReferenceType, ref

from remediate.flow import pointer as ptr

_NONE: frozenset[str] = frozenset()
_T = TypeVar("_T")


class Place(Enum):
    """What a container of actions is to the platform."""

    ROOT = "root"
    SCOPE = "scope"
    BRANCH = "branch"  # of a Condition or a Switch: may not be taken
    LOOP = "loop"  # Foreach or Until: runs any number of times, also none


@dataclass(eq=False, slots=True, weakref_slot=True)
class Container:
    """One `actions` object: the actions that can name each other in `runAfter`.

    `pointer` names the `actions` object itself, which may be absent from the file when a branch is empty.
    """

    pointer: str
    place: Place
    _owner: "ReferenceType[Action] | None" = field(repr=False)
    actions: list["Action"] = field(default_factory=list)

    @property
    def owner(self) -> "Action | None":
        """The action that holds this container; None for the root."""
        return _there(self._owner) if self._owner else None

    def __iter__(self) -> Iterator["Action"]:
        return iter(self.actions)

    def get(self, name: str) -> "Action | None":
        """The action of that name directly in this container, compared without case."""
        wanted = name.casefold()
        return next((a for a in self.actions if a.name.casefold() == wanted), None)

    @property
    def outward(self) -> Iterator["Container"]:
        """This container, then the one around it, out to the root."""
        container: Container | None = self
        while container is not None:
            yield container
            container = container.owner.container if container.owner else None

    @property
    def in_loop(self) -> bool:
        """Whether this container, or one around it, is a loop's."""
        return any(c.place is Place.LOOP for c in self.outward)


@cache
def _without_case(types: tuple[str, ...]) -> frozenset[str]:
    """The names of types as they are compared: the same few are asked for again and again."""
    return frozenset(map(str.casefold, types))


@dataclass(eq=False, slots=True)
class Step:
    """What triggers and actions have in common. `name` is the author's, `base` the pointer to what holds `node`."""

    name: str
    base: str
    node: dict[str, Any] = field(repr=False)

    @property
    def pointer(self) -> str:
        """The pointer to `node` in the file."""
        return ptr.join(self.base, self.name)

    @property
    def type(self) -> str:
        """The platform's type name, `Http`, `Compose`, as the file spells it; empty where there is none."""
        kind = self.node.get("type")
        return kind if isinstance(kind, str) else ""

    def is_a(self, *types: str) -> bool:
        """Whether the type is one of `types`, compared without case as the platform does."""
        mine = self.type
        return mine in types or mine.casefold() in _without_case(types)

    @property
    def kind(self) -> str:
        """The sub-type of a Request trigger or Response (`Http`, `Button`, `PowerAppV2`, ...), or empty."""
        kind = self.node.get("kind")
        return kind if isinstance(kind, str) else ""

    @property
    def inputs(self) -> Any:
        """The `inputs` member; an empty dict where there is none."""
        return self.node.get("inputs", {})

    @property
    def operation(self) -> str:
        """The connector operation (`inputs.host.operationId`), or empty."""
        inputs = self.node.get("inputs")
        host = inputs.get("host") if isinstance(inputs, dict) else None
        operation = host.get("operationId") if isinstance(host, dict) else None
        return operation if isinstance(operation, str) else ""

    @property
    def connector(self) -> str:
        """The connector's name (`shared_office365`) from `inputs.host.apiId`, or empty."""
        inputs = self.node.get("inputs")
        host = inputs.get("host") if isinstance(inputs, dict) else None
        api = host.get("apiId") if isinstance(host, dict) else None
        return api.rsplit("/", 1)[-1] if isinstance(api, str) else ""

    @property
    def secured(self) -> frozenset[str]:
        """Which of `inputs` and `outputs` are hidden from the run history (platform-facts 5)."""
        runtime = self.node.get("runtimeConfiguration")
        if runtime is None:
            return _NONE
        secure = runtime.get("secureData") if isinstance(runtime, dict) else None
        listed = secure.get("properties") if isinstance(secure, dict) else None
        return frozenset(p.lower() for p in listed if isinstance(p, str)) if isinstance(listed, list) else frozenset()


@dataclass(eq=False, slots=True)
class Trigger(Step):
    """What starts the flow."""


@dataclass(eq=False, slots=True, weakref_slot=True)
class Action(Step):
    """One action, at any depth; `containers` are the `actions` objects it holds itself."""

    _container: ReferenceType[Container] = field(repr=False)
    containers: Sequence[Container] = field(default=(), repr=False)

    @property
    def container(self) -> Container:
        """The container in which the action stands."""
        return _there(self._container)

    @property
    def run_after(self) -> Mapping[str, tuple[str, ...]]:
        """The predecessors, as named, with the statuses that let this action run; absent counts as empty."""
        after = self.node.get("runAfter")
        if not isinstance(after, dict):
            return {}
        return {n: tuple(s for s in v if isinstance(s, str)) for n, v in after.items() if isinstance(v, list)}

    @property
    def outward(self) -> Iterator["Action"]:
        """This action, then the one whose container holds it, out to the root."""
        action: Action | None = self
        while action is not None:
            yield action
            action = action.container.owner


def _there(known: ReferenceType[_T]) -> _T:
    """What is known weakly."""
    found = known()
    if found is None:
        raise AssertionError("a step was kept longer than its flow")
    return found


#: Members that hold other actions.
_HOLDERS = frozenset({"actions", "else", "default", "cases"})
_LOOPS = frozenset({"foreach", "until"})
_BRANCHING = frozenset({"if", "switch"})


def read_container(node: Any, pointer: str, place: Place, owner: Action | None) -> Container:
    """The container at `pointer`, with everything inside it."""
    container = Container(pointer, place, ref(owner) if owner else None)
    if isinstance(node, dict):
        around = ref(container)
        for name, child in node.items():
            if isinstance(child, dict):
                action = Action(name, pointer, child, around)
                if not _HOLDERS.isdisjoint(child):
                    action.containers = tuple(_read_inner(action))
                container.actions.append(action)
    return container


def _read_inner(action: Action) -> Iterator[Container]:
    kind = action.type.casefold()
    place = Place.LOOP if kind in _LOOPS else Place.BRANCH if kind in _BRANCHING else Place.SCOPE
    node, pointer = action.node, action.pointer
    if isinstance(node.get("actions"), dict):
        yield read_container(node["actions"], f"{pointer}/actions", place, action)
    for member in ("else", "default"):
        branch = node.get(member)
        if isinstance(branch, dict):
            yield read_container(branch.get("actions"), f"{pointer}/{member}/actions", Place.BRANCH, action)
    cases = node.get("cases")
    if isinstance(cases, dict):
        for name, case in cases.items():
            if isinstance(case, dict):
                at = ptr.join(pointer, "cases", name, "actions")
                yield read_container(case.get("actions"), at, Place.BRANCH, action)
