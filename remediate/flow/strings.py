"""Every scalar of a definition with what it is to the platform, gathered in one pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from remediate.flow import pointer as ptr
from remediate.flow.actions import Action, Step, Trigger

#: Members of a step that hold the platform's own words or other steps, never a value of the author's.
NOT_VALUES = frozenset({"runAfter", "type", "kind", "actions", "else", "cases", "default"})
#: Members that are boilerplate wherever they stand.
_BOILERPLATE = frozenset({"operationMetadataId", "$schema", "contentVersion"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One scalar (text, number, boolean) and where it stands.

    `path` holds the member names and indexes from `base`, the pointer to the owner's node, down to the leaf.
    `owner` is the action or trigger that holds it, or None for parameters and what else hangs on the definition
    itself. `siblings` is the object or array that holds the leaf.
    """

    base: str
    path: tuple[str | int, ...]
    value: Any = field(repr=False)
    owner: Step | None = field(repr=False)
    siblings: Any = field(repr=False)

    @property
    def pointer(self) -> str:
        """The pointer into the file."""
        return ptr.join(self.base, *self.path)

    @property
    def key(self) -> str:
        """The nearest member name above the leaf: its own, or that of the array it is an item of."""
        return next((p for p in reversed(self.path) if isinstance(p, str)), "")

    @property
    def text(self) -> str:
        """The value, if it is text; empty otherwise."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def action(self) -> Action | None:
        """The owner, if it is an action."""
        return self.owner if isinstance(self.owner, Action) else None

    @property
    def trigger(self) -> Trigger | None:
        """The owner, if it is the trigger."""
        return self.owner if isinstance(self.owner, Trigger) else None

    def below(self, *names: str) -> bool:
        """Whether the path starts with `names`, compared without case."""
        start = self.path[: len(names)]
        return [str(p).casefold() for p in start] == [n.casefold() for n in names]


def leaves_of(step: Step) -> Iterator[Leaf]:
    """The scalars of one action or trigger, without those of the actions it contains.

    `inputs.host` names the connector, operation and connection: platform's words, left out.
    """
    for name, child in step.node.items():
        if name in NOT_VALUES:
            continue
        if name == "inputs" and isinstance(child, dict):
            for inner, value in child.items():
                if inner != "host" or not isinstance(value, dict):
                    yield from _walk(value, step.pointer, (name, inner), step, child)
        else:
            yield from _walk(child, step.pointer, (name,), step, step.node)


def leaves_in(step: Step, *path: str) -> Iterator[Leaf]:
    """The scalars of one member of a step, by the names of the objects that lead to it."""
    value, holder = step.node, step.node
    for name in path:
        value, holder = value[name], value
    yield from _walk(value, step.pointer, path, step, holder)


def leaves_under(value: Any, base: str, name: str) -> Iterator[Leaf]:
    """The scalars of a member of the definition that belongs to no action or trigger."""
    yield from _walk(value, base, (name,), None, None)


def computed_texts(value: Any) -> list[str]:
    """The texts at any depth that may hold an expression, without where they stand: quicker to come by than leaves."""
    found: list[str] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[str]) -> None:
    kind = value.__class__
    if kind is str:
        if "@" in value:
            found.append(value)
    elif kind is dict or kind is list:
        for child in value.values() if kind is dict else value:
            _gather(child, found)


def _walk(value: Any, base: str, path: tuple[str | int, ...], owner: Step | None, holder: Any) -> Iterator[Leaf]:
    if isinstance(value, dict):
        for name, child in value.items():
            if name not in _BOILERPLATE:
                yield from _walk(child, base, (*path, name), owner, value)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _walk(child, base, (*path, index), owner, value)
    elif value is not None:
        yield Leaf(base, path, value, owner, holder)
