"""A Dask cluster, reached by its scheduler's address."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from distributed import Client
from distributed.cfexecutor import ClientExecutor
from distributed.comm import connect as call

from remediate.batch.executors.cluster import checked
from remediate.errors import ClusterError

_SECONDS = 20
_HINT = "Check the address; it looks like tcp://host:8786."


class DaskExecutor(ClientExecutor):
    """Dask's own executor, whose connection ends with it."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor
        """See `Executor.shutdown`."""
        super().shutdown(wait=wait and not cancel_futures)
        self._client.close()


def connect(address: str) -> tuple[Callable[[], Executor], int]:
    """How to start work there, and how many packages it works on at a time.

    Raises:
        ClusterError: there is no scheduler.
    """
    first = [_executor(address)]
    size = sum(first[0]._client.nthreads().values())  # noqa: SLF001 - our own
    return lambda: first.pop() if first else _executor(address), max(1, size)


def _executor(address: str) -> DaskExecutor:
    _greet(address)
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except Exception:  # noqa: BLE001 - OSError, TimeoutError, ValueError: all of them mean this
        raise ClusterError(f"no Dask scheduler answers at {address}.", hint=_HINT) from None
    executor = DaskExecutor(client, pure=False)
    checked(executor, address)
    return executor


def _greet(address: str) -> None:
    """See that a scheduler is there before a client is made: one that finds none waits on and complains at its end."""

    async def greeted() -> None:
        connection = await asyncio.wait_for(call(address, timeout=_SECONDS), _SECONDS)
        connection.abort()

    try:
        asyncio.run(greeted())
    except OSError:
        raise ClusterError(f"no Dask scheduler answers at {address}.", hint=_HINT) from None
    except Exception:  # noqa: BLE001 - MemoryError from a web server's greeting, ValueError from no address
        raise ClusterError(f"what is at {address} is no Dask scheduler.", hint=_HINT) from None
