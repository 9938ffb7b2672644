"""From the word after `--on` to a crew. Nothing is started or contacted before there is work."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from remediate.batch.crew import Crew, Workers
from remediate.errors import UsageError

_FORMS = "serial, threads:N, processes:N, dask:tcp://HOST:PORT, ray:ADDRESS or spark:MASTER"
_MOST = 256
#: Seconds of work that are done at once, before it is worth the while to start processes.
_PATIENCE = 0.5


def crew_for(spec: str | None = None) -> Crew:
    """The crew that `spec` names; without one, processes over the cores as soon as there is work for them.

    Raises:
        UsageError: `spec` names none, or what it needs is not installed.
    """
    if spec is None:
        return _processes(cores(), patience=_PATIENCE) if cores() > 1 else Crew()
    kind, _, rest = spec.partition(":")
    match kind:
        case "serial" if not rest:
            return Crew()
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


def _threads(size: int) -> Crew:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not for every run

    return Crew(Workers(lambda: ThreadPoolExecutor(size, "remediate"), size))


def _processes(size: int, patience: float = 0) -> Crew:
    from remediate.batch.executors import processes  # noqa: PLC0415 - likewise

    return Crew(Workers(lambda: processes.pool(size), size, apart=True, again=lambda: processes.pool(1)), patience)


def _cluster(kind: str, address: str) -> Crew:
    """A crew on a cluster, whose workers start from no folder of ours."""
    make, size = _connected(kind, address)
    return Crew(Workers(make, size, apart=True, folder=str(Path.cwd())))


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
