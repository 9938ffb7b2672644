"""What is told of a package, written down: so a run that goes on tells it as one that nobody disturbed.

Findings, names, paths and counts, as the JSON report has them. No document, no diff and no value: a plan's deposits are
there by their names, and the texts of new variables are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from remediate.batch.carrying_out import Carried
from remediate.batch.recorded import from_json, to_json
from remediate.batch.results import Result, Status
from remediate.flow import Flow
from remediate.mend import Mended
from remediate.package import Facts, FlowFile, Kind, Package
from remediate.plan import FlowPlan, PackagePlan
from remediate.plan.lean import GONE
from remediate.plan.model import Call, Deposit, Door, NewReference, NewText, NewVariable


@dataclass(frozen=True)
class _Flow:
    member: str
    name: str
    changes: bool


@dataclass(frozen=True)
class _Solution:
    name: str
    version: str
    root: str
    manifest: str


@dataclass(frozen=True)
class _Plan:
    """The parts of a `PackagePlan` that reports look at; `edits` are the names of members."""

    path: Path
    name: str
    solution: _Solution | None
    flows: tuple[_Flow, ...]
    edits: tuple[str, ...]
    deposits: tuple[Deposit, ...]
    variables: tuple[NewVariable, ...]
    references: tuple[NewReference, ...]
    texts: tuple[NewText, ...]
    removed: tuple[str, ...]
    skipped: str
    doors: tuple[Door, ...]
    calls: tuple[Call, ...]
    emptied: tuple[str, ...]
    raised_to: str


_SAME = tuple(one.name for one in fields(_Plan) if one.name not in ("path", "name", "solution", "flows", "edits"))


@dataclass(frozen=True)
class _Kept:
    path: str
    kind: Kind
    status: Status
    plan: _Plan
    carried: Carried | None
    warnings: tuple[str, ...]


def kept(result: Result, plan: PackagePlan) -> Mapping[str, Any]:
    """The result as it is written down; `plan` is its plan under the names of the run."""
    kind = plan.package.kind
    record = to_json(_Kept(result.path, kind, result.status, _plan(plan), result.carried, result.warnings))
    return {**record, "told": to_json(result.told)}


def told_again(record: Mapping[str, Any], told: type | None) -> Result:
    """The result that was written down; `told` is the type of what its report was made of.

    Raises:
        TypeError, ValueError, KeyError: that is no such record.
    """
    found: _Kept = from_json(_Kept, record)
    again = from_json(told, record["told"]) if told else None
    return Result(
        found.path,
        found.kind.value,
        found.status,
        _restored(found.plan, found.kind),
        carried=found.carried,
        told=again,
        warnings=found.warnings,
        earlier=True,
    )


def _plan(plan: PackagePlan) -> _Plan:
    facts = plan.package.facts
    deposits = tuple(replace(deposit, secret=None) for deposit in plan.deposits)
    texts = tuple(replace(text, default="") for text in plan.texts)
    return _Plan(
        path=plan.package.path,
        name=plan.package.name,
        solution=_Solution(facts.unique_name, facts.version, facts.root, facts.manifest) if facts else None,
        flows=tuple(_Flow(flow.file.member, flow.file.name, flow.changes) for flow in plan.flows),
        edits=tuple(plan.edits),
        **_same(replace(plan, deposits=deposits, texts=texts)),
    )


def _restored(plan: _Plan, kind: Kind) -> PackagePlan:
    return PackagePlan(
        package=Package(plan.path, kind, plan.name, _facts(plan.solution), (), (), None, GONE),
        flows=tuple(map(_flow, plan.flows)),
        edits=dict.fromkeys(plan.edits, b""),
        **_same(plan),
    )


def _same(plan: _Plan | PackagePlan) -> dict[str, Any]:
    """What is the same in both."""
    return {name: getattr(plan, name) for name in _SAME}


def _flow(flow: _Flow) -> FlowPlan:
    empty = Flow({}, flow.name, flow.member)
    file = FlowFile(flow.member, flow.name, b"", None, "", None)
    return FlowPlan(file, Mended(empty, empty, (), (), (), ()), (), b"" if flow.changes else None)


def _facts(solution: _Solution | None) -> Facts | None:
    if solution is None:
        return None
    return Facts(
        unique_name=solution.name,
        display_name=solution.name,
        version=solution.version,
        publisher_prefix="",
        managed=False,
        connection_references=(),
        environment_variables=(),
        names=(),
        root=solution.root,
        manifest=solution.manifest,
        customizations=None,
        content_types=None,
    )
