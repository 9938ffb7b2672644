"""Promise 5 by running: the fixed flow does what the original did, and nothing runs with a value that was not read."""

from typing import Any

from flow_strategies import SECRETS, flows
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from simulator import SUCCEEDED, Run, Step

from remediate import wdl
from remediate.detectors import examples as ex
from remediate.flow import Action, Flow
from remediate.remedies.interface import Literal
from remediate.remedies.move import Moved, Surroundings, move
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.secret import Secret
from remediate.verify import prove

MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def literals(flow: Flow) -> list[Literal]:
    """Where the planted secrets stand, found through the parser: in texts and in string literals."""
    found = []
    for leaf in flow.leaves:
        if "CANARY" not in leaf.text:
            continue
        for node in wdl.literals(wdl.parse(leaf.text)):
            for secret in SECRETS:
                if (at := node.value.find(secret)) >= 0:
                    span = wdl.source_span(node, at, at + len(secret))
                    found.append(Literal(leaf.pointer, span, Secret(secret), "h.example", "key"))
    return found


def fixed(actions: dict[str, Any]) -> tuple[Flow, Flow, Moved]:
    document = {"properties": {"connectionReferences": {}, "definition": ex.definition(actions)}}
    flow = Flow(document, "Orders", "Orders.json")
    names = PackageNames("contoso", "contoso", [], SecretNames())
    surroundings = Surroundings(names, Connection("contoso_dataverse", "Dataverse", new=True), "contoso")
    done = move(flow, literals(flow), surroundings)
    return flow, flow.with_document(done.patching.document), done


def initialised(flow: Flow) -> bool:
    """Whether every variable is read only after the action that initialises it has succeeded: the platform's rule."""
    for leaf in flow.leaves:
        if leaf.action and "variables('v" in leaf.text:
            init = leaf.text.partition("variables('v")[2].partition("'")[0]
            top = next(action for action in leaf.action.outward if action.container is flow.root)
            if not _after(flow, top, init):
                return False
    return True


def _after(flow: Flow, action: Action, wanted: str) -> bool:
    return any(
        statuses == ("Succeeded",) and (name == wanted or _after(flow, flow.action(name), wanted))
        for name, statuses in action.run_after.items()
    )


def trace(steps: list[Step], without: set[str]) -> set[Step]:
    return {step for step in steps if step.name not in without}


@MANY
@given(flows(), st.randoms(use_true_random=False))
def test_with_reads_that_succeed_the_same_actions_run_with_the_same_inputs(flow_and_secrets, rng):
    actions, planted = flow_and_secrets
    assume(planted)
    before, after, done = fixed(actions)
    assert not done.held
    assume(initialised(before))
    reads = {read.action: read.secret.reveal() for read in done.reads}
    assert prove(before, after, reads) == []
    seed = rng.random()

    def fails(name: str, rounds: tuple[int, ...]) -> bool:
        return name not in reads and hash((name, rounds, seed)) % 3 == 0 and name in before_names

    before_names = {a.name for a in before.all_actions if a.type != "InitializeVariable"} | {
        f"{a.name}?" for a in before.all_actions
    }
    was = Run(before.definition, fails=fails).start()
    now = Run(after.definition, reads, fails).start()
    gone = {a.name for a in before.all_actions} - {a.name for a in after.all_actions}
    assert trace(was, gone) == trace(now, set(reads))


@MANY
@given(flows(), st.data())
def test_with_a_read_that_fails_nothing_runs_without_its_value(flow_and_secrets, data):
    actions, planted = flow_and_secrets
    assume(planted)
    _, after, done = fixed(actions)
    assume(done.reads)
    broken = data.draw(st.sampled_from(done.reads)).action
    reads = {read.action: read.secret.reveal() for read in done.reads}
    users = {leaf.action.name for leaf in after.leaves if leaf.action and f"body('{broken}')" in leaf.text}
    steps = Run(after.definition, reads, lambda name, _rounds: name == broken).start()
    assert not [step for step in steps if step.name in users and step.status == SUCCEEDED]
