"""The rules that a flow must keep for the platform to turn it on, each with its source in platform-facts."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from remediate import wdl
from remediate.flow import Container, Flow
from remediate.flow import pointer as ptr
from remediate.flow.secret_parameters import declared_schema_name
from remediate.flow.secured_data import Support, support
from remediate.verify.problem import Problem

# platform-facts 10 and 11l
MAX_ACTIONS = 500
MAX_NESTING = 8
MAX_VARIABLES = 250
MAX_CASES = 25
MAX_NAME = 80
MAX_DESCRIPTION = 256
MAX_EXPRESSION = 8192

_STATUSES = frozenset({"succeeded", "failed", "skipped", "timedout"})
#: Functions that name an action of the same flow.
_NAMING = frozenset({"outputs", "body", "actions", "actionoutputs", "actionbody", "result", "items"})


def broken_rules(flow: Flow) -> list[Problem]:
    """Every known rule of activation that the flow breaks."""
    return [problem for rule in _RULES for problem in rule(flow)]


def _names(flow: Flow) -> Iterator[Problem]:
    counts = Counter(action.name.casefold() for action in flow.all_actions)
    for action in flow.all_actions:
        if counts[action.name.casefold()] > 1:
            yield Problem("unique names", action.pointer, f"{action.name} is the name of two actions")
        if len(action.name) > MAX_NAME:
            yield Problem("name length", action.pointer, f"an action's name has more than {MAX_NAME} characters")


def _run_after(flow: Flow) -> Iterator[Problem]:
    for container in flow.containers:
        for action in container:
            at = ptr.join(action.pointer, "runAfter")
            for name, statuses in action.run_after.items():
                if container.get(name) is None:
                    yield Problem(
                        "runAfter names siblings", at, f"{action.name} waits for {name}, which is not beside it"
                    )
                if not statuses or not all(status.casefold() in _STATUSES for status in statuses):
                    yield Problem("runAfter statuses", at, f"{action.name} waits for a status that does not exist")
        yield from _cycles(container)


def _cycles(container: Container) -> Iterator[Problem]:
    waiting = {a.name.casefold(): {n.casefold() for n in a.run_after} for a in container}
    while free := [name for name, after in waiting.items() if not after & waiting.keys()]:
        for name in free:
            del waiting[name]
    if waiting:
        yield Problem("runAfter has no cycle", container.pointer, f"{', '.join(sorted(waiting))} wait for each other")


def _variables(flow: Flow) -> Iterator[Problem]:
    declarations = list(flow.actions("InitializeVariable"))
    for action in declarations:
        if action.container is not flow.root:
            yield Problem("variables at the top level", action.pointer, f"{action.name} stands inside another action")
    if len(declarations) > MAX_VARIABLES:
        yield Problem("number of variables", flow.at("actions"), f"there are more than {MAX_VARIABLES} variables")


def _size(flow: Flow) -> Iterator[Problem]:
    if len(flow.all_actions) > MAX_ACTIONS:
        yield Problem("number of actions", flow.at("actions"), f"there are more than {MAX_ACTIONS} actions")
    for action in flow.all_actions:
        if len(list(action.outward)) - 1 > MAX_NESTING:
            yield Problem("nesting", action.pointer, f"{action.name} is nested deeper than {MAX_NESTING} levels")
        if len(action.node.get("cases") or ()) > MAX_CASES:
            yield Problem("number of cases", action.pointer, f"{action.name} has more than {MAX_CASES} cases")
        if len(str(action.node.get("description") or "")) > MAX_DESCRIPTION:
            yield Problem("description length", action.pointer, f"more than {MAX_DESCRIPTION} characters")


def _secured_data(flow: Flow) -> Iterator[Problem]:
    for step in (*flow.triggers, *flow.all_actions):
        for name in sorted(step.secured):
            if support(step, name) is Support.NONE:
                why = f"{step.name} ({step.type}) does not support secured {name}"
                yield Problem("secured data is supported", step.pointer, why)


def _parameters(flow: Flow) -> Iterator[Problem]:
    for name, declared in flow.parameters.items():
        if declared_schema_name(declared).casefold() in flow.secret_variables:
            why = f"{name} is a Secret environment variable"
            yield Problem("no Secret variable among the parameters", flow.at("parameters", name), why)


def _connections(flow: Flow) -> Iterator[Problem]:
    declared = {key.casefold() for key in flow.connection_references}
    used = False
    for action in flow.actions("OpenApiConnection", "OpenApiConnectionWebhook", "OpenApiConnectionNotification"):
        host = action.inputs.get("host") if isinstance(action.inputs, dict) else None
        name = host.get("connectionName") if isinstance(host, dict) else None
        used = True
        if flow.references_pointer is not None and isinstance(name, str) and name.casefold() not in declared:
            why = f"{action.name} uses the connection {name}"
            yield Problem("connection references are declared", action.pointer, why)
    if used and "$connections" not in flow.parameters:
        yield Problem("$connections is a parameter", flow.at("parameters"), "a connector action needs it")


def _expressions(flow: Flow) -> Iterator[Problem]:
    for leaf in flow.leaves:
        if "@" in leaf.text:
            yield from _of_text(flow, leaf.pointer, leaf.text)
    for name in flow.computed_names:
        yield from _of_text(flow, flow.definition_pointer, name)


def _of_text(flow: Flow, pointer: str, text: str) -> Iterator[Problem]:
    try:
        template = wdl.parse(text)
    except wdl.WdlError:
        yield Problem("expressions parse", pointer, "the expression cannot be read")
        return
    for node in wdl.expressions(template):
        if node.span[1] - node.span[0] > MAX_EXPRESSION:
            yield Problem("expression length", pointer, f"an expression has more than {MAX_EXPRESSION} characters")
    for node in wdl.walk(template):
        if isinstance(node, wdl.Call) and node.function in _NAMING and node.args:
            name: Any = node.args[0]
            if isinstance(name, wdl.Str) and flow.action(name.value) is None:
                yield Problem("references resolve", pointer, f"{node.name}() names an action that does not exist")
        if isinstance(node, wdl.Call) and node.function in ("variables", "parameters") and node.args:
            yield from _declared(flow, pointer, node)


def _declared(flow: Flow, pointer: str, call: wdl.Call) -> Iterator[Problem]:
    name = call.args[0]
    if isinstance(name, wdl.Str) and name.value.casefold() not in _names_of(flow)[call.function]:
        yield Problem("references resolve", pointer, f"{call.name}() names one that is not declared")


@lru_cache(maxsize=2)
def _names_of(flow: Flow) -> dict[str, frozenset[str]]:
    """The declared names, in casefold, of what the functions `variables` and `parameters` read."""
    inputs = [action.inputs for action in flow.actions("InitializeVariable") if isinstance(action.inputs, dict)]
    declared = [one for given in inputs for one in given.get("variables") or () if isinstance(one, dict)]
    return {
        "variables": frozenset(str(one.get("name")).casefold() for one in declared),
        "parameters": frozenset(name.casefold() for name in flow.parameters),
    }


_RULES: tuple[Callable[[Flow], Iterator[Problem]], ...] = (
    _names,
    _run_after,
    _variables,
    _size,
    _secured_data,
    _parameters,
    _connections,
    _expressions,
)
