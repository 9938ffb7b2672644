"""A folder of Power Platform's Git integration: read as far as documented, never written (platform-facts 1.8, 11k).

Solutions are YAML there: `solutions/NAME/solution.yml`, `publishers/NAME/publisher.yml`; each cloud flow is a JSON file
below `modernflows`, with a `workflow.yml` beside it; variables are the XML files of other layouts. All solutions of an
environment may share these folders, so they are one package here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse
from remediate.package.interface import Candidate, ConnectionReference, Facts, FlowFile, Package
from remediate.package.outside import outside
from remediate.package.reading import LimitedMembers, Reading, located
from remediate.package.shape import places
from remediate.package.solution import variables_in
from remediate.package.workflows import CLOUD_FLOW, flow_file

GIT_LAYOUT = (
    "This is a folder of Power Platform's Git integration, which is read and never written, since not all of its form "
    "is published: export the solution as a .zip and fix that, or fix the flows in the environment and commit there."
)
_SOLUTION = re.compile(r"solutions/[^/]+/solution\.ya?ml\Z", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\A|.*/)(?=solutions/[^/]+/solution\.ya?ml\Z)", re.IGNORECASE)
_PUBLISHER = re.compile(r"publishers/[^/]+/publisher\.ya?ml\Z", re.IGNORECASE)
_REFERENCE = re.compile(r"connectionreferences/[^/]+/connectionreference\.ya?ml\Z", re.IGNORECASE)
_FLOW = re.compile(r"(?:.*/)?modernflows/.+\.json\Z", re.IGNORECASE)
_LINE = re.compile(r"""[ \t]*(?:- )?(?P<quote>['"]?)(?P<key>@?\w+)(?P=quote)[ \t]*:[ \t]+(?P<value>\S.*)""")
_QUOTES = ("'", '"')


def git_roots(names: Iterable[str]) -> list[str]:
    """The folders among files, each empty or ending in `/`, in which this layout stands."""
    return sorted({found[0] for name in names if (found := _BEFORE.match(name))})


def is_solution_file(path: str) -> bool:
    """Whether a path below a folder is what tells this layout from others: `solutions/NAME/solution.yml`."""
    return _SOLUTION.match(path) is not None


def load_git_layout(members: LimitedMembers, candidate: Candidate) -> Package:
    """Open such a folder, or a zip of one; what cannot be read of it is a problem of it."""
    reading = Reading(members, candidate.root)
    solutions = [(member, _scalars(reading, member)) for member in _named(reading, _SOLUTION)]
    names = [told.get("UniqueName", "") or member.split("/")[-2] for member, told in solutions]
    publishers = [_scalars(reading, member) for member in _named(reading, _PUBLISHER)]
    facts = Facts(
        unique_name=", ".join(names),
        display_name=", ".join(names),
        version=", ".join(told.get("Version", "") for _, told in solutions),
        publisher_prefix=_prefix((*(told for _, told in solutions), *publishers)),
        managed=False,
        connection_references=tuple(_references(reading)),
        environment_variables=tuple(variables_in(reading)),
        names=reading.names,
        root=reading.root,
        manifest=solutions[0][0] if solutions else "",
        customizations=None,
        content_types=None,
    )
    flows, around = tuple(_flows(reading)), outside(reading, facts)
    return Package(
        path=candidate.path,
        kind=candidate.kind,
        name=facts.unique_name,
        facts=facts,
        flows=flows,
        problems=tuple(reading.problems),
        scan_only=GIT_LAYOUT,
        members=members,
        outside=around,
    )


def _named(reading: Reading, pattern: re.Pattern[str]) -> Iterator[str]:
    return (member for member in reading.names if pattern.match(member[len(reading.root) :]))


def _flows(reading: Reading) -> Iterator[FlowFile]:
    for member in _named(reading, _FLOW):
        told = _beside(reading, member)
        if told.get("Category", CLOUD_FLOW) != CLOUD_FLOW:
            continue
        try:
            data = reading.bytes(member, limits.FLOW_LIMIT)
            document = located(member, lambda data=data: parse(data))  # type: ignore[misc]
        except PackageError as error:
            reading.problems.append(error)
            continue
        if len(places(document)) == 1:
            workflow_id = told.get("@WorkflowId", "").strip("{}").lower()
            yield flow_file(member, data, document, name=told.get("@Name", ""), workflow_id=workflow_id)


def _beside(reading: Reading, member: str) -> Mapping[str, str]:
    """What the workflow.yml in the folder of a flow says of it; nothing where there is none, or several flows."""
    folder = member[len(reading.root) :].rpartition("/")[0]
    described = reading.member(f"{folder}/workflow.yml")
    siblings = [one for one in _named(reading, _FLOW) if one.rpartition("/")[0] == member.rpartition("/")[0]]
    return _scalars(reading, described) if described and len(siblings) == 1 else {}


def _references(reading: Reading) -> Iterator[ConnectionReference]:
    for member in _named(reading, _REFERENCE):
        told = _scalars(reading, member)
        name = told.get("@connectionreferencelogicalname", "") or member.split("/")[-2]
        yield ConnectionReference(name, told.get("connectorid", ""), told.get("connectionreferencedisplayname", ""))


def _prefix(told: tuple[Mapping[str, str], ...]) -> str:
    """The prefix of the publisher; empty where there are several, or none."""
    found = {one["CustomizationPrefix"] for one in told if "CustomizationPrefix" in one}
    return found.pop() if len(found) == 1 else ""


def _scalars(reading: Reading, member: str) -> Mapping[str, str]:
    """The members of a YAML file that hold plain text on their own line, by name, the first of each.

    The files of this layout are the XML ones in another spelling, and their names are told apart by the name alone: no
    more of YAML than this is needed to know what things are called.
    """
    try:
        text = reading.text(member)
    except PackageError as error:
        reading.problems.append(error)
        return {}
    found: dict[str, str] = {}
    for line in text.split("\n"):
        if matched := _LINE.fullmatch(line):
            found.setdefault(matched["key"], _unquoted(matched["value"].removesuffix("\r").rstrip(" \t")))
    return found


def _unquoted(value: str) -> str:
    quote = value[:1]
    if quote in _QUOTES and len(value) > 1 and value.endswith(quote):
        return value[1:-1].replace("''", "'") if quote == "'" else value[1:-1]
    return value
