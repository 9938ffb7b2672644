"""Threads of this process."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import Any

_Piece = tuple[Future[Any], Callable[[], Any]]


class Threads(Executor):
    """So many threads. Unlike those of the standard library they end with the program: one that hangs keeps nobody."""

    def __init__(self, size: int) -> None:
        self._pieces: SimpleQueue[_Piece | None] = SimpleQueue()
        self._closed = False
        self._threads = [threading.Thread(target=self._serve, name="remediate", daemon=True) for _ in range(size)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """See `Executor.submit`."""
        if self._closed:
            raise RuntimeError("these threads take no more work")
        future: Future[Any] = Future()
        self._pieces.put((future, lambda: fn(*args, **more)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor
        """See `Executor.shutdown`."""
        self._closed = True
        while cancel_futures:
            try:
                piece = self._pieces.get_nowait()
            except Empty:
                break
            if piece is not None:
                piece[0].cancel()
                piece[0].set_running_or_notify_cancel()
        for _ in self._threads:
            self._pieces.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _serve(self) -> None:
        while (piece := self._pieces.get()) is not None:
            future, call = piece
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - it is the future's to raise
                future.set_exception(error)
