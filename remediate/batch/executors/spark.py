"""A Spark cluster; `spark:local[4]` starts one on this machine."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from pyspark import SparkContext

from remediate.batch.executors.cluster import checked
from remediate.errors import ClusterError


class SparkExecutor(Executor):
    """Each piece of work is a Spark job of one task, waited for by a thread."""

    def __init__(self, context: SparkContext, size: int) -> None:
        self._context = context
        self._threads = ThreadPoolExecutor(size, "spark")

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """See `Executor.submit`."""
        one = self._context.parallelize([None], 1).map(lambda _: fn(*args, **more))
        return self._threads.submit(lambda: one.collect()[0])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor
        """See `Executor.shutdown`."""
        if cancel_futures:
            self._context.cancelAllJobs()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        self._context.stop()


def connect(address: str) -> tuple[Callable[[], Executor], int]:
    """How to start work there, and how many packages it works on at a time.

    Raises:
        ClusterError: there is no such cluster.
    """
    first = [_context(address)]
    size = max(1, first[0].defaultParallelism)

    def make() -> Executor:
        return checked(SparkExecutor(first.pop() if first else _context(address), size), address)

    return make, size


def _context(address: str) -> SparkContext:
    try:
        return SparkContext(master=address, appName="remediate")
    except Exception as error:  # noqa: BLE001 - Py4J's errors and Java's: all of them mean this
        hint = "Check the address, as in spark://host:7077 or local[4], and that Java is there."
        raise ClusterError(f"no Spark answers at {address} ({type(error).__name__}).", hint=hint) from None
