"""Real flows with secrets at random literals: all that is rewritten is proven, and runs as before; the rest is held.

More secrets in each flow: REMEDIATE_PLANTED=40 pytest tests/corpus/test_random_positions.py
Counts and reasons: add --junit-xml=FILE; they are properties of the tests.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from conftest import CORPUS, needs_corpus
from evaluation import coin, mark
from random_positions import planted, playbook
from simulator import FAILED, Run

from remediate.detection import Fate
from remediate.flow import Action, Flow
from remediate.flow.actions import Step
from remediate.package import Package, packages
from remediate.plan import FlowPlan, Options, PackagePlan, plan_package
from remediate.playbook import load
from remediate.remedies.naming import SecretNames

SOURCES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
EACH = int(os.environ.get("REMEDIATE_PLANTED", "8"))

#: Why a secret may stay where rewriting.md gives no rule for it, by the start of the reason.
HELD = (
    "a trigger cannot read a vault",
    "no expression is evaluated at this place",
    "the value crosses the border of an expression",
    "with its secret reads the flow would have more than 500 actions",
    "result('",
    "the rewritten value is not proven to be the same",
    "the variable ",
    "two actions are called",
    "an expression refers to the action",
    "the result of a fix in another flow",
)

pytestmark = needs_corpus


def distinct(source: str) -> Iterator[Package]:
    """The packages of one repository that can be fixed, without those whose flows were all seen before."""
    seen: set[bytes] = set()
    for package in packages(CORPUS / source):
        if isinstance(package, Package) and package.scan_only is None:
            datas = {flow.data for flow in package.flows}
            if datas - seen:
                seen |= datas
                yield package


@pytest.mark.parametrize("source", SOURCES)
def test_secrets_at_random_places_are_moved_proven_and_the_flow_runs_as_before(source, record_property):
    rng = random.Random(source)
    told: Counter[str] = Counter()
    for package in distinct(source):
        ground, secrets = planted(package, rng, EACH)
        plan = plan_package(ground, Options(playbook(secrets), unsafe=True), SecretNames())
        check_held(plan, told)
        for flow in plan.flows:
            if flow.changes:
                check_gone(flow)
                check_flags(flow)
                check_behaviour(flow, rng)
    record_property("planted", dict(told))


def check_held(plan: PackagePlan, told: Counter[str]) -> None:
    for _, _, outcome in plan.outcomes:
        if outcome.detector == "planted":
            told[outcome.fate.value if outcome.held is None else outcome.held.reason.split(":")[0][:70]] += 1
            if outcome.held is not None:
                assert outcome.held.reason.startswith(HELD), outcome.held.reason
            else:
                assert outcome.fate is Fate.FIXED


def check_gone(plan: FlowPlan) -> None:
    """What was fixed is in the file no more."""
    held = {o.finding.pointer for o in plan.outcomes if o.detector == "planted" and o.held is not None}
    left = [leaf for leaf in plan.mended.after.leaves if "CANARY" in leaf.text]
    assert len(left) <= len(held)
    written = json.dumps(plan.mended.after.document)
    for read in plan.mended.reads:
        if read.secret is not None and not held:
            assert json.dumps(read.secret.reveal())[1:-1] not in written


def check_flags(plan: FlowPlan) -> None:
    """A setting of the history is only added to a step that a secret can reach, by name."""
    before, after = plan.mended.before, plan.mended.after
    touched = reached(after)
    for step in (*after.triggers, *after.all_actions):
        old = next((s for s in (*before.triggers, *before.all_actions) if s.pointer == step.pointer), None)
        if old is not None and step.secured - old.secured:
            assert step.name.casefold() in touched, f"{step.name} is secured, and no secret reaches it"


def reached(flow: Flow) -> set[str]:
    """The names of steps that a secret may reach: those that give one, and all that name one of those, and so on.

    Worked out from the text alone and larger than what is tainted: containers of what is reached count as reached.
    """
    known = {s.name.casefold() for s in (*flow.triggers, *flow.all_actions) if gives(s)}
    if any(trigger.name.casefold() in known for trigger in flow.triggers):
        known |= {"trigger", "triggerbody", "triggeroutputs"}
    texts = {action: own_text(action) for action in flow.all_actions}
    while True:
        new = {name for action, text in texts.items() if named_in(action, text, known) for name in names(action)}
        new |= {
            a.name.casefold() for a in flow.all_actions for c in a.containers for i in c if i.name.casefold() in known
        }
        if new <= known:
            return known
        known |= new


def named_in(action: Action, text: str, known: set[str]) -> bool:
    """Whether the text names what is reached, or takes the item of a loop that is."""
    loops = {around.name.casefold() for around in action.outward}
    return any(name in text for name in known) or ("item()" in text and not loops.isdisjoint(known))


def gives(step: Step) -> bool:
    return "outputs" in step.secured or "/token" in json.dumps(step.node.get("inputs", "")).casefold()


def own_text(action: Action) -> str:
    node = {n: v for n, v in action.node.items() if n not in ("actions", "else", "cases", "default", "runAfter")}
    return json.dumps(node, ensure_ascii=False).casefold().replace("''", "'").replace('\\"', '"')


def names(action: Action) -> set[str]:
    """The action itself, and the variables that it writes."""
    inputs = action.inputs if isinstance(action.inputs, dict) else {}
    written = [inputs.get("name")] if action.type.casefold().endswith("variable") else []
    written += [one.get("name") for one in inputs.get("variables") or () if isinstance(one, dict)]
    return {action.name.casefold(), *(f"'{one.casefold()}'" for one in written if isinstance(one, str))}


def check_behaviour(plan: FlowPlan, rng: random.Random) -> None:
    before, after = plan.mended.before, plan.mended.after
    reads = {read.action: read.secret.reveal() for read in plan.mended.reads if read.secret is not None}
    gone = {a.name for a in before.all_actions} - {a.name for a in after.all_actions}
    plain = [a.name for a in before.all_actions if not a.containers and a.name not in gone]
    for share in (1_000_000, 10):
        seed = rng.random()

        def fails(name, rounds, seed=seed, share=share, plain=frozenset(plain)):
            return FAILED if name in plain and not coin([name, rounds, seed], share) else None

        def order(name, seed=seed, first=frozenset({*reads, *gone})):
            return (name not in first, mark([name, seed]))  # so that a race of the author's ends the same in both

        was = Run(before.definition, {}, fails, order)
        now = Run(after.definition, reads, fails, order)
        old = Counter(step for step in was.start() if step.name not in gone)
        new = Counter(step for step in now.start() if step.name not in reads)
        differing = {step.name for step in (old - new) + (new - old)}
        assert not differing, f"{plan.file.name}: {sorted(differing)[:3]}"


@pytest.mark.parametrize("source", SOURCES)
def test_the_baseline_secures_nothing_that_no_secret_reaches(source, record_property):
    flows = secured = 0
    for package in distinct(source):
        plan = plan_package(package, Options(load("baseline"), unsafe=True), SecretNames())
        for flow in plan.flows:
            flows += 1
            if flow.changes:
                check_flags(flow)
                old = {s.pointer: s.secured for s in (*flow.mended.before.triggers, *flow.mended.before.all_actions)}
                steps = (*flow.mended.after.triggers, *flow.mended.after.all_actions)
                secured += sum(bool(s.secured - old[s.pointer]) for s in steps if s.pointer in old)
    record_property("secured", f"{secured} steps of {flows} flows, each reached by a secret")
