"""The proof that a rewritten flow does what it did, and still turns on (rewriting.md part 5)."""

from collections.abc import Mapping

from remediate.flow import Flow
from remediate.verify.activation import broken_rules
from remediate.verify.equivalence import differences
from remediate.verify.problem import Problem

__all__ = ["Problem", "broken_rules", "differences", "prove"]


def prove(before: Flow, after: Flow, values: Mapping[str, str]) -> list[Problem]:
    """What speaks against replacing `before` with `after`; empty means proven.

    `values` are the stored values by the name of the action that reads them. A rule of activation that the flow broke
    before does not count: it was the author's, and a finding where a detector knows it.
    """
    known = {(problem.rule, problem.pointer) for problem in broken_rules(before)}
    broken = [problem for problem in broken_rules(after) if (problem.rule, problem.pointer) not in known]
    return [*differences(before, after, values), *broken]
