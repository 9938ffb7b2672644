"""The cloud flows of a solution: which of its workflows they are, and their files (platform-facts 1.3, 1.7).

A zip lists its workflows in customizations.xml, an unpacked solution in one .data.xml beside each flow. Only category 5
is a cloud flow. Where neither says, the file itself is looked at.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse_named
from remediate.package.interface import FlowFile
from remediate.package.reading import Reading, located
from remediate.package.shape import places, split_name
from remediate.package.xml import Element, find

CLOUD_FLOW = "5"
"""The category of a cloud flow among the workflows of a solution."""

FLOW_FOLDERS = ("workflows/", "modernflows/")
_DATA = ".json.data.xml"
LIST = "ImportExportXml/Workflows/Workflow"
"""Where customizations.xml lists workflows."""

_ALONE = "Workflow"


@dataclass(frozen=True)
class _Listed:
    """What a solution says of one workflow; `category` is empty where it does not say."""

    name: str
    id: str
    category: str


def cloud_flows(reading: Reading, workflows: Iterable[Element]) -> Iterator[FlowFile]:
    """The cloud flows of a solution, by member; those that cannot be read become problems of `reading`.

    `workflows` are the elements at `LIST` of its customizations.xml.
    """
    listed = _listed(reading, workflows)
    there = {name for name in reading.names if _is_flow_place(name[len(reading.root) :])}
    for member in sorted(there | set(listed)):
        entry = listed.get(member, _Listed("", "", ""))
        if entry.category in ("", CLOUD_FLOW):
            yield from _read(reading, member, entry)


def cloud_flows_again(reading: Reading, before: Iterable[FlowFile], changed: Collection[str]) -> Iterator[FlowFile]:
    """The same flows in a solution of which only the members `changed` are others; the rest is not read again."""
    for file in before:
        if file.member in changed:
            yield from _read(reading, file.member, _Listed(file.name, file.workflow_id or "", CLOUD_FLOW))
        else:
            yield file


def _read(reading: Reading, member: str, entry: _Listed) -> Iterator[FlowFile]:
    """The flow of a member, if it is one; a problem of `reading` where it cannot be read."""
    try:
        flow = _flow(reading, member, entry)
    except PackageError as error:
        reading.problems.append(error)
    else:
        yield from [flow] if flow else []


def _listed(reading: Reading, workflows: Iterable[Element]) -> dict[str, _Listed]:
    """Member of the JSON -> what is said of it; a .data.xml that cannot be read is a problem, and says nothing."""
    found = _entries(reading, workflows, beside="")
    for name in reading.names:
        if name.casefold().endswith(_DATA):
            try:
                elements = _elements(reading, name, _ALONE)
            except PackageError as error:
                reading.problems.append(error)
                continue
            found |= _entries(reading, elements, beside=name[len(reading.root) : -len(".data.xml")])
    return found


def _elements(reading: Reading, member: str, path: str) -> list[Element]:
    text = reading.text(member)
    return located(member, lambda: find(text, path)[path])


def _entries(reading: Reading, elements: Iterable[Element], *, beside: str) -> dict[str, _Listed]:
    found = {}
    for element in elements:
        path = beside or element.child_text("JsonFileName").lstrip("/")
        if path:
            entry = _Listed(
                element.attributes.get("Name", ""),
                element.attributes.get("WorkflowId", "").strip("{}").lower(),
                element.child_text("Category"),
            )
            found[reading.member(path) or reading.root + path] = entry
    return found


def _is_flow_place(path: str) -> bool:
    return path.casefold().startswith(FLOW_FOLDERS) and path.casefold().endswith(".json")


def _flow(reading: Reading, member: str, entry: _Listed) -> FlowFile | None:
    if not reading.holds(member):
        if entry.category != CLOUD_FLOW:
            return None
        raise PackageError(
            f"The solution lists the cloud flow {entry.name!r} and does not hold its file.",
            hint="Export the solution again.",
            file=member,
        )
    data = reading.bytes(member, limits.FLOW_LIMIT)
    document, names = located(member, lambda: parse_named(data))
    found = places(document)
    if len(found) != 1:
        if entry.category != CLOUD_FLOW:
            return None
        raise PackageError(
            "This is listed as a cloud flow, and holds no definition with triggers and actions.",
            hint="Export the solution again.",
            file=member,
        )
    return replace(flow_file(member, data, document, name=entry.name, workflow_id=entry.id), names=names)


def flow_file(member: str, data: bytes, document: Any, *, name: str = "", workflow_id: str = "") -> FlowFile:
    """The one flow in a document; its name and id as given, else as the document or the file name says."""
    [place] = places(document)
    from_file = split_name(member.rpartition("/")[2])
    return FlowFile(
        member=member,
        name=name or place.name or from_file[0],
        data=data,
        document=document,
        definition_pointer=place.definition,
        references_pointer=place.references,
        workflow_id=workflow_id or from_file[1],
    )
