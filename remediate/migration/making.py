"""Flows outside solutions made into the members of one solution. Pure: nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from remediate.errors import RemediateError
from remediate.flow import Flow
from remediate.migration.flow_file import file_name, migrated
from remediate.migration.limits import child_of, notes, refusal
from remediate.migration.model import LeftOut, Migrated, Passed, Source, Target
from remediate.migration.proof import unproven
from remediate.migration.references import References
from remediate.migration.solution_files import CONTENT_TYPES, customizations_xml, solution_xml
from remediate.migration.target import shown
from remediate.package import Candidate, Kind, Package, view_alone
from remediate.package.document import parse
from remediate.package.made import MadeMembers
from remediate.package.solution import load_solution
from remediate.remedies.naming import migrated_id


@dataclass(frozen=True)
class Migration:
    """What became of the flows. `package` is the solution in memory, with its secrets as they were; None if empty."""

    target: Target
    flows: tuple[Migrated, ...]
    package: Package | None
    left_out: tuple[LeftOut, ...] = ()
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class _Taken:
    """A flow that is taken: as it was, and as the member that it becomes."""

    source: Source
    flow: Flow
    member: str
    data: bytes


def migrate(sources: Sequence[Source], target: Target, output: Path, without: Mapping[str, LeftOut]) -> Migration:
    """The solution of all these flows; `without` are flows that stay out of it, by the member that they would be."""
    chosen, passed, others = _chosen(sources)
    out = dict(without)
    while True:  # a flow that is refused is no child of another any more
        candidates = {m: source for source in chosen if (m := _member(source, target)) not in out}
        taken, references, refused = _taken(candidates, target)
        if not refused:
            break
        out |= refused
    flows, package = _assembled(taken, references, target, output)
    return Migration(target, flows, package, (*others, *out.values()), passed)


def _assembled(
    taken: Sequence[_Taken], references: References, target: Target, output: Path
) -> tuple[tuple[Migrated, ...], Package | None]:
    """The flows of the solution, and the solution itself, read as any other is."""
    ids = _ids([one.source for one in taken], target)
    children = {child_of(action.inputs) for one in taken for action in one.flow.actions("Workflow")}
    flows = tuple(_migrated(one, ids, is_child=_id(one.source) in children) for one in taken)
    if not flows:
        return (), None
    members = {
        **{one.member: one.data for one in taken},
        "[Content_Types].xml": CONTENT_TYPES,
        "solution.xml": solution_xml(target, flows),
        "customizations.xml": customizations_xml(flows, references.all),
    }
    return flows, load_solution(MadeMembers(members), Candidate(output, Kind.SOLUTION_ZIP))


def _migrated(one: _Taken, ids: Mapping[str, str], *, is_child: bool) -> Migrated:
    old = _id(one.source)
    return Migrated(
        one.source.path, one.flow.name, one.member, ids[old], tuple(notes(one.flow, ids, is_child=is_child))
    )


def _taken(candidates: Mapping[str, Source], target: Target) -> tuple[list[_Taken], References, dict[str, LeftOut]]:
    """The flows that nothing speaks against, the references that they use, and the others by member."""
    ids = _ids(candidates.values(), target)
    references, taken, refused = References(target), list[_Taken](), {}
    for member, source in candidates.items():
        flow = _view(source)
        no = refusal(flow, source.connectors)
        if no is None:
            try:
                data = migrated(source.file.data, flow, references.entries(flow, source.connectors), ids)
                why = unproven(flow, Flow(parse(data), source.file.name, member), ids)
                no = (f"the migrated flow is not proven: {why}", "report this flow to us") if why else None
            except RemediateError as error:
                no = error.message, error.hint
        if no is None:
            taken.append(_Taken(source, flow, member, data))
        else:
            refused[member] = LeftOut(source.path, source.file.name, *no)
    return taken, references, refused


def _chosen(sources: Sequence[Source]) -> tuple[list[Source], tuple[Passed, ...], list[LeftOut]]:
    """Each flow once; of one that was exported several times the first, and what became of the others."""
    first: dict[str, Source] = {}
    passed, others = [], []
    for source in sources:
        known = first.setdefault(_id(source), source)
        if known is source:
            continue
        if known.file.document == source.file.document:
            passed.append(Passed(source.path, f"{source.file.name} is the same flow as in {known.path}"))
        else:
            why = f"{known.path} holds another version of it, which is taken"
            others.append(LeftOut(source.path, source.file.name, why, "name only the package that is to be migrated"))
    return list(first.values()), tuple(passed), others


def _id(source: Source) -> str:
    """What a flow is called wherever it was exported: its own id, in lower case."""
    name = source.file.document.get("name")
    return name.casefold() if isinstance(name, str) and name else f"{source.path}/{source.file.member}".casefold()


def _ids(sources: Iterable[Source], target: Target) -> dict[str, str]:
    """The new id of each flow by its old one."""
    return {_id(source): migrated_id(target.unique_name, _id(source)) for source in sources}


def _member(source: Source, target: Target) -> str:
    [workflow_id] = _ids([source], target).values()
    return file_name(source.file.name, workflow_id)


def _view(source: Source) -> Flow:
    return replace(view_alone(source.file), name=shown(source.file.name))
