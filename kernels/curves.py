"""The enhancement curve: x += r * (x * x - x), eight times over, with the same r each time.

From SGZ (arXiv 2110.00970, eq. 1), which has it from Zero-DCE (arXiv 2001.06826, eq. 2). With r in -1 to 1, x
stays in 0 to 1; a negative r brightens.

A round is a quadratic map, so it is conjugate to z -> z * z + c: with z = r x + (1 - r) / 2 and
c = (1 - r * r) / 4 it costs one fused multiplication and addition in place of two.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined, kernel

Line = NDArray[np.float32]

ROUNDS = 8
LEAST_R = np.float32(1 / 2048)  # nearer to 0 is taken as this: a quarter of a code, and 1 / r stays exact

_HALVINGS = 12
_ONE, _HALF, _QUARTER = np.float32(1), np.float32(0.5), np.float32(0.25)


@inlined
def curve_of(
    slope: tuple[Line, Line],
    start: tuple[Line, Line],
    weight: np.float32,
    guide: Line,
    per_code: np.float32,
    black: np.float32,
    strength: np.float32,
    rise: np.float32,
    count: int,
    lines: Line,
    stride: int,
) -> None:
    """Set the four lines, one every `stride`, that `bend` takes.

    They are r, its shift (1 - r) / 2, its constant c, and 1 / r.
    r = `strength` * (slope * y + start) * (1 + `rise` * y), where y is `per_code` * `guide` + `black` and the
    map has rows above and below, `weight` of the way down between them.
    """
    (above, below), (upper, lower) = slope, start
    for i in range(count):
        a = above[i] + weight * (below[i] - above[i])
        b = upper[i] + weight * (lower[i] - upper[i])
        y = per_code * guide[i] + black
        r = strength * (a * y + b) * (_ONE + rise * y)
        r = r if r < _ONE else _ONE
        r = r if r > -_ONE else -_ONE
        r = -LEAST_R if abs(r) < LEAST_R else r
        lines[i] = r
        lines[stride + i] = _HALF - _HALF * r
        lines[2 * stride + i] = _QUARTER - _QUARTER * r * r
        lines[3 * stride + i] = _ONE / r


@inlined
def bend(x: np.float32, r: np.float32, shift: np.float32, constant: np.float32) -> np.float32:
    """Apply the curve to one value from 0 to 1; the result is still to be multiplied by 1 / r."""
    z = r * x + shift
    for _ in range(ROUNDS):
        z = z * z + constant
    return z - shift


@kernel("f8(i8[::1], f8, f8)")
def keep_mean(histogram: NDArray[np.int64], r: float, rise: float) -> float:
    """By what r is to be multiplied, so that a `rise` leaves a picture as bright on average; 0 to 1.

    Parameters
    ----------
    histogram
        int64 (256,), of luma. What no curve changes, as black or an empty one, gives 1.
    r
        Of the picture as a whole, -1 to 0.
    rise
        See `curve_of`; at least 0.
    """
    wanted = _mean_after(histogram, r, 0.0)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        # equal where no curve changes anything, as in a black picture: then r stays
        if _mean_after(histogram, middle * r, rise) <= wanted:
            low = middle
        else:
            high = middle
    return high


@inlined
def _mean_after(histogram: NDArray[np.int64], r: float, rise: float) -> float:
    """Mean luma, 0 to 1 times the count, after the curve."""
    total = 0.0
    for code in range(256):
        x = code / 255.0
        own = max(-1.0, r * (1.0 + rise * x))
        for _ in range(ROUNDS):
            x += own * (x * x - x)
        total += histogram[code] * x
    return total
