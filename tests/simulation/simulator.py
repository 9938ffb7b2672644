"""A small flow engine, the oracle for rewrites: it runs a definition and records what each action was given.

It knows nothing of remediate's own reading of a flow: its own scheduler (runAfter, parallel roots, scopes, branches,
loops) and its own evaluation of expressions. Actions do nothing; each one's outputs are a token of its own, so that
two runs can be compared by what went in. Which actions fail is decided by the caller.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from remediate import wdl

SUCCEEDED, FAILED, SKIPPED = "Succeeded", "Failed", "Skipped"
ROUNDS = 2


@dataclass(frozen=True)
class Step:
    """One run of one action: in which rounds of the loops around it, how it ended, and what it was given."""

    name: str
    rounds: tuple[int, ...]
    status: str
    inputs: str


@dataclass
class Run:
    """A flow while it runs. `reads` gives the value that a secret read returns, `fails` which actions fail."""

    definition: Mapping[str, Any]
    reads: Mapping[str, str] = field(default_factory=dict)
    fails: Callable[[str, tuple[int, ...]], bool] = lambda _name, _rounds: False
    steps: list[Step] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    items: list[tuple[str, Any]] = field(default_factory=list)

    def start(self) -> list[Step]:
        """Run everything; the steps in the order in which they ended."""
        self._container(self.definition.get("actions") or {}, ())
        return self.steps

    def _container(self, actions: Mapping[str, Any], rounds: tuple[int, ...]) -> str:
        ended: dict[str, str] = {}
        waiting = dict(actions)
        while waiting:
            ready = [n for n, a in waiting.items() if all(w in ended for w in a.get("runAfter") or {})]
            assert ready, "actions wait for each other"
            for name in sorted(ready):
                action = waiting.pop(name)
                after = action.get("runAfter") or {}
                runs = all(ended[waited] in statuses for waited, statuses in after.items())
                ended[name] = self._action(name, action, rounds) if runs else self._skip(name, action, rounds)
        return self._outcome(actions, ended)

    @staticmethod
    def _outcome(actions: Mapping[str, Any], ended: Mapping[str, str]) -> str:
        """A container fails if a last action failed, or was skipped for a failure that nobody handled."""
        waited = {name for action in actions.values() for name in action.get("runAfter") or {}}
        last = [name for name in actions if name not in waited]
        return FAILED if any(ended[name] in (FAILED, SKIPPED) for name in last) else SUCCEEDED

    def _skip(self, name: str, action: Mapping[str, Any], rounds: tuple[int, ...]) -> str:
        for inner_name, inner in _inner(action):
            self._skip(inner_name, inner, rounds)
        self.statuses[name] = SKIPPED
        self.steps.append(Step(name, rounds, SKIPPED, ""))
        return SKIPPED

    def _action(self, name: str, action: Mapping[str, Any], rounds: tuple[int, ...]) -> str:
        kind = action["type"]
        given = {m: action[m] for m in ("inputs", "expression", "foreach") if m in action}
        if kind == "InitializeVariable":
            declared = action["inputs"]["variables"][0]
            self.variables[declared["name"].lower()] = self.evaluate(declared.get("value"))
        inputs = json.dumps(self.evaluate(given), sort_keys=True)
        if kind in ("Scope", "If", "Foreach"):
            status = self._holder(name, kind, action, rounds)
        else:
            status = FAILED if self.fails(name, rounds) else SUCCEEDED
        self.statuses[name] = status
        self.steps.append(Step(name, rounds, status, inputs))
        return status

    def _holder(self, name: str, kind: str, action: Mapping[str, Any], rounds: tuple[int, ...]) -> str:
        if kind == "Scope":
            return self._container(action["actions"], rounds)
        if kind == "If":
            taken, other = action["actions"], (action.get("else") or {}).get("actions") or {}
            if not self.fails(f"{name}?", rounds):
                taken, other = other, taken
            for inner_name, inner in other.items():
                self._skip(inner_name, inner, rounds)
            return self._container(taken, rounds)
        ended = []
        for number in range(ROUNDS):
            self.items.append((name.lower(), f"item {number} of {name}"))
            ended.append(self._container(action["actions"], (*rounds, number)))
            self.items.pop()
        return FAILED if FAILED in ended else SUCCEEDED

    def evaluate(self, value: Any) -> Any:
        """A JSON value with its expressions evaluated, unknown ones as terms."""
        if isinstance(value, dict):
            return {name: self.evaluate(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.evaluate(inner) for inner in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> Any:
        template = wdl.parse(text)
        if isinstance(template, wdl.Whole):
            return self._expression(template.expression)
        return _joined(
            [part.value if isinstance(part, wdl.Text) else self._expression(part.expression) for part in template.parts]
        )

    def _expression(self, node: wdl.Expression) -> Any:
        match node:
            case wdl.Str(value=value):
                return value
            case wdl.Number(text=text):
                return json.loads(text)
            case wdl.Boolean(value=flag):
                return flag
            case wdl.Null():
                return None
            case wdl.Call():
                return self._call(node.name.lower(), [self._expression(argument) for argument in node.args])
            case wdl.Index(target=target, key=key):
                return _member(self._expression(target), self._expression(key))
            case wdl.Member(target=target, name=name):
                return _member(self._expression(target), name)

    def _call(self, function: str, given: list[Any]) -> Any:
        match function, given:
            case (("body" | "outputs"), [str(name)]):
                return self._outputs(function, name)
            case "variables", [str(name)]:
                return self.variables.get(name.lower())
            case "items", [str(name)]:
                return next(item for loop, item in reversed(self.items) if loop == name.lower())
            case "concat", _:
                return _joined(given)
            case "base64", [str(text)]:
                return base64.b64encode(text.encode()).decode()
            case "encodeuricomponent", [str(text)]:
                return quote(text, safe="")
            case "int", [str(text)]:
                return int(text)
        return {"term": function, "of": given}

    def _outputs(self, function: str, name: str) -> Any:
        read = next((n for n in self.reads if n.lower() == name.lower()), None)
        if read is None:
            return {"term": function, "of": [name.lower()]}
        value = self.reads[read] if self.statuses.get(read) == SUCCEEDED else None
        return {"EnvironmentVariableSecretValue": value}


def _inner(action: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from (action.get("actions") or {}).items()
    yield from ((action.get("else") or {}).get("actions") or {}).items()


def _member(target: Any, key: Any) -> Any:
    if isinstance(target, dict) and "term" not in target:
        return target.get(key)
    return {"term": "member", "of": [target, key]}


def _joined(parts: list[Any]) -> Any:
    """Text where all is text; otherwise a term of the pieces, neighbouring texts as one."""
    pieces: list[Any] = []
    for part in parts:
        inner = part["of"] if isinstance(part, dict) and part.get("term") == "text" else [part]
        for piece in inner:
            if pieces and isinstance(piece, str) and isinstance(pieces[-1], str):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    pieces = [piece for piece in pieces if piece != ""]
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(pieces)
    return {"term": "text", "of": pieces}
