"""Ctrl-C and `kill`: the package that is being written is finished, then the run ends; the second ends it at once."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self


@contextmanager
def stops_wait() -> Iterator[None]:
    """What asks the run to end is heard after the block, whoever hears it: half of what is done here would be lost.

    A mask of signals would not do: with it another thread of the run gets them, and Python tells the main one.
    """
    waiting: list[int] = []
    before: dict[int, Any] = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for listened in (signal.SIGINT, signal.SIGTERM):
                if callable(signal.getsignal(listened)):
                    before[listened] = signal.signal(listened, lambda heard, _: waiting.append(heard))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if waiting:
            signal.raise_signal(waiting[0])


class Stop:
    """Whether the run was asked to end. It listens as a context manager, in the main thread; else it is never asked."""

    def __init__(self) -> None:
        self._held = False
        self._asked = False
        self._before: dict[int, object] = {}
        self._unraisable = sys.unraisablehook

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._hear)
            self._unraisable, sys.unraisablehook = sys.unraisablehook, self._let_out
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]  # what `signal` gave back
        if self._before:
            sys.unraisablehook = self._unraisable
        self._before.clear()

    def _let_out(self, what: "sys.UnraisableHookArgs") -> None:
        """Say nothing of a stop that was heard where no exception gets out: it is asked for, and heard at `check`."""
        if not issubclass(what.exc_type, KeyboardInterrupt):
            self._unraisable(what)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        again, self._asked = self._asked, True
        if again or not self._held:
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is begun in here is finished, when the run is asked to end for the first time."""
        with self._holding(held=True):
            yield

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Where nothing is lost, inside what is held: the run ends here as soon as it is asked to."""
        with self._holding(held=False):
            self.check()
            yield

    @contextmanager
    def _holding(self, *, held: bool) -> Iterator[None]:
        before = self._held
        try:
            self._held = held
            yield
        finally:
            self._held = before

    @property
    def asked(self) -> bool:
        """Whether it was asked to end, be it while something was being finished."""
        return self._asked

    def check(self) -> None:
        """End here if the run was asked to."""
        if self._asked:
            raise KeyboardInterrupt
