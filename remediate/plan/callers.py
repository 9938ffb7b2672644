"""The HTTP triggers of a package that anyone can call or could, and the callback URLs that it holds.

Both are gathered package by package, without a secret, so that a run can tell which of its flows call which.
"""

from collections.abc import Iterable, Iterator

from remediate.detection import Fate, Outcome
from remediate.flow.callback_urls import CallSite, call_sites, callback_urls, same_id
from remediate.flow.http_triggers import signs_in
from remediate.package import EnvironmentVariable, Package
from remediate.plan.model import Call, Door, FlowPlan
from remediate.remedies import LockTrigger, MoveToVault
from remediate.secret import Secret

_OPEN = ("open-http-trigger", "empty-allowed-users")
_MARK = b"workflows"


def doors(flows: Iterable[FlowPlan]) -> tuple[Door, ...]:
    """The open triggers of the flows."""
    return tuple(_door(plan, o) for plan in flows for o in plan.outcomes if o.detector in _OPEN)


def calls(package: Package, flows: Iterable[FlowPlan]) -> tuple[Call, ...]:
    """The callback URLs in the flows as they were, and in the environment variables around them."""
    variables = package.facts.environment_variables if package.facts else ()
    return (*_in_flows(flows), *(call for variable in variables for call in _in_variable(variable)))


def holds_callback_urls(plan: FlowPlan) -> bool:
    """Whether a flow may hold one: most hold none, and need not be gone through."""
    return _MARK in plan.file.data.lower()


def _door(plan: FlowPlan, outcome: Outcome) -> Door:
    remedy = outcome.finding.remedy
    users = remedy.allowed_users if isinstance(remedy, LockTrigger) else ""
    workflow = same_id(plan.file.workflow_id or "")
    return Door(plan.file.member, plan.file.name, workflow, outcome.fate is Fate.FIXED, users)


def _in_flows(flows: Iterable[FlowPlan]) -> Iterator[Call]:
    for plan in flows:
        if holds_callback_urls(plan):
            yield from (_call(plan, site) for site in call_sites(plan.mended.before))


def _call(plan: FlowPlan, site: CallSite) -> Call:
    step = _discreet(plan, site.step)
    calling = (plan.mended.after if plan.changes else plan.mended.before).action(site.step)
    sends = calling is not None and signs_in(calling)
    return Call(plan.file.member, plan.file.name, step, site.pointer, site.url.host, site.url.workflow, sends)


def _discreet(plan: FlowPlan, name: str) -> str:
    """The name of a step, unless it was named after a secret."""
    remedies = (outcome.finding.remedy for outcome in plan.mended.found)
    secrets = (r.literal.secret.reveal() for r in remedies if isinstance(r, MoveToVault))
    return Secret.MASK if any(secret in name for secret in secrets) else name


def _in_variable(variable: EnvironmentVariable) -> Iterator[Call]:
    for secret in (variable.default, variable.value):
        for url in callback_urls(secret.reveal()) if secret else ():
            name = f"the environment variable {variable.schema_name}"
            yield Call(variable.member, "", name, "", url.host, url.workflow)
