"""A small flow engine, the oracle for rewrites: it runs a definition and records what each action was given.

It knows nothing of remediate's own reading of a flow: its own scheduler (runAfter with all statuses, parallel roots,
scopes, branches, loops) and, in `evaluation`, its own meaning of expressions. What an action gives is a word made from
what it was given, so that a wrong value shows in everything after it. Which actions fail, and in which order actions
that are ready run, is decided by the caller. Which branch is taken is decided by the value of its condition.

How a container ends is Microsoft's rule ("Handle errors and exceptions in workflows"): it fails if the last action of a
branch failed or timed out, and where that was skipped, if the one before it did.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation import OUTPUTS, coin, evaluate, mark

SUCCEEDED, FAILED, SKIPPED, TIMED_OUT = "Succeeded", "Failed", "Skipped", "TimedOut"
ROUNDS = 2
_BAD = (FAILED, TIMED_OUT)
_VALUES = ("EnvironmentVariableSecretValue", "value")

Rounds = tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """One run of one action: in which rounds of the loops around it, how it ended, and what it was given."""

    name: str
    rounds: Rounds
    status: str
    inputs: str


def never(_name: str, _rounds: Rounds) -> str | None:
    """No action fails."""
    return None


@dataclass
class Run:
    """A flow while it runs. `reads` gives the value that a secret read returns, `fails` how an action ends if not well.

    `order` ranks actions that are ready at the same time. `empty` are the actions that used a read which had no value.
    """

    definition: Mapping[str, Any]
    reads: Mapping[str, str] = field(default_factory=dict)
    fails: Callable[[str, Rounds], str | None] = never
    order: Callable[[str], Any] = str
    steps: list[Step] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    _variables: dict[str, Any] = field(default_factory=dict)
    _ended: dict[str, dict[str, Any]] = field(default_factory=dict)
    _inside: dict[str, list[str]] = field(default_factory=dict)
    _items: list[tuple[str, Any]] = field(default_factory=list)
    _now: str = ""

    def start(self) -> list[Step]:
        """Run everything; the steps in the order in which they ended."""
        self._inside = {name.lower(): inner for name, inner in _scopes(self.definition.get("actions") or {})}
        self._container(self.definition.get("actions") or {}, ())
        return self.steps

    def _container(self, actions: Mapping[str, Any], rounds: Rounds) -> str:
        ended: dict[str, str] = {}
        waiting = {name: _after(action) for name, action in actions.items()}
        lower = {name.lower(): name for name in actions}
        while waiting:
            ready = [n for n, after in waiting.items() if all(lower[w] in ended for w in after)]
            assert ready, "actions wait for each other"
            name = min(ready, key=self.order)
            after = waiting.pop(name)
            runs = all(ended[lower[waited]].lower() in statuses for waited, statuses in after.items())
            ended[name] = (self._action if runs else self._skip)(name, actions[name], rounds)
        return _outcome(actions, ended)

    def _skip(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        for inner_name, inner in _inner(action):
            self._skip(inner_name, inner, rounds)
        return self._note(name, rounds, SKIPPED, None)

    def _note(self, name: str, rounds: Rounds, status: str, inputs: Any, outputs: Any = None) -> str:
        self._ended[name.lower()] = {"name": name, "status": status, "inputs": inputs, "outputs": outputs}
        given = "" if status == SKIPPED else json.dumps(inputs, sort_keys=True)
        self.steps.append(Step(name, rounds, status, given))
        return status

    def _action(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        kind = action["type"].lower()
        holder = _HOLDERS.get(kind)
        if holder is not None:
            return holder(self, name, action, rounds)
        inputs = self._given(name, action)
        status = self.fails(name, rounds) or SUCCEEDED
        outputs = None
        if status == SUCCEEDED:
            outputs = self._worked(kind, name, inputs, rounds)
        return self._note(name, rounds, status, inputs, outputs)

    def _given(self, name: str, action: Mapping[str, Any]) -> Any:
        """What the action is given; of a filter what it keeps, since an entry that it drops is nothing to it."""
        self._now = name
        inputs = action.get("inputs")
        lazy = {"query": "where", "select": "select"}.get(action["type"].lower())
        if lazy is None or not isinstance(inputs, dict):
            return evaluate({m: action[m] for m in ("inputs", "foreach", "expression") if m in action}, self)
        source = evaluate(inputs.get("from"), self)
        if not isinstance(source, list):
            return {"from": source, lazy: evaluate(inputs.get(lazy), self)}
        made = [self._of_item(inputs.get(lazy), item) for item in source]
        return [one for one, kept in zip(source, made, strict=True) if coin(kept)] if lazy == "where" else made

    def _of_item(self, value: Any, item: Any) -> Any:
        self._items.append(("", item))
        made = evaluate(value, self)
        self._items.pop()
        return made

    def _worked(self, kind: str, name: str, inputs: Any, rounds: Rounds) -> Any:
        """What the action gives, and what it does to variables."""
        given = inputs.get("inputs") if isinstance(inputs, dict) else None
        match kind:
            case "compose":
                return given
            case "parsejson":
                return {"body": given.get("content")}
            case "query" | "select":
                return inputs
            case "initializevariable":
                for declared in given["variables"]:
                    self._variables[str(declared["name"]).lower()] = declared.get("value")
            case "setvariable":
                self._variables[str(given["name"]).lower()] = given.get("value")
            case "appendtoarrayvariable" | "appendtostringvariable" | "incrementvariable" | "decrementvariable":
                variable = str(given["name"]).lower()
                self._variables[variable] = [kind, self._variables.get(variable), given.get("value")]
        return {"body": f"{name} gave {mark([name, rounds, inputs])}"}

    def _scope(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        return self._note(name, rounds, self._container(action.get("actions") or {}, rounds), {})

    def _if(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        inputs = self._given(name, action)
        other = (action.get("else") or {}).get("actions") or {}
        branches = [other, action.get("actions") or {}]
        return self._branch(name, rounds, inputs, branches, coin(inputs.get("expression")))

    def _switch(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        inputs = self._given(name, action)
        cases = list((action.get("cases") or {}).values())
        branches = [case.get("actions") or {} for case in (*cases, action.get("default") or {})]
        fits = [number for number, case in enumerate(cases) if case.get("case") == inputs.get("expression")]
        chosen = fits[0] if fits else coin(inputs, len(branches))
        return self._branch(name, rounds, inputs, branches, chosen)

    def _branch(self, name: str, rounds: Rounds, inputs: Any, branches: list[Any], chosen: int) -> str:
        for number, branch in enumerate(branches):
            for inner_name, inner in branch.items() if number != chosen else ():
                self._skip(inner_name, inner, rounds)
        return self._note(name, rounds, self._container(branches[chosen], rounds), inputs)

    def _foreach(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        inputs = self._given(name, action)
        source = inputs.get("foreach")
        items = source[:ROUNDS] if isinstance(source, list) else [[number, mark(source)] for number in range(ROUNDS)]
        ended = [SUCCEEDED]
        for number, item in enumerate(items):
            self._items.append((name.lower(), item))
            ended.append(self._container(action.get("actions") or {}, (*rounds, number)))
            self._items.pop()
        return self._note(name, rounds, FAILED if FAILED in ended else SUCCEEDED, inputs)

    def _until(self, name: str, action: Mapping[str, Any], rounds: Rounds) -> str:
        status = SUCCEEDED
        conditions = []
        for number in range(ROUNDS):
            status = self._container(action.get("actions") or {}, (*rounds, number))
            if status in _BAD:
                break
            conditions.append(self._given(name, action))
            if coin(conditions[-1].get("expression")):
                break
        return self._note(name, rounds, status, conditions)

    def outputs_of(self, function: str, name: str) -> Any:
        """The outputs or the body of an action; None where it gave none."""
        ended = self._ended.get(name.lower(), {})
        read = next((n for n in self.reads if n.lower() == name.lower()), None)
        if read is None:
            outputs = ended.get("outputs")
            inner = isinstance(outputs, dict) and set(outputs) == {"body"} and function in OUTPUTS[1::2]
            return outputs["body"] if inner else outputs
        if ended.get("status") != SUCCEEDED:
            self.empty.add(self._now)
            return None
        body = dict.fromkeys(_VALUES, self.reads[read])
        whole = {"body": body, **{f"body/{key}": value for key, value in body.items()}}
        return body if function in OUTPUTS[1::2] else whole

    def entry_of(self, name: str) -> Any:
        """An action as `actions()` gives it."""
        return self._ended.get(name.lower())

    def entries_of(self, name: str) -> Any:
        """The actions of a scope as `result()` lists them."""
        return [
            self._ended[inner.lower()] for inner in self._inside.get(name.lower(), ()) if inner.lower() in self._ended
        ]

    def variable(self, name: str) -> Any:
        """The current value of a variable."""
        return self._variables.get(name.lower())

    def item_of(self, name: str | None) -> Any:
        """The current item of a loop, or of the innermost one."""
        return next(
            (item for loop, item in reversed(self._items) if name in (None, loop) or name.lower() == loop), None
        )


_HOLDERS: dict[str, Callable[[Run, str, Mapping[str, Any], Rounds], str]] = {
    "scope": Run._scope,
    "if": Run._if,
    "switch": Run._switch,
    "foreach": Run._foreach,
    "until": Run._until,
}


def _after(action: Mapping[str, Any]) -> dict[str, list[str]]:
    return {n.lower(): [status.lower() for status in s] for n, s in (action.get("runAfter") or {}).items()}


def _outcome(actions: Mapping[str, Any], ended: Mapping[str, str]) -> str:
    waited = {name for action in actions.values() for name in _after(action)}
    last = [name for name in actions if name.lower() not in waited]
    return FAILED if any(_went_wrong(name, actions, ended) for name in last) else SUCCEEDED


def _went_wrong(name: str, actions: Mapping[str, Any], ended: Mapping[str, str]) -> bool:
    """Whether the action ended badly, or was skipped after one that did."""
    if ended[name] != SKIPPED:
        return ended[name] in _BAD
    lower = {one.lower(): one for one in actions}
    return any(_went_wrong(lower[waited], actions, ended) for waited in _after(actions[name]))


def _inner(action: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for holder in (action, action.get("else"), action.get("default"), *(action.get("cases") or {}).values()):
        yield from ((holder or {}).get("actions") or {}).items()


def _scopes(actions: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Every action that holds others, with the names of those directly inside."""
    for name, action in actions.items():
        inside = dict(_inner(action))
        if inside:
            yield name, list(inside)
            yield from _scopes(inside)
