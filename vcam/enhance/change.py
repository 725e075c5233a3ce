"""What has happened between two frames: whether the light has changed, and whether the picture moved."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kernels.change import least_difference, light_between

LEAST_CHANGE = 0.004
"""Of the light's factor; below it lies what noise and rounding make of a steady light."""

MOST_CHANGE = 1.6
"""A factor beyond it, or its inverse, is another scene rather than another light."""

INLIER_CODES = 4.0
"""A pixel that is off by more after the light is taken into account belongs to something that moved."""

STILL_SHARE, STILL_GROWTH = 0.9, 1.08
"""Noise makes two frames differ as much as a frame and the one after the next, what moves makes them differ
less. Mean difference of small pictures, without the tenth of the pixels that differs most, after two frames
against after one: 0.97 to 1.05 in a still scene, of whatever noise; 1.08 and more in a pan by a six-hundredth
of the width per frame; 0.97 to 1.14, most often 1.03, before one who speaks with his hands."""

STILL_CODES = 3.0
"""Beyond that, after averaging, it is no noise, however it grows."""

_ROUNDING = 0.02  # codes: pictures without noise differ by nothing, and by a rounding now and then
_DARKEST = 4  # codes: rounding says too much in what is darker


class Change(NamedTuple):
    """From one frame to the next: codes times `light`, and whether the picture stood still otherwise."""

    light: float = 1.0
    is_still: bool = False


class SceneWatch:
    """Compares each small picture with the two before."""

    def __init__(self) -> None:
        self._former: list[NDArray[np.float32]] = []

    def forget(self) -> None:
        """Take the next picture as the first."""
        self._former.clear()

    def update(self, small: NDArray[np.uint8]) -> Change:
        """Return what changed; `small` is (h, w, 3) uint8 RGB, of any size. A first one tells nothing."""
        # every other pixel of green, which is most of luma, tells as much
        now = np.ascontiguousarray(small[::2, ::2, 1], np.float32)
        if self._former and self._former[0].shape != now.shape:
            self._former.clear()
        light = _light(self._former[0], now) if self._former else 1.0
        self._former = [now, *(np.float32(light) * each for each in self._former[:2])]
        if len(self._former) < 3:
            return Change(light)
        one, two = (least_difference(now, each, STILL_SHARE) for each in self._former[1:])
        return Change(light, one < STILL_CODES and two <= STILL_GROWTH * one + _ROUNDING)


def _light(former: NDArray[np.float32], now: NDArray[np.float32]) -> float:
    """By what factor the codes have changed where nothing moved; 1 for a steady light."""
    light: float = light_between(former, now, _DARKEST, INLIER_CODES)
    if abs(light - 1) < LEAST_CHANGE or not 1 / MOST_CHANGE <= light <= MOST_CHANGE:
        return 1.0
    return light
