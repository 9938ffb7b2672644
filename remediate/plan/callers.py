"""The HTTP triggers of a package that anyone can call or could, and the callback URLs that it holds.

Both are gathered package by package, without a secret, so that a run can tell which of its flows call which.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from remediate.detection import Fate, Outcome
from remediate.flow.callback_urls import CallSite, call_sites, callback_urls, same_id
from remediate.flow.http_triggers import signs_in
from remediate.package import EnvironmentVariable
from remediate.plan.discretion import Discretion
from remediate.plan.model import Call, Door, FlowPlan, PackagePlan
from remediate.remedies import LockTrigger

_OPEN = ("open-http-trigger", "empty-allowed-users")
#: One of these stands in every callback URL, however JSON spells its slashes.
_MARKS = (b"workflows/", b"workflows\\")


def doors(flows: Iterable[FlowPlan]) -> tuple[Door, ...]:
    """The open triggers of the flows."""
    return tuple(_door(plan, o) for plan in flows for o in plan.outcomes if o.detector in _OPEN)


def calls(plan: PackagePlan) -> tuple[Call, ...]:
    """The callback URLs in the flows as they were, and in the environment variables around them that keep theirs."""
    facts = plan.package.facts
    variables = [v for v in facts.environment_variables if v.schema_name not in plan.emptied] if facts else []
    return (*_in_flows(plan.flows), *(call for variable in variables for call in _in_variable(variable)))


def discreet_callers(plan: PackagePlan, say: Discretion) -> PackagePlan:
    """The plan whose triggers and callers are told without the secrets after which they are named."""
    found = tuple(replace(door, member=say.path(door.member), flow=say(door.flow)) for door in plan.doors)
    return replace(plan, doors=found, calls=tuple(_discreet(call, say) for call in plan.calls))


def holds_callback_urls(plan: FlowPlan) -> bool:
    """Whether a flow may hold one: most hold none, and need not be gone through."""
    data = plan.file.data.lower()
    return bool(plan.mended.before.callback_variables) or any(mark in data for mark in _MARKS)


def _door(plan: FlowPlan, outcome: Outcome) -> Door:
    remedy = outcome.finding.remedy
    users = remedy.allowed_users if isinstance(remedy, LockTrigger) else ""
    workflow = same_id(plan.file.workflow_id or "")
    return Door(plan.file.member, plan.file.name, workflow, outcome.fate is Fate.FIXED, users)


def _discreet(call: Call, say: Discretion) -> Call:
    """The call without secrets after which something is named."""
    flow, step, pointer = map(say, (call.flow, call.step, call.pointer))
    return replace(call, member=say.path(call.member), flow=flow, step=step, pointer=pointer)


def _in_flows(flows: Iterable[FlowPlan]) -> Iterator[Call]:
    for plan in flows:
        if holds_callback_urls(plan):
            yield from (_call(plan, site) for site in call_sites(plan.mended.before))


def _call(plan: FlowPlan, site: CallSite) -> Call:
    calling = (plan.mended.after if plan.changes else plan.mended.before).action(site.step)
    sends = calling is not None and signs_in(calling)
    return Call(plan.file.member, plan.file.name, site.step, site.pointer, site.url.host, site.url.workflow, sends)


def _in_variable(variable: EnvironmentVariable) -> Iterator[Call]:
    for secret in (variable.default, variable.value):
        for url in callback_urls(secret.reveal()) if secret else ():
            name = f"the environment variable {variable.schema_name}"
            yield Call(variable.member, "", name, "", url.host, url.workflow)
