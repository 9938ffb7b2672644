"""What there is to do: every package at or below what was named, once, in an order that is always the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Queue
from threading import Event, Thread

from remediate.batch.destinations import FOLDERS, Destination, is_result
from remediate.errors import PackageError
from remediate.package import Candidate, Kind, discover
from remediate.writer.store import stored

Found = tuple[Path, Candidate | PackageError]
"""What was named, and a package at or below it, or what is broken there."""

#: How many packages are found ahead at most: enough to know how many there are, and few enough to keep.
_AHEAD = 10_000

_OUT = "--out names this folder, which is a package itself."
_ELSEWHERE = "Name another folder with --out."


def found(paths: Sequence[Path], destination: Destination | None = None) -> Iterator[Found]:
    """Each package, as it is found; results of this and of earlier runs only where they are named."""
    seen: set[Candidate] = set()
    for named in paths:
        out = _results_below(named, destination)
        for item in discover(named):
            if isinstance(item, PackageError):
                yield named, item
                continue
            known = replace(item, path=item.path.resolve())
            if known.path == out and item.kind in FOLDERS:
                yield named, PackageError(_OUT, hint=_ELSEWHERE, file=str(item.path))
                continue
            wanted = item.path == named or not (is_result(item.path) or (out and known.path.is_relative_to(out)))
            if wanted and known not in seen:
                seen.add(known)
                yield named, item


def _results_below(named: Path, destination: Destination | None) -> Path | None:
    """The folder of results, if it lies inside what was named: what appears there is no input."""
    if destination is None or destination.folder is None or bool(stored(destination.folder)) != bool(stored(named)):
        return None
    folder, top = destination.folder.resolve(), named.resolve()
    return folder if folder != top and folder.is_relative_to(top) else None


def _is_settings(item: Found) -> bool:
    return isinstance(item[1], Candidate) and item[1].kind is Kind.SETTINGS


def found_ahead(items: Iterator[Found], told: Callable[..., None]) -> Iterator[Found]:
    """The same items, found by a thread of their own; `told` hears their number, and whether it is `complete`.

    Deployment settings do not count: most have nothing to tell, and are no package then.
    """
    queue: Queue[Found | BaseException | None] = Queue(_AHEAD)
    given_up = Event()

    def look() -> None:
        number = 0
        try:
            for item in items:
                number += not _is_settings(item)
                queue.put(item)
                told(number, complete=False)
                if given_up.is_set():
                    return
            told(number, complete=True)
            queue.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised where the items are wanted
            queue.put(error)

    Thread(target=look, name="discovery", daemon=True).start()
    try:
        while (item := queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        given_up.set()
        while not queue.empty():  # there may be one that waits for room
            queue.get_nowait()
