"""What one file holds: the packages in a zip, a flow's definition, deployment settings."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from remediate.errors import PackageError
from remediate.package import limits
from remediate.package.archive import ZipMembers, inner_zip
from remediate.package.document import parse
from remediate.package.folder import read_file
from remediate.package.git_layout import git_roots
from remediate.package.interface import Candidate, Kind
from remediate.package.outside import has_settings, is_settings, may_have_settings
from remediate.package.reading import located
from remediate.package.shape import looks_like_flow, places
from remediate.writer.store import stored

EXPECTED = "Name an exported solution (.zip), its unpacked folder, a flow's definition, or a folder that holds any."
"""What to name in place of what holds none."""
NAMED = (".zip", ".json")
"""How the files are called that are worth a word where they cannot be read."""
MARK = b"ImportExportXml"
"""What stands in the manifest of every solution."""
_LEGACY = re.compile(r"(?:\A|.*/)(?=microsoft\.flow/flows/[^/]+/definition\.json\Z)", re.IGNORECASE)
_HEAD = 4096
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_Found = Candidate | PackageError


def in_file(path: Path, *, named: bool, claimed: bool = False) -> Iterator[Candidate | PackageError]:
    """The packages in a file, by what is in it and not by its name; what is broken comes as an error.

    A file that is `named` by somebody must hold one. `claimed`: a package around it owns it where it is plain JSON.
    """
    try:
        if not path.is_file():
            if named or os.path.lexists(path):  # else it went while the folder was looked through
                yield PackageError("This is neither a file nor a folder.", hint=EXPECTED, file=str(path))
            return
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        if named or path.suffix.casefold() in NAMED:
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
        yield PackageError("The zip holds neither a solution nor an exported flow.", hint=EXPECTED, file=str(path))


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
        if f"{folder}{slash}customizations.xml".casefold() not in lower and MARK not in members.read(name):
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
            yield PackageError("This is neither a zip nor JSON.", hint=EXPECTED, file=str(path))
        return
    if places(document):
        yield Candidate(path, Kind.DEFINITION)
    elif settings and has_settings(document):
        yield Candidate(path, Kind.SETTINGS)
    elif named:
        yield PackageError(
            "This is JSON and no flow: it holds no definition with triggers and actions.",
            hint=EXPECTED,
            file=str(path),
        )


def _too_much(path: Path, error: PackageError, *, named: bool) -> Iterator[PackageError]:
    """What is said of a file that cannot be read whole."""
    start = _start(path)
    if named and start and not _opens_object(start) and path.suffix.casefold() != ".json":
        yield PackageError("This is neither a zip nor JSON.", hint=EXPECTED, file=str(path))
    elif named or looks_like_flow(start):
        yield error


def _start(path: Path) -> bytes:
    """The first part of a file that is too large to be read whole."""
    try:
        with path.open("rb") as stream:
            return stream.read(limits.MIB)
    except OSError:
        return b""
