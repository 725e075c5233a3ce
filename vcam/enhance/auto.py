"""Is the scene dark? Fades the enhancement in when it is and out when it is not.

Brightness is the median luma of the small picture, so a lamp in the corner of a dark room does not count as
light. Between the two levels the last decision stands: a scene at the border does not flicker.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels.measure import luma_histogram, luma_percentile

DARK_BELOW = 0.30
LIT_ABOVE = 0.38
FADE_S = 0.5


def median_luma(small: NDArray[np.uint8]) -> float:
    """Return the median luma, 0 to 1, of a small picture, (h, w, 3) uint8 RGB."""
    histogram = np.zeros(256, np.int64)
    luma_histogram(small, histogram)
    return luma_percentile(histogram, 50) / 255


class AutoExposure:
    """The amount of enhancement, 0 to 1, that follows the scene's brightness."""

    def __init__(self) -> None:
        self._dark: bool | None = None
        self.amount = 0.0

    def update(self, brightness: float, elapsed_s: float) -> float:
        """Return the new amount.

        Parameters
        ----------
        brightness
            Median luma of the scene, 0 to 1.
        elapsed_s
            Seconds since the last call; the fade follows it, not the number of frames.
        """
        first = self._dark is None
        if brightness < DARK_BELOW:
            self._dark = True
        elif brightness > LIT_ABOVE or first:
            self._dark = False
        target = 1.0 if self._dark else 0.0
        # The first frame decides at once: nobody wants to see a call begin with a fade.
        weight = 1.0 if first else 1.0 - math.exp(-max(elapsed_s, 0.0) / FADE_S)
        self.amount += weight * (target - self.amount)
        if abs(target - self.amount) < 1 / 256:
            self.amount = target  # so that a lit scene is passed through untouched
        return self.amount

    def reset(self) -> None:
        """Forget the scene; the next frame decides at once."""
        self._dark = None
        self.amount = 0.0
