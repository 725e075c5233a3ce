"""How noisy the camera is: what one frame after the other tells of it, over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.fused import BGR_TO_INNER
from kernels.measure import NoiseCounter
from vcam.core.frame import Frame

FOLLOW = 0.15
"""Part of the way to a lower estimate that is gone per look."""

FOLLOW_UP = 0.03
"""And to a higher one: a camera that is turned looks noisy while it turns, a gain that goes up stays."""


EVERY = 4
"""One frame in so many is looked at, compared with the last one that was; all of the first few."""


class NoiseLevel:
    """The noise that `kernels.fused.Denoising` takes, followed over frames of one size.

    Parameters
    ----------
    width, height
        Of the frames, in pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self._counter = NoiseCounter(width, height)
        self._pairs_seen = 0
        self._skip = 0
        self.noise: NDArray[np.float32] | None = None

    def update(self, frame: Frame) -> NDArray[np.float32] | None:
        """Look at a frame; return the noise, float32 (5,), or None for a picture too small to tell.

        The first frame tells by itself, its texture included; from the second on time tells them apart, and
        the first few pairs of frames are averaged.
        """
        if self._skip:
            self._skip -= 1
            return self.noise
        found, over_time = self._counter.measure(frame.data, frame.format, BGR_TO_INNER)
        if found is None:
            return self.noise
        self._pairs_seen += over_time
        self._skip = EVERY - 1 if self._pairs_seen >= EVERY else 0
        if self.noise is None or self._pairs_seen == 1:
            self.noise = found
        elif over_time:
            weight = FOLLOW if _typical(found) < _typical(self.noise) else FOLLOW_UP
            self.noise = self.noise + np.float32(max(weight, 1 / self._pairs_seen)) * (found - self.noise)
        return self.noise

    def forget(self) -> None:
        """Take the next frame as the first."""
        self._counter.forget()
        self._pairs_seen = self._skip = 0
        self.noise = None


def _typical(noise: NDArray[np.float32]) -> float:
    """Deviation at a code of a dark picture."""
    return float(noise[0] + 48 * noise[1])
