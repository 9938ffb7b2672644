"""The longest that one package may take: work that goes beyond it is ended where it stands, and its worker lives on.

In the main thread of a process, which is where processes and most clusters work, a signal ends whatever runs, a search
with a pattern and a read that never comes back among them. In other threads, and on Windows, Python can be ended
between two of its steps only: one that waits for a disk or a network is left waiting.
"""

import ctypes
import signal
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from types import FrameType, TracebackType

from remediate.errors import PackageError

_HINT = "Look at it alone, or give it more time with --time-limit."


class TookTooLong(BaseException):
    """Raised inside work whose time is over. No `except Exception` on the way takes it for one of its own."""


def too_long(seconds: float) -> PackageError:
    """What a package has failed of."""
    return PackageError(f"It took longer than {_shown(seconds)}.", hint=_HINT)


def no_answer(seconds: float) -> PackageError:
    """What a package has failed of whose worker could not even be ended."""
    return PackageError(f"No worker gave it back within {_shown(seconds)}.", hint=_HINT)


def _shown(seconds: float) -> str:
    minutes = seconds / 60
    if minutes < 1:
        return f"{seconds:g} seconds"
    return "1 minute" if minutes == 1 else f"{minutes:g} minutes"


def within(seconds: float) -> AbstractContextManager[None]:
    """What is done inside raises `TookTooLong` when it takes longer; 0 is as long as it likes."""
    if seconds <= 0:
        return nullcontext()
    main = threading.current_thread() is threading.main_thread()
    return _BySignal(seconds) if main and hasattr(signal, "setitimer") else _FromOutside(seconds)


class _BySignal(AbstractContextManager[None]):
    """Ends the main thread by an alarm. An alarm that somebody else has set goes off when it would have."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._done = False

    def __enter__(self) -> None:
        self._started = time.monotonic()
        self._handler = signal.signal(signal.SIGALRM, self._over)
        self._left, self._again = signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._done = True
        finally:  # it may go off at the last moment, and does so once
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._handler)
            if self._left:
                left = max(0.001, self._left - (time.monotonic() - self._started))
                signal.setitimer(signal.ITIMER_REAL, left, self._again)

    def _over(self, _number: int, _frame: FrameType | None) -> None:
        if not self._done:
            raise TookTooLong


class _FromOutside(AbstractContextManager[None]):
    """Ends the thread that is inside by an exception that another one sends it.

    It is no generator: where the exception comes between two steps of one, that one would be left half done.
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._sent = self._done = False

    def __enter__(self) -> None:
        self._thread = threading.get_ident()
        self._timer.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            self._done = True
        while self._sent and not isinstance(error, TookTooLong):  # let it arrive here, and nowhere later
            time.sleep(0.001)

    def _end(self) -> None:
        with self._lock:
            if not self._done:
                self._sent = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TookTooLong))
