"""A solution, zipped or unpacked: its facts, its cloud flows, what could not be read (platform-facts, part 1)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from remediate.errors import PackageError
from remediate.package import connections, inline_variables, limits, workflows
from remediate.package.document import parse
from remediate.package.interface import Candidate, EnvironmentVariable, Facts, Package
from remediate.package.manifest import read_manifest
from remediate.package.outside import outside
from remediate.package.reading import LimitedMembers, Reading, located
from remediate.package.variables import VALUES_FILES, environment_variable, is_definition
from remediate.package.workflows import cloud_flows, cloud_flows_again
from remediate.package.xml import Element, find

_MANAGED = (
    "This is a managed solution: its flows are changed in the unmanaged solution that it was built from; "
    "export that and run again."
)
_INNER = "This solution is a zip inside another package: take it out, fix it, and put the result back."
_TOLD = (connections.LIST, workflows.LIST, inline_variables.DEFINITION)


@dataclass(frozen=True)
class Before:
    """A solution as it was before the members `changed` became others, which are listed as they were."""

    package: Package
    changed: Collection[str]

    def variables(self) -> Mapping[str, EnvironmentVariable]:
        """The environment variables, by member, of which nothing has changed."""
        facts = self.package.facts
        folders = set(map(_folder, self.changed))
        known = facts.environment_variables if facts else ()
        return {variable.member: variable for variable in known if _folder(variable.member) not in folders}


def _folder(member: str) -> str:
    """The folder of a member, whatever its case."""
    return member.casefold().rpartition("/")[0]


def load_solution(members: LimitedMembers, candidate: Candidate, before: Before | None = None) -> Package:
    """Open a solution; a flow that cannot be read is a problem of it. What is as `before` is not read again.

    Prose is not looked for again, nor kept.

    Raises:
        PackageError: its solution.xml or customizations.xml cannot be read.
    """
    reading = Reading(members, candidate.root)
    types = reading.member("[Content_Types].xml")
    folder, manifest = _manifest(reading, ("", "Other/") if types else ("Other/", ""))
    told = tuple(path for path in _TOLD if path != workflows.LIST) if before else _TOLD
    customized = _customized(reading, reading.member(f"{folder}customizations.xml"), told)
    facts = _facts(reading, types, manifest, customized, before.variables() if before else {})
    if before:
        flows = tuple(cloud_flows_again(reading, before.package.flows, before.changed))
    else:
        flows = tuple(cloud_flows(reading, customized.elements[workflows.LIST]))
    around = outside(reading, facts, with_prose=before is None)
    return Package(
        path=candidate.path,
        kind=candidate.kind,
        name=facts.unique_name,
        facts=facts,
        flows=flows,
        problems=tuple(reading.problems),
        scan_only=_MANAGED if facts.managed else _INNER if candidate.inner else None,
        members=members,
        inner=candidate.inner,
        outside=around,
    )


@dataclass(frozen=True)
class _Customized:
    """The customizations.xml, None where there is none, and the elements in it that are of interest."""

    member: str | None
    elements: Mapping[str, Sequence[Element]]


def _customized(reading: Reading, member: str | None, told: Sequence[str]) -> _Customized:
    """The file is read once for all that it tells: it can be by far the largest of a solution."""
    if member is None:
        return _Customized(None, dict.fromkeys(told, ()))
    text = reading.text(member)
    return _Customized(member, located(member, lambda: find(text, *told)))


def _facts(
    reading: Reading,
    types: str | None,
    member: str,
    customized: _Customized,
    known: Mapping[str, EnvironmentVariable],
) -> Facts:
    text = reading.text(member)
    manifest = located(member, lambda: read_manifest(text))
    inline = inline_variables.variables_in(customized.elements[inline_variables.DEFINITION], customized.member or "")
    return Facts(
        unique_name=manifest.unique_name,
        display_name=manifest.display_name or manifest.unique_name,
        version=manifest.version,
        publisher_prefix=manifest.publisher_prefix,
        managed=manifest.managed == "1",
        connection_references=tuple(connections.references_in(customized.elements[connections.LIST])),
        environment_variables=(*variables_in(reading, known), *inline),
        names=reading.names,
        root=reading.root,
        manifest=member,
        customizations=customized.member,
        content_types=types,
    )


def _manifest(reading: Reading, folders: tuple[str, ...]) -> tuple[str, str]:
    """The folder of solution.xml and its member; a plain unzip may have an unpacked `Other` left over beside it."""
    for folder in folders:
        if member := reading.member(f"{folder}solution.xml"):
            return folder, member
    raise PackageError("The solution has no solution.xml.", hint="Export the solution again.")


def variables_in(
    reading: Reading, known: Mapping[str, EnvironmentVariable] = MappingProxyType({})
) -> Iterator[EnvironmentVariable]:
    """The environment variables with files of their own; one that cannot be read becomes a problem of `reading`.

    Those that are `known`, by member, are not read.
    """
    for member in filter(is_definition, reading.names):
        try:
            yield known.get(member) or _variable(reading, member)
        except PackageError as error:
            reading.problems.append(error)


def _variable(reading: Reading, member: str) -> EnvironmentVariable:
    folder = member[len(reading.root) :].rpartition("/")[0]
    values_member = next((found for name in VALUES_FILES if (found := reading.member(f"{folder}/{name}"))), None)
    values = None
    if values_member:
        data = reading.bytes(values_member, limits.FLOW_LIMIT)
        values = located(values_member, lambda: parse(data))
    text = reading.text(member)
    return located(member, lambda: environment_variable(text, member, values, values_member))
