"""The flow that is planted: where new steps, members and parameters can go so that it stays a valid flow."""

import copy
from collections.abc import Iterator
from typing import Any

from planting.marked import Marked
from planting.mint import Mint

_PATHS = (("properties", "definition"), ("definition",), ())
_SINKS = frozenset({"terminate"})


class NoRoom(Exception):
    """The flow has nothing of the sort that a place needs."""


def definition_path(document: Any) -> tuple[str, ...]:
    """Where the definition is in the document; raises NoRoom where there is none."""
    for path in _PATHS:
        node = document
        for name in path:
            node = node.get(name) if isinstance(node, dict) else None
        if isinstance(node, dict) and isinstance(node.get("actions"), dict) and isinstance(node.get("triggers"), dict):
            return path
    raise NoRoom


class Ground:
    """A copy of a document, open for planting; `mint` supplies the choices."""

    def __init__(self, document: Any, mint: Mint) -> None:
        self.document: Any = copy.deepcopy(document)
        self.mint = mint
        self.definition: dict[str, Any] = self.document
        for name in definition_path(document):
            self.definition = self.definition[name]
        self._names = {name.casefold() for name, _, _ in self.steps()}

    def steps(self) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Every action: its name, its node and the `actions` object that holds it."""
        for container in self.containers():
            for name, node in container.items():
                if isinstance(node, dict):
                    yield name, node, container

    def containers(self) -> Iterator[dict[str, Any]]:
        """Every `actions` object, the root's first."""
        yield from _containers(self.definition["actions"])

    def of_type(self, *types: str) -> list[dict[str, Any]]:
        """The nodes of the actions of these types."""
        wanted = {t.casefold() for t in types}
        return [node for _, node, _ in self.steps() if str(node.get("type")).casefold() in wanted]

    def unique(self, title: str) -> str:
        """`title` as the name of a new action, unused in the flow and at most 80 characters."""
        name = stem = title[:70] or "Step"
        count = 1
        while name.casefold() in self._names:
            count += 1
            name = f"{stem}_{count}"
        self._names.add(name.casefold())
        return name

    def add(
        self, title: str, kind: str, inputs: Any = None, /, *, top: bool = False, after: str = "", **members: Any
    ) -> str:
        """A new action; after an action that nothing follows, or at the start. Returns its name.

        `top` keeps it at the root, `after` puts it behind an action of the root.
        """
        root = top or bool(after) or self.mint.chance(0.5)
        container = self.definition["actions"] if root else self.mint.pick(list(self.containers()))
        name = self.unique(title)
        node: dict[str, Any] = {"runAfter": {after: ["Succeeded"]} if after else self._after(container)}
        if self.mint.chance(0.8):
            node["metadata"] = {"operationMetadataId": self.mint.guid()}
        node["type"] = kind
        node |= members
        if inputs is not None:
            node["inputs"] = inputs
        container[name] = node
        return name

    def _after(self, container: dict[str, Any]) -> dict[str, list[str]]:
        nodes = {n: v for n, v in container.items() if isinstance(v, dict)}
        followed = {f.casefold() for v in nodes.values() if isinstance(v.get("runAfter"), dict) for f in v["runAfter"]}
        free = [
            n for n, v in nodes.items() if n.casefold() not in followed and str(v.get("type")).lower() not in _SINKS
        ]
        return {self.mint.pick(free): ["Succeeded"]} if free and self.mint.chance(0.75) else {}

    def parameter(self, name: str, node: dict[str, Any]) -> None:
        """A new entry of `definition.parameters`."""
        parameters = self.definition.setdefault("parameters", {})
        while name in parameters:
            name += "_2"
        parameters[name] = node

    def variable(self, name: str) -> str:
        """`name` for a new variable, unused in the flow (compared without case)."""
        taken = {
            str(v.get("name")).casefold()
            for node in self.of_type("InitializeVariable")
            if isinstance(inputs := node.get("inputs"), dict) and isinstance(inputs.get("variables"), list)
            for v in inputs["variables"]
            if isinstance(v, dict)
        }
        found, count = name, 1
        while found.casefold() in taken:
            count += 1
            found = f"{name}{count}"
        return found

    def reference(self) -> str:
        """An expression, without its `@`, that reads a variable, a parameter or the trigger of this flow."""
        inputs = [n["inputs"] for n in self.of_type("InitializeVariable") if isinstance(n.get("inputs"), dict)]
        names = [v["name"] for i in inputs for v in i.get("variables", ()) if isinstance(v, dict) and "name" in v]
        found = [f"variables('{n}')" for n in names if isinstance(n, str) and "'" not in n]
        found += [f"parameters('{n}')" for n in self.definition.get("parameters", {}) if "$" not in n and "'" not in n]
        found += [
            "triggerBody()?['apiKey']",
            "triggerOutputs()?['headers']?['Authorization']",
            "triggerBody()?['text_1']",
        ]
        return self.mint.pick(found)

    def connector(self) -> dict[str, Any]:
        """The inputs of a new connector action that use a connection the flow has: `host` and `authentication`."""
        found = [n["inputs"] for n in self.of_type("OpenApiConnection") if _has_host(n)]
        if not found:
            raise NoRoom
        chosen = self.mint.pick(found)
        kept = {"host": copy.deepcopy(chosen["host"]), "parameters": {}}
        if isinstance(chosen.get("authentication"), str):
            kept["authentication"] = chosen["authentication"]
        return kept

    def initialize(self, name: str, kind: str, value: Any = None) -> tuple[str, str]:
        """A new variable at the root: its name, and that of the action that initialises it."""
        name = self.variable(name)
        variable = {"name": name, "type": kind} | ({} if value is None else {"value": value})
        title = self.mint.pick(("Initialize_variable", "Initialize_variable", "Init", "Set_up"))
        spelled = "".join("_" if c in " .#'" else c for c in name)
        title += self.mint.pick((f"_{spelled}", f"_-_{spelled}", "", ""))
        return name, self.add(title, "InitializeVariable", {"variables": [variable]}, top=True)

    def trigger(self) -> dict[str, Any]:
        """The trigger's node."""
        nodes = [v for v in self.definition["triggers"].values() if isinstance(v, dict)]
        if not nodes:
            raise NoRoom
        return self.mint.pick(nodes)

    def spare_action(self) -> tuple[str, dict[str, Any]]:
        """An action to hang a note or a setting on."""
        found = [(n, v) for n, v, _ in self.steps() if "description" not in v]
        if not found:
            raise NoRoom
        return self.mint.pick(found)


def _containers(actions: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield actions
    for node in list(actions.values()):
        if not isinstance(node, dict):
            continue
        branches = [node.get("else"), node.get("default")]
        if isinstance(node.get("cases"), dict):
            branches += node["cases"].values()
        inner = [node, *(b for b in branches if isinstance(b, dict))]
        for holder in inner:
            if isinstance(holder.get("actions"), dict):
                yield from _containers(holder["actions"])


def _has_host(node: dict[str, Any]) -> bool:
    inputs = node.get("inputs")
    host = inputs.get("host") if isinstance(inputs, dict) else None
    return isinstance(host, dict) and isinstance(host.get("apiId"), str) and isinstance(host.get("connectionName"), str)


def text_of(value: Any) -> str:
    """The text of a planted or ordinary string."""
    return value.text if isinstance(value, Marked) else value if isinstance(value, str) else ""
