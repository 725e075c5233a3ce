"""Is the camera wanted? Yes while somebody reads and a moment longer: callers close and open again."""

from __future__ import annotations


class Demand:
    """Turns readers that come and go into one calm answer.

    Parameters
    ----------
    release_after_s
        How long the camera is kept after the last reader has left.
    """

    def __init__(self, release_after_s: float) -> None:
        self.release_after_s = release_after_s
        self._last_wanted_ns: int | None = None

    def update(self, *, wanted_now: bool, now_ns: int) -> bool:
        """Return whether the camera is to be open at `now_ns` (`time.perf_counter_ns()`)."""
        if wanted_now:
            self._last_wanted_ns = now_ns
        if self._last_wanted_ns is None:
            return False
        return wanted_now or now_ns - self._last_wanted_ns < self.release_after_s * 1e9
