"""Noise reduction on lines of quads: a recursive filter over time, then an edge-keeping one over the picture.

Over time each quad follows the camera with a gain of its own, as a Kalman filter does: 1 where something
moves, down to 1/19 where nothing has moved for a while. What is motion and what is noise is told by the
camera's noise at that brightness. Over the picture neighbours count by how little they differ, again in units
of the noise, and the less the more the filter over time has already done: robust anisotropic diffusion (Black
et al., IEEE Transactions on Image Processing, 1998) with a quadratic weight. First along the row, then along
the column, as in separable bilateral filtering (Pham and van Vliet, ICME 2005): 8 neighbours in place of 24.

Everything here is `inlined`: it becomes a part of `fused.strip_pass`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined
from kernels.lines import clip
from kernels.quads import LUMAS, PLANES, Line, U, V
from kernels.work import (
    CALM,
    CERTAINTY,
    CHROMA,
    CHROMA_REACH,
    CODES,
    DEVIATION,
    EXCESS,
    GUIDE,
    HALO,
    LUMA_REACH,
    RAW,
    SOFT,
    STRIDE,
    copy_planes,
    energy_of,
    repeat_ends,
    slot_of,
)

Stored = NDArray[np.uint16]

OVER_TIME, LIGHT, FULL = 1, 2, 3  # how far it goes: over time only; and with 1 neighbour each way; with 2

# quads whose past lies together, plane after plane. One place for all planes, and a number of steps that is
# known: LLVM then has one array to tell from the lines, and nothing is left over at the end.
BLOCK = 64

# how codes and gains are kept between frames: finer than a frame's own steps, or the filter would stop short
CODE_STEPS, GAIN_STEPS = np.float32(128), np.float32(65535)

MEAN_WINDOW = 5  # quads: over so many neighbours in a row the energy is taken
CHROMA_WEIGHT = np.float32(0.05)  # of U and V in the energy, beside luma's 1 on average
STILL_ENERGY = np.float32(3.0)  # three times what noise has: everything below is noise
RISE = np.float32(1.5)  # of the gain, per energy above that
WANDER = np.float32(0.003)  # of the scene, per frame, in units of the noise: sets the lowest gain, 1/19
LUMA_SIGMAS = np.float32(4.0)  # neighbours that differ by so many deviations do not count
CHROMA_SIGMAS = np.float32(8.0)
ALONE = np.float32(1.5)  # and further by this in a frame without a past, where nothing else takes noise away

_MOST_ENERGY = np.float32(1e6)  # the gain is 1, as it is kept, long before
_FRESH = np.float32(1e9)  # and this leaves nothing of the past

_ZERO, _ONE, _TWO, _HALF = np.float32(0), np.float32(1), np.float32(2), np.float32(0.5)
_TENTH, _QUARTER = np.float32(0.1), np.float32(0.25)
_FIFTH, _THIRD = np.float32(1 / 5), np.float32(1 / 3)
_LARGEST = np.float32(255)


@inlined
def look(past: Stored, pair: int, noise: Line, quads: int, work: Line) -> None:
    """Compare a pair with its past: the energy of what changed, about 1 where it is noise alone.

    Half is the mean square of luma's deviations over five quads, half the square of their sum, which finds
    faint edges that move, by the likeness of neighbours' noise; to that comes a little of chroma's.
    """
    _deviations(past, slot_of(work, pair), noise, quads, work)
    repeat_ends(work[DEVIATION:], quads)
    out, likeness = energy_of(work, pair), _HALF * noise[4]
    for i in range(quads):
        a, b, c = work[DEVIATION + i], work[DEVIATION + 1 + i], work[DEVIATION + 2 + i]
        d, e = work[DEVIATION + 3 + i], work[DEVIATION + 4 + i]
        total = ((a + b) + (c + d)) + e
        squares = ((a * a + b * b) + (c * c + d * d)) + e * e
        out[i] = _TENTH * squares + likeness * (total * total) + work[CHROMA + i]


@inlined
def _deviations(stored: Stored, slot: Line, noise: Line, quads: int, work: Line) -> None:
    """Difference of quads' mean luma from the past in units of its noise; of U and V squared and weighted."""
    start, slope, least, scale, shift = noise[0], noise[1], noise[2], _QUARTER * noise[5], noise[6]
    weight, step = CHROMA_WEIGHT / (noise[3] * noise[3]), _ONE / CODE_STEPS
    for x in range(0, quads, BLOCK):
        past, raw, out = stored[(PLANES + 1) * x :], slot[x:], work[x:]
        for i in range(BLOCK):
            new = (raw[RAW + i] + raw[RAW + STRIDE + i]) + (
                raw[RAW + 2 * STRIDE + i] + raw[RAW + 3 * STRIDE + i]
            )
            old = (_stored(past, 0, i) + _stored(past, 1, i)) + (_stored(past, 2, i) + _stored(past, 3, i))
            level = _QUARTER * new
            sigma = start + slope * level
            certainty = _ONE / (sigma if sigma > least else least)
            raw[CERTAINTY + i] = certainty
            # the mean of four pixels has half the noise of one
            out[DEVIATION + HALO + i] = _TWO * certainty * (level - clip(scale * old + shift, _LARGEST))
            u = raw[RAW + U * STRIDE + i] - step * _stored(past, U, i)
            v = raw[RAW + V * STRIDE + i] - step * _stored(past, V, i)
            out[CHROMA + i] = weight * (u * u + v * v)


@inlined
def _stored(past: Stored, plane: int, i: int) -> np.float32:
    return np.float32(past[plane * BLOCK + i])


@inlined
def follow(past: Stored, pair: int, pairs: int, fresh: bool, noise: Line, quads: int, work: Line) -> None:
    """Go from the past towards the new frame by the gain, which is Kalman's: the next frame's past."""
    above, here = energy_of(work, max(pair - 1, 0)), energy_of(work, pair)
    below, excess = energy_of(work, min(pair + 1, pairs - 1)), work[EXCESS:]
    for i in range(quads):
        more = _QUARTER * (above[i] + below[i]) + _HALF * here[i] - STILL_ENERGY
        more = more if more > _ZERO else _ZERO
        excess[i] = more if more < _MOST_ENERGY else _MOST_ENERGY
    _move(past, slot_of(work, pair), _FRESH if fresh else _ZERO, noise, quads, work)
    for plane in range(PLANES):
        repeat_ends(work[CALM + plane * STRIDE :], quads)


@inlined
def _move(stored: Stored, slot: Line, boost: np.float32, noise: Line, quads: int, work: Line) -> None:
    """From the past towards the new frame; and at what difference a neighbour does not count any more.

    K = q / (1 + q) and 1 / K come from one division: K = q q s, 1 / K = (1 + q) (1 + q) s with
    s = 1 / (q (1 + q)). What the filter over time has left of the noise's variance is K.
    """
    step, gain_step, scale, shift = _ONE / CODE_STEPS, _ONE / GAIN_STEPS, noise[5], noise[6]
    further = ALONE if boost > _ZERO else _ONE
    by_luma = _ONE / (further * further * LUMA_SIGMAS * LUMA_SIGMAS)
    by_chroma = _ONE / (further * further * CHROMA_SIGMAS * CHROMA_SIGMAS * noise[3] * noise[3])
    for x in range(0, quads, BLOCK):
        past, own, out = stored[(PLANES + 1) * x :], slot[x:], work[x:]
        for i in range(BLOCK):
            q = gain_step * _stored(past, PLANES, i) + WANDER + RISE * out[EXCESS + i] + boost
            more = _ONE + q
            share = _ONE / (q * more)
            inverse = more * more * share
            gain, certainty = q * q * share, own[CERTAINTY + i]
            own[LUMA_REACH + i] = by_luma * inverse * (certainty * certainty)
            own[CHROMA_REACH + i] = by_chroma * inverse
            left = _ONE - gain
            a = _between(own[RAW + i], _stored(past, 0, i), scale, shift, left)
            b = _between(own[RAW + STRIDE + i], _stored(past, 1, i), scale, shift, left)
            c = _between(own[RAW + 2 * STRIDE + i], _stored(past, 2, i), scale, shift, left)
            d = _between(own[RAW + 3 * STRIDE + i], _stored(past, 3, i), scale, shift, left)
            own[GUIDE + i] = _QUARTER * ((a + b) + (c + d))
            u = _between(own[RAW + U * STRIDE + i], _stored(past, U, i), step, _ZERO, left)
            v = _between(own[RAW + V * STRIDE + i], _stored(past, V, i), step, _ZERO, left)
            # all from one slice: with another, LLVM could not tell how far apart the lines are
            out[CALM + HALO + i], out[CALM + HALO + STRIDE + i] = a, b
            out[CALM + HALO + 2 * STRIDE + i], out[CALM + HALO + 3 * STRIDE + i] = c, d
            out[CALM + HALO + U * STRIDE + i], out[CALM + HALO + V * STRIDE + i] = u, v
            past[i], past[BLOCK + i] = _code_steps(a), _code_steps(b)
            past[2 * BLOCK + i], past[3 * BLOCK + i] = _code_steps(c), _code_steps(d)
            past[U * BLOCK + i], past[V * BLOCK + i] = _code_steps(u), _code_steps(v)
            past[PLANES * BLOCK + i] = np.uint16(np.int32(GAIN_STEPS * gain + _HALF))


@inlined
def _code_steps(code: np.float32) -> np.uint16:
    return np.uint16(np.int32(CODE_STEPS * code + _HALF))


@inlined
def _between(
    new: np.float32, past: np.float32, scale: np.float32, shift: np.float32, left: np.float32
) -> np.float32:
    """Written so that nothing is left of the past where `left` is 0, which is 1 minus the gain."""
    # what light makes of the past is clipped as the camera clips
    moved: np.float32 = new + left * (clip(scale * past + shift, _LARGEST) - new)
    return moved


@inlined
def soften_along(pair: int, level: int, quads: int, work: Line) -> None:
    """Average each calm pixel of a pair with its neighbours in the row that are alike."""
    slot = slot_of(work, pair)
    if level == OVER_TIME:
        copy_planes(work[CALM + HALO :], quads, slot[SOFT:])
        return
    for row in range(0, LUMAS, 2):
        left, right = work[CALM + row * STRIDE + HALO - 1 :], work[CALM + (row + 1) * STRIDE + HALO - 1 :]
        soft = slot[SOFT + row * STRIDE :]
        if level == LIGHT:
            for i in range(quads):
                t = slot[LUMA_REACH + i]
                soft[i] = _of_three(right[i], left[1 + i], right[1 + i], t)
                soft[STRIDE + i] = _of_three(left[1 + i], right[1 + i], left[2 + i], t)
        else:
            for i in range(quads):
                t = slot[LUMA_REACH + i]
                soft[i], soft[STRIDE + i] = _of_six(
                    left[i], right[i], left[1 + i], right[1 + i], left[2 + i], right[2 + i], t
                )
    for plane in range(LUMAS, PLANES):
        line, soft = work[CALM + plane * STRIDE :], slot[SOFT + plane * STRIDE :]
        if level == LIGHT:
            for i in range(quads):
                soft[i] = _of_three(line[1 + i], line[2 + i], line[3 + i], slot[CHROMA_REACH + i])
        else:
            for i in range(quads):
                t = slot[CHROMA_REACH + i]
                soft[i] = _of_five(line[i], line[1 + i], line[2 + i], line[3 + i], line[4 + i], t)


@inlined
def soften_down(pair: int, pairs: int, level: int, x: int, count: int, work: Line) -> None:
    """Average along the columns, `count` quads of a pair from quad `x` on, into the codes of the tile."""
    slot = slot_of(work, pair)[x:]
    if level == OVER_TIME:
        copy_planes(slot[SOFT:], count, work[CODES:])
        return
    above, below = slot_of(work, max(pair - 1, 0))[x:], slot_of(work, min(pair + 1, pairs - 1))[x:]
    for column in range(2):
        u, h = above[SOFT + column * STRIDE :], slot[SOFT + column * STRIDE :]
        d, out = below[SOFT + column * STRIDE :], work[CODES + column * STRIDE :]
        if level == LIGHT:
            for i in range(count):
                t = slot[LUMA_REACH + i]
                upper, lower = h[i], h[2 * STRIDE + i]
                out[i] = _of_three(u[2 * STRIDE + i], upper, lower, t)
                out[2 * STRIDE + i] = _of_three(upper, lower, d[i], t)
        else:
            for i in range(count):
                t = slot[LUMA_REACH + i]
                out[i], out[2 * STRIDE + i] = _of_six(
                    u[i], u[2 * STRIDE + i], h[i], h[2 * STRIDE + i], d[i], d[2 * STRIDE + i], t
                )
    high, low = slot_of(work, max(pair - 2, 0))[x:], slot_of(work, min(pair + 2, pairs - 1))[x:]
    for plane in range(LUMAS, PLANES):
        u, h, d = (
            above[SOFT + plane * STRIDE :],
            slot[SOFT + plane * STRIDE :],
            below[SOFT + plane * STRIDE :],
        )
        out = work[CODES + plane * STRIDE :]
        if level == LIGHT:
            for i in range(count):
                out[i] = _of_three(u[i], h[i], d[i], slot[CHROMA_REACH + i])
        else:
            far_u, far_d = high[SOFT + plane * STRIDE :], low[SOFT + plane * STRIDE :]
            for i in range(count):
                out[i] = _of_five(far_u[i], u[i], h[i], d[i], far_d[i], slot[CHROMA_REACH + i])


@inlined
def _pull(difference: np.float32, inverse_reach: np.float32) -> np.float32:
    weight = _ONE - difference * difference * inverse_reach
    return difference * (weight if weight > _ZERO else _ZERO)


@inlined
def _of_five(
    a: np.float32, b: np.float32, c: np.float32, d: np.float32, e: np.float32, t: np.float32
) -> np.float32:
    """Mean of five around `c`, each in so far as it does not differ from `c`.

    `t` is one over the reach squared. Always a fifth of the pull of all, and not their mean by weight: where
    few of them are alike that is less, so edges and what moves stay as they are, and there is no division.
    """
    near = _pull(b - c, t) + _pull(d - c, t)
    far = _pull(a - c, t) + _pull(e - c, t)
    mean: np.float32 = c + _FIFTH * (near + far)
    return mean


@inlined
def _of_six(
    a: np.float32, b: np.float32, c: np.float32, d: np.float32, e: np.float32, f: np.float32, t: np.float32
) -> tuple[np.float32, np.float32]:
    """`_of_five` around `c` and around `d`, which are of one quad: each pulls the other by the same."""
    pull = _pull(d - c, t)
    first = c + _FIFTH * ((_pull(b - c, t) + pull) + (_pull(a - c, t) + _pull(e - c, t)))
    second = d + _FIFTH * ((_pull(e - d, t) - pull) + (_pull(b - d, t) + _pull(f - d, t)))
    return first, second


@inlined
def _of_three(b: np.float32, c: np.float32, d: np.float32, t: np.float32) -> np.float32:
    mean: np.float32 = c + _THIRD * (_pull(b - c, t) + _pull(d - c, t))
    return mean
