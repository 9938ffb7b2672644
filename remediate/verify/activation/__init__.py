"""The rules that a flow must keep for the platform to turn it on; `rules.py` has the source of each."""

from collections.abc import Callable, Iterator

from remediate.flow import Flow
from remediate.verify.activation.expressions import declared_names, expressions
from remediate.verify.activation.graph import names, order, run_after
from remediate.verify.activation.steps import connections, parameters, secured_data, triggers
from remediate.verify.activation.structure import sizes, variables
from remediate.verify.problem import Problem

__all__ = ["broken_rules", "lost_names"]

#: What looks at no text, and quickly at every step.
_CHECKS: tuple[Callable[[Flow], Iterator[Problem]], ...] = (
    names,
    variables,
    sizes,
    triggers,
    secured_data,
    parameters,
    connections,
)
_BY_PART: tuple[Callable[[Flow, Flow], Iterator[Problem]], ...] = (run_after, order, expressions)


def broken_rules(flow: Flow, part: Flow | None = None) -> list[Problem]:
    """Every known rule of activation that the flow breaks.

    With `part`, the flow without steps of which it is known that they break none that they did not break before, only
    those in it are held to the rules that take long.
    """
    seen = part or flow
    whole = [problem for check in _CHECKS for problem in check(flow)]
    return [*whole, *(problem for check in _BY_PART for problem in check(flow, seen))]


def lost_names(before: Flow, after: Flow) -> bool:
    """Whether a step that did not change may refer to something that is not there any more."""
    old, new = declared_names(before), declared_names(after)
    actions = {action.name.casefold() for action in after.all_actions}
    lost = any(not old[function] <= new[function] for function in old)
    return lost or any(action.name.casefold() not in actions for action in before.all_actions)
