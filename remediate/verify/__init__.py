"""The proof that a rewritten flow does what it did, and still turns on (rewriting.md part 5)."""

from collections.abc import Mapping

from remediate.flow import Flow
from remediate.flow.changes import changed_part
from remediate.verify import rules
from remediate.verify.activation import broken_rules, lost_names
from remediate.verify.equivalence import Equation, differences
from remediate.verify.problem import Change, Intent, Problem, Rule
from remediate.verify.proving import Claim, Proof
from remediate.verify.reads import reads_of

__all__ = ["Change", "Intent", "Problem", "Rule", "broken_rules", "prove"]


def prove(before: Flow, after: Flow, values: Mapping[str, str]) -> list[Problem]:
    """What speaks against replacing `before` with `after`; empty means proven.

    `values` are the stored values by the name of the action that reads them. A rule of activation that the flow broke
    before does not count: it was the author's, and a finding where a detector knows it.
    """
    found = list(differences(before, after))
    reads = reads_of(before, after)
    known = {
        reads.sources[name.lower()].identity: value for name, value in values.items() if name.lower() in reads.sources
    }
    proof = Proof(known)
    proof.compare([Claim("", one, reads) for one in found if isinstance(one, Equation)])
    doubled = {source.identity for source in reads_of(before).sources.values()} & known.keys()
    found += [rules.ONE_VALUE.broken("", "a new read has the name of what another reads already") for _ in doubled]
    problems = [one for one in (*found, *(what for _, what in proof.found)) if isinstance(one, Problem)]
    return [*problems, *new_problems(before, after, None if problems else _what_counts(before, after))]


def _what_counts(before: Flow, after: Flow) -> Flow | None:
    """The part of `after` in which alone a rule can be broken anew, where it is proven to do what `before` did.

    Steps that it shares with `before` run after all that they ran after, and what they name is still there: only new
    actions could be named by them for the first time, and the proof has seen that these have run then.
    """
    return None if lost_names(before, after) else changed_part(before, after)


def new_problems(before: Flow, after: Flow, part: Flow | None = None) -> list[Problem]:
    """The rules of activation that `after` breaks and `before` did not; `part` as for `broken_rules`."""
    broken = broken_rules(after, part)
    known = {(problem.rule, problem.pointer) for problem in broken_rules(before)} if broken else ()
    return [problem for problem in broken if (problem.rule, problem.pointer) not in known]
