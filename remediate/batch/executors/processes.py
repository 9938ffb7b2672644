"""Processes of this machine."""

import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context


def pool(size: int) -> ProcessPoolExecutor:
    """A pool of `size` workers.

    They are forked from a clean server where that is possible, as the run itself may have threads, and started anew
    elsewhere. Ctrl-C is the run's to hear: workers are told by it.
    """
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["remediate.batch.working", "remediate.report.telling"])
    return ProcessPoolExecutor(size, mp_context=context, initializer=_deaf)


def _deaf() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
