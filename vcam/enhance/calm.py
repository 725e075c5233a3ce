"""Keeps the curve map calm from frame to frame, and lets it jump when the scene does.

The figures behind the constants are those of ``bench/calm.py``; ``docs/results/calm.json`` has them all. A
hundredth of the map is some 4 codes of the picture's mean luma.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels.measure import sum_products
from kernels.temporal import smooth_map

SETTLE_S = 1.0
"""Time constant of the follow. Near the threshold above which the network leaves a picture alone, it answers
a change of light with a larger one: an exposure that hunts there at 0.5 Hz came out 1.6 times as strong with
0.3 s, and comes out hardly stronger with 1 s. Of first order: the delay of a second one adds to the swing."""

DEAD_ZONE = 0.015
"""A map that is off by no more stands still. The int8 network steps by 0.002 and answers noise with a step or
two, and mains flicker of 15 % with hardly more than this. The price: a picture may stay 6 codes of 255
brighter or darker than the network would have it."""

CORRIDOR = 0.1
"""The map never stays further than this from what the network asks for, so that a lamp that glows up within
0.3 s burns the picture by 32 codes and not by 65. Half of it makes the map pump with a hunting exposure."""

ALIKE = 0.5
"""Two pictures that correlate less show different scenes. Pairs of photos: below 0.46 in 99 of 100; sensor
noise at -5 EV: above 0.96; a pan by a fiftieth of the width: above 0.51."""

SUDDEN_EV = 0.7
"""Only a lamp changes the light by so much from one frame to the next: mains flicker of 15 % by 0.43 EV, an
exposure that hunts by 0.2 EV at 15 fps."""

NOISE_CODES = 4.0
"""Two pictures that differ by less (root of the mean square) are the same: noise makes 2 codes, another scene
at -5 EV at least 7."""

_DISPLAY_GAMMA = 2.2  # of code to light, nearly


class CalmMap:
    """The map that is applied: eases towards the network's, and jumps to it where the scene jumps.

    A *cut* is a picture that does not look like the one before, or a step of its light: another scene, a lamp
    switched on or off, lightning. The picture jumps anyway, so the map that fits it is right at once; easing
    would show a burnt or a black picture first.

    A network that answers with rubbish (not a number, or outside -1 to 1) has not answered: the map stays.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the scene; the next map is taken over at once."""
        self._map = self._answer = np.empty((0, 0), np.float32)
        self._seen = np.empty((0, 0, 3), np.uint8)
        self._cut = False

    def update(
        self, small: NDArray[np.uint8], fresh: NDArray[np.float32], elapsed_s: float
    ) -> NDArray[np.float32]:
        """Return the map to apply, (h, w) float32; it is this object's own and changes with the next call.

        Parameters
        ----------
        small
            The frame's small picture, (H, W, 3) uint8. Another size starts anew.
        fresh
            The network's last answer, (h, w) float32 from -1 to 1. It may be that to an earlier frame: then
            the map goes on easing, and a cut waits for the first answer that has seen it.
        elapsed_s
            Seconds since the last call; a negative time counts as none.
        """
        is_first = (self._map.shape, self._seen.shape) != (fresh.shape, small.shape)
        if not np.all(np.abs(fresh) <= 1):  # NaN is not
            return np.zeros(fresh.shape, np.float32) if is_first else self._map
        if is_first:
            self._map, self._answer, self._seen = fresh.copy(), fresh.copy(), small.copy()
            self._cut = False
            return self._map

        self._cut = self._cut or is_cut(self._seen, small)
        np.copyto(self._seen, small)
        is_news = not np.array_equal(fresh, self._answer)
        np.copyto(self._answer, fresh)
        if self._cut and is_news:
            self._cut = False
            np.copyto(self._map, fresh)
        else:
            weight = 1.0 - math.exp(-max(elapsed_s, 0.0) / SETTLE_S)
            smooth_map(self._map, fresh, weight, DEAD_ZONE, CORRIDOR)
        return self._map


def is_cut(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> bool:
    """Tell whether the light, or the scene, is suddenly another one; both (H, W, 3) uint8."""
    # every other row tells as much
    sums = np.empty(5, np.int64)
    sum_products(before, after, sums)
    mean_x, mean_y, xx, yy, xy = (float(each) for each in sums / before[::2].size)
    xx, yy, xy = xx - mean_x * mean_x, yy - mean_y * mean_y, xy - mean_x * mean_y
    if xx + yy - 2 * xy + (mean_y - mean_x) ** 2 < NOISE_CODES**2:
        return False
    # one more code, so that black has a logarithm
    change_ev = _DISPLAY_GAMMA * math.log2((mean_y + 1) / (mean_x + 1))
    return abs(change_ev) > SUDDEN_EV or xy < ALIKE * math.sqrt(xx * yy)
