"""No secret goes where the product does not see it: two runs that differ only in a secret differ only where it says.

The simulator has its own meaning of expressions, scopes, loops and variables. HTTP actions give the same whatever they
are given, since what a server makes of a secret is not followed; runs that take another way are not compared.
"""

from typing import Any

from flow_strategies import flows, race_free
from hypothesis import assume, event, given
from hypothesis import strategies as st
from simulator import Run
from test_behaviour import MANY, faults, fixed, order, values

from remediate.flow import Flow
from remediate.flow.taint import Taints


class Deaf(Run):
    """A run in which no HTTP action answers with anything that it was told."""

    def _worked(self, kind: str, name: str, inputs: Any, rounds: tuple[int, ...]) -> Any:
        return {"body": f"{name} gave"} if kind == "http" else super()._worked(kind, name, inputs, rounds)


def differing(flow: Flow, one: dict[str, str], other: dict[str, str], seed: float) -> set[str]:
    """The actions that are given something else where the reads give `other`; none where the runs part."""
    fails = faults(flow, seed, 4)
    first, second = (Deaf(flow.definition, reads, fails, order(seed)).start() for reads in (one, other))
    ways = [[(step.name, step.rounds, step.status) for step in steps] for steps in (first, second)]
    assume(ways[0] == ways[1])
    return {a.name for a, b in zip(first, second, strict=True) if a.inputs != b.inputs}


@MANY
@given(flows(), st.floats(0, 1), st.data())
def test_what_differs_with_a_secret_is_known_to_take_it_in(flow_and_secrets, seed, data):
    actions, planted = flow_and_secrets
    assume(planted and race_free(actions))
    _, after, done = fixed(actions)
    assume(done.reads)
    reads = values(done)
    changed = data.draw(st.sampled_from(sorted(reads)))
    found = differing(after, reads, {**reads, changed: "CANARY-another"}, seed)
    taints = Taints(after)
    told = {action.name for action in after.all_actions if taints.takes_in(action)}
    event(f"actions that differ: {min(len(found), 5)}")
    assert found <= told
