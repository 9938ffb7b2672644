"""Finding packages by looking into folders, and into the files there (`in_file`), not by their names."""

from collections.abc import Iterator
from pathlib import Path

from remediate.errors import PackageError
from remediate.package.folder import SKIPPED, link_error, list_folder
from remediate.package.git_layout import is_solution_file
from remediate.package.in_file import EXPECTED, MARK, NAMED, in_file
from remediate.package.interface import Candidate, Kind
from remediate.writer.store import stored

_HEAD = 4096
_DEPTH_LIMIT = 100
_Found = Candidate | PackageError


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
        yield from in_file(path, named=True)
    else:
        found = False
        for candidate in _in_store(path) if stored(path) else _in_folder(path, path):
            found = True
            yield candidate
        if not found:
            yield PackageError("The folder holds no solution and no flow.", hint=EXPECTED, file=str(path))


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
    return _unpacked(folder, folders) is not None


def _unpacked(folder: Path, folders: dict[str, str]) -> Candidate | None:
    """The package that is unpacked into a folder; `folders` are those in it, by their names in casefold."""
    return _solution_folder(folder, folders) or _legacy_folder(folder, folders) or _git_folder(folder, folders)


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
    own = _unpacked(folder, folders)
    yield from [_from_src(own, top)] if own else []
    claimed = claimed or own is not None
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            yield from [] if claimed else _in_link(top, path)
        elif entry.is_file():
            yield from in_file(path, named=False, claimed=claimed)
        elif entry.is_dir() and entry.name not in SKIPPED and not (own and entry.name.casefold() == "other"):
            yield from _in_folder(top, path, claimed=claimed, depth=depth + 1)


def _in_store(folder: Path) -> Iterator[_Found]:
    """The zips in a folder of cloud storage and below."""
    waiting = [folder]
    while waiting:
        entries = waiting.pop()
        try:
            if entries != folder and not entries.is_dir():
                yield from in_file(entries, named=False) if entries.suffix.casefold() == ".zip" else []
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
            return MARK in stream.read(_HEAD).replace(b"\0", b"")
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
        of_interest = target.is_dir() or path.suffix.casefold() in NAMED
        inside = target.is_relative_to(top.resolve())
    except (OSError, RuntimeError):
        return
    if of_interest and not inside:
        yield link_error(str(path))
