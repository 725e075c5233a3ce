"""Keeps the curve map calm from frame to frame, and lets it jump when the scene does."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels.temporal import smooth_map

SETTLE_S = 0.3
CUT_LEVELS = 24.0


class CalmMap:
    """Exponential smoothing of the network's map over time.

    The map follows with a time constant of `SETTLE_S`, whatever the frame rate. When the small picture
    differs from the last one by more than `CUT_LEVELS` code values on average (a cut in a film, a lamp
    switched on) the map is taken over at once: a half-blended map would show as a slow wave of light.
    """

    def __init__(self) -> None:
        self._map: NDArray[np.float32] | None = None
        self._seen: NDArray[np.uint8] | None = None

    def update(
        self, small: NDArray[np.uint8], fresh: NDArray[np.float32], elapsed_s: float
    ) -> NDArray[np.float32]:
        """Return the map to apply, (h, w) float32; it is this object's own and changes with the next call.

        Parameters
        ----------
        small
            What the network saw, (H, W, 3) uint8.
        fresh
            What it answered, (h, w) float32 from -1 to 1.
        elapsed_s
            Seconds since the last call.
        """
        if self._map is None or self._seen is None or self._seen.shape != small.shape:
            self._map = np.zeros(fresh.shape, np.float32)
            self._seen = small.copy()
            weight = 1.0
        else:
            cut = _mean_difference(small, self._seen) > CUT_LEVELS
            weight = 1.0 if cut else 1.0 - math.exp(-max(elapsed_s, 0.0) / SETTLE_S)
            np.copyto(self._seen, small)
        smooth_map(self._map, fresh, weight)
        return self._map

    def reset(self) -> None:
        """Forget the scene; the next map is taken over at once."""
        self._map = self._seen = None


def _mean_difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean())
