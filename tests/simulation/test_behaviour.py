"""Promise 5 by running: the fixed flow does what the original did, and nothing runs with a value that was not read.

Thousands of flows: REMEDIATE_EXAMPLES=5000 pytest tests/simulation (about 10 ms an example).
"""

import copy
import os
from collections import Counter
from typing import Any

import pytest
from evaluation import coin, mark
from flow_strategies import SECRETS, flows, race_free
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from simulator import FAILED, SKIPPED, TIMED_OUT, Run, Step

from remediate import wdl
from remediate.detectors import examples as ex
from remediate.flow import Action, Flow
from remediate.remedies.interface import Literal
from remediate.remedies.move import Moved, Surroundings, move
from remediate.remedies.naming import PackageNames, SecretNames
from remediate.remedies.variable_read import Connection
from remediate.secret import Secret
from remediate.verify import prove

EXAMPLES = int(os.environ.get("REMEDIATE_EXAMPLES", "300"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


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
    for held in done.held.values():
        event(f"held: {held.reason.split(':')[0][:60]}")
    return flow, flow.with_document(done.patching.document), done


def values(done: Moved) -> dict[str, str]:
    return {read.action: read.secret.reveal() for read in done.reads}


def trace(steps: list[Step], without: set[str]) -> Counter[Step]:
    return Counter(step for step in steps if step.name not in without)


def faults(flow: Flow, seed: float, share: int):
    """Random failures of actions that do something, the same for the original and the fixed flow."""
    names = {a.name for a in flow.all_actions if a.type in ("Http", "Compose", "ParseJson", "Query", "Select")}

    def fails(name: str, rounds: tuple[int, ...]) -> str | None:
        lot = coin([name, rounds, seed], 2 * share)
        return (FAILED, TIMED_OUT)[lot] if name in names and lot < 2 else None

    return fails


def order(seed: float):
    """A random order of what is ready at the same time; the same actions in the same order in both flows."""
    return lambda name: mark([name, seed])


@MANY
@given(flows(), st.randoms(use_true_random=False))
def test_with_reads_that_succeed_the_same_actions_run_with_the_same_inputs(flow_and_secrets, rng):
    actions, planted = flow_and_secrets
    assume(planted)
    assume(race_free(actions))
    before, after, done = fixed(actions)
    assume(done.patching.operations)
    assert prove(before, after, values(done)) == []
    for share in (3, 12, 1_000_000):
        seed = rng.random()
        was = Run(before.definition, fails=faults(before, seed, share), order=order(seed)).start()
        now = Run(after.definition, values(done), faults(before, seed, share), order=order(seed))
        gone = {a.name for a in before.all_actions} - {a.name for a in after.all_actions}
        assert trace(was, gone) == trace(now.start(), set(values(done)))
        assert not now.empty


@MANY
@given(flows(), st.data(), st.randoms(use_true_random=False))
def test_with_a_read_that_fails_nothing_runs_without_its_value(flow_and_secrets, data, rng):
    actions, planted = flow_and_secrets
    assume(planted)
    before, after, done = fixed(actions)
    assume(done.reads)
    broken = data.draw(st.sampled_from(done.reads)).action
    how = data.draw(st.sampled_from([FAILED, TIMED_OUT]))
    seed, others = rng.random(), faults(before, rng.random(), 12)

    def fails(name: str, rounds: tuple[int, ...]) -> str | None:
        return how if name == broken else others(name, rounds)

    run = Run(after.definition, values(done), fails, order=order(seed))
    steps = run.start()
    assert not run.empty, "an action was given a value that was not read"
    users = {leaf.action.name for leaf in after.leaves if leaf.action and f"body('{broken}')" in leaf.text}
    assert not [step for step in steps if step.name in users and step.status != SKIPPED]
    read = after.action(broken)
    if any(step.name == broken and step.status == how for step in steps):
        assert handled_around(read, steps)


def handled_around(read: Action, steps: list[Step]) -> bool:
    """Whether the failure of a read reached the handling around it.

    The scope that holds it has failed, so that whoever catches the scope runs; or an action beside it that is meant to
    run when something failed or was skipped did.
    """
    ended = {}
    for step in steps:
        ended.setdefault(step.name, set()).add(step.status)
    ran = {name for name, statuses in ended.items() if statuses - {SKIPPED}}
    beside = [a for a in read.container if a.name in ran and _listens(a)]
    owner = read.container.owner
    if owner is None or beside:
        return True
    catchers = [a for a in owner.container if set(_statuses(a, owner)) & {"Failed"}]
    alone = [a for a in catchers if len(a.run_after) == 1]
    return FAILED in ended[owner.name] and all(a.name in ran for a in alone)


def _listens(action: Action) -> bool:
    return any(set(statuses) & {"Failed", "Skipped", "TimedOut"} for statuses in action.run_after.values())


def _statuses(action: Action, waited: Action) -> tuple[str, ...]:
    return next((s for name, s in action.run_after.items() if name.casefold() == waited.name.casefold()), ())


CATCH = {
    "Try": {
        "type": "Scope",
        "runAfter": {},
        "actions": {"Call": {**ex.http(headers={"x-api-key": SECRETS[0]}), "runAfter": {}}},
    },
    "Catch": {
        "type": "Scope",
        "runAfter": {"Try": ["Failed", "TimedOut"]},
        "actions": {"Mail": {**ex.http("https://mail.example"), "runAfter": {}}},
    },
    "Go_on": {**ex.http("https://next.example"), "runAfter": {"Try": ["Succeeded"]}},
}


@pytest.mark.parametrize("how", [FAILED, TIMED_OUT])
def test_a_read_that_fails_is_caught_as_its_consumer_was(how):
    _, after, done = fixed(CATCH)
    (read,) = values(done)
    steps = Run(after.definition, values(done), lambda name, _: how if name == read else None).start()
    ended = {step.name: step.status for step in steps}
    assert ended["Call"] == SKIPPED
    assert ended["Try"] == FAILED
    assert ended["Mail"] == "Succeeded"
    assert ended["Go_on"] == SKIPPED


def _unlinked(actions: dict[str, Any], _read: str) -> None:
    actions["Try"]["actions"]["Call"]["runAfter"] = {}


def _waited_for_in_vain(actions: dict[str, Any], read: str) -> None:
    actions["Try"]["actions"]["Call"]["runAfter"] = {read: ["Succeeded", "Failed", "TimedOut"]}


def _at_the_root(actions: dict[str, Any], read: str) -> None:
    actions[read] = actions["Try"]["actions"].pop(read)
    actions["Try"]["actions"]["Call"]["runAfter"] = {}
    actions["Try"]["runAfter"] = {read: ["Succeeded"]}


def _another_text(actions: dict[str, Any], _read: str) -> None:
    actions["Try"]["actions"]["Call"]["inputs"]["headers"]["x-api-key"] = "another"


@pytest.mark.parametrize("wrong", [_unlinked, _waited_for_in_vain, _at_the_root, _another_text])
def test_the_oracle_sees_a_wrong_rewrite(wrong):
    before, after, done = fixed(CATCH)
    (read,) = values(done)
    document = copy.deepcopy(after.document)
    wrong(document["properties"]["definition"]["actions"], read)
    definition = document["properties"]["definition"]
    well = Run(definition, values(done), order=lambda name: (name == read, name))
    same = trace(Run(before.definition).start(), set()) == trace(well.start(), {read})
    ill = Run(definition, values(done), lambda name, _: FAILED if name == read else None)
    caught = any(step.name == "Mail" and step.status == "Succeeded" for step in ill.start())
    assert not (same and caught and not well.empty and not ill.empty)
