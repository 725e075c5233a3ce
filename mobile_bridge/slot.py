"""One place for the newest picture: whichever way it came, it is taken here."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from av.video.frame import VideoFrame


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture. `captured_ns` is the desktop's `time.perf_counter_ns()`."""

    video: VideoFrame
    captured_ns: int
    sequence: int
    enhanced: bool


class Slot:
    """The newest picture wins; one that nobody took is forgotten. Safe between threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._picture: Picture | None = None
        self._woken = False

    def put(self, picture: Picture) -> None:
        """Put the picture there."""
        with self._changed:
            self._picture = picture
            self._changed.notify_all()

    def take(self, timeout_s: float) -> Picture | None:
        """Wait for a picture and take it; None if none came, or `wake` was called."""
        with self._changed:
            self._changed.wait_for(lambda: self._picture is not None or self._woken, timeout_s)
            picture, self._picture = self._picture, None
            return None if self._woken else picture

    def wake(self) -> None:
        """Let whoever waits, and will wait, come back at once; until `arm`."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def arm(self) -> None:
        """Wait again from now on, for a picture that is yet to come."""
        with self._changed:
            self._woken, self._picture = False, None
