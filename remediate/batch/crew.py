"""Who does the work: an executor, how much it is given at once, and what happens when one of its workers dies."""

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from remediate.batch.stopping import stops_wait
from remediate.batch.time_limit import no_answer
from remediate.batch.working import Job, Prepared, failed, opened, ours, work
from remediate.errors import ClusterError, PackageError, RemediateError

if TYPE_CHECKING:
    from remediate.batch.envelope import Letterbox

_GRACE = 30
"""Seconds beyond its time after which a worker that should have ended a package is taken for one that cannot."""

_DIED = "Its worker died, and so did the one that tried again: it may need more memory than there is."
_ALONE = "Run it alone with --on serial, and report it if that fails too."


class Inline(Executor):
    """Work done at once, by whoever gives it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Do it; the future is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **more))
        except Exception as error:  # noqa: BLE001 - it is the future's to raise
            future.set_exception(error)
        return future


@dataclass(frozen=True)
class Ticket:
    """A job that was given away, and where its result will be; None where it could not even be given."""

    job: Job
    future: "Future[Prepared | bytes] | None"


@dataclass(frozen=True)
class Workers:
    """How workers are had, and where they are.

    `make` starts them; `again` starts those that try a second time what a worker has died of, each alone, so that the
    package which kills is told from those that only were there. `size` is how many packages are worked on at a time.
    `apart` says that they are other processes: what they send back is sealed. `folder` is where relative paths start,
    for workers that are elsewhere. `end` is rid of workers whatever they do; without it they are left alone, as a
    cluster's are, who may be others' too.
    """

    make: Callable[[], Executor]
    size: int
    apart: bool = False
    again: Callable[[], Executor] | None = None
    folder: str = ""
    end: Callable[[Executor], None] | None = None


_INLINE = Workers(Inline, 0)


class Crew:
    """Workers at work. The first `patience` seconds of it are done at once, before any worker is started.

    `seconds` is the longest that one package may take, 0 for as long as it likes.
    """

    def __init__(self, workers: Workers = _INLINE, patience: float = 0, seconds: float = 0) -> None:
        self._workers = workers
        self._patience = patience
        self._seconds = seconds
        self._given: set[Future[Prepared | bytes]] = set()
        self._executor: Executor | None = None
        self._second: Executor | None = None
        self._letterbox: Letterbox | None = None

    @property
    def window(self) -> int:
        """How many packages are given away at most before the first of them is taken back."""
        return 2 * self._workers.size + 2 if self.works_ahead and self._patience <= 0 else 1

    @property
    def works_ahead(self) -> bool:
        """Whether anybody works while the run itself does something else."""
        return self._workers.size > 0

    def give(self, job: Job) -> Ticket:
        """Have a package planned."""
        job = replace(job, seconds=self._seconds)
        if self._patience > 0:
            return self._at_once(job)
        job = replace(job, address=self._address(), folder=self._workers.folder)
        if not self.works_ahead:
            return Ticket(job, self._workers.make().submit(work, job))
        with stops_wait():  # a worker that is only half started would be nobody's
            return self._given_away(job)

    def _given_away(self, job: Job) -> Ticket:
        for _ in range(2):  # an executor that lost a worker takes no more work: the second is a new one
            self._executor = self._executor or self._workers.make()
            try:
                future = self._executor.submit(work, job)
                self._given.add(future)
                return Ticket(job, future)
            except RuntimeError:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None
        return Ticket(job, None)

    def _at_once(self, job: Job) -> Ticket:
        started = time.monotonic()
        ticket = Ticket(job, Inline().submit(work, job))
        self._patience -= time.monotonic() - started
        return ticket

    def _address(self) -> bytes:
        if not self._workers.apart:
            return b""
        if self._letterbox is None:
            from remediate.batch.envelope import Letterbox  # noqa: PLC0415 - cryptography, where values leave a process

            self._letterbox = Letterbox()
        return self._letterbox.address

    def take(self, ticket: Ticket) -> Prepared:
        """The planned package, as soon as it is there; one that kills its workers, or keeps them for ever, has failed.

        Raises:
            ClusterError: the workers cannot be reached any more.
        """
        try:
            if self._hangs(ticket):
                self._executor = self._rid_of(self._executor)
                return Prepared(failed(ticket.job.candidate, no_answer(self._seconds)))
            return self._opened(ticket)
        except ClusterError:
            raise
        except Exception:  # noqa: BLE001 - of the executor: `work` raises nothing
            return self._once_more(ticket.job)

    def _once_more(self, job: Job) -> Prepared:
        with stops_wait():
            executor = self._second or (self._workers.again or self._workers.make)()
            self._second = executor
        try:
            with stops_wait():
                ticket = Ticket(job, executor.submit(work, job))
            if self._hangs(ticket):
                self._second = self._rid_of(executor)
                return Prepared(failed(job.candidate, no_answer(self._seconds)))
            return self._opened(ticket)
        except ClusterError:
            raise
        except Exception as error:  # noqa: BLE001 - likewise
            executor.shutdown(wait=False, cancel_futures=True)
            self._second = None
            return Prepared(failed(job.candidate, _reason(error)))

    def _hangs(self, ticket: Ticket) -> bool:
        """Wait for the package. It hangs when for longer than its time neither it nor any other one comes back."""
        if not self._seconds or ticket.future is None:
            return False
        while not ticket.future.done():
            self._given = {future for future in self._given if not future.done()} | {ticket.future}
            if not wait(self._given, self._seconds + _GRACE, FIRST_COMPLETED).done:
                self._given.discard(ticket.future)
                return True
        return False

    def _rid_of(self, executor: Executor | None) -> Executor | None:
        """The executor without a worker that hangs; None where the next package is for a new one."""
        if executor is None or self._workers.end is None:
            return executor
        self._workers.end(executor)
        return None

    def _opened(self, ticket: Ticket) -> Prepared:
        if ticket.future is None:
            raise RuntimeError("the executor took no work")
        self._given.discard(ticket.future)  # it holds the package
        done = ticket.future.result()
        if isinstance(done, Prepared):
            return done
        if self._letterbox is None:
            raise TypeError("a sealed result, and nobody who can open it")
        return opened(self._letterbox.open(done))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let go of the workers. What they still do is abandoned: it has changed nothing, and may never end."""
        with stops_wait():
            for executor in (self._executor, self._second):
                if executor is None:
                    continue
                if kind is not None and self._workers.end is not None:
                    self._workers.end(executor)
                executor.shutdown(wait=False, cancel_futures=True)
            self._executor = self._second = None


def _reason(error: BaseException) -> RemediateError:
    if isinstance(error, RemediateError):
        return error
    if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":
        return PackageError(_DIED, hint=_ALONE)
    return ours(error)
