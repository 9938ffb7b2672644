"""A flow: one definition inside one JSON document."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from remediate.flow import pointer as ptr
from remediate.flow.actions import Action, Container, Place, Step, Trigger, read_container
from remediate.flow.names import members
from remediate.flow.neighbours import ALONE, Neighbours
from remediate.flow.secret_reads import gives_secret
from remediate.flow.strings import Leaf, leaves_of, leaves_under
from remediate.secret import Secret


@dataclass(frozen=True, eq=False)
class Flow:
    """A read-only view of one cloud flow.

    `document` is the parsed file and is never changed; `definition_pointer` names the definition in it and
    `references_pointer` its connection references, or None where the file has no such place.
    `secret_variables` are the schema names, in lower case, of the Secret environment variables the package
    defines; `stale_variables` those of its ordinary ones whose value is not the one that the flow keeps.
    `neighbours` is what the other flows of the package pass to this one and get from it. `callback_variables` are the
    ordinary variables, by schema name in lower case, that give the flow the URL of an HTTP trigger: every different
    value that the package has for each. `connector_hosts` are the hosts of its custom connectors, by their logical
    names in casefold, as far as the package tells them. `names` are those of all members of the document, None where
    nobody has gathered them yet.
    """

    document: Any = field(repr=False)
    name: str
    member: str = ""
    definition_pointer: str = "/properties/definition"
    references_pointer: str | None = "/properties/connectionReferences"
    secret_variables: frozenset[str] = frozenset()
    stale_variables: frozenset[str] = frozenset()
    neighbours: Neighbours = ALONE
    callback_variables: Mapping[str, tuple[Secret, ...]] = field(default_factory=dict, repr=False)
    connector_hosts: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] | None = field(default=None, repr=False)

    def with_document(self, document: Any) -> "Flow":
        """The same flow with other content, as it is after a patch."""
        return replace(self, document=document, names=None)

    @cached_property
    def definition(self) -> dict[str, Any]:
        """The definition itself: `triggers`, `actions`, `parameters`."""
        found = ptr.resolve(self.document, self.definition_pointer)
        return found if isinstance(found, dict) else {}

    def at(self, *names: str) -> str:
        """The pointer to a member of the definition."""
        return ptr.join(self.definition_pointer, *names)

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """The triggers; cloud flows have one."""
        node = self.definition.get("triggers")
        if not isinstance(node, dict):
            return ()
        return tuple(Trigger(n, self.at("triggers"), v) for n, v in node.items() if isinstance(v, dict))

    @cached_property
    def root(self) -> Container:
        """The outermost container."""
        return read_container(self.definition.get("actions"), self.at("actions"), Place.ROOT, None)

    @cached_property
    def all_actions(self) -> tuple[Action, ...]:
        """Every action at any depth, in the order of the file."""
        found: list[Action] = []
        _gather(self.root, found)
        return tuple(found)

    @cached_property
    def secret_givers(self) -> tuple[Action, ...]:
        """The actions whose outputs hold a secret: reads of one, and requests for a token."""
        return tuple(action for action in self.all_actions if gives_secret(action))

    @cached_property
    def hiding(self) -> tuple[Step, ...]:
        """The steps that hide anything from the run history, triggers first."""
        steps: tuple[Step, ...] = (*self.triggers, *self.all_actions)
        return tuple(step for step in steps if "runtimeConfiguration" in step.node and step.secured)

    def actions(self, *types: str) -> Iterator[Action]:
        """Every action, or those of the given types (compared without case), in the order of the file."""
        if len(types) == 1:
            return iter(self._by_type.get(types[0].casefold(), ()))
        return (a for a in self.all_actions if not types or a.is_a(*types))

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """The root and every container inside it."""
        return (self.root, *(c for a in self.all_actions for c in a.containers))

    @cached_property
    def _by_type(self) -> dict[str, list[Action]]:
        found: dict[str, list[Action]] = defaultdict(list)
        for action in self.all_actions:
            found[action.type.casefold()].append(action)
        return found

    @cached_property
    def _by_name(self) -> dict[str, Action]:
        return {a.name.casefold(): a for a in self.all_actions}

    def action(self, name: str) -> Action | None:
        """The action of that name, compared without case as references are (platform-facts 10)."""
        return self._by_name.get(name.casefold())

    @property
    def parameters(self) -> Mapping[str, Any]:
        """`definition.parameters`: environment variables and the platform's own `$connections`, `$authentication`."""
        found = self.definition.get("parameters")
        return found if isinstance(found, dict) else {}

    @property
    def connection_references(self) -> Mapping[str, Any]:
        """The flow's connection references by their local key; empty where the file has no place for them."""
        if self.references_pointer is None:
            return {}
        found = ptr.find(self.document, self.references_pointer)
        return found if isinstance(found, dict) else {}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every scalar of the definition that can be an author's: of triggers, actions, parameters and the rest."""
        return tuple(self._leaves())

    @cached_property
    def member_names(self) -> Collection[str]:
        """The names of all members of the document: of steps, cases, parameters, headers and whatever else it holds."""
        return members(self.document) if self.names is None else self.names

    @cached_property
    def computed_names(self) -> tuple[str, ...]:
        """What may hold an expression and is no leaf: names of members, and the names that a connector's host gives."""
        found: list[str] = []
        _gather_names(self.definition, found)
        return tuple(found)

    def _leaves(self) -> Iterator[Leaf]:
        for step in (*self.triggers, *self.all_actions):
            yield from leaves_of(step)
        for name in ("parameters", "staticResults", "description", "outputs"):
            if name in self.definition:
                yield from leaves_under(self.definition[name], self.definition_pointer, name)


def _gather_names(value: Any, found: list[str]) -> None:
    """Names with an `@` in them, in the order of the file; every object of the flow passes here."""
    if value.__class__ is dict:
        for name, child in value.items():
            if "@" in name:
                found.append(name)
            kind = child.__class__
            if kind is dict:
                if name == "host":
                    found += [text for text in child.values() if isinstance(text, str) and "@" in text]
                _gather_names(child, found)
            elif kind is list:
                _gather_names(child, found)
    else:
        for child in value:
            if child.__class__ is dict or child.__class__ is list:
                _gather_names(child, found)


def _gather(container: Container, found: list[Action]) -> None:
    for action in container.actions:
        found.append(action)
        for inner in action.containers:
            _gather(inner, found)
