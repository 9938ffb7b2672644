"""Planned packages on their way to the disk: several at a time while the run goes on, told of in their order.

The run itself deposits the values, one package after the other. A package is given to a writer when its own are in the
vault, read back; the writer sees once more that they are, right before it writes. What lies in one file, or beside one,
is written one after the other.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from remediate.batch.carrying_out import Deposits, Goal, carry_out
from remediate.batch.crew import Inline
from remediate.batch.destinations import companion
from remediate.batch.journal import Look
from remediate.batch.ready import Ready
from remediate.batch.results import Result, Status
from remediate.batch.stopping import Stop
from remediate.batch.working import ours
from remediate.errors import RemediateError, VaultLost
from remediate.vault import Deposited

_T = TypeVar("_T")

#: Enough for a disk to have always something to do while others wait for it; each holds a package in memory.
_WRITERS = 4


@dataclass(frozen=True)
class Begun:
    """A package that a writer has: where it goes, how the zip looked that is its base, and what will come of it."""

    ready: Ready
    goal: Goal
    base: Look | None
    result: Future[Result]

    @property
    def in_place(self) -> bool:
        """Whether what was read is written over: nobody can tell afterwards what it was."""
        return self.goal.output == self.ready.plan.package.path

    def stands_beside(self, output: Path) -> bool:
        """Whether another result has files in common with this one, in whatever case the disk has them."""
        return _stem(self.goal.output) == _stem(output)


class Carrying(Protocol):
    """A run that knows how a package is carried out."""

    def begun(self, ready: Ready, deposits: Deposits, writers: Executor) -> Begun:
        """Deposit the values of a package, and give it to a writer."""

    def ended(self, begun: Begun) -> Result:
        """What came of it, once it is written; it is noted down then."""


class Writing:
    """The writers of a run. Where nobody works ahead there are none: each package is written before the next."""

    def __init__(self, run: Carrying, deposits: Deposits, stop: Stop, *, ahead: bool) -> None:
        self._run = run
        self._deposits = deposits
        self._stop = stop
        self._writers: Executor = ThreadPoolExecutor(_WRITERS, "writer") if ahead else Inline()
        self._begun: deque[Begun | Result] = deque()

    def results(self, packages: Iterable[Ready | Result]) -> Generator[Result]:
        """Each package as it ended. Whatever happens, what is begun is written to its end, told of and noted down."""
        try:
            with self._stop.held():
                try:
                    yield from self._in_order(self._until_stopped(packages))
                except (KeyboardInterrupt, RemediateError):
                    yield from self._rest()
                    raise
                self._stop.check()
        finally:
            with self._stop.held():
                self._leave()

    def _in_order(self, packages: Iterable[Ready | Result]) -> Iterator[Result]:
        for package in packages:
            yield from self._ended(partial(self._is_in_the_way_of, package))
            self._begin(package)
            yield from self._ended(self._is_due)
        yield from self._ended(lambda: True)

    def _until_stopped(self, packages: Iterable[Ready | Result]) -> Iterator[Ready | Result]:
        """The packages, waited for with an open ear: one that was only planned is as it was."""
        coming = iter(packages)
        while True:
            with self._stop.heard():
                package = next(coming, None)
            if package is None:
                return
            yield package

    def _begin(self, package: Ready | Result) -> None:
        if isinstance(package, Ready):
            self._begun.append(self._run.begun(package, self._deposits, self._writers))
        else:
            self._begun.append(package)

    def _ended(self, still: Callable[[], bool]) -> Iterator[Result]:
        """What was begun first, as long as `still` says that it has to be waited for."""
        while self._begun and still():
            first = self._begun.popleft()
            yield first if isinstance(first, Result) else self._run.ended(first)

    def _rest(self) -> Iterator[Result]:
        """What was begun before the run came to its end."""
        while self._begun:
            with suppress(RemediateError):  # the run ends for another reason, or for the same
                yield from self._ended(lambda: True)

    def _is_in_the_way_of(self, package: Ready | Result) -> bool:
        """Whether something is being written that shares files with the package, or may lie in its folder."""
        if isinstance(package, Result) or not package.plan.changes:
            return False
        alone = package.output == package.plan.package.path
        return any(isinstance(one, Begun) and (alone or one.stands_beside(package.output)) for one in self._begun)

    def _is_due(self) -> bool:
        """Whether the first is to be told of before anything else is begun: it is written, or there are enough."""
        first = self._begun[0]
        done = isinstance(first, Result) or first.result.done()
        return done or len(self._begun) > _WRITERS or any(isinstance(b, Begun) and b.in_place for b in self._begun)

    def _leave(self) -> None:
        self._writers.shutdown()
        for _ in self._rest():
            pass


def written(ready: Ready, stored: Mapping[str, Deposited], deposits: Deposits, goal: Goal) -> Result:
    """Write a package whose values are in the vault.

    Raises:
        VaultLost: they are not there any more.
        WriteError: it could not be written; it is as it was.
    """
    deposits.check(stored)
    carried = carry_out(ready.plan, ready.prepared.edits, stored, deposits.vault.address, goal)
    return replace(ready.result, status=Status.FIXED, carried=carried)


def attempted(ready: Ready, do: Callable[[], _T]) -> _T | Result:
    """What it gives, or the package that failed, as it was.

    Raises:
        VaultLost: the next package would lose its values as well.
    """
    try:
        return do()
    except VaultLost:
        raise
    except RemediateError as error:
        return replace(ready.result, status=Status.FAILED, error=error)
    except Exception as error:  # noqa: BLE001 - a fault of ours; its text could hold a value
        return replace(ready.result, status=Status.FAILED, error=ours(error))


def _stem(output: Path) -> str:
    """What the names of a result and of the files beside it begin with, whatever the case."""
    return str(companion(output, "")).casefold()
