"""A folder of files changed in place, or copied with changes.

In place, all new files are written beside the old ones before the first takes its place, and they take their places
in the caller's order. So a failure while writing changes nothing, and a process killed later leaves a folder in which
each file is old or new and no file is new before those that it needs.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

from remediate.errors import WriteError
from remediate.writer.atomic import (
    as_write_errors,
    create_like,
    force_folder,
    force_to_disk,
    is_leftover,
    temporary_beside,
)

_FOREIGN = frozenset({".git", ".hg", ".svn"})  # not part of a solution, and full of the old secrets


def write_folder(root: Path, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    """Changes files of a folder in place.

    Args:
        root: the folder.
        changed: new content by name ("/" between folders, below `root`), in the order in which the files take their
            places: what others need comes first. New files and folders are made.
        removed: names of files that go, after all others are in place.

    Raises:
        WriteError: a name leads out of the folder, or the system refused. As long as no file was in place, nothing
            has changed; otherwise the error says how far it came, and a second run goes on from there.
    """
    root = root.resolve()
    places = {name: _inside(root, name) for name in changed}
    gone = [_inside(root, name) for name in removed]
    remove_leftovers(root)
    with ExitStack() as undo:
        temporaries = {}
        for name, place in places.items():
            with as_write_errors(root / name):
                _make_folders(place.parent, undo)
                temporaries[name] = temporary_beside(place)
                undo.callback(_discard, temporaries[name].unlink)
                with create_like(place, temporaries[name]) as new:
                    new.write(changed[name])
                    force_to_disk(new)
        _put_in_place(temporaries, places, gone)
        undo.pop_all()


def copy_folder(root: Path, destination: Path, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    """Writes a copy of a folder with changes; it appears under its name only when it is complete.

    Version control folders and leftovers of killed runs are left out. A link to a file inside the folder becomes that
    file.

    Raises:
        WriteError: the destination is not empty or lies within the folder, a name or a link leads out of the folder, or
            the system refused; no destination has appeared then.
    """
    root = root.resolve()
    for name in (*changed, *removed):
        _inside(root, name)
    with as_write_errors(destination):
        place = destination.resolve()
        if place.is_relative_to(root):
            raise WriteError(
                "The output would lie within its own input.", hint="Choose another --out.", file=str(place)
            )
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise WriteError(
                "There is something here already.", hint="Choose an empty or new folder with --out.", file=str(place)
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = temporary_beside(place)
        try:
            _fill(temporary, root, changed, frozenset(removed))
            if place.exists():
                place.rmdir()  # it is empty; Windows renames onto nothing
            temporary.rename(place)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        force_folder(place.parent)


def remove_leftovers(root: Path) -> None:
    """Takes away the temporary files that killed runs have left in the folder, at any depth."""
    for folder, _, names in os.walk(root):
        for name in filter(is_leftover, names):
            with as_write_errors(Path(folder, name)):
                Path(folder, name).unlink(missing_ok=True)


def _put_in_place(temporaries: Mapping[str, Path], places: Mapping[str, Path], gone: Collection[Path]) -> None:
    """Renames one after the other, then removes; one folder reaches the disk before anything in the next changes."""
    done, folder = 0, None
    steps = [*((places[name], temporaries[name]) for name in places), *((path, None) for path in gone)]
    try:
        for path, temporary in steps:
            with as_write_errors(path):
                if folder is not None and folder != path.parent:
                    force_folder(folder)
                if temporary is None:
                    path.unlink(missing_ok=True)
                else:
                    os.replace(temporary, path)  # noqa: PTH105  # the system call is the point
            done, folder = done + 1, path.parent
        if folder is not None:
            with as_write_errors(folder):
                force_folder(folder)
    except WriteError as error:
        if done:
            progress = f"{done} of {len(places) + len(gone)} files are done: run again to finish."
            error.hint = f"{progress} {error.hint}".rstrip()
        raise


def _fill(target: Path, root: Path, changed: Mapping[str, bytes], removed: Collection[str]) -> None:
    """Writes the whole copy to `target`, which does not exist yet."""
    target.mkdir()
    for source in _files(root):
        name = source.relative_to(root).as_posix()
        if name not in changed and name not in removed:
            _write(target / name, source, source.read_bytes())
    for name, data in changed.items():
        _write(target / name, root / name, data)
    for folder, _, _ in os.walk(target):
        force_folder(Path(folder))


def _write(path: Path, model: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with create_like(model, path) as new:
        new.write(data)
        force_to_disk(new)


def _files(root: Path) -> Iterator[Path]:
    """The files to copy, in a fixed order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - _FOREIGN)
        for name in (*folders, *names):
            path = Path(folder, name)
            if path.is_symlink() and (path.is_dir() or not path.resolve().is_relative_to(root)):
                raise WriteError("This link leads elsewhere and is not copied.", hint="Remove it.", file=str(path))
        yield from (Path(folder, name) for name in sorted(names) if not is_leftover(name))


def _make_folders(folder: Path, undo: ExitStack) -> None:
    """Makes the folder and those above it; `undo` takes away the ones that were not there."""
    if folder.is_dir():
        return
    _make_folders(folder.parent, undo)
    folder.mkdir()
    undo.callback(_discard, folder.rmdir)
    force_folder(folder.parent)


def _discard(remove: Callable[[], None]) -> None:
    """Removes what a failed run has made, unless it is gone or in use: a folder with a file already in place."""
    with suppress(OSError):
        remove()


def _inside(root: Path, name: str) -> Path:
    """The file that a name stands for, links followed, which must lie within the root."""
    parts = PurePosixPath(name).parts
    windows = PureWindowsPath(name)
    strange = not parts or ".." in (*parts, *windows.parts) or windows.drive or windows.root or "\0" in name
    path = None if strange else (root / name).resolve()
    if path is None or not path.is_relative_to(root) or path == root:
        raise WriteError("This name leads out of the folder; nothing was written.", file=name)
    return path
