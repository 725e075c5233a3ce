"""The curve: what a longer exposure would have made of a value, with a soft way into white.

The network speaks of SGZ's curve, x += r * (x * x - x), eight times over (arXiv 2110.00970, eq. 1, which has
it from Zero-DCE, arXiv 2001.06826, eq. 2): how bright a picture becomes is taken from that, its shape is not.
A longer exposure multiplies light. Displayed values are light by sRGB's curve, 1.055 * light ** (1 / 2.4) -
0.055, in the dark a straight line; so what another exposure does to them is

    s * x + 0.055 * (s - 1)        with s = gain ** (1 / 2.4)

except in the toe, where it comes down to 0. ``x * (s + LIFT * (s - 1) / (x + TOE))`` is within 4 codes of
that up to 5 EV, on average within 1. For what would be beyond white the denominator grows with the square of
the distance from a knee, so that `white` becomes white and nothing burns: one division for each value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined, kernel

Line = NDArray[np.float32]

ROUNDS = 8
"""Of SGZ's curve, in which the network's answer is to be understood."""

LEAST_R = np.float32(-1 / 3)
"""Eight stops; what a map asks for beyond that, or above 0, is taken as the nearest that is allowed."""

TOE, LIFT = np.float32(0.008), np.float32(0.07)
SHARPEST = np.float32(0.05)
"""How far below white the way into it begins at least, as a part of white. Where nothing but white becomes
white there may be lit things in the picture, and it begins at 0."""

_HALVINGS = 12
_SAME = 1 + 1e-6
_ZERO, _ONE = np.float32(0), np.float32(1)


@inlined
def curve_of(
    slope: tuple[Line, Line],
    start: tuple[Line, Line],
    weight: np.float32,
    guide: Line,
    per_code: np.float32,
    black: np.float32,
    strength: np.float32,
    white: np.float32,
    count: int,
    lines: Line,
    stride: int,
) -> None:
    """Set the six lines, one every `stride`: r, and the five of `shape_of`.

    r = `strength` * (slope * y + start), where y is `per_code` * `guide` + `black` and the map has rows above
    and below, `weight` of the way down between them.
    """
    (above, below), (upper, lower) = slope, start
    softness = softness_of(white)
    for i in range(count):
        a = above[i] + weight * (below[i] - above[i])
        b = upper[i] + weight * (lower[i] - upper[i])
        r = strength * (a * (per_code * guide[i] + black) + b)
        r = r if r < _ZERO else _ZERO
        r = r if r > LEAST_R else LEAST_R
        steep, lift, bent, whitest, knee = shape_of(r, white, softness)
        lines[i] = r
        lines[stride + i] = steep
        lines[2 * stride + i] = lift
        lines[3 * stride + i] = bent
        lines[4 * stride + i] = whitest
        lines[5 * stride + i] = knee


@inlined
def softness_of(white: np.float32) -> np.float32:
    """How far below white the way into it begins where nothing is beyond white, as a part of white."""
    square = white * white
    softness: np.float32 = SHARPEST + (_ONE - SHARPEST) * square * square
    return softness


@inlined
def shape_of(
    r: np.float32, white: np.float32, softness: np.float32
) -> tuple[np.float32, np.float32, np.float32, np.float32, np.float32]:
    """Return what `bend` takes, for one r from `LEAST_R` to 0, and the value that becomes 1.

    That is `white`, or the first one that a longer exposure would have made white, if that is brighter.
    """
    u = _ONE - r
    u = u * u
    u = u * u
    steep = u * u
    lifted = LIFT * (steep - _ONE)
    lift = lifted + TOE * steep
    clipped = (_ONE - lifted) / steep
    whitest = white if white > clipped else clipped
    over = steep * whitest + lift - _ONE  # what is too much there
    # with only this as a part of white, the curve would arrive at white without a slope
    width = softness + np.float32(2) * over / (steep * whitest + over)
    width = whitest * (width if width < _ONE else _ONE)
    bent = (whitest * over - TOE) / (width * width)
    return steep, lift, bent, whitest, whitest - width


@inlined
def bend(
    x: np.float32, steep: np.float32, lift: np.float32, bent: np.float32, knee: np.float32
) -> np.float32:
    """Apply the curve to one value from 0 to what becomes white."""
    beyond = x - knee
    beyond = beyond if beyond > _ZERO else _ZERO
    y: np.float32 = x * (steep * x + lift) / (x + TOE + bent * beyond * beyond)
    return y


@kernel("f8(i8[::1], f8, f8)")
def keep_mean(histogram: NDArray[np.int64], r: float, white: float) -> float:
    """By what r is to be multiplied, so that a picture becomes as bright on average as by SGZ's curve.

    0 to 1, and no more than makes it `LEAST_R`.

    Parameters
    ----------
    histogram
        int64 (256,), of luma. What no curve changes, as black or an empty one, gives the largest.
    r
        Of the picture as a whole, -1 to 0.
    white
        See `curve_of`; above 0, up to 1.
    """
    wanted = 0.0
    for code in range(256):
        x = code / 255.0
        for _ in range(ROUNDS):
            x += r * (x * x - x)
        wanted += histogram[code] * x
    low, high = 0.0, min(1.0, float(LEAST_R) / r) if r < 0.0 else 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        # equal but for rounding where no curve changes anything, as in a black picture: then r stays
        if _mean_after(histogram, middle * r, np.float32(white)) <= _SAME * wanted:
            low = middle
        else:
            high = middle
    return high


@inlined
def _mean_after(histogram: NDArray[np.int64], r: float, white: np.float32) -> float:
    """Mean luma, 0 to 1 times the count, after the curve."""
    steep, lift, bent, whitest, knee = shape_of(np.float32(r), white, softness_of(white))
    total = 0.0
    for code in range(256):
        x = np.float32(code) / np.float32(255)
        x = x if x < whitest else whitest
        total += histogram[code] * bend(x, steep, lift, bent, knee)
    return total
