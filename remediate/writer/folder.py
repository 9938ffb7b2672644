"""A folder of files changed in place, or copied with changes.

In place, all new files are written beside the old ones before the first takes its place, and they take their places
in the caller's order. So a failure while writing changes nothing, and a process killed later leaves a folder in which
each file is old or new, no file is new before those that it needs, and a note says how to finish.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from remediate.errors import WriteError
from remediate.writer.atomic import (
    as_write_errors,
    create_like,
    force_folder,
    force_to_disk,
    is_leftover,
    remove_leftovers,
    temporary_beside,
)
from remediate.writer.steps import NOTE, inside, note_down, step, take

_FOREIGN = frozenset({".git", ".hg", ".svn"})  # not part of a solution, and full of the old secrets


def write_folder(
    root: Path, changed: Mapping[str, bytes], removed: Collection[str] = (), said: Mapping[str, Any] | None = None
) -> None:
    """Changes files of a folder in place.

    Args:
        root: the folder.
        changed: new content by name ("/" between folders, below `root`), in the order in which the files take their
            places: what others need comes first. New files and folders are made.
        removed: names of files that go, after all others are in place.
        said: what a run that has to finish it should know (JSON, without a value).

    Raises:
        WriteError: a name leads out of the folder, or the system refused. As long as no file was in place, nothing
            has changed; otherwise the error says how far it came, and `unfinished` gives what a second run finishes.
    """
    root = root.resolve()
    places = {name: inside(root, name) for name in changed}
    gone = {name: inside(root, name) for name in removed}
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
        steps = [step(name, places[name], temporary) for name, temporary in temporaries.items()]
        steps += [step(name, place, None) for name, place in gone.items()]
        undo.callback(_discard, (root / NOTE).unlink)
        note_down(root, steps, said or {})
        try:
            take(steps)
        except BaseException:
            if any(one.is_done and one.before != one.after for one in steps):
                undo.pop_all()  # a later run finishes it
            raise
        undo.pop_all()
        _discard((root / NOTE).unlink)


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
        inside(root, name)
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
