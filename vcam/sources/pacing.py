"""When a file's frame is due, and a wait that `close` ends."""

from __future__ import annotations

import threading
import time


class Pace:
    """Turns the times of a clip into those of the clock, one frame at a time.

    Parameters
    ----------
    realtime
        Wait until each frame is due. Otherwise frames go as fast as they are read, with the stamps that they
        would have had.
    """

    def __init__(self, *, realtime: bool) -> None:
        self._realtime = realtime
        self._stopped = threading.Event()
        self._stopped.set()
        self._zero_ns = 0

    @property
    def stopped(self) -> bool:
        """True before `start` and after `stop`."""
        return self._stopped.is_set()

    def start(self) -> None:
        """Set the clip's zero to now."""
        self._zero_ns = time.perf_counter_ns()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End a wait in another thread; may be called again."""
        self._stopped.set()

    def wait(self, clip_ns: int) -> int | None:
        """Wait for the frame at `clip_ns` after the clip's zero; its `captured_ns`, or None if stopped.

        A reader that is late makes the clip late: the frames after it keep their distance, there is no burst.
        """
        due_ns = self._zero_ns + clip_ns
        if not self._realtime:
            return None if self.stopped else due_ns
        late_ns = time.perf_counter_ns() - due_ns
        if self._stopped.wait(max(0, -late_ns) / 1e9):
            return None
        if late_ns > 0:
            self._zero_ns += late_ns
            due_ns += late_ns
        return due_ns
