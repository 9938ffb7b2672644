"""The one pass over a flow's scalars: each is looked at once, and only those worth judging come out.

What tells about a scalar is gathered on the way: the nearest name (of the member, variable, header or parameter, or
the `name` beside a `value`), the sort of place it stands in, and the step that holds it. This loop sees every scalar
of every flow: it is written to be fast.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from remediate.detectors.sightings import calling, places
from remediate.detectors.sightings.labels import is_generic
from remediate.detectors.sightings.places import BOILERPLATE, NOT_VALUES, Place, tells
from remediate.detectors.sightings.screening import may_hold_literal, worth_reading
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Step

_SHORTEST = 6
#: Where a request puts a secret into a vault: what it sends is one.
_WRITES_SECRET = ".vault.azure.net/secrets/"
_PLATFORM_PARAMETERS = frozenset({"$connections", "$authentication"})
#: Names that tell little alone, and the objects in which they are of what signs in: `{"auth": {"key": "..."}}`.
_BARE = frozenset({"key", "token", "Key", "Token"})
_SIGNING_IN = frozenset({"auth", "Auth", "authentication", "Authentication", "api", "Api", "API"})
#: Members of the definition that belong to no step.
_OWN = frozenset({"staticResults", "outputs", "description"})
_SAMPLES = frozenset({"default", "example", "examples", "const", "enum", "description"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A scalar worth judging. `name` is what it is called, `value` what it is (text, or a number)."""

    name: str
    value: str | int | float = field(repr=False)
    place: Place
    step: Step | None
    base: str
    path: tuple[str | int, ...]

    @property
    def pointer(self) -> str:
        """The pointer into the file."""
        return ptr.join(self.base, *self.path)


def readings(flow: Flow) -> list[Reading]:
    """Every scalar of the flow that is worth judging, in the order of the file."""
    out: list[Reading] = []
    steps = _Walk(out, "", None)
    for step in (*flow.triggers, *flow.all_actions):
        steps.step(step)
    rest = _Walk(out, flow.definition_pointer, None)
    rest.members({name: child for name, child in flow.definition.items() if name in _OWN}, "", Place.OTHER)
    rest.parameters(flow)
    return out


def document_readings(document: Any) -> list[Reading]:
    """Every scalar of a JSON document that is no flow and is worth judging."""
    out: list[Reading] = []
    if isinstance(document, dict):
        _Walk(out, "", None).members(document, "", Place.OTHER)
    elif isinstance(document, list):
        _Walk(out, "", None).items(document, "", Place.OTHER, ())
    return out


def _is_handed_down(name: str, member: str, value: str) -> bool:
    """Whether the object that holds a member gives it its name, which tells."""
    return len(value) >= _SHORTEST and places.hands_down(name, member, value)


def _is_computed(value: Any) -> bool:
    """Whether a value is an expression in which no literal is a value: most conditions and lists of loops are."""
    return value.__class__ is str and value[:1] == "@" and not may_hold_literal(value)


def _opened(place: Place, node: dict[str, Any] | list[Any]) -> Place:
    """The place that a member opens, for what it holds: an authentication says of which type it is."""
    is_authentication = node.__class__ is dict and "type" in node
    return place if place is not Place.AUTHENTICATION or is_authentication else Place.OTHER


@dataclass(slots=True)
class _Walk:
    """A walk through the members of a step, or of the definition at `base`; `path` is where it stands."""

    out: list[Reading]
    base: str
    owner: Step | None
    path: list[str | int] = field(default_factory=list)

    def step(self, step: Step) -> None:
        """Everything that the step holds itself."""
        self.owner = step
        for name, child in step.node.items():
            if name == "inputs":
                self.path.append(name)
                self._inputs(step, child)
                self.path.pop()
            elif name not in NOT_VALUES and not _is_computed(child):
                self.members({name: child}, "", Place.OTHER)
        cases = step.node.get("cases")
        if isinstance(cases, dict):
            self._cases(step, cases)

    def parameters(self, flow: Flow) -> None:
        """The defaults of the definition's parameters."""
        for name, node in flow.parameters.items():
            if name in _PLATFORM_PARAMETERS or not isinstance(node, dict):
                continue
            self.path += ("parameters", name)
            if "defaultValue" in node:
                self.members({"defaultValue": node["defaultValue"]}, calling.declared(name, node), Place.PARAMETER)
            metadata = node.get("metadata")
            if isinstance(metadata, dict) and "description" in metadata:
                self.path.append("metadata")
                self.members({"description": metadata["description"]}, "", Place.OTHER)
            self.path.clear()

    def members(self, node: dict[str, Any], name: str, place: Place) -> None:
        """The members of an object that is called `name` itself."""
        columns = calling.flattened(node) if self.path and self.path[-1] == "parameters" else {}
        hands = name != "" and tells(name)  # whether the object may give its members its name
        for key, child in node.items():
            kind = child.__class__
            if kind is str:
                if child[:1] == "@" and not may_hold_literal(child):
                    continue
                called = calling.called_in(key, node, name) if is_generic(key) else columns.get(key, key)
                if (
                    tells(called)
                    or worth_reading(child)
                    or (place is not Place.OTHER and key != "type" and places.tells_in(place, called))
                ):
                    handed = hands and called == key and not tells(key) and _is_handed_down(name, key, child)
                    here = places.place_of(key) or place if place is Place.OTHER else place
                    self._found(key, name if handed else called, child, here)
                elif hands and _is_handed_down(name, key, child):
                    self._found(key, name, child, place)
            elif kind is dict or kind is list:
                if key not in BOILERPLATE or (len(self.path) > 1 and self._is_own(key, child)):
                    inner = calling.called_in(key, node, name) if is_generic(key) else key
                    heads = calling.columns(key, node) if kind is list else ()
                    self._below(key, child, inner, place, heads)
            elif kind is int or kind is float:
                called = calling.called_in(key, node, name) if is_generic(key) else key
                if tells(called):
                    self._found(key, called, child, place)

    def _below(self, key: str, child: Any, name: str, around: Place, heads: Sequence[str]) -> None:
        """What a member holds; `around` is the place of the object that has it, `heads` names columns of its rows."""
        opened = places.place_of(key) if around is Place.OTHER else None
        place = around if opened is None else _opened(opened, child)
        self.path.append(key)
        if heads:
            self._rows(child, name, place, heads)
        elif child.__class__ is dict:
            self.members(child, name, place)
        else:
            self.items(child, name, place, ())
        self.path.pop()

    def _is_own(self, key: str, child: Any) -> bool:
        """Whether a member that is the platform's elsewhere is the author's here: `host` in a body."""
        described = key == "schema" and (type(child) is not dict or "type" in child)
        return key in {"host", "schema"} and not described

    def _found(self, key: str | int, name: str, value: str | float, place: Place) -> None:
        if name in _BARE and self.path and self.path[-1] in _SIGNING_IN:
            name = f"{self.path[-1]} {name}"
        self.path.append(key)
        base = self.owner.pointer if self.owner else self.base
        self.out.append(Reading(places.called(name), value, place, self.owner, base, tuple(self.path)))
        self.path.pop()

    def _rows(self, rows: list[Any], name: str, place: Place, heads: Sequence[str]) -> None:
        """The rows of a table whose columns are named beside it."""
        for index, row in enumerate(rows):
            self.path.append(index)
            if isinstance(row, list):
                self.items(row, name, place, heads if len(row) == len(heads) else ())
            elif isinstance(row, dict):
                self.members(row, name, place)
            self.path.pop()

    def items(self, node: list[Any], name: str, place: Place, heads: Sequence[str]) -> None:
        """The items of a list that is called `name`, which may be a row of a table whose columns `heads` names."""
        below = calling.heads(node)
        for index, child in enumerate(node):
            kind = child.__class__
            if kind is dict or kind is list:
                self.path.append(index)
                if kind is dict:
                    self.members(child, name, place)
                else:
                    self.items(child, name, place, below if index else ())
                self.path.pop()
            elif kind is str and (child[:1] != "@" or may_hold_literal(child)):
                called = self._operand(node, index) or name if name in places.COMPARISONS else name
                called = calling.cell(node, index, heads, called)
                if tells(called) or worth_reading(child):
                    self._found(index, called, child, place)

    def _operand(self, operands: list[Any], index: int) -> str:
        others = [one for at, one in enumerate(operands) if at != index and isinstance(one, str) and worth_reading(one)]
        return next((name for name in map(places.compared, others) if name), "")

    def _inputs(self, step: Step, inputs: Any) -> None:
        if isinstance(inputs, dict):
            writes_secret = "uri" in inputs and _WRITES_SECRET in str(inputs["uri"])
            name = "secret" if writes_secret else calling.title(step.type, step.name)
            self.members(inputs, name, Place.OTHER)
            if "schema" in inputs:
                self.path.append("schema")
                self._schema(inputs["schema"], "")
                self.path.pop()
        elif not _is_computed(inputs):
            self.path.pop()
            self.members({"inputs": inputs}, calling.title(step.type, step.name), Place.OTHER)
            self.path.append("inputs")

    def _cases(self, step: Step, cases: dict[str, Any]) -> None:
        """The values that a Switch compares with, called by what it compares."""
        name = places.compared(step.node.get("expression"))
        for case, node in cases.items():
            if (
                isinstance(node, dict)
                and isinstance(node.get("case"), str)
                and (tells(name) or worth_reading(node["case"]))
            ):
                self.path += ("cases", case)
                self._found("case", name, node["case"], Place.OTHER)
                del self.path[-2:]

    def _schema(self, node: Any, name: str) -> None:
        """The samples in a JSON schema; its words and titles are not values."""
        if not isinstance(node, dict):
            return
        title = node.get("title")
        if isinstance(title, str) and tells(title):
            name = title  # what Power Apps calls an input, whose own name is `text_1`
        for key, child in node.items():
            if key in _SAMPLES:
                self.members({key: child}, name if key != "description" else "", Place.OTHER)
            elif child.__class__ is dict or child.__class__ is list:
                self.path.append(key)
                self._inside_schema(key, child, name)
                self.path.pop()

    def _inside_schema(self, key: str, child: Any, name: str) -> None:
        if isinstance(child, list):
            for index, item in enumerate(child):
                self.path.append(index)
                self._schema(item, name)
                self.path.pop()
        elif key == "properties":
            for inner, schema in child.items():
                self.path.append(inner)
                self._schema(schema, inner)
                self.path.pop()
        else:
            self._schema(child, name)
