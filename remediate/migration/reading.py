"""The flows outside solutions at and below what was named, with what their packages say of their connectors."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from remediate.errors import PackageError
from remediate.flow.custom_connectors import is_custom
from remediate.migration.model import Connector, Passed, Source
from remediate.package import Candidate, FlowFile, Kind, Package, discover, open_package
from remediate.package.document import parse
from remediate.package.shape import is_outside_solutions

Found = Source | Passed | PackageError


def sources(paths: Sequence[Path], output: Path) -> Iterator[Found]:
    """Every flow outside solutions, once, in the order of finding; what is broken comes as an error.

    `output` is where the solution goes: one that an earlier run left there is no input.
    """
    seen: set[Candidate] = set()
    for named in paths:
        for found in discover(named):
            if isinstance(found, PackageError):
                yield found
            elif found.path.resolve() != output.resolve() and found not in seen:
                seen.add(found)
                yield from _opened(found)


def _opened(candidate: Candidate) -> Iterator[Found]:
    try:
        package = open_package(candidate)
    except PackageError as error:
        yield error
        return
    outside = [file for file in package.flows if is_outside_solutions(file.document)]
    if package.kind not in (Kind.LEGACY_ZIP, Kind.LEGACY_FOLDER) and not outside:
        yield Passed(str(candidate), "it is no package exported outside solutions")
        return
    for problem in package.problems:
        yield PackageError(
            problem.message, hint=problem.hint, file=f"{candidate}/{problem.file}", pointer=problem.pointer
        )
    for file in package.flows:
        yield Source(str(candidate), file, _connectors(package, file))


def _connectors(package: Package, file: FlowFile) -> Mapping[str, Connector]:
    """What is said of each connection's connector, by its local key; a package without a manifest says nothing."""
    references = file.document["properties"].get("connectionReferences")
    resources, apis = _resources(package, file)
    found = {}
    for key, reference in references.items() if isinstance(references, dict) else ():
        resource = resources.get(str(apis.get(key)))
        details = resource.get("details") if isinstance(resource, dict) else None
        shown = details.get("displayName") if isinstance(details, dict) else None
        name = str(reference.get("id", "") if isinstance(reference, dict) else "").rpartition("/")[2]
        undescribed = isinstance(resource, dict) and "name" not in resource
        found[key] = Connector(shown if isinstance(shown, str) else name, undescribed or is_custom(name))
    return found


def _resources(package: Package, file: FlowFile) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The manifest's resources, and the flow's map from local keys to those of its connectors."""
    if package.legacy is None or file.member not in package.legacy.assets:
        return {}, {}
    manifest = parse(package.read(package.legacy.manifest))
    return manifest["resources"], parse(package.read(package.legacy.assets[file.member].apis_map))
