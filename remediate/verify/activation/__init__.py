"""The rules that a flow must keep for the platform to turn it on; `rules.py` has the source of each."""

from collections.abc import Callable, Iterator

from remediate.flow import Flow
from remediate.verify.activation.expressions import expressions
from remediate.verify.activation.graph import names, order, run_after
from remediate.verify.activation.steps import connections, parameters, secured_data, triggers
from remediate.verify.activation.structure import sizes, variables
from remediate.verify.problem import Problem

__all__ = ["broken_rules"]

_CHECKS: tuple[Callable[[Flow], Iterator[Problem]], ...] = (
    names,
    run_after,
    order,
    variables,
    sizes,
    triggers,
    secured_data,
    parameters,
    connections,
    expressions,
)


def broken_rules(flow: Flow) -> list[Problem]:
    """Every known rule of activation that the flow breaks."""
    return [problem for check in _CHECKS for problem in check(flow)]
