"""Work that would make the window wait, in threads; its result comes back in the main thread.

Workers never touch Qt: the main thread looks whether they are done, and only while there are some.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

log = logging.getLogger(__name__)

LOOK_MS = 30
STOP_S = 1.0

T = TypeVar("T")


class Background(QObject):
    """Runs functions beside the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: set[threading.Thread] = set()
        self._results: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Call `done` with what `work` returns, or `failed` with what it raises; both in the main thread.

        A method of a window that has been deleted by then is not called.
        """

        def perform() -> None:
            try:
                result = work()
            except Exception as exc:
                self._results.put(_call(failed or _log, exc))
            else:
                self._results.put(_call(done, result))

        thread = threading.Thread(target=perform, name="background", daemon=True)
        self._threads.add(thread)
        thread.start()
        self._timer.start()

    def tell(self, hear: Callable[[T], None], what: T) -> None:
        """From `work`: call `hear` in the main thread, as for progress."""
        self._results.put(_call(hear, what))

    def stop(self) -> None:
        """Forget the results of what still runs; waits a moment for it, but for no long check."""
        self._timer.stop()
        deadline = time.monotonic() + STOP_S
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._threads.clear()
        while not self._results.empty():
            self._results.get()

    def _look(self) -> None:
        self._threads = {thread for thread in self._threads if thread.is_alive()}
        idle = not self._threads
        while not self._results.empty():
            self._results.get()()
        if idle and not self._threads:
            self._timer.stop()


def _call(function: Callable[[T], None], argument: T) -> Callable[[], None]:
    return lambda: function(argument) if _can_hear(function) else None


def _can_hear(function: Callable[[T], None]) -> bool:
    """Tell whether the window whose method this is has not been closed and deleted meanwhile."""
    owner = getattr(function, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _log(exc: Exception) -> None:
    log.warning("in the background: %s", exc)
