"""Secured data over the real exports: only where a value goes, by another way of following it than the product's."""

from collections import Counter

from conftest import CORPUS, needs_corpus

from remediate import wdl
from remediate.batch import plan_all
from remediate.flow import Flow
from remediate.flow.arriving import credential_fields
from remediate.flow.secret_reads import gives_secret
from remediate.flow.strings import leaves_of
from remediate.plan import Options
from remediate.playbook import load

pytestmark = needs_corpus

STRESS = CORPUS / "microsoft+power-cat-skills/Common/PowerCAT OverFlow/StressTest100Flows_1_0_0_0.zip"


def reached(flow: Flow) -> set[str]:
    """Every step that can be reached from a source by references alone, whatever they read: more than is tainted."""
    found = {a.name.casefold() for a in flow.all_actions if gives_secret(a) or "outputs" in a.secured}
    found |= {t.name.casefold() for t in flow.triggers if credential_fields(flow) or "outputs" in t.secured}
    found |= {"<trigger>"} if any(t.name.casefold() in found for t in flow.triggers) else set()
    named = {action.name.casefold(): set(_named(flow, action)) for action in flow.all_actions}
    while True:
        more = {name for name, uses in named.items() if name not in found and uses & found}
        more |= {f"variable {v}" for v, writers in _writers(flow).items() if writers & (found | more)} - found
        if not more:
            return found
        found |= more


def _named(flow, action):
    for leaf in leaves_of(action):
        for reference in _references(leaf.text):
            if reference.kind.startswith("trigger"):
                yield "<trigger>"
            elif reference.kind == "item":
                yield from (a.name.casefold() for a in action.outward)
            elif reference.name is not None:
                prefix = "variable " if reference.kind == "variables" else ""
                yield prefix + reference.name.casefold()
                scope = flow.action(reference.name)
                yield from (a.name.casefold() for c in (scope.containers if scope else ()) for a in c)


def _writers(flow):
    writers = {}
    for action in flow.all_actions:
        inputs = action.inputs if isinstance(action.inputs, dict) else {}
        declared = [v.get("name") for v in inputs.get("variables") or () if isinstance(v, dict)]
        for name in [*declared, inputs.get("name")]:
            if isinstance(name, str) and "ariable" in action.type:
                writers.setdefault(name.casefold(), set()).add(action.name.casefold())
    return writers


def _references(text):
    try:
        return list(wdl.references(wdl.parse(text))) if "@" in text else []
    except wdl.WdlError:
        return []


def test_no_step_is_hidden_that_no_secret_reaches():
    counts = Counter()
    for result in plan_all([CORPUS], Options(load("baseline"), unsafe=True)):
        for plan in result.plan.flows if result.plan else ():
            before, after = plan.mended.before, plan.mended.after
            was = {a.name: a.secured for a in (*before.triggers, *before.all_actions)}
            steps = [s for s in (*after.triggers, *after.all_actions) if s.name in was and s.secured > was[s.name]]
            allowed = reached(after)
            counts["flows"] += 1
            counts["hidden"] += len(steps)
            wrong = [step.name for step in steps if step.name.casefold() not in allowed]
            if not after.neighbours.arriving and not after.neighbours.children:
                assert wrong == [], (plan.file.name, wrong)
    assert counts["flows"] > 800
    assert counts["hidden"] > 20


def test_after_lockdown_the_stress_solution_has_nothing_left(tmp_path):
    (first,) = plan_all([STRESS], Options(load("lockdown")))
    fixed = Counter(outcome.detector for _, _, outcome in first.plan.outcomes if outcome.fate.value == "fixed")
    assert fixed == {"open-http-trigger": 88, "unsecured-http-action": 72}
    for plan in first.plan.flows:
        if plan.changes:
            path = tmp_path / plan.file.member.rsplit("/", 1)[-1]
            path.write_bytes(plan.data)
    left = [o for r in plan_all([tmp_path], Options(load("lockdown"))) for _, _, o in r.plan.outcomes]
    assert left == []
