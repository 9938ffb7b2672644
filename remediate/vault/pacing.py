"""Writing no faster than a vault takes it, so that a long run is not turned away in the middle."""

import time
from collections.abc import Callable
from threading import Lock


class Pace:
    """So many a second, after a `burst` at once: Key Vault takes 300 new secrets in any 10 seconds."""

    def __init__(
        self,
        rate: float = 25,
        burst: int = 50,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._free_at = float("-inf")  # when the next is due

    def wait(self) -> None:
        """Return when the next write may be made."""
        with self._lock:
            now = self._clock()
            self._free_at = max(self._free_at, now - (self._burst - 1) / self._rate) + 1 / self._rate
            due = self._free_at - 1 / self._rate
        if due > now:
            self._sleep(due - now)
