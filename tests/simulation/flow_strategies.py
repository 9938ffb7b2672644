"""Random flows with secrets in random places, for the simulator: valid ones, as the platform would turn them on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

SECRETS = ("CANARY-one-9f27", "CANARY two!", "CANARY'three", "@CANARY-four")
STATUSES = (
    ["Succeeded"],
    ["Failed"],
    ["Failed", "TimedOut"],
    ["Failed", "Skipped"],
    ["Succeeded", "Failed"],
    ["Succeeded", "Skipped"],
    ["Succeeded", "Failed", "Skipped", "TimedOut"],
)
_WEIGHTED = (STATUSES[0],) * 6 + STATUSES[1:]
_HOLDERS = ("Scope", "Scope", "If", "Switch", "Foreach", "Until")
_WRITERS = ("SetVariable", "AppendToStringVariable")
_PLAIN = ("Http",) * 5 + ("Compose", "Compose", "ParseJson", "Query", "Select", *_WRITERS)
_DEPTH = 3

Actions = dict[str, Any]


def _escaped(secret: str) -> str:
    return "@" + secret if secret.startswith("@") else secret


def consumers(secret: str, other: str) -> list[str]:
    """JSON strings that hold the secret in one of the forms of the consumer table, beside the text `other`."""
    quoted = secret.replace("'", "''")
    return [
        _escaped(secret),
        f"Bearer {secret}",
        f"https://h.example/?code={secret}&x=1",
        f"@concat('k=', '{quoted}')",
        f"@concat('Bearer {quoted}', {other})",
        f"@{{toLower('{quoted}')}} and @{{{other}}}",
        f"@equals('{quoted}', {other})",
    ]


@dataclass(frozen=True)
class _Sight:
    """What an action may refer to: actions that have run by then, scopes among them, variables, loops around it."""

    ran: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    composes: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    depth: int = 0

    def after(self, names: list[str], actions: Actions) -> "_Sight":
        """With what has run before an action that waits for `names`."""
        known = dict.fromkeys(self.ran)
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in known:
                known[name] = None
                waiting += actions[name]["runAfter"]
        kinds = {name: actions[name]["type"] for name in known if name in actions}
        scopes = (*self.scopes, *(name for name, kind in kinds.items() if kind == "Scope"))
        composes = (*self.composes, *(name for name, kind in kinds.items() if kind == "Compose"))
        return _Sight(tuple(known), scopes, composes, self.variables, self.loops, self.depth)

    def inside(self, loop: str | None = None) -> "_Sight":
        """What actions inside a container see."""
        loops = (*self.loops, loop) if loop else self.loops
        return _Sight(self.ran, self.scopes, self.composes, self.variables, loops, self.depth + 1)


@dataclass
class _Making:
    """A flow in the making: names that are free, and the secrets that were planted."""

    draw: Any
    planted: list[str] = field(default_factory=list)
    number: int = 0

    def one_of(self, choices: Any) -> Any:
        """One of the choices."""
        return self.draw(st.sampled_from(list(choices)))

    def name(self) -> str:
        """A new name."""
        self.number += 1
        return f"A{self.number}"

    def root(self) -> Actions:
        """The outermost actions: variables first, one after the other, then everything else after them or beside."""
        actions: Actions = {}
        for _ in range(self.draw(st.integers(0, 2))):
            after = {name: ["Succeeded"] for name in list(actions)[-1:]}
            name = self.name()
            declared = {"name": f"v{name}", "type": "string", "value": self.text(_Sight())}
            actions[name] = {"type": "InitializeVariable", "inputs": {"variables": [declared]}, "runAfter": after}
        last = list(actions)[-1:]
        sight = _Sight(variables=tuple(f"v{name}" for name in actions)) if self.draw(st.booleans()) else _Sight()
        return self.container(sight, actions, after=last if sight.variables else [])

    def container(self, sight: _Sight, actions: Actions | None = None, after: list[str] | None = None) -> Actions:
        """Actions beside each other, each after some of those before it."""
        actions = {} if actions is None else actions
        made: list[str] = []
        for _ in range(self.draw(st.integers(1, 4 - sight.depth // 2))):
            waited = self.draw(st.lists(st.sampled_from(made), unique=True, max_size=2)) if made else []
            run_after = {name: self.one_of(_WEIGHTED) for name in waited} or {n: ["Succeeded"] for n in after or ()}
            name = self.name()
            seen = sight.after(list(run_after), actions)
            actions[name] = {**self.action(name, seen), "runAfter": run_after}
            made.append(name)
        return actions

    def action(self, name: str, sight: _Sight) -> Actions:
        """One action, which may hold others."""
        kind = self.one_of((*_PLAIN, *_HOLDERS, "Scope") if sight.depth < _DEPTH else _PLAIN)
        match kind:
            case "Scope":
                return {"type": kind, "actions": self.container(sight.inside())}
            case "If":
                other = {"actions": self.container(sight.inside()) if self.draw(st.booleans()) else {}}
                inner = self.container(sight.inside())
                return {"type": kind, "expression": self.condition(sight), "actions": inner, "else": other}
            case "Switch":
                cases = {f"Case{n}": {"case": f"c{n}", "actions": self.container(sight.inside())} for n in range(2)}
                other = {"actions": self.container(sight.inside()) if self.draw(st.booleans()) else {}}
                return {"type": kind, "expression": self.text(sight), "cases": cases, "default": other}
            case "Foreach":
                items = self.one_of(("@createArray('a', 'b')", f"@createArray('a', '{self.plain_secret()}')"))
                return {"type": kind, "foreach": items, "actions": self.container(sight.inside(name))}
            case "Until":
                inner = self.container(sight.inside())
                ran = sight.after(list(inner), inner)
                return {"type": kind, "expression": self.condition(ran), "actions": inner, "limit": {"count": 2}}
        return self.plain(kind, sight)

    def plain(self, kind: str, sight: _Sight) -> Actions:
        """An action that holds no others."""
        if kind in _WRITERS and sight.variables:
            return {"type": kind, "inputs": {"name": self.one_of(sight.variables), "value": self.text(sight)}}
        if kind in ("Query", "Select") and sight.scopes:
            source = f"@result('{self.one_of(sight.scopes)}')"
            if kind == "Query":
                where = ("@equals(item()?['status'], 'Failed')", "@equals(item()?['name'], 'A3')")
                return {"type": kind, "inputs": {"from": source, "where": self.one_of(where)}}
            taken = ("@item()?['inputs']", {"n": "@item()?['name']", "given": "@item()?['inputs']"})
            return {"type": kind, "inputs": {"from": source, "select": self.one_of(taken)}}
        text = self.text(sight)
        if kind == "Http":
            return {
                "type": kind,
                "inputs": {"uri": "https://h.example", "headers": {"x": text}, "body": self.text(sight)},
            }
        if kind == "ParseJson":
            return {"type": kind, "inputs": {"content": text, "schema": {}}}
        return {"type": "Compose", "inputs": text}

    def condition(self, sight: _Sight) -> Any:
        """A condition, sometimes with a secret in it."""
        text = self.text(sight)
        return self.one_of((text, {"and": [{"equals": [text, "x"]}]}))

    def text(self, sight: _Sight) -> str:
        """A text that may refer to what is in sight, and may hold a secret."""
        other = self.one_of((*_references(sight), "utcNow()"))
        if not self.draw(st.integers(0, 2)):
            return self.one_of(consumers(self.secret(), other))
        return self.one_of(("plain", f"@{other}", f"@{{{other}}}!"))

    def secret(self) -> str:
        """A secret, planted."""
        secret = self.one_of(SECRETS)
        self.planted.append(secret)
        return secret

    def plain_secret(self) -> str:
        """A secret that needs no escaping anywhere, planted."""
        self.planted.append(SECRETS[0])
        return SECRETS[0]


def _references(sight: _Sight) -> Iterator[str]:
    for name in sight.ran:
        yield f"body('{name}')"
    for name in sight.composes:
        yield f"outputs('{name}')"
        yield f"outputs(concat('{name[:1]}', '{name[1:]}'))"
    for name in sight.variables:
        yield f"variables('{name}')"
        yield f"variables(concat('v', '{name[1:]}'))"
        yield f"variables(string(coalesce(null, '{name}')))"
    for name in sight.loops:
        yield f"items('{name}')"
    for name in sight.scopes:
        yield f"result('{name}')"
        yield f"actions('{name}')?['status']"


@st.composite
def flows(draw: st.DrawFn) -> tuple[Actions, list[str]]:
    """A definition's actions, and the secrets that stand in them."""
    making = _Making(draw)
    return making.root(), making.planted


def race_free(actions: Actions) -> bool:
    """Whether the order of every two uses of a variable that is written again is certain."""
    uses: dict[str, list[tuple[str, tuple[tuple[int, str], ...]]]] = {}
    waits: dict[int, dict[str, set[str]]] = {}
    for path, action in _paths(actions, waits, ()):
        words = str({name: value for name, value in action.items() if name not in ("actions", "else", "cases")})
        for variable in {f"v{name}" for name, one in actions.items() if one["type"] == "InitializeVariable"}:
            if f"'{variable}'" in words or "variables(concat(" in words:
                written = action["type"] in _WRITERS and action["inputs"]["name"] == variable
                uses.setdefault(variable, []).append(("write" if written else "read", path))
    return all(
        _ordered(one, other, waits)
        for found in uses.values()
        for kind, one in found
        for _, other in found
        if kind == "write" and one != other
    )


def _paths(actions: Actions, waits: dict[int, dict[str, set[str]]], above: Any) -> Iterator[Any]:
    waits[id(actions)] = {name: _earlier(name, actions) for name in actions}
    for name, action in actions.items():
        path = (*above, (id(actions), name))
        yield path, action
        for holder in (action, action.get("else"), action.get("default"), *(action.get("cases") or {}).values()):
            if holder and holder.get("actions"):
                yield from _paths(holder["actions"], waits, path)


def _earlier(name: str, actions: Actions) -> set[str]:
    found: set[str] = set()
    waiting = list(actions[name]["runAfter"])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += actions[one]["runAfter"]
    return found


def _ordered(one: Any, other: Any, waits: dict[int, dict[str, set[str]]]) -> bool:
    for (here, name), (there, named) in zip(one, other, strict=False):
        if here != there:
            return True  # two branches, of which one is taken
        if name != named:
            return name in waits[here][named] or named in waits[here][name]
    return True
