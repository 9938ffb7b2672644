"""Finding packages by looking into files and folders, not by their names."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.archive import ZipMembers, inner_zip
from remediate.package.document import parse
from remediate.package.folder import SKIPPED, link_error, list_folder, read_file
from remediate.package.git_layout import git_roots, is_solution_file
from remediate.package.interface import Candidate, Kind
from remediate.package.outside import has_settings, is_settings, may_have_settings
from remediate.package.reading import located
from remediate.package.shape import looks_like_flow, places
from remediate.writer.store import stored

_LEGACY = re.compile(r"(?:\A|.*/)(?=microsoft\.flow/flows/[^/]+/definition\.json\Z)", re.IGNORECASE)
_HEAD = 4096
_MARK = b"ImportExportXml"
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_DEPTH_LIMIT = 100
_NAMED = (".zip", ".json")
_Found = Candidate | PackageError
_EXPECTED = "Name an exported solution (.zip), its unpacked folder, a flow's definition, or a folder that holds any."


def discover(path: Path) -> Iterator[_Found]:
    """The packages at `path` or, if it is a folder, anywhere below it, sorted; what is broken comes as an error.

    A folder search passes over files that are no packages; a file that is named directly must be one.
    """
    try:
        is_folder = path.is_dir()
        there = is_folder or path.exists()
    except (OSError, RuntimeError):
        circle = "The path leads round in a circle of links, or may not be looked at."
        yield PackageError(
            circle, hint="Name what the links were to lead to, or check the permissions.", file=str(path)
        )
        return
    if not there:
        yield PackageError("There is no such file or folder.", hint="Check the path.", file=str(path))
    elif not is_folder:
        yield from _in_file(path, named=True)
    else:
        found = False
        for candidate in _in_store(path) if stored(path) else _in_folder(path, path):
            found = True
            yield candidate
        if not found:
            yield PackageError("The folder holds no solution and no flow.", hint=_EXPECTED, file=str(path))


def solution_around(flow: Path) -> Path | None:
    """The unpacked solution in whose `Workflows` the file of a flow lies; None where it lies in none."""
    for folder in flow.resolve().parents:
        if folder.name.casefold() == "workflows":
            try:
                beside = {e.name.casefold(): e.name for e in list_folder(folder.parent) if e.is_dir()}
            except PackageError:
                return None
            return folder.parent if _solution_folder(folder.parent, beside) else None
    return None


def is_package_folder(folder: Path) -> bool:
    """Whether a folder is an unpacked package itself, and not only one that holds some."""
    try:
        folders = {e.name.casefold(): e.name for e in list_folder(folder) if e.is_dir(follow_symlinks=False)}
    except PackageError:
        return False
    return any(look(folder, folders) for look in (_solution_folder, _legacy_folder, _git_folder))


def _in_folder(top: Path, folder: Path, *, claimed: bool = False, depth: int = 0) -> Iterator[_Found]:
    """`claimed`: a package around it owns the plain JSON files here, and tells itself what it could not look into."""
    try:
        entries = list_folder(folder)
    except PackageError as error:
        yield from [] if claimed else [error]
        return
    if depth > _DEPTH_LIMIT:
        deep = f"Folders are searched {_DEPTH_LIMIT} levels deep, and these go deeper."
        yield PackageError(deep, hint="Name this folder as well.", file=str(folder))
        return
    folders = {e.name.casefold(): e.name for e in entries if e.is_dir(follow_symlinks=False) and e.name not in SKIPPED}
    own = _solution_folder(folder, folders) or _legacy_folder(folder, folders) or _git_folder(folder, folders)
    yield from [_from_src(own, top)] if own else []
    claimed = claimed or own is not None
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            yield from [] if claimed else _in_link(top, path)
        elif entry.is_file():
            yield from _in_file(path, named=False, claimed=claimed)
        elif entry.is_dir() and entry.name not in SKIPPED and not (own and entry.name.casefold() == "other"):
            yield from _in_folder(top, path, claimed=claimed, depth=depth + 1)


def _in_store(folder: Path) -> Iterator[_Found]:
    """The zips in a folder of cloud storage and below."""
    waiting = [folder]
    while waiting:
        entries = waiting.pop()
        try:
            if entries != folder and not entries.is_dir():
                yield from _in_file(entries, named=False) if entries.suffix.casefold() == ".zip" else []
                continue
            waiting += sorted(entries.iterdir(), key=str, reverse=True)
        except OSError as error:
            why = f"The folder cannot be listed: {error.strerror}."
            yield PackageError(why, hint="Check its address and your rights.", file=str(entries))


def _solution_folder(folder: Path, folders: dict[str, str]) -> Candidate | None:
    places_to_look = [folder, *([folder / folders["other"]] if "other" in folders else [])]
    for place in places_to_look:
        try:
            files = {entry.name.casefold(): place / entry.name for entry in list_folder(place)}
        except PackageError:
            continue
        if "solution.xml" in files and ("customizations.xml" in files or _is_manifest(files["solution.xml"])):
            return Candidate(folder, Kind.SOLUTION_FOLDER)
    return None


def _is_manifest(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _MARK in stream.read(_HEAD).replace(b"\0", b"")
    except OSError:
        return False


def _legacy_folder(folder: Path, folders: dict[str, str]) -> Candidate | None:
    if "microsoft.flow" not in folders:
        return None
    try:
        flows = [e for e in list_folder(folder / folders["microsoft.flow"]) if e.name.casefold() == "flows"]
    except PackageError:
        return None
    return Candidate(folder, Kind.LEGACY_FOLDER) if flows else None


def _git_folder(folder: Path, folders: dict[str, str]) -> Candidate | None:
    """A folder of the Git integration: it has `solutions`, and one of them is a solution.yml (platform-facts 1.8)."""
    if "solutions" not in folders:
        return None
    name = folders["solutions"]
    try:
        inside = [entry.name for entry in list_folder(folder / name) if entry.is_dir(follow_symlinks=False)]
        found = any(
            is_solution_file(f"{name}/{one}/{e.name}") for one in inside for e in list_folder(folder / name / one)
        )
    except PackageError:
        return None
    return Candidate(folder, Kind.GIT_FOLDER) if found else None


def _from_src(candidate: Candidate, top: Path) -> Candidate:
    """A solution in `src` is its parent's, as the project files of pac have it, unless `src` itself was named."""
    path = candidate.path
    if candidate.kind is Kind.SOLUTION_FOLDER and path.name.casefold() == "src" and path != top:
        return Candidate(path.parent, candidate.kind, root=f"{path.name}/")
    return candidate


def _in_link(top: Path, path: Path) -> Iterator[PackageError]:
    """A link is never followed; it is worth a word when what it leads to is not found anyway."""
    try:
        target = path.resolve(strict=True)
        of_interest = target.is_dir() or path.suffix.casefold() in _NAMED
        inside = target.is_relative_to(top.resolve())
    except (OSError, RuntimeError):
        return
    if of_interest and not inside:
        yield link_error(str(path))


def _in_file(path: Path, *, named: bool, claimed: bool = False) -> Iterator[_Found]:
    try:
        if not path.is_file():
            if named or os.path.lexists(path):  # else it went while the folder was looked through
                yield PackageError("This is neither a file nor a folder.", hint=_EXPECTED, file=str(path))
            return
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        if named or path.suffix.casefold() in _NAMED:
            yield PackageError("The file cannot be read.", hint="Check its permissions.", file=str(path))
        return
    if head.startswith(_ZIP_MARKS) or path.suffix.casefold() == ".zip":
        yield from _in_zip(path, named=named)
    elif stored(path):
        yield PackageError("Of cloud storage, only zips are read.", hint="Copy the file here.", file=str(path))
    elif named or (not claimed and _opens_object(head)):
        yield from _in_json(path, named=named)


def _opens_object(head: bytes) -> bool:
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{")


def _in_zip(path: Path, *, named: bool) -> Iterator[_Found]:
    """A broken zip is an error if its name says that it is one: documents of many kinds are zips too."""
    try:
        with ZipMembers(lambda: path.open("rb")) as members:
            found: list[_Found] = [*_roots(path, members)] or [*_inner(path, members)]
    except PackageError as error:
        if named or path.suffix.casefold() == ".zip":
            yield PackageError(error.message, hint=error.hint, file=str(path))
        return
    yield from found
    if named and not found:
        yield PackageError("The zip holds neither a solution nor an exported flow.", hint=_EXPECTED, file=str(path))


def _roots(path: Path, members: ZipMembers, inner: str = "") -> Iterator[Candidate]:
    legacy = {found[0] for name in members.names if (found := _LEGACY.match(name))}
    for root in _outermost(_solution_roots(members)):
        yield Candidate(path, Kind.SOLUTION_ZIP, root, inner)
    for root in sorted(legacy):
        yield Candidate(path, Kind.LEGACY_ZIP, root, inner)
    for root in git_roots(members.names):
        yield Candidate(path, Kind.GIT_ZIP, root, inner)


def _solution_roots(members: ZipMembers) -> Iterator[str]:
    """The folders in a zip, each empty or ending in `/`, in which a solution stands."""
    lower = {name.casefold() for name in members.names}
    for name in members.names:
        folder, slash, file = name.rpartition("/")
        if file.casefold() != "solution.xml":
            continue
        if f"{folder}{slash}customizations.xml".casefold() not in lower and _MARK not in members.read(name):
            continue
        above, _, last = folder.rpartition("/")
        folder = above if last.casefold() == "other" else folder
        yield f"{folder}/" if folder else ""


def _outermost(roots: Iterator[str]) -> list[str]:
    """The roots that are inside no other, sorted."""
    kept: list[str] = []
    for root in sorted(set(roots)):
        if not kept or not root.startswith(kept[-1]):
            kept.append(root)
    return kept


def _inner(path: Path, members: ZipMembers) -> Iterator[_Found]:
    """Solutions that stand as zips in this zip, as Package Deployer wraps them; one level deep."""
    for name in members.names:
        if name.casefold().endswith(".zip"):
            try:
                with ZipMembers(inner_zip(members, name)) as inner:
                    yield from _roots(path, inner, name)
            except PackageError as error:
                yield PackageError(error.message, hint=error.hint, file=f"{path}/{name}")


def _in_json(path: Path, *, named: bool) -> Iterator[_Found]:
    try:
        data = read_file(path, limits.FLOW_LIMIT, follow=named)
    except PackageError as error:
        yield from _too_much(path, error, named=named)
        return
    told = named or is_settings(path.name) or looks_like_flow(data)
    settings = may_have_settings(data)
    if not told and not settings:
        return
    try:
        document = located(str(path), lambda: parse(data))
    except PackageError as error:
        if not told:
            return
        if _opens_object(data) or path.suffix.casefold() == ".json":
            yield error
        else:  # a picture is no flow that was saved wrongly
            yield PackageError("This is neither a zip nor JSON.", hint=_EXPECTED, file=str(path))
        return
    if places(document):
        yield Candidate(path, Kind.DEFINITION)
    elif settings and has_settings(document):
        yield Candidate(path, Kind.SETTINGS)
    elif named:
        yield PackageError(
            "This is JSON and no flow: it holds no definition with triggers and actions.",
            hint=_EXPECTED,
            file=str(path),
        )


def _too_much(path: Path, error: PackageError, *, named: bool) -> Iterator[PackageError]:
    """What is said of a file that cannot be read whole."""
    start = _start(path)
    if named and start and not _opens_object(start) and path.suffix.casefold() != ".json":
        yield PackageError("This is neither a zip nor JSON.", hint=_EXPECTED, file=str(path))
    elif named or looks_like_flow(start):
        yield error


def _start(path: Path) -> bytes:
    """The first part of a file that is too large to be read whole."""
    try:
        with path.open("rb") as stream:
            return stream.read(limits.MIB)
    except OSError:
        return b""
