"""What would still hold a value that goes to the vault: the whole package is searched as it would be written."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from remediate.detection import Fate, Outcome, waived
from remediate.detectors.interface import Finding
from remediate.detectors.literal_copy import (
    in_file,
    in_file_name,
    in_flow,
    in_json,
    in_text,
    literal_copy,
    named_copies,
    repeated,
)
from remediate.detectors.literal_name import literal_name
from remediate.detectors.outside import Spotted
from remediate.detectors.outside.literal_description import literal_description
from remediate.errors import LinkError, PackageError
from remediate.flow import pointer as ptr
from remediate.package.document import parse
from remediate.package.edited import root_of
from remediate.package.searching import has_text, in_utf_8, is_zip, texts
from remediate.package.xmlpath import paths
from remediate.plan.model import Elsewhere, FlowPlan, PackagePlan
from remediate.playbook import Playbook
from remediate.remedies import Held
from remediate.shapes.copies import Copies, Copy
from remediate.writer.locate import line_and_column, locate

#: What a folder has beside a flow; it is called like that, whose name is looked at itself.
_OF_A_FLOW = ".data.xml"


def with_copies(plan: PackagePlan, playbook: Playbook) -> PackagePlan:
    """The plan that also tells every place in which a value that moves would be left.

    A place that a finding tells already is not told twice. Nothing is looked for where nothing moves.
    """
    copies = Copies(deposit.secret.reveal() for deposit in plan.deposits if deposit.secret is not None)
    if not copies:
        return plan
    found = [(flow, _InFlow(flow, copies)) for flow in plan.flows]
    flows = tuple(_with(flow, looked.findings, playbook) for flow, looked in found)
    named = {name for _, looked in found for name in looked.named}
    with plan.package.kept_open():
        elsewhere = [one for one in _beside(plan, copies, named) if not _is_told(plan, one)]
    told = [replace(one, outcome=waived(one.outcome, playbook, "", one.member)) for one in elsewhere]
    by_member = sorted((*plan.elsewhere, *told), key=lambda one: (one.member, one.place or (0, 0)))
    return replace(plan, flows=flows, elsewhere=tuple(by_member) if told else plan.elsewhere)


class _InFlow:
    """The copies in one flow as it would be: `named` are its names that hold one."""

    def __init__(self, plan: FlowPlan, copies: Copies) -> None:
        self._mended = plan.mended
        self._copies = copies
        flow = plan.mended.after if plan.changes else plan.mended.before
        holds = copies.may_stand_in(flow.name) or copies.may_stand_in(_text(plan))
        self.named = repeated(copies, named_copies(copies, flow)) if holds else []
        self.findings = list(in_flow(copies, flow, self._is_told)) if holds else []

    def _is_told(self, pointer: str, text: str, copy: Copy) -> bool:
        """Whether what was found in the flow tells the copy; of what stands in names only the name's own does."""
        here = [one for one in self._mended.remaining if one.finding.pointer == pointer]
        # what is known of names and descriptions by a value that moves is no finding on the result any more
        before = [one for one in self._mended.outcomes if one.finding.pointer == pointer and one.fate is not Fate.FIXED]
        if not text:
            return any(outcome.detector == literal_name.id for outcome in (*here, *before))
        same = before if before and ptr.find(self._mended.before.document, pointer) == text else []
        return any(self._is_inside(outcome.finding.span, text, copy) for outcome in (*here, *same))

    def _is_inside(self, span: tuple[int, int] | None, text: str, copy: Copy) -> bool:
        if span is None:
            return True
        if copy.end is not None:
            return span[0] < copy.end and copy.start < span[1]
        return any(other.number == copy.number for other in self._copies.found_in(text[slice(*span)]))


def _text(plan: FlowPlan) -> str | bytes:
    """The flow as it would be, as text in which a value has one of its spellings.

    Where only fates are wanted, the bytes of a flow that changes are not made.
    """
    data = plan.file.data if plan.data is None else plan.data
    if plan.changes and data is plan.file.data:
        return json.dumps(plan.mended.after.document, ensure_ascii=False)
    return in_utf_8(data)


def _with(plan: FlowPlan, findings: Iterable[Finding], playbook: Playbook) -> FlowPlan:
    file = plan.file
    more = tuple(waived(_outcome(finding), playbook, file.name, file.member) for finding in findings)
    return replace(plan, outcomes=(*plan.outcomes, *more)) if more else plan


def _outcome(finding: Finding) -> Outcome:
    held = finding.remedy if isinstance(finding.remedy, Held) else None
    return Outcome(literal_copy.id, finding, Fate.HELD, held=held)


def _beside(plan: PackagePlan, copies: Copies, named: Collection[str]) -> Iterator[Elsewhere]:
    """The copies in the members that are no flows, as they will be."""
    flows = {flow.file.member for flow in plan.flows}
    root = root_of(plan.package)
    for member in sorted({*plan.package.members.names, *plan.edits} - flows - set(plan.removed)):
        if not member.startswith(root):
            continue
        if _is_named_by(copies, member.removeprefix(root)) and member.removesuffix(_OF_A_FLOW) not in flows:
            yield Elsewhere(member, _outcome(in_file_name()))
        if has_text(member):
            try:
                yield from _inside(member, plan.edits.get(member) or plan.package.read(member), copies, named)
            except LinkError:
                continue  # what it leads to is written only where it is a member itself
            except PackageError as error:
                held = Held(error.message, "look through it yourself")
                finding = Finding("", "The file could not be searched for copies of what moves", "", held)
                yield Elsewhere(member, _outcome(finding))


def _is_named_by(copies: Copies, name: str) -> bool:
    return copies.may_stand_in(name) and bool(copies.found_in(name))


def _inside(member: str, data: bytes, copies: Copies, named: Collection[str]) -> Iterator[Elsewhere]:
    for found in texts(member, data):
        if not copies.may_stand_in(found):
            continue
        text = found.decode("utf-8", "replace")
        if is_zip(member):
            if copies.found_in(text):
                yield Elsewhere(member, _outcome(in_file("", "")))
                return
        elif (document := _parsed(found) if member.casefold().endswith(".json") else None) is not None:
            spotted = [one.finding for one in in_json(copies, member, document, named)]
            places = locate(text, {finding.pointer for finding in spotted})
            yield from (Elsewhere(member, _outcome(one), places.get(one.pointer)) for one in spotted)
        else:
            yield from _in_text(member, text, in_text(copies, member, text, named))


def _in_text(member: str, text: str, spotted: Iterable[Spotted]) -> Iterator[Elsewhere]:
    """Of what stands in one attribute or element of XML, the first; in a text that is none, all."""
    found = {one.at or 0: one.finding for one in spotted}
    in_xml = paths(text, list(found))
    seen = set()
    for at in sorted(found):
        finding = replace(found[at], pointer=in_xml.get(at, ""))
        if not finding.pointer or finding.pointer not in seen:
            yield Elsewhere(member, _outcome(finding), line_and_column(text, at))
        seen.add(finding.pointer)


def _parsed(data: bytes) -> Any:
    try:
        return parse(data)
    except PackageError:
        return None  # read as the text that it is


def _is_told(plan: PackagePlan, one: Elsewhere) -> bool:
    """Whether another finding tells the place: an export repeats a description for its language, below the same."""
    pointer = one.outcome.finding.pointer
    for known in plan.elsewhere:
        if known.member != one.member or known.outcome.fate is Fate.FIXED:
            continue
        place = known.outcome.finding.pointer
        described = known.outcome.detector == literal_description.id and "escription" in pointer
        if place == pointer if place else known.variable:
            return True
        if described and place and pointer.startswith(place.rpartition("/")[0] + "/"):
            return True
    return False
