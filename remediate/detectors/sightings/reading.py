"""The one pass over a flow's scalars: each is looked at once, and only those worth judging come out.

What tells about a scalar is gathered on the way: the nearest name (of the member, variable, header or parameter, or
the `name` beside a `value`), the sort of place it stands in, and the step that holds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from remediate.detectors.sightings.screening import worth_reading
from remediate.flow import Flow
from remediate.flow import pointer as ptr
from remediate.flow.actions import Step
from remediate.wdl import WdlError, parse
from remediate.wdl.tree import Whole
from remediate.wdl.view import last_key


class Place(Enum):
    """What a scalar is to the platform, as far as it matters here."""

    AUTHENTICATION = "authentication"
    HEADER = "header"
    QUERY = "query"
    PARAMETER = "parameter"
    OTHER = "other"


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


#: Members of a step that are the platform's own, or other steps.
_NOT_VALUES = frozenset(
    {"runAfter", "type", "kind", "actions", "else", "default", "metadata", "runtimeConfiguration", "limit", "host"}
)
#: Members that are boilerplate wherever they stand.
_BOILERPLATE = frozenset({"operationMetadataId", "$schema", "contentVersion", "schemaVersion"})
#: Members whose name says nothing: what they hold is called by the name around them.
_GENERIC = frozenset(
    {
        *("value", "values", "defaultValue", "default", "inputs", "variables", "val", "Value", "content", "text"),
        *("Text", "Default", "example", "examples", "const", "enum", "data", "Val", "body", "outputs", "parameters"),
        *("wert", "valor", "valeur", "waarde", "defaultvalue", "currentValue", "plainText", "string", "result"),
    }
)
#: Members that name the value beside them.
_LABELS = (
    *("name", "key", "Name", "Key", "header", "field", "parameter", "property", "label", "variable", "setting"),
    *("nom", "nombre", "nome", "naam", "title", "Title", "column", "fieldName", "keyName", "id", "k", "n"),
)
_HEADERS = frozenset({"headers", "header", "httpheaders", "requestheaders", "customheaders", "defaultheaders"})
_QUERIES = frozenset({"queries", "query", "queryparameters", "params"})
_COMPARISONS = frozenset(
    {"equals", "contains", "startsWith", "endsWith", "greater", "less", "greaterOrEquals", "lessOrEquals"}
)
_PLATFORM_PARAMETERS = frozenset({"$connections", "$authentication"})


def readings(flow: Flow) -> Iterator[Reading]:
    """Every scalar of the flow that is worth judging, in the order of the file."""
    out: list[Reading] = []
    for step in (*flow.triggers, *flow.all_actions):
        _Walk(out, step.pointer, step).step()
    for name in ("staticResults", "outputs", "description"):
        if name in flow.definition:
            walk = _Walk(out, flow.definition_pointer, None)
            walk.member(name, flow.definition[name], "", Place.OTHER)
    parameters = _Walk(out, flow.definition_pointer, None)
    parameters.path.append("parameters")
    for name, node in flow.parameters.items():
        if name not in _PLATFORM_PARAMETERS and isinstance(node, dict):
            parameters.parameter(name, node)
    return iter(out)


@dataclass(slots=True)
class _Walk:
    """A walk through one step's members; `path` is where it stands."""

    out: list[Reading]
    base: str
    owner: Step | None
    path: list[str | int] = field(default_factory=list)

    def step(self) -> None:
        """Everything that the step holds itself."""
        step = self.owner
        if step is None:
            return
        for name, child in step.node.items():
            if name == "inputs":
                self.path.append(name)
                self._inputs(step, child)
                self.path.pop()
            elif name == "cases":
                self._cases(step, child)
            elif name not in _NOT_VALUES:
                self.member(name, child, "", Place.OTHER)

    def _inputs(self, step: Step, inputs: Any) -> None:
        if not isinstance(inputs, dict):
            self._value(inputs, step.name, Place.OTHER)
            return
        for name, child in inputs.items():
            if name == "schema":
                self.path.append(name)
                self._schema(child, "")
                self.path.pop()
            elif name != "host" or not isinstance(child, dict):
                outer = step.name if name in _GENERIC else ""
                self.member(name, child, self._label(name, inputs) or outer, Place.OTHER)

    def _cases(self, step: Step, cases: Any) -> None:
        """The values that a Switch compares with, called by what it compares."""
        name = compared(step.node.get("expression"))
        for case, node in cases.items() if isinstance(cases, dict) else ():
            if isinstance(node, dict) and "case" in node:
                self.path += ("cases", case, "case")
                self._value(node["case"], name, Place.OTHER)
                del self.path[-3:]

    def parameter(self, name: str, node: dict[str, Any]) -> None:
        """The default of a parameter of the definition."""
        if "defaultValue" in node:
            self.path += (name, "defaultValue")
            self._value(node["defaultValue"], name, Place.PARAMETER)
            del self.path[-2:]

    def member(self, name: str, child: Any, outer: str, place: Place) -> None:
        """One member of an object; `outer` is what it is called if its own name says nothing."""
        if name in _BOILERPLATE:
            return
        self.path.append(name)
        called = outer if outer and name in _GENERIC else name.rpartition("/")[2] if "/" in name else name
        if place is Place.OTHER:
            place = _place(name, child)
        self._value(child, called, place)
        self.path.pop()

    def _value(self, value: Any, name: str, place: Place) -> None:
        if isinstance(value, dict):
            for key, child in value.items():
                self.member(key, child, self._label(key, value) or name, place)
        elif isinstance(value, list):
            for index, child in enumerate(value):
                self.path.append(index)
                called = name
                if name in _COMPARISONS and isinstance(child, str):
                    called = next((n for n in map(compared, value[:index] + value[index + 1 :]) if n), name)
                self._value(child, called, place)
                self.path.pop()
        elif value is not None and not isinstance(value, bool) and worth_reading(name, value):
            self.out.append(Reading(name, value, place, self.owner, self.base, tuple(self.path)))

    def _label(self, key: str, holder: dict[str, Any]) -> str:
        """The name that stands beside a value: `{"name": "apiKey", "value": ...}`."""
        if key not in _GENERIC:
            return ""
        for label in _LABELS:
            found = holder.get(label)
            if isinstance(found, str) and label != key:
                return found
        return ""

    def _schema(self, node: Any, name: str) -> None:
        """The samples in a JSON schema; its words and titles are not values."""
        if not isinstance(node, dict):
            return
        for key, child in node.items():
            self.path.append(key)
            if key in {"default", "example", "examples", "const", "enum", "description"}:
                self._value(child, name if key != "description" else key, Place.OTHER)
            elif key == "properties" and isinstance(child, dict):
                for inner, schema in child.items():
                    self.path.append(inner)
                    self._schema(schema, inner)
                    self.path.pop()
            elif isinstance(child, dict):
                self._schema(child, name)
            elif isinstance(child, list):
                for index, item in enumerate(child):
                    self.path.append(index)
                    self._schema(item, name)
                    self.path.pop()
            self.path.pop()


def _place(name: str, child: Any) -> Place:
    lower = name.lower()
    if lower == "authentication" and isinstance(child, dict) and "type" in child:
        return Place.AUTHENTICATION
    last = lower.rpartition("/")[2]
    if last in _HEADERS or "headers/" in lower:
        return Place.HEADER
    if last in _QUERIES and isinstance(child, dict):
        return Place.QUERY
    return Place.OTHER


def compared(value: Any) -> str:
    """What an operand of a comparison is called, if it reads something: its last key."""
    if not isinstance(value, str) or value[:1] != "@":
        return ""
    try:
        template = parse(value)
    except WdlError:
        return ""
    if isinstance(template, Whole):
        return last_key(template.expression)
    inner = getattr(template.parts[0], "expression", None) if len(template.parts) == 1 else None
    return last_key(inner) if inner is not None else ""
