"""The curve's shape: that of a longer exposure, where the whole scene is too dark.

SGZ's curve lifts the darks and flattens what is bright. That is right for a dark room with a lamp in it, and
washes out a scene that is just too dark all over: more light, or a longer exposure, would have multiplied
every code by the same. An r that grows with luma comes near to that. How bright the picture becomes is the
network's word; only how that is spread over the luma changes.

Clips and photos that were darkened, against themselves before, means made equal, without noise reduction: at
-3 EV 26.1 dB become 28.8 (4 clips) and 25.4 become 26.7 (23 photos), at -4 EV 26.0 become 26.7 and 25.1
become 25.5; from -5 EV on it is the same, and so are lit subjects in a dark room.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels.curves import keep_mean
from kernels.measure import luma_histogram, luma_percentile

MOST_RISE = 2.7
FULL_R = 0.42
"""The best rise for a scene falls with how much has to be lifted: from `MOST_RISE` at r = 0 to 0 at
-`FULL_R`."""

BRIGHT_PERCENT = 99.5
BRIGHT_FROM, BRIGHT_TO = 0.4, 0.6
"""And with how bright its brightest part is already, of 1: what is lit must not burn."""

SETTLE_S = 1.0
STEADY = 0.05  # of the rise: what noise and flicker move it by


class Tone:
    """Follows a scene and tells by how much r is to grow with luma, and to shrink for that."""

    def __init__(self) -> None:
        self._histogram = np.zeros(256, np.int64)
        self._rise: float | None = None

    def forget(self) -> None:
        """Take the next picture as the first."""
        self._rise = None

    def update(
        self, small: NDArray[np.uint8], curve_map: NDArray[np.float32], elapsed_s: float
    ) -> tuple[float, float]:
        """Return the factor of r, 0 to 1, and its rise, at least 0.

        Parameters
        ----------
        small
            The small picture, (H, W, 3) uint8 RGB.
        curve_map
            The map that is applied, (h, w) float32.
        elapsed_s
            Seconds since the last call.
        """
        luma_histogram(small, self._histogram)
        r = float(curve_map.mean())
        brightest = luma_percentile(self._histogram, BRIGHT_PERCENT) / 255
        room = min(max((BRIGHT_TO - brightest) / (BRIGHT_TO - BRIGHT_FROM), 0.0), 1.0)
        wanted = MOST_RISE * max(0.0, 1 + r / FULL_R) * room if r < 0 else 0.0
        if self._rise is None:
            self._rise = wanted
        elif abs(wanted - self._rise) > STEADY:
            self._rise += (1 - math.exp(-max(elapsed_s, 0.0) / SETTLE_S)) * (wanted - self._rise)
        return (keep_mean(self._histogram, r, self._rise), self._rise) if self._rise > 0 else (1.0, 0.0)
