"""Processes of this machine."""

import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread

from remediate.collecting import collect_rarely


def pool(size: int) -> ProcessPoolExecutor:
    """A pool of `size` workers.

    They are forked from a clean server where that is possible, as the run itself may have threads, and started anew
    elsewhere. Ctrl-C is the run's to hear: workers are told by it.
    """
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["remediate.batch.working", "remediate.report.telling"])
    return ProcessPoolExecutor(size, mp_context=context, initializer=_ready)


def end(executor: Executor) -> None:
    """Kill the workers of a pool, of whom one hangs; what the others do is given to somebody else."""
    for process in (getattr(executor, "_processes", None) or {}).values():
        process.kill()
    executor.shutdown(wait=False, cancel_futures=True)


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
