"""Is the scene dark? Fades the enhancement in when it is and out when it is not.

Brightness is the median luma of the small picture, so a lamp in the corner of a dark room does not count as
light. Between the two levels the last decision stands: a scene at the border does not flicker.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.measure import luma_histogram, luma_percentile

DARK_BELOW = 0.30
LIT_ABOVE = 0.38
"""The gap is 0.75 EV wide at a display gamma of 2.2: mains flicker of 15 % (0.43 EV) does not cross it."""

HOLD_S = 1.0
"""How long the light must have been otherwise, on balance, before the decision changes. Somebody passes in
front of a lamp in less, and an exposure that hunts at 0.5 Hz or faster spends less on either side."""

FADE_S = 1.0
"""From nothing to all."""


def median_luma(small: NDArray[np.uint8]) -> float:
    """Return the median luma, 0 to 1, of a small picture, (h, w, 3) uint8 RGB."""
    histogram = np.zeros(256, np.int64)
    luma_histogram(small, histogram)
    return luma_percentile(histogram, 50) / 255


class AutoExposure:
    """The amount of enhancement, 0 to 1, that follows the scene's brightness.

    The first frame decides at once: nobody wants to see a call begin with a fade. Later the time for which
    the scene speaks against the decision is counted up, and all other time down; at `HOLD_S` the decision
    changes, and the amount fades from where it is. It reaches 0 and 1 exactly.

    A cut does not decide at once: a lamp that is covered for a moment looks the same. While the decision
    waits, a picture that has become lit is safe, as the network leaves it alone, and one that has become dark
    is shown as the camera has it.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the scene; the next frame decides at once."""
        self._is_dark: bool | None = None
        self._doubt_s = 0.0
        self._faded = 0.0  # share of the fade's time, 0 to 1

    @property
    def amount(self) -> float:
        """The amount as of the last update: slow at both ends of the fade, where an edge would show."""
        return self._faded * self._faded * (3 - 2 * self._faded)

    def update(self, brightness: float, elapsed_s: float) -> float:
        """Return the new amount.

        Parameters
        ----------
        brightness
            Median luma of the scene, 0 to 1.
        elapsed_s
            Seconds since the last call; the fade follows it, not the number of frames. A negative time counts
            as none.
        """
        elapsed_s = max(elapsed_s, 0.0)
        if self._is_dark is None:
            self._is_dark = brightness < DARK_BELOW
            self._faded = float(self._is_dark)
            return self.amount
        is_otherwise = brightness > LIT_ABOVE if self._is_dark else brightness < DARK_BELOW
        self._doubt_s = max(0.0, self._doubt_s + (elapsed_s if is_otherwise else -elapsed_s))
        if self._doubt_s >= HOLD_S:
            self._is_dark, self._doubt_s = not self._is_dark, 0.0
        step = elapsed_s / FADE_S
        self._faded = min(1.0, self._faded + step) if self._is_dark else max(0.0, self._faded - step)
        return self.amount
