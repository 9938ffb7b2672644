"""A package as it will be once some members are written anew: read by the same code, before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.definition import load_file
from remediate.package.git_layout import load_git_layout
from remediate.package.interface import Candidate, Kind, Members, Package
from remediate.package.legacy import load_legacy
from remediate.package.solution import Before, load_solution


@dataclass(frozen=True)
class EditedMembers:
    """Members with others in the place of some, and without those that are removed."""

    members: Members
    edits: Mapping[str, bytes] = field(repr=False)
    removed: Collection[str] = ()

    @property
    def names(self) -> Sequence[str]:
        """All members that are files, sorted."""
        return tuple(sorted({*self.members.names, *self.edits} - set(self.removed)))

    @property
    def problems(self) -> Sequence[PackageError]:
        """None of its own: those of the package as it was are known."""
        return ()

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The bytes of one member.

        Raises:
            PackageError: there is no such member, it cannot be read, or it is larger than `limit`.
        """
        data = self.edits.get(member)
        if data is None:
            return self.members.read(member)
        if len(data) > limit:
            raise PackageError(f"It would be larger than {limits.shown(limit)}.", hint=limits.DIVIDE, file=member)
        return data


def edited(package: Package, edits: Mapping[str, bytes], removed: Collection[str] = ()) -> Package:
    """The package with other members, as if written and opened again; what stays is not read twice.

    Its workflows are listed as they were: that a list of them is another one is for whoever compares the members.

    Raises:
        PackageError: what it would be cannot be read.
    """
    members = EditedMembers(package.members, edits, removed)
    candidate = Candidate(package.path, package.kind, root_of(package), package.inner)
    match package.kind:
        case Kind.SOLUTION_ZIP | Kind.SOLUTION_FOLDER:
            return load_solution(members, candidate, Before(package, {*edits, *removed}))
        case Kind.LEGACY_ZIP | Kind.LEGACY_FOLDER:
            return load_legacy(members, candidate)
        case Kind.GIT_FOLDER | Kind.GIT_ZIP:
            return load_git_layout(members, candidate)
        case Kind.DEFINITION:
            return load_file(members, candidate)
        case Kind.SETTINGS:
            return replace(package, members=members)


def root_of(package: Package) -> str:
    """The folder inside the package in which it stands: empty, or ending in `/`."""
    if package.facts:
        return package.facts.root
    roots = {file.member[: max(0, file.member.casefold().find("microsoft.flow/"))] for file in package.flows}
    return roots.pop() if len(roots) == 1 else ""  # several packages that were joined stand in no one folder
