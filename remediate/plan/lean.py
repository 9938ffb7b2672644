"""A plan to be told: what reports and the run need to know of it, without what it was made of.

No document, no bytes of a flow, no value: it is small enough to be kept, and to be sent from the process that made it.
"""

from collections.abc import Sequence
from dataclasses import replace

from remediate.detection import Outcome
from remediate.errors import PackageError
from remediate.flow import Flow
from remediate.mend import Mended
from remediate.package import Facts, Package
from remediate.package.interface import Outside
from remediate.plan.discretion import Discretion, discretion
from remediate.plan.model import FlowPlan, PackagePlan


class _Gone:
    """The members of a package that is told of and not open any more."""

    names: Sequence[str] = ()

    def read(self, member: str) -> bytes:
        """Refuse: nothing is kept."""
        raise PackageError("The package is not open any more.", hint="Please report this line.", file=member)


GONE = _Gone()


def lean(plan: PackagePlan) -> PackagePlan:
    """The plan with its findings and names; of the changed members the names."""
    package = plan.package
    facts = _without_values(package.facts) if package.facts else None
    say = discretion(plan)
    return replace(
        plan,
        package=_closed(package, facts),
        flows=tuple(_told(flow, say) for flow in plan.flows),
        deposits=tuple(replace(d, secret=None, flows=tuple(map(say, d.flows))) for d in plan.deposits),
        edits=dict.fromkeys(map(say.path, plan.edits), b""),
        elsewhere=tuple(replace(one, outcome=_without_remedy(one.outcome, say)) for one in plan.elsewhere),
    )


def _closed(package: Package, facts: Facts | None) -> Package:
    return replace(package, facts=facts, flows=(), members=GONE, outside=Outside())


def _without_values(facts: Facts) -> Facts:
    variables = tuple(replace(variable, default=None, value=None) for variable in facts.environment_variables)
    return replace(facts, environment_variables=variables, names=())


def _told(flow: FlowPlan, say: Discretion) -> FlowPlan:
    name, member = say(flow.file.name), say.path(flow.file.member)
    empty = Flow({}, name, member)
    return FlowPlan(
        replace(flow.file, name=name, member=member, data=b"", document=None, names=None),
        Mended(empty, empty, (), (), (), ()),
        tuple(_without_remedy(outcome, say) for outcome in flow.outcomes),
        b"" if flow.changes else None,
    )


def _without_remedy(outcome: Outcome, say: Discretion) -> Outcome:
    """A remedy may hold the value that it moves; why a finding is held is told by the outcome itself."""
    finding = outcome.finding
    at, message, reason, action = map(say, (finding.pointer, finding.message, finding.reason, finding.action))
    told = replace(finding, pointer=at, message=message, reason=reason, action=action, remedy=None)
    return replace(outcome, finding=told)
