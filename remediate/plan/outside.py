"""What the playbook's detectors find in a package besides its flows, with its place and what can be done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from remediate.detection import Fate, Outcome, waived
from remediate.detectors import Confidence
from remediate.detectors.outside import OutsideDetector, Spotted
from remediate.flow import Flow
from remediate.flow.secret_parameters import declared_schema_name
from remediate.package import Package
from remediate.package.inline_variables import inline_default_at
from remediate.package.variables import default_at
from remediate.package.xmlpath import paths
from remediate.plan.model import Elsewhere, FlowPlan
from remediate.playbook import Playbook
from remediate.remedies import Held
from remediate.writer import decode
from remediate.writer.locate import line_and_column, locate

_Found = tuple[Spotted, Outcome]


def find_outside(package: Package, playbook: Playbook, flows: Sequence[FlowPlan] = ()) -> tuple[Elsewhere, ...]:
    """Every finding outside the flows of a package, by member and place.

    Raises:
        PackageError: a member that could be read before cannot be read any more.
    """
    by_member: dict[str, list[_Found]] = {}
    for step in playbook.steps:
        for spotted in step.detector.find(package.outside) if isinstance(step.detector, OutsideDetector) else ():
            outcome = _with_readers(_judge(step.detector.id, spotted), spotted, flows)
            by_member.setdefault(spotted.member, []).append((spotted, _as_scanned(outcome, package)))
    placed = (one for member in sorted(by_member) for one in _placed(package, member, by_member[member]))
    return tuple(replace(one, outcome=waived(one.outcome, playbook, "", one.member)) for one in placed)


def _judge(detector: str, spotted: Spotted) -> Outcome:
    finding = spotted.finding
    if finding.placeholder or finding.confidence is Confidence.LOW or not isinstance(finding.remedy, Held):
        return Outcome(detector, finding, Fate.REPORT)
    return Outcome(detector, finding, Fate.HELD, held=finding.remedy)


def _as_scanned(outcome: Outcome, package: Package) -> Outcome:
    """The outcome in a package that is never changed: that is what holds it."""
    held = outcome.fate is Fate.HELD and package.scan_only
    return replace(outcome, held=Held(package.scan_only or "")) if held else outcome


def _with_readers(outcome: Outcome, spotted: Spotted, flows: Sequence[FlowPlan]) -> Outcome:
    """The outcome of a variable that flows of the package read: they come first, and the variable follows."""
    if spotted.variable is None or outcome.fate is not Fate.HELD:
        return outcome
    schema = spotted.variable.schema_name.casefold()
    readers = [flow for flow in flows if schema in declared_variables(flow.mended.before)]
    if not readers:
        return outcome
    silent = [flow for flow in readers if not _is_told(flow, schema)]
    return replace(outcome, held=_untold(silent, schema) if silent else _told(readers))


def _told(readers: Sequence[FlowPlan]) -> Held:
    step = "see what is told of it: the variable is emptied once no flow needs its value"
    return Held(f"it is read by {_names(readers)}", step)


def _untold(readers: Sequence[FlowPlan], schema: str) -> Held:
    """Why flows that read the variable stay as they are, where nothing is told of their own copies of its value."""
    by_hand = "let it read a Secret variable in its place, then empty this one"
    without = [flow for flow in readers if all(value in (None, "") for value in kept_by(flow, schema).values())]
    if without:
        why = f"{_names(without)}, which keeps no value of it: what a read of the vault must give back is not proven"
        return Held(f"it is read by {why}", f"save the flow in the designer and export anew, or {by_hand}")
    return Held(f"it is read by {_names(readers)}, where nothing tells that its value is a credential", by_hand)


def _names(flows: Sequence[FlowPlan]) -> str:
    return ", ".join(sorted(flow.file.name for flow in flows))


def _is_told(flow: FlowPlan, schema: str) -> bool:
    """Whether a finding of the flow is about the value that it keeps of the variable."""
    kept = kept_by(flow, schema)
    return any(
        one.finding.pointer == at or one.finding.pointer.startswith(f"{at}/") for one in flow.outcomes for at in kept
    )


def kept_by(flow: FlowPlan, schema: str) -> dict[str, Any]:
    """What the flow keeps of the variable, by the pointers to it."""
    before = flow.mended.before
    declared = (
        (name, node) for name, node in before.parameters.items() if declared_schema_name(node).casefold() == schema
    )
    return {before.at("parameters", name, "defaultValue"): node.get("defaultValue") for name, node in declared}


def declared_variables(flow: Flow) -> set[str]:
    """The schema names of the variables that a flow declares as parameters, in casefold."""
    return {declared_schema_name(node).casefold() for node in flow.parameters.values()} - {""}


def _placed(package: Package, member: str, found: Sequence[_Found]) -> Iterator[Elsewhere]:
    """The findings in one member with line and column, and with their path where it is XML."""
    text = decode(package.read(member)).text
    offsets = [_offset(package, text, spotted) for spotted, _ in found]
    in_xml = paths(text, [at for at in offsets if at is not None])
    in_json = locate(text, {o.finding.pointer for _, o in found}) if None in offsets else {}
    placed = []
    for (spotted, outcome), at in zip(found, offsets, strict=True):
        finding = outcome.finding if at is None else replace(outcome.finding, pointer=in_xml.get(at, ""))
        place = in_json.get(finding.pointer) if at is None else line_and_column(text, at)
        schema_name = spotted.variable.schema_name if spotted.variable else ""
        placed.append(Elsewhere(member, replace(outcome, finding=finding), place, schema_name))
    yield from sorted(placed, key=lambda one: one.place or (0, 0))


def _offset(package: Package, text: str, spotted: Spotted) -> int | None:
    variable = spotted.variable
    if variable is None or spotted.finding.pointer:
        return spotted.at
    inline = package.facts is not None and variable.member == package.facts.customizations
    return inline_default_at(text, variable.schema_name) if inline else default_at(text)
