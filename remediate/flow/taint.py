"""Where a secret goes inside a flow: which steps take it in, which give it out again (rewriting.md part 4).

Sources are secret reads, answers of token endpoints, and outputs that are already marked secure. A value passes
through references, compared without case; through actions whose outputs repeat their inputs; through variables and
loop items. An entry of `result()` carries it only in its `inputs` and `outputs`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache, reduce
from typing import Any

from remediate import wdl
from remediate.flow.actions import Action, Step
from remediate.flow.flow import Flow
from remediate.flow.secret_reads import gives_secret
from remediate.flow.strings import leaves_of


class Level(IntEnum):
    """How much of a secret a value carries."""

    CLEAN = 0
    ENTRY = 1  # an entry of `result()` or `actions()`, or a list of them: a secret below `inputs` and `outputs`
    SECRET = 2


@dataclass(frozen=True, slots=True)
class Taint:
    """A level, and the names of the steps and variables that the value came through, the source first."""

    level: Level = Level.CLEAN
    path: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.level is not Level.CLEAN

    def through(self, name: str) -> "Taint":
        """The same value after it passed `name`."""
        return Taint(self.level, (*self.path, name)) if self and name not in self.path else self


CLEAN = Taint()

#: Functions whose result tells nothing of what was compared or measured.
_TELLS_NOTHING = frozenset(
    {"and", "or", "not", "equals", "greater", "greaterorequals", "less", "lessorequals"}
    | {"contains", "startswith", "endswith", "indexof", "lastindexof", "nthindexof"}
    | {"empty", "length", "isint", "isfloat"}
)
_OUTPUTS = frozenset(
    {"outputs", "body", "actionoutputs", "actionbody", "formdatavalue", "formdatamultivalues", "multipartbody"}
)
_NAMING = _OUTPUTS | {"variables", "items", "result", "actions"}
_TRIGGER = frozenset({"trigger", "triggerbody", "triggeroutputs", "triggerformdatavalue", "triggerformdatamultivalues"})
#: Members of an entry or response that hold a secret; the others (status, code, error, name) never do.
_CARRIERS = frozenset({"inputs", "outputs"})
_REPEATING = ("Compose", "ParseJson", "Expression", "JavaScriptCode", "Join", "Table", "XmlParse")
_VARIABLE_WRITERS = ("SetVariable", "AppendToArrayVariable", "AppendToStringVariable")
_NOT_RUN = frozenset({"description", "metadata", "runtimeConfiguration"})


class Taints:
    """The taints of one flow. `takes_in(action)` and `gives_out(step)` answer; everything is worked out at once."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._in: dict[str, Taint] = {}
        self._out: dict[str, Taint] = {}
        self._variables: dict[str, Taint] = {}
        self._trigger = next((Taint(Level.SECRET, (t.name,)) for t in flow.triggers if "outputs" in t.secured), CLEAN)
        if self._trigger or any(_is_source(action) for action in flow.all_actions):
            self._settle()

    def takes_in(self, action: Action) -> Taint:
        """What the action's own inputs, condition or list carry, without those of actions inside it."""
        return self._in.get(action.name.casefold(), CLEAN)

    def gives_out(self, step: Step) -> Taint:
        """What the outputs of an action carry."""
        return self._out.get(step.name.casefold(), CLEAN)

    def _settle(self) -> None:
        prepared = [(action, tuple(_templates(action))) for action in self._flow.all_actions]
        changed = True
        while changed:
            changed = False
            for action, templates in prepared:
                changed |= self._visit(action, templates)

    def _visit(self, action: Action, templates: tuple[tuple[str, wdl.Template], ...]) -> bool:
        name = action.name.casefold()
        levels: dict[str, Taint] = {}
        for member, template in templates:
            levels[member] = _join((levels.get(member, CLEAN), self._of_template(template, action)))
        taken = _join(levels.values())
        changed = _raise(self._in, name, taken)
        changed |= _raise(self._out, name, self._outputs(action, levels, taken).through(action.name))
        for variable in _written_variables(action):
            changed |= _raise(self._variables, variable.casefold(), taken.through(variable))
        return changed

    def _outputs(self, action: Action, levels: dict[str, Taint], taken: Taint) -> Taint:
        if _is_source(action):
            return Taint(Level.SECRET)
        if action.is_a("Query"):
            return levels.get("from", CLEAN)
        if action.is_a("Select"):
            return _join(t for path, t in levels.items() if path != "from")
        return taken if action.is_a(*_REPEATING) else CLEAN

    def _of_template(self, template: wdl.Template, action: Action) -> Taint:
        return _join(self._of(expression, action) for expression in wdl.expressions(template))

    def _of(self, node: wdl.Expression, action: Action) -> Taint:
        match node:
            case wdl.Call():
                return self._of_call(node, action)
            case wdl.Index(target=target, key=wdl.Str(value=key)) | wdl.Member(target=target, name=key):
                return _member(self._of(target, action), key.casefold())
            case wdl.Index(target=target, key=inner):
                return _join((self._of(target, action), self._of(inner, action)))
            case _:
                return CLEAN

    def _of_call(self, call: wdl.Call, action: Action) -> Taint:
        function = call.function
        if function in _TELLS_NOTHING:
            return CLEAN
        if function in _TRIGGER:
            return self._trigger
        if function == "item":
            return self._item(action)
        if function in _NAMING and call.args and isinstance(call.args[0], wdl.Str):
            return self._of_named(function, call.args[0].value)
        return _join(self._of(argument, action) for argument in call.args)

    def _of_named(self, function: str, name: str) -> Taint:
        if function in _OUTPUTS:
            return self._out.get(name.casefold(), CLEAN)
        if function == "variables":
            return self._variables.get(name.casefold(), CLEAN)
        if function == "items":
            return self._in.get(name.casefold(), CLEAN)
        action = self._flow.action(name)
        if action is None:
            return CLEAN
        listed = [action] if function == "actions" else [a for c in action.containers for a in c]
        carried = _join(t for a in listed for t in (self.takes_in(a), self.gives_out(a)))
        return Taint(Level.ENTRY, carried.path).through(action.name) if carried else CLEAN

    def _item(self, action: Action) -> Taint:
        if action.is_a("Query", "Select", "Table"):
            source = action.inputs.get("from") if isinstance(action.inputs, dict) else None
            return self._of_template(_parsed(source), action.container.owner or action) if source else CLEAN
        loop = next((a for a in action.outward if a is not action and a.is_a("Foreach")), None)
        return self.takes_in(loop) if loop else CLEAN


def _is_source(action: Action) -> bool:
    return "outputs" in action.secured or gives_secret(action)


def _member(taint: Taint, name: str) -> Taint:
    if taint.level is Level.ENTRY:
        return Taint(Level.SECRET, taint.path) if name in _CARRIERS else CLEAN
    return CLEAN if name == "statuscode" else taint


def _join(taints: Iterable[Taint]) -> Taint:
    return reduce(lambda worst, one: one if one.level > worst.level else worst, taints, CLEAN)


def _raise(known: dict[str, Taint], name: str, taint: Taint) -> bool:
    if taint.level <= known.get(name, CLEAN).level:
        return False
    known[name] = taint
    return True


def _templates(action: Action) -> Iterator[tuple[str, wdl.Template]]:
    """The expressions that the action itself evaluates, each with the member of `inputs` it stands in."""
    for leaf in leaves_of(action):
        if "@" in leaf.text and leaf.path[0] not in _NOT_RUN:
            yield str(leaf.path[1] if len(leaf.path) > 1 else leaf.path[0]), _parsed(leaf.text)


def _parsed(text: Any) -> wdl.Template:
    try:
        return wdl.parse(text) if isinstance(text, str) else wdl.Mixed(())
    except wdl.WdlError:
        return wdl.Mixed(())


def _written_variables(action: Action) -> Iterator[str]:
    inputs = action.inputs
    if not isinstance(inputs, dict):
        return
    if action.is_a(*_VARIABLE_WRITERS) and isinstance(inputs.get("name"), str):
        yield inputs["name"]
    if action.is_a("InitializeVariable"):
        for declared in inputs.get("variables") or ():
            if isinstance(declared, dict) and isinstance(declared.get("name"), str):
                yield declared["name"]


@lru_cache(maxsize=1)
def taints_of(flow: Flow) -> Taints:
    """The taints of a flow, worked out once for all detectors that ask in a row."""
    return Taints(flow)
