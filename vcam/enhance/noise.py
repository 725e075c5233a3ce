"""How noisy the camera is: what one frame after the other tells of it, over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.fused import BGR_TO_INNER
from kernels.measure import NoiseCounter
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.enhance.change import Change

FOLLOW = 0.15
"""Part of the way to a lower estimate that is gone per look."""

FOLLOW_UP = 0.03
"""And to a higher one: a camera that is turned looks noisy while it turns, a gain that goes up stays."""

EVERY = 4
"""One frame in so many is looked at, compared with the last one that was; all of the first few."""

_BLACK = 16  # of the studio range
_NOTHING = Change(is_still=True)  # has changed since the last look


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
        self._since = _NOTHING
        self.noise: NDArray[np.float32] | None = None

    def update(self, frame: Frame, change: Change) -> NDArray[np.float32] | None:
        """Look at a frame; return the noise, float32 (5,), or None for a picture too small to tell.

        The first frame tells by itself, its texture included; from the second on time tells them apart, and
        the first few pairs of frames are averaged. Where the picture moves that looks like more noise, so
        only less is believed.
        """
        # what is looked at is compared with the last one that was, not with the one before
        change = Change(self._since.light * change.light, self._since.is_still and change.is_still)
        if self._skip:
            self._skip -= 1
            self._since = change
            return self.noise
        self._since = _NOTHING
        found, over_time = self._counter.measure(
            frame.data, frame.format, BGR_TO_INNER, change.light, black_shift(frame, change.light)
        )
        if found is None:
            return self.noise
        if self.noise is None:
            self.noise = found
            return found
        is_less = _typical(found) < _typical(self.noise)
        if over_time and (change.is_still or is_less):
            self._pairs_seen += change.is_still
            self._skip = EVERY - 1 if self._pairs_seen >= EVERY else 0
            weight = FOLLOW if is_less else FOLLOW_UP
            self.noise += np.float32(max(weight, 1 / max(self._pairs_seen, 1))) * (found - self.noise)
        return self.noise

    def forget(self) -> None:
        """Take the next frame as the first."""
        self._counter.forget()
        self._pairs_seen = self._skip = 0
        self._since = _NOTHING
        self.noise = None


def black_shift(frame: Frame, light: float) -> float:
    """What is to be added to luma codes times `light`, so that black stays where it is."""
    is_full = frame.format is PixelFormat.BGR or frame.colour.full_range
    return 0.0 if is_full else _BLACK * (1 - light)


def _typical(noise: NDArray[np.float32]) -> float:
    """Deviation at a code of a dark picture."""
    return float(noise[0] + 48 * noise[1])
