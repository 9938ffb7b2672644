"""Secrets between the flows of a package: what parents pass to their children, and what comes back.

A flow is looked at as it will be written, so that a value which moves to the vault in the parent is followed into the
child. What one flow learns changes what it gives to the next, so flows are planned again until nobody learns anything.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from remediate.detectors.sightings.asking import asked
from remediate.flow import Action, Flow
from remediate.flow.callback_urls import same_id
from remediate.flow.http_triggers import asks_for_token
from remediate.flow.neighbours import ALONE, Child, Neighbours
from remediate.flow.taint import Taints
from remediate.flow.taint_sources import CALLED_FLOW, called_flow
from remediate.flow.tainted import Origin, Path
from remediate.package import FlowFile
from remediate.plan.callers import holds_callback_urls
from remediate.plan.discretion import Discretion, secrets_of
from remediate.plan.model import FlowPlan

Plan = Callable[[FlowFile, Neighbours], FlowPlan]

#: Rounds for each flow: what it gets goes down a generation in one, and what it answers comes back in another.
_ROUNDS_EACH = 3


def plan_together(files: Sequence[FlowFile], plan: Plan, doors: Mapping[str, str]) -> tuple[FlowPlan, ...]:
    """A plan for each flow, made with `plan`, that knows what the others pass to it.

    `doors` are HTTP triggers outside the package that ask for a token, as in `Neighbours`.
    """
    start = Neighbours(doors=doors) if doors else ALONE
    plans = {file.member: plan(file, start) for file in files}
    known = {file.member: start for file in files}
    for _ in range(_ROUNDS_EACH * len(files) + 1):
        learned = _learned(list(plans.values()), known)
        news = [file for file in files if learned[file.member] != known[file.member]]
        if not news:
            return tuple(plans[file.member] for file in files)
        for file in news:
            plans[file.member] = plan(file, learned[file.member])
        known = learned
    raise AssertionError("what the flows pass to each other does not come to an end")


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of a child flow of the package, and the members of its body that hold a secret."""

    parent: FlowPlan
    child: str
    passes: frozenset[Path]


def _learned(plans: Sequence[FlowPlan], known: Mapping[str, Neighbours]) -> dict[str, Neighbours]:
    """What each flow, by member, has to know of the others. What was known once stays known, so there is an end."""
    by_id = {plan.file.workflow_id.lower(): plan for plan in plans if plan.file.workflow_id}
    calls = [call for plan in plans for call in _calls(plan, by_id)]
    returns = {child: _returns(by_id[child]) for child in {call.child for call in calls}}
    learned = dict(known)
    doors = asking_doors(plans)
    for plan in plans if doors else ():
        if holds_callback_urls(plan):
            before = learned[plan.file.member]
            learned[plan.file.member] = replace(before, doors={**before.doors, **doors})
    for call in calls:
        parent, child = call.parent.file.member, by_id[call.child]
        if call.passes:
            learned[child.file.member] = _told(learned[child.file.member], call)
        if call.passes or returns[call.child] or call.child in learned[parent].children:
            learned[parent] = _met(learned[parent], call.child, child, returns[call.child])
        if call.child not in learned[parent].asked and (members := asked(_written(child))):
            name = Discretion(secrets_of(child.mended.before))(child.file.name)
            learned[parent] = replace(learned[parent], asked={**learned[parent].asked, call.child: (name, members)})
    return learned


def asking_doors(plans: Sequence[FlowPlan]) -> dict[str, str]:
    """The HTTP triggers that will ask for a token, as in `Neighbours`."""
    asking = (plan for plan in plans if any(map(asks_for_token, _written(plan).triggers)))
    ids = ((same_id(plan.file.workflow_id or ""), plan) for plan in asking)
    return {workflow: Discretion(secrets_of(plan.mended.before))(plan.file.name) for workflow, plan in ids if workflow}


def _told(neighbours: Neighbours, call: _Call) -> Neighbours:
    """What the called flow knows, with what this call passes to it."""
    passed = dict.fromkeys(sorted(call.passes), call.parent.file.name)
    return replace(neighbours, arriving=passed | dict(neighbours.arriving))


def _met(neighbours: Neighbours, workflow_id: str, child: FlowPlan, returns: frozenset[Path]) -> Neighbours:
    """What the calling flow knows, with what this child does."""
    known = neighbours.children.get(workflow_id)
    hides = any("outputs" in trigger.secured for trigger in _written(child).triggers)
    met = Child(child.file.name, returns | (known.returns if known else frozenset()), hides)
    return replace(neighbours, children={**neighbours.children, workflow_id: met})


def _calls(plan: FlowPlan, by_id: Mapping[str, FlowPlan]) -> Iterator[_Call]:
    flow = _written(plan)
    if CALLED_FLOW not in flow.member_names:
        return  # most flows call none, and need not be gone through
    inside = [(action, called_flow(action)) for action in flow.actions("Workflow") if called_flow(action) in by_id]
    if inside:
        taints = Taints(flow)
        for action, child in inside:
            yield _Call(plan, child, _below_body(taints, action))


def _returns(plan: FlowPlan) -> frozenset[Path]:
    """The members of the flow's answer that hold a secret, whichever of its responses gives it."""
    flow = _written(plan)
    taints = Taints(flow)
    return frozenset(path for response in flow.actions("Response") for path in _below_body(taints, response))


def _below_body(taints: Taints, action: Action) -> frozenset[Path]:
    """The members of an action's body that hold what is known to be a secret."""
    carried = taints.takes_in(action).member("inputs").member("body")
    return frozenset(path for path, way in carried.ways.items() if way.origin is not Origin.HIDDEN)


def _written(plan: FlowPlan) -> Flow:
    return plan.mended.after if plan.changes else plan.mended.before
