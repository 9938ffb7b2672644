"""Who does the work: an executor, how much it is given at once, and what happens when one of its workers dies."""

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from remediate.batch.working import Job, Prepared, failed, opened, ours, work
from remediate.errors import ClusterError, PackageError, RemediateError

if TYPE_CHECKING:
    from remediate.batch.envelope import Letterbox

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
    for workers that are elsewhere.
    """

    make: Callable[[], Executor]
    size: int
    apart: bool = False
    again: Callable[[], Executor] | None = None
    folder: str = ""


_INLINE = Workers(Inline, 0)


class Crew:
    """Workers at work. The first `patience` seconds of it are done at once, before any worker is started."""

    def __init__(self, workers: Workers = _INLINE, patience: float = 0) -> None:
        self._workers = workers
        self._patience = patience
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
        if self._patience > 0:
            return self._at_once(job)
        job = replace(job, address=self._address(), folder=self._workers.folder)
        for _ in range(2):  # an executor that lost a worker takes no more work: the second is a new one
            self._executor = self._executor or self._workers.make()
            try:
                return Ticket(job, self._executor.submit(work, job))
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
        """The planned package, as soon as it is there; a package that kills its workers has failed.

        Raises:
            ClusterError: the workers cannot be reached any more.
        """
        try:
            return self._opened(ticket)
        except (ClusterError, KeyboardInterrupt):
            raise
        except (Exception, CancelledError):  # noqa: BLE001 - of the executor: `work` raises nothing
            return self._once_more(ticket.job)

    def _once_more(self, job: Job) -> Prepared:
        self._second = self._second or (self._workers.again or self._workers.make)()
        try:
            return self._opened(Ticket(job, self._second.submit(work, job)))
        except ClusterError:
            raise
        except (Exception, CancelledError) as error:  # noqa: BLE001 - likewise
            self._second.shutdown(wait=False, cancel_futures=True)
            self._second = None
            return Prepared(failed(job.candidate, _reason(error)))

    def _opened(self, ticket: Ticket) -> Prepared:
        if ticket.future is None:
            raise RuntimeError("the executor took no work")
        done = ticket.future.result()
        if isinstance(done, Prepared):
            return done
        if self._letterbox is None:
            raise TypeError("a sealed result, and nobody who can open it")
        return opened(self._letterbox.open(done))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the workers; what they still do is abandoned, and has changed nothing."""
        for executor in (self._executor, self._second):
            if executor is not None:
                executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._second = None


def _reason(error: BaseException) -> RemediateError:
    if isinstance(error, RemediateError):
        return error
    if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":
        return PackageError(_DIED, hint=_ALONE)
    return ours(error)
