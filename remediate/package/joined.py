"""Several packages exported outside solutions, seen as one: what became one solution is compared with all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.interface import FlowFile, Kind, Package


@dataclass(frozen=True)
class _JoinedMembers:
    """The members of packages, by the name of their package and their path in it."""

    packages: Mapping[str, Package] = field(repr=False)

    @property
    def names(self) -> Sequence[str]:
        """All members that are files, sorted."""
        return sorted(f"{name}/{member}" for name, package in self.packages.items() for member in package.members.names)

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The bytes of one member.

        Raises:
            PackageError: there is no such member, it cannot be read, or it is larger than `limit`.
        """
        for name, package in self.packages.items():
            if member.startswith(f"{name}/"):
                data = package.read(member.removeprefix(f"{name}/"))
                if len(data) > limit:
                    raise PackageError(limits.too_large(limit), hint=limits.DIVIDE, file=member)
                return data
        raise PackageError("There is no such member.", hint="Export the package again.", file=member)


def joined(path: Path, packages: Mapping[str, Package]) -> Package:
    """The packages at or below `path`, by a name for each, as one. A flow that several hold alike is one."""
    return Package(
        path=path,
        kind=Kind.LEGACY_FOLDER,
        name=path.name,
        facts=None,
        flows=tuple(_flows(packages)),
        problems=tuple(_problem(name, one) for name, package in packages.items() for one in package.problems),
        scan_only=None,
        members=_JoinedMembers(packages),
    )


def _flows(packages: Mapping[str, Package]) -> Iterator[FlowFile]:
    """Each flow once; another version of one that is there already is one of its own, and has lost its id."""
    known: dict[str, list[FlowFile]] = {}
    for name, package in packages.items():
        for file in package.flows:
            same = known.setdefault((file.workflow_id or "").casefold(), [])
            if all(one.document != file.document for one in same):
                yield replace(file, member=f"{name}/{file.member}", workflow_id="" if same else file.workflow_id)
                same.append(file)


def _problem(name: str, problem: PackageError) -> PackageError:
    return PackageError(problem.message, hint=problem.hint, file=f"{name}/{problem.file}", pointer=problem.pointer)
