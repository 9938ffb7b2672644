"""What all clusters have in common: workers that must be there, and run the same version of remediate."""

from concurrent.futures import Executor
from concurrent.futures import TimeoutError as NotInTime

import remediate
from remediate.errors import ClusterError

_SECONDS = 120


def version() -> str:
    """Asked of a worker: which remediate it would run."""
    return remediate.__version__


def checked(executor: Executor, address: str) -> Executor:
    """The executor, after one of its workers answered.

    Raises:
        ClusterError: no worker answers, or it has no remediate, or another one than this.
    """
    wanted = f"Install remediate {remediate.__version__} on the scheduler and on all workers."
    try:
        found = executor.submit(version).result(_SECONDS)
    except NotInTime:
        executor.shutdown(wait=False)
        hint = "Start workers, or look at the cluster's own page."
        raise ClusterError(f"no worker at {address} answered in {_SECONDS} seconds.", hint=hint) from None
    except Exception as error:  # noqa: BLE001 - whatever the cluster says: its text may hold anything
        executor.shutdown(wait=False)
        raise ClusterError(
            f"the workers at {address} cannot run remediate ({type(error).__name__}).", hint=wanted
        ) from None
    if found != remediate.__version__:
        executor.shutdown(wait=False)
        raise ClusterError(f"the workers at {address} run remediate {found}.", hint=wanted)
    return executor
