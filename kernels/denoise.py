"""Noise reduction on lines of quads: a recursive filter over time, then an edge-keeping one over the picture.

Over time each quad follows the camera with a gain of its own, as a Kalman filter does: 1 where something moves,
down to 1/19 where nothing has moved for a while. What is motion and what is noise is told by the camera's noise
at that brightness. Over the picture neighbours count by how little they differ, again in units of the noise, and
the less the more the filter over time has already done: robust anisotropic diffusion (Black et al., IEEE
Transactions on Image Processing, 1998) with a quadratic weight. First along the row, then along the column, as
in separable bilateral filtering (Pham and van Vliet, ICME 2005): 8 neighbours in place of 24.

Everything here is `inlined`: it becomes a part of `fused.strip_pass`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined

Line = NDArray[np.float32]
Stored = NDArray[np.uint16]

# how codes and gains are kept between frames: finer than a frame's own steps, or the filter would stop short
CODE_STEPS, GAIN_STEPS = np.float32(128), np.float32(65535)

MEAN_WINDOW = 5  # quads: over so many neighbours in a row the energy is taken
CHROMA_WEIGHT = np.float32(0.05)  # of U and V in the energy, beside luma's 1 on average
STILL_ENERGY = np.float32(3.0)  # three times what noise has: everything below is noise
RISE = np.float32(1.5)  # of the gain, per energy above that
WANDER = np.float32(0.003)  # of the scene, per frame, in units of the noise: sets the lowest gain, 1/19
LUMA_REACH = np.float32(4.0)  # neighbours that differ by so many sigma do not count
CHROMA_REACH = np.float32(8.0)

_MOST_ENERGY = np.float32(1e4)  # the gain is 1 long before

_ZERO, _ONE, _TWO, _HALF = np.float32(0), np.float32(1), np.float32(2), np.float32(0.5)
_FIFTH, _THIRD = np.float32(1 / 5), np.float32(1 / 3)
_TENTH, _QUARTER = np.float32(0.1), np.float32(0.25)


@inlined
def mean_of_four(a: Line, b: Line, c: Line, d: Line, count: int, out: Line) -> None:
    """Mean luma of quads."""
    for i in range(count):
        out[i] = _QUARTER * ((np.float32(a[i]) + np.float32(b[i])) + (np.float32(c[i]) + np.float32(d[i])))


@inlined
def certainty(level: Line, noise: Line, count: int, out: Line) -> None:
    """One over the standard deviation of luma's noise, by its level."""
    start, slope, least = noise[0], noise[1], noise[2]
    for i in range(count):
        sigma = start + slope * level[i]
        out[i] = _ONE / (sigma if sigma > least else least)


@inlined
def luma_deviation(
    new: Line, old: Line, scale: np.float32, shift: np.float32, certain: Line, count: int, out: Line
) -> None:
    """Difference of quads' mean luma from the past, in units of its noise; `old` in stored steps."""
    for i in range(count):
        out[i] = _TWO * certain[i] * (new[i] - (scale * old[i] + shift))


@inlined
def chroma_energy(
    u: Line, v: Line, old_u: Stored, old_v: Stored, sigma: np.float32, count: int, out: Line
) -> None:
    """Squared differences of U and V from the past, in units of their noise, weighted."""
    step = _ONE / CODE_STEPS
    weight = CHROMA_WEIGHT / (sigma * sigma)
    for i in range(count):
        du, dv = u[i] - step * np.float32(old_u[i]), v[i] - step * np.float32(old_v[i])
        out[i] = weight * (du * du + dv * dv)


@inlined
def energy(deviation: Line, chroma: Line, likeness: np.float32, count: int, out: Line) -> None:
    """Energy of what changed: about 1 where it is noise alone.

    Half is the mean square over five quads, half the square of their sum, which finds faint edges that move;
    `likeness` is one over what that square is for the camera's noise, 5 if neighbours are independent.
    """
    for i in range(count):
        a, b, c, d, e = deviation[i], deviation[i + 1], deviation[i + 2], deviation[i + 3], deviation[i + 4]
        total = ((a + b) + (c + d)) + e
        squares = ((a * a + b * b) + (c * c + d * d)) + e * e
        out[i] = _TENTH * squares + _HALF * likeness * (total * total) + chroma[i]


@inlined
def gain(above: Line, here: Line, below: Line, old: Stored, count: int, out: Line, inverse: Line) -> None:
    """How much of the new frame is taken: Kalman's gain, with the scene's wandering as the energy has it.

    And one over that. Both come from one division: K = q / (1 + q) = q q u and 1 / K = (1 + q) (1 + q) u with
    u = 1 / (q (1 + q)).
    """
    step = _ONE / GAIN_STEPS
    for i in range(count):
        excess = _QUARTER * (above[i] + below[i]) + _HALF * here[i] - STILL_ENERGY
        excess = excess if excess > _ZERO else _ZERO
        excess = excess if excess < _MOST_ENERGY else _MOST_ENERGY
        q = step * np.float32(old[i]) + WANDER + RISE * excess
        more = _ONE + q
        u = _ONE / (q * more)
        out[i] = q * q * u
        inverse[i] = more * more * u


@inlined
def follow(
    new: Line, weight: Line, past: Stored, scale: np.float32, shift: np.float32, count: int, out: Line
) -> None:
    """Go from the past, in stored steps, towards the new frame by the gain."""
    for i in range(count):
        old = scale * np.float32(past[i]) + shift
        out[i] = old + weight[i] * (new[i] - old)


@inlined
def follow_and_keep(
    new: Line, weight: Line, past: Stored, scale: np.float32, shift: np.float32, count: int, out: Line
) -> None:
    """Like `follow`; `past` becomes what the next frame finds."""
    for i in range(count):
        old = scale * np.float32(past[i]) + shift
        value = old + weight[i] * (new[i] - old)
        out[i] = value
        past[i] = np.uint16(np.int32(CODE_STEPS * value + _HALF))


@inlined
def keep_gain(weight: Line, count: int, past: Stored) -> None:
    """Keep the gain for the next frame."""
    for i in range(count):
        past[i] = np.uint16(np.int32(GAIN_STEPS * weight[i] + _HALF))


@inlined
def reach(
    certain: Line, inverse_gain: Line, chroma_sigma: np.float32, count: int, luma: Line, chroma: Line
) -> None:
    """One over the squared difference at which a neighbour does not count any more, for luma and for chroma.

    What the filter over time has left of the noise's variance is the gain.
    """
    by_luma = _ONE / (LUMA_REACH * LUMA_REACH)
    by_chroma = _ONE / (CHROMA_REACH * CHROMA_REACH * chroma_sigma * chroma_sigma)
    for i in range(count):
        luma[i] = by_luma * inverse_gain[i] * (certain[i] * certain[i])
        chroma[i] = by_chroma * inverse_gain[i]


@inlined
def _pull(difference: np.float32, inverse_reach: np.float32) -> np.float32:
    weight = _ONE - difference * difference * inverse_reach
    return difference * (weight if weight > _ZERO else _ZERO)


@inlined
def soften(a: Line, b: Line, c: Line, d: Line, e: Line, inverse_reach: Line, count: int, out: Line) -> None:
    """Mean of five in a row around `c`, each in so far as it does not differ from `c`.

    Always a fifth of the pull of all, and not their mean by weight: where few of them are alike that is less,
    so edges and what moves stay as they are, and there is no division.
    """
    for i in range(count):
        centre, t = c[i], inverse_reach[i]
        near = _pull(b[i] - centre, t) + _pull(d[i] - centre, t)
        far = _pull(a[i] - centre, t) + _pull(e[i] - centre, t)
        out[i] = centre + _FIFTH * (near + far)


@inlined
def soften_three(b: Line, c: Line, d: Line, inverse_reach: Line, count: int, out: Line) -> None:
    """Like `soften` with one neighbour on each side."""
    for i in range(count):
        centre, t = c[i], inverse_reach[i]
        out[i] = centre + _THIRD * (_pull(b[i] - centre, t) + _pull(d[i] - centre, t))
