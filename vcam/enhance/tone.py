"""How the curve follows the scene: as bright as the network wants it, and what is brightest becomes white.

The network's r is a word about SGZ's curve. The kernels bend by another one, that of a longer exposure (see
`kernels.curves`), so r is multiplied by what makes the picture as bright on average. And they are told what
is to become white: a good deal above the brightest part of the picture, so that nothing burns.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels.curves import keep_mean
from kernels.measure import luma_histogram, luma_percentile

BRIGHT_PERCENT = 99.5
ROOM = 1.45
"""White is so many times the code that so many percent of the picture do not exceed. More leaves the lights
grey, less burns what is small and bright, and what comes in a moment."""

LEAST_WHITE = 1 / 255

SETTLE_S = 1.0
STEADY = 0.03  # of white: what noise and flicker move it by


class Tone:
    """Follows a scene and tells by how much r is to be multiplied, and what becomes white."""

    def __init__(self) -> None:
        self._histogram = np.zeros(256, np.int64)
        self._white: float | None = None

    def forget(self) -> None:
        """Take the next picture as the first."""
        self._white = None

    def update(
        self, small: NDArray[np.uint8], curve_map: NDArray[np.float32], elapsed_s: float
    ) -> tuple[float, float]:
        """Return the factor of r, 0 to 1, and what becomes white, above 0 and up to 1.

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
        brightest = luma_percentile(self._histogram, BRIGHT_PERCENT) / 255
        wanted = min(max(ROOM * brightest, LEAST_WHITE), 1.0)
        if self._white is None:
            self._white = wanted
        elif abs(wanted - self._white) > STEADY * self._white:
            self._white += (1 - math.exp(-max(elapsed_s, 0.0) / SETTLE_S)) * (wanted - self._white)
        return keep_mean(self._histogram, float(curve_map.mean()), self._white), self._white
