"""A Dask cluster, reached by its scheduler's address."""

from collections.abc import Callable
from concurrent.futures import Executor

from distributed import Client
from distributed.cfexecutor import ClientExecutor

from remediate.batch.executors.cluster import checked
from remediate.errors import ClusterError

_SECONDS = 20


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
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except Exception as error:  # noqa: BLE001 - OSError, TimeoutError, ValueError: all of them mean this
        hint = "Check the address; it looks like tcp://host:8786."
        raise ClusterError(f"no Dask scheduler answers at {address} ({type(error).__name__}).", hint=hint) from None
    executor = DaskExecutor(client, pure=False)
    checked(executor, address)
    return executor
