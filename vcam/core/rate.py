"""Frames per second, over the last second."""

from __future__ import annotations

import time
from collections import deque

WINDOW_S = 1.0


class Rate:
    """Counts events. `tick` from one thread, the rest from any."""

    def __init__(self) -> None:
        self.count = 0
        self._recent: deque[float] = deque(maxlen=256)

    def tick(self) -> None:
        """Count one event now."""
        self.count += 1
        self._recent.append(time.monotonic())

    def per_second(self) -> float:
        """Events per second over the last second; 0 when there were none."""
        oldest = time.monotonic() - WINDOW_S
        recent = [at for at in tuple(self._recent) if at > oldest]
        return (len(recent) - 1) / (recent[-1] - recent[0]) if len(recent) > 1 else float(len(recent))
