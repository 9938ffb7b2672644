"""Processes of this machine."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread

from remediate.collecting import collect_rarely

_ENDING = 5
"""Seconds in which a pool comes to its end, unless one of its workers waits for a disk that does not answer."""


class Pool(ProcessPoolExecutor):
    """A pool that has come to its end when it is let go of, and not some time while Python ends.

    Python wakes up the thread of each pool then, and prints a traceback where it is just closing what it is woken by.
    """

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor
        """See `Executor.shutdown`."""
        thread: Thread | None = getattr(self, "_executor_manager_thread", None)
        super().shutdown(wait, cancel_futures=cancel_futures)
        if thread is not None:
            thread.join(_ENDING)


def pool(size: int) -> Pool:
    """A pool of `size` workers.

    They are forked from a clean server where that is possible, as the run itself may have threads, and started anew
    elsewhere. Ctrl-C is the run's to hear: workers are told by it.
    """
    served = "forkserver" in get_all_start_methods()
    context = get_context("forkserver" if served else "spawn")
    context.set_forkserver_preload(["remediate.batch.working", "remediate.report.telling"])
    if served:
        _start_server()
    return Pool(size, mp_context=context, initializer=_ready)


def _start_server() -> None:
    """Start the server that workers are forked from, deaf to Ctrl-C from its first moment on, and so are they."""
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - not on Windows

    resource_tracker.ensure_running()  # else the server starts it, and hears Ctrl-C again afterwards
    with _interrupts_wait():
        forkserver.ensure_running()


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C is heard after the block; what is started in it never hears one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(executor: Executor) -> None:
    """Kill the workers of a pool, of whom one hangs; what the others do is given to somebody else."""
    for process in (getattr(executor, "_processes", None) or {}).values():
        process.kill()
    _cut_off(executor)
    executor.shutdown(wait=False, cancel_futures=True)


def _cut_off(executor: Executor) -> None:
    """Close this end of the pipes whose other ends were the workers'.

    The pool's thread would wait for ever for the rest of a result in the middle of which its worker was killed, as long
    as somebody could still write it; and so for room for a job, as long as somebody could still read it.
    """
    for queue, side in (("_result_queue", "_writer"), ("_call_queue", "_reader")):
        pipe = getattr(getattr(executor, queue, None), side, None)
        if pipe is not None:
            pipe.close()


def _ready() -> None:
    """Leave signals to the run, and end with it however it ends: a killed run must not leave workers behind."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_run, name="run", daemon=True).start()


def _end_with_the_run() -> None:
    run = parent_process()
    if run is not None:
        run.join()
    os._exit(1)
