"""From the word after `--on` to a crew. Nothing is started or contacted before there is work."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from remediate.batch.crew import Crew, Workers
from remediate.batch.executors.threads import Threads
from remediate.errors import UsageError

_FORMS = "serial, threads:N, processes:N, dask:tcp://HOST:PORT, ray:ADDRESS or spark:MASTER"
_MOST = 256
#: Seconds of work that are done at once, before it is worth the while to start processes.
_PATIENCE = 0.5


def crew_for(spec: str | None = None, seconds: float = 0) -> Crew:
    """The crew that `spec` names; without one, processes over the cores as soon as there is work for them.

    `seconds` is the longest that one package may take, 0 for as long as it likes.

    Raises:
        UsageError: `spec` names none, or what it needs is not installed.
    """
    if spec is not None and "@" in spec:  # it would be in what a cluster logs, and it is not shown here
        raise UsageError("the address after --on holds a sign-in.", hint=f"Name one of: {_FORMS}.")
    if spec is None and cores() > 1:
        return Crew(_processes(cores()), _PATIENCE, seconds)
    return Crew(_workers(spec), seconds=seconds) if spec not in (None, "serial") else Crew(seconds=seconds)


def _workers(spec: str) -> Workers:
    kind, _, rest = spec.partition(":")
    match kind:
        case "threads":
            return _threads(_number(spec, rest))
        case "processes":
            return _processes(_number(spec, rest))
        case "dask" | "ray" | "spark" if rest:
            return _cluster(kind, rest)
        case _:
            raise _none_of_them(spec)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _number(spec: str, text: str) -> int:
    if not text:
        return cores()
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= _MOST:
        raise _none_of_them(spec)
    return int(text)


def _none_of_them(spec: str) -> UsageError:
    return UsageError(f"--on {spec} is none of the ways to work.", hint=f"Name one of: {_FORMS} (N up to {_MOST}).")


def _threads(size: int) -> Workers:
    return Workers(lambda: Threads(size), size, end=lambda threads: threads.shutdown(wait=False, cancel_futures=True))


def _processes(size: int) -> Workers:
    return Workers(lambda: _pool(size), size, apart=True, again=lambda: _pool(1), end=_end)


def _pool(size: int) -> Executor:
    from remediate.batch.executors import processes  # noqa: PLC0415 - multiprocessing, which a short run never needs

    return processes.pool(size)


def _end(pool: Executor) -> None:
    from remediate.batch.executors import processes  # noqa: PLC0415 - likewise

    processes.end(pool)


def _cluster(kind: str, address: str) -> Workers:
    """Workers of a cluster, who start from no folder of ours."""
    make, size = _connected(kind, address)
    return Workers(make, size, apart=True, folder=str(Path.cwd()))


def _connected(kind: str, address: str) -> tuple[Callable[[], Executor], int]:
    try:
        match kind:
            case "dask":
                from remediate.batch.executors.dask import connect  # noqa: PLC0415 - an extra
            case "ray":
                from remediate.batch.executors.ray import connect  # noqa: PLC0415 - an extra
            case _:
                from remediate.batch.executors.spark import connect  # noqa: PLC0415 - an extra
    except ImportError:
        install = f"pip install 'remediate[{kind}]'"
        raise UsageError(f"--on {kind}: needs an extra that is not installed.", hint=f"Run: {install}") from None
    return connect(address)
