"""A Ray cluster; `ray:local` starts one on this machine."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import ray

from remediate.batch.executors.cluster import checked
from remediate.errors import ClusterError


class RayExecutor(Executor):
    """Ray's tasks as futures."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """See `Executor.submit`."""
        future: Future[Any] = ray.remote(fn).remote(*args, **more).future()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor
        """See `Executor.shutdown`; what is under way is abandoned."""
        ray.shutdown()


def connect(address: str) -> tuple[Callable[[], Executor], int]:
    """How to start work there, and how many packages it works on at a time.

    Raises:
        ClusterError: there is no such cluster.
    """

    def make() -> Executor:
        if not ray.is_initialized():
            _join(address)
        return checked(RayExecutor(), address)

    _join(address)
    return make, max(1, int(ray.cluster_resources().get("CPU", 1)))


def _join(address: str) -> None:
    try:
        ray.init(address=address, log_to_driver=False, ignore_reinit_error=True)
    except Exception as error:  # noqa: BLE001 - ConnectionError, ValueError, RuntimeError: all of them mean this
        hint = "Check the address; it is what `ray start` printed, or local."
        raise ClusterError(f"no Ray cluster answers at {address} ({type(error).__name__}).", hint=hint) from None
