"""Opening what was found."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from remediate.errors import PackageError
from remediate.package.archive import ZipMembers, inner_zip
from remediate.package.definition import load_definition, load_settings
from remediate.package.discovery import discover
from remediate.package.folder import FolderMembers
from remediate.package.git_layout import load_git_layout
from remediate.package.interface import Candidate, Kind, Package
from remediate.package.legacy import load_legacy
from remediate.package.reading import LimitedMembers
from remediate.package.solution import load_solution

_RESPELLED = (
    "The zip names its members with backslashes, as no export does: "
    "unpack it, pack it again with an ordinary zip program, and run again."
)

_NAMES = {Kind.DEFINITION: ".json", Kind.SOLUTION_ZIP: ".zip", Kind.LEGACY_ZIP: ".zip"}
"""How the files end that are changed, or get a result: a file that is named otherwise is a backup, or a note."""


def packages(path: Path) -> Iterator[Package | PackageError]:
    """Every package at or below `path`, opened one after the other; one that cannot be is given as its error."""
    for found in discover(path):
        if isinstance(found, PackageError):
            yield found
            continue
        try:
            yield open_package(found)
        except PackageError as error:
            yield error


def open_package(source: Path | Candidate) -> Package:
    """The one package at a path, or one that `discover` found.

    Raises:
        PackageError: there is none, it cannot be read, or there are several.
    """
    with opened_package(source) as package:
        return package


@contextmanager
def opened_package(source: Path | Candidate) -> Iterator[Package]:
    """The same, and what holds its members stays open until the block ends: a zip is opened once for all of it.

    Raises:
        PackageError: as `open_package`.
    """
    candidate = source if isinstance(source, Candidate) else _only(source)
    with ExitStack() as held:
        try:
            loaded = _load(candidate, held)
            package = replace(loaded, scan_only=loaded.scan_only or _by_its_name(candidate))
        except PackageError as error:
            inside = [] if candidate.kind in (Kind.DEFINITION, Kind.SETTINGS) else [candidate.inner, error.file]
            file = "/".join([str(candidate.path), *filter(None, inside)])
            raise PackageError(error.message, hint=error.hint, file=file, pointer=error.pointer) from None
        held.enter_context(package.kept_open())
        yield package


def _by_its_name(candidate: Candidate) -> str | None:
    """Why a file stays as it is, None where its name says what is in it."""
    ending = _NAMES.get(candidate.kind)
    if ending is None or candidate.path.suffix.casefold() == ending:
        return None
    return f"Its name does not end in {ending}, as a backup's does not: to have it fixed, name the file {ending}."


def _only(path: Path) -> Candidate:
    found: list[Candidate] = []
    for item in discover(path):
        if isinstance(item, PackageError):
            raise item
        found.append(item)
    if len(found) != 1:
        raise PackageError(f"There are {len(found)} packages here.", hint="Name one of them.", file=str(path))
    return found[0]


def _load(candidate: Candidate, held: ExitStack) -> Package:
    match candidate.kind:
        case Kind.SOLUTION_ZIP | Kind.LEGACY_ZIP | Kind.GIT_ZIP:
            members = held.enter_context(_zip(candidate))
            package = _load_members(members, candidate)
            return replace(package, scan_only=package.scan_only or _RESPELLED) if members.respelled else package
        case Kind.SOLUTION_FOLDER | Kind.LEGACY_FOLDER | Kind.GIT_FOLDER:
            return _load_members(FolderMembers(candidate.path, candidate.root), candidate)
        case Kind.DEFINITION:
            return load_definition(candidate)
        case Kind.SETTINGS:
            return load_settings(candidate)
        case _:
            assert_never(candidate.kind)


def _load_members(members: LimitedMembers, candidate: Candidate) -> Package:
    if candidate.kind in (Kind.SOLUTION_ZIP, Kind.SOLUTION_FOLDER):
        return load_solution(members, candidate)
    if candidate.kind in (Kind.GIT_FOLDER, Kind.GIT_ZIP):
        return load_git_layout(members, candidate)
    return load_legacy(members, candidate)


def _zip(candidate: Candidate) -> ZipMembers:
    outer = ZipMembers(lambda: candidate.path.open("rb"))
    return ZipMembers(inner_zip(outer, candidate.inner)) if candidate.inner else outer
