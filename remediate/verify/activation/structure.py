"""How much a flow may hold, and where its variables are declared."""

import json
from collections.abc import Iterator

from remediate.flow import Action, Flow
from remediate.flow import pointer as ptr
from remediate.verify import rules
from remediate.verify.problem import Problem

MAX_ACTIONS = 500
MAX_NESTING = 8
MAX_VARIABLES = 250
MAX_CASES = 25
MAX_DESCRIPTION = 256
MAX_TRACKED = 16_000

_VARIABLE_TYPES = frozenset({"boolean", "integer", "float", "string", "object", "array"})


def variables(flow: Flow) -> Iterator[Problem]:
    """Variables are declared at the top level, one an action, with a type that exists."""
    declarations = list(flow.actions("InitializeVariable"))
    for action in declarations:
        if action.container is not flow.root:
            yield rules.TOP_LEVEL.broken(action.pointer, f"{action.name} stands inside another action")
        yield from _declaration(action)
    if len(declarations) > MAX_VARIABLES:
        yield rules.VARIABLE_COUNT.broken(flow.at("actions"), f"there are more than {MAX_VARIABLES} variables")


def _declaration(action: Action) -> Iterator[Problem]:
    declared = action.inputs.get("variables") if isinstance(action.inputs, dict) else None
    listed = declared if isinstance(declared, list) else []
    at = ptr.join(action.pointer, "inputs", "variables")
    if len(listed) != 1:
        yield rules.ONE_VARIABLE.broken(at, f"{action.name} declares {len(listed)} variables")
    for one in listed:
        if not isinstance(one, dict) or str(one.get("type")).casefold() not in _VARIABLE_TYPES:
            yield rules.VARIABLE_TYPES.broken(at, f"the variable of {action.name} has a type that does not exist")


def sizes(flow: Flow) -> Iterator[Problem]:
    """Numbers of actions and cases, depth, and the lengths of texts that the platform itself keeps."""
    if len(flow.all_actions) > MAX_ACTIONS:
        yield rules.ACTION_COUNT.broken(flow.at("actions"), f"there are more than {MAX_ACTIONS} actions")
    for action in flow.all_actions:
        if len(list(action.outward)) - 1 > MAX_NESTING:
            yield rules.NESTING.broken(action.pointer, f"{action.name} is nested deeper than {MAX_NESTING} levels")
        if len(action.node.get("cases") or ()) > MAX_CASES:
            yield rules.CASE_COUNT.broken(action.pointer, f"{action.name} has more than {MAX_CASES} cases")
    for step in (*flow.triggers, *flow.all_actions):
        if len(str(step.node.get("description") or "")) > MAX_DESCRIPTION:
            yield rules.DESCRIPTION.broken(step.pointer, f"the description of {step.name} is too long")
        tracked = step.node.get("trackedProperties")
        if tracked and len(json.dumps(tracked, ensure_ascii=False)) > MAX_TRACKED:
            yield rules.TRACKED.broken(step.pointer, f"{step.name} tracks more than {MAX_TRACKED} characters")
