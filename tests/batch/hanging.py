"""Work that does not come back from one package; in a module of its own, as workers elsewhere must import it."""

import time
from unittest import mock

from remediate.batch import working


def spins_on(job, *, only: str):
    """Work as a worker does, but turn in circles over one package."""

    def prepared(job):
        while only in str(job.candidate):
            time.sleep(0.001)
        return planned(job)

    planned = working._prepared
    with mock.patch.object(working, "_prepared", prepared):
        return working.work(job)


def deaf_to(job, *, only: str):
    """Work as a worker does, but be out of reach for everyone with one package."""
    if only in str(job.candidate):
        time.sleep(3600)
    return working.work(job)
