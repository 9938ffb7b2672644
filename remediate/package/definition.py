"""A file that stands by itself, without a package around it: a flow's definition, or deployment settings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.document import parse
from remediate.package.folder import read_file
from remediate.package.interface import Candidate, Document, FlowFile, Outside, Package
from remediate.package.reading import LimitedMembers
from remediate.package.shape import Place, places, scan_only, split_name

_GIT_LAYOUT = (
    "This flow stands in a folder of Power Platform's Git integration, whose other files are not rewritten: "
    "export the solution as a .zip and fix that."
)


@dataclass(frozen=True)
class FileMembers:
    """A single file, seen as a package of one member: its own name."""

    path: Path

    @property
    def names(self) -> Sequence[str]:
        """The file's name."""
        return (self.path.name,)

    @property
    def problems(self) -> Sequence[PackageError]:
        """Nothing: there is but the one file."""
        return ()

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The file's bytes.

        Raises:
            PackageError: another member is asked for, or the file cannot be read or is larger than `limit`.
        """
        if member != self.path.name:
            raise PackageError(
                "There is no such member beside a single flow.", hint="Name the whole package.", file=member
            )
        return read_file(self.path, limit, follow=True)


def load_definition(candidate: Candidate) -> Package:
    """Open a file with a flow definition, or a resource template with several.

    Raises:
        PackageError: the file cannot be read, or holds no flow.
    """
    return load_file(FileMembers(candidate.path), candidate)


def load_file(members: LimitedMembers, candidate: Candidate) -> Package:
    """The same, with the file's bytes out of `members`."""
    data = members.read(candidate.path.name, limits.FLOW_LIMIT)
    document = parse(data)
    found = places(document)
    if not found:
        raise PackageError(
            "This is JSON and no flow: it holds no definition with triggers and actions.",
            hint="Name an exported solution, its folder, or a flow's definition.",
        )
    return Package(
        path=candidate.path,
        kind=candidate.kind,
        name=candidate.path.name,
        facts=None,
        flows=tuple(_flow(candidate.path, data, document, place) for place in found),
        problems=(),
        scan_only=_GIT_LAYOUT if _is_of_git_layout(candidate.path) else scan_only(document),
        members=members,
    )


def load_settings(candidate: Candidate) -> Package:
    """Open a deployment settings file that lies beside its solutions: it holds no flow.

    Raises:
        PackageError: the file cannot be read.
    """
    members = FileMembers(candidate.path)
    document = Document(candidate.path.name, parse(members.read(candidate.path.name, limits.FLOW_LIMIT)))
    return Package(
        path=candidate.path,
        kind=candidate.kind,
        name=candidate.path.name,
        facts=None,
        flows=(),
        problems=(),
        scan_only=None,
        members=members,
        outside=Outside(settings=(document,)),
    )


def _is_of_git_layout(path: Path) -> bool:
    """Whether the file is a flow of the Git integration: below `modernflows` (platform-facts 11k)."""
    return any(part.casefold() == "modernflows" for part in path.absolute().parts[:-1])


def _flow(path: Path, data: bytes, document: object, place: Place) -> FlowFile:
    stem, guid = split_name(path.name)
    name = place.name or (path.parent.name if stem in ("workflow", "definition") else "") or stem
    flow = FlowFile(path.name, name, data, document, place.definition, place.references)
    return replace(flow, workflow_id=guid)
