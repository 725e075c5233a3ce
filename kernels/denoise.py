"""Noise reduction on lines of quads: a recursive filter over time, then an edge-keeping one over the picture.

Over time each quad follows the camera with a gain of its own, as a Kalman filter does: 1 where something
moves, down to 1/19 where nothing has moved for a while. What is motion and what is noise is told by the
camera's noise at that brightness. Over the picture neighbours count by how little they differ, again in units
of the noise, and the less the more the filter over time has already done. First along the row, then along
the column: separable bilateral filtering (Pham and van Vliet, ICME 2005), which costs 8 neighbours in place
of 24.

Everything here is `inlined`: it becomes a part of `fused.strip_pass`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined
from kernels.lines import clip

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
CHROMA_REACH = np.float32(10.0)
LEAST_REACH = np.float32(1e-3)

_LARGEST = np.float32(255)
_ZERO, _ONE, _TWO, _HALF = np.float32(0), np.float32(1), np.float32(2), np.float32(0.5)
# coefficients of `_one_over`, the constant first
ONE_OVER = tuple(np.float32(each / 23.5) for each in (42, -25, 6, -0.5))
_P0, _P1, _P2, _P3 = ONE_OVER
_TENTH, _QUARTER = np.float32(0.1), np.float32(0.25)


@inlined
def mean_of_four(a: Line, b: Line, c: Line, d: Line, count: int, out: Line) -> None:
    """Mean luma of quads."""
    for i in range(count):
        out[i] = _QUARTER * ((np.float32(a[i]) + np.float32(b[i])) + (np.float32(c[i]) + np.float32(d[i])))


@inlined
def luma_deviation(
    new: Line, old: Line, scale: np.float32, shift: np.float32, noise: Line, count: int, out: Line
) -> None:
    """Difference of quads' mean luma from the past, in units of its noise; `old` in stored steps."""
    start, slope, least = noise[0], noise[1], noise[2]
    for i in range(count):
        level = clip(scale * np.float32(old[i]) + shift, _LARGEST)
        sigma = start + slope * level
        sigma = sigma if sigma > least else least
        out[i] = _TWO * (new[i] - level) / sigma


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
def gain(above: Line, here: Line, below: Line, old: Stored, count: int, out: Line) -> None:
    """How much of the new frame is taken: Kalman's gain, with the scene's wandering as the energy has it."""
    step = _ONE / GAIN_STEPS
    for i in range(count):
        excess = _QUARTER * (above[i] + below[i]) + _HALF * here[i] - STILL_ENERGY
        excess = excess if excess > _ZERO else _ZERO
        q = step * np.float32(old[i]) + WANDER + RISE * excess
        out[i] = q / (_ONE + q)


@inlined
def follow(
    new: Line, weight: Line, old: Stored, scale: np.float32, shift: np.float32, count: int, out: Line
) -> None:
    """Go from the past towards the new frame by the gain.

    Written so that a gain of 1 leaves nothing of the past. What light makes of the past is clipped as the
    camera clips.
    """
    for i in range(count):
        past = clip(scale * np.float32(old[i]) + shift, _LARGEST)
        out[i] = new[i] + (_ONE - weight[i]) * (past - new[i])


@inlined
def store(line: Line, steps: np.float32, count: int, out: Stored) -> None:
    """Keep a line for the next frame."""
    for i in range(count):
        out[i] = np.uint16(np.int32(steps * line[i] + _HALF))


@inlined
def reach(level: Line, weight: Line, noise: Line, count: int, luma: Line, chroma: Line) -> None:
    """One over the difference at which a neighbour does not count any more, for luma and for chroma."""
    start, slope, least, chroma_sigma = noise[0], noise[1], noise[2], noise[3]
    for i in range(count):
        sigma = start + slope * level[i]
        sigma = sigma if sigma > least else least
        left = np.float32(math.sqrt(weight[i]))
        luma[i] = _ONE / (LUMA_REACH * sigma * left + LEAST_REACH)
        chroma[i] = _ONE / (CHROMA_REACH * chroma_sigma * left + LEAST_REACH)


@inlined
def _weight(difference: np.float32, inverse_reach: np.float32) -> np.float32:
    weight = _ONE - abs(difference) * inverse_reach
    return weight if weight > _ZERO else _ZERO


@inlined
def _one_over(x: np.float32) -> np.float32:
    """Return 1 / x for x from 1 to 5, within 0.2 %: a division would cost as much as all the neighbours do.

    The polynomial's error 1 - x p(x) is Chebyshev's T4, 1 in 23.5; one step of Newton's squares it.
    """
    p = _P0 + x * (_P1 + x * (_P2 + x * _P3))
    return p * (_TWO - x * p)


@inlined
def soften(a: Line, b: Line, c: Line, d: Line, e: Line, inverse_reach: Line, count: int, out: Line) -> None:
    """Mean of five in a row around `c`, each by how little it differs from `c`."""
    for i in range(count):
        centre, t = c[i], inverse_reach[i]
        da, db, dd, de = a[i] - centre, b[i] - centre, d[i] - centre, e[i] - centre
        wa, wb, wd, we = _weight(da, t), _weight(db, t), _weight(dd, t), _weight(de, t)
        change = (wa * da + wb * db) + (wd * dd + we * de)
        out[i] = centre + change * _one_over(_ONE + ((wa + wb) + (wd + we)))


@inlined
def soften_three(b: Line, c: Line, d: Line, inverse_reach: Line, count: int, out: Line) -> None:
    """Like `soften` with one neighbour on each side."""
    for i in range(count):
        centre, t = c[i], inverse_reach[i]
        db, dd = b[i] - centre, d[i] - centre
        wb, wd = _weight(db, t), _weight(dd, t)
        out[i] = centre + (wb * db + wd * dd) * _one_over(_ONE + (wb + wd))
