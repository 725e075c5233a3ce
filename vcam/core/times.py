"""How long each stage took: the last few seconds of it, kept without allocation."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

WINDOW_FRAMES = 256


@dataclass(frozen=True, slots=True)
class StageTime:
    """Median and 95th and 99th percentile of one stage over the window, in milliseconds."""

    median_ms: float
    p95_ms: float
    p99_ms: float


class StageTimes:
    """A ring of durations per stage. Each stage is written by one thread; read from any."""

    def __init__(self) -> None:
        self._rings: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the body of a ``with``; a body that raises is not counted."""
        start_ns = time.perf_counter_ns()
        yield
        self.add(name, time.perf_counter_ns() - start_ns)

    def add(self, name: str, duration_ns: int) -> None:
        """Add one duration in nanoseconds."""
        ring = self._rings.get(name)
        if ring is None:
            with self._lock:
                ring = self._rings[name] = np.zeros(WINDOW_FRAMES, np.int64)
                self._counts[name] = 0
        ring[self._counts[name] % WINDOW_FRAMES] = duration_ns
        self._counts[name] += 1

    def clear(self) -> None:
        """Forget all durations so far; only while no stage runs."""
        with self._lock:
            self._rings.clear()
            self._counts.clear()

    def recent_ms(self, name: str) -> tuple[float, ...]:
        """Return the stage's last durations, oldest first; none for a stage that never ran."""
        with self._lock:
            ring, count = self._rings.get(name), self._counts.get(name, 0)
        if ring is None:
            return ()
        ordered = ring[:count] if count < WINDOW_FRAMES else np.roll(ring, -(count % WINDOW_FRAMES))
        return tuple(float(each) for each in ordered / 1e6)

    def summary(self) -> Mapping[str, StageTime]:
        """Stage name to its figures, in the order in which the stages first ran."""
        with self._lock:
            names = list(self._rings)
        figures = {}
        for name in names:
            ring = self._rings[name][: min(self._counts[name], WINDOW_FRAMES)]
            if ring.size:
                median, p95, p99 = np.percentile(ring, (50, 95, 99)) / 1e6
                figures[name] = StageTime(float(median), float(p95), float(p99))
        return figures
