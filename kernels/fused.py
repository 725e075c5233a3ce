"""The hot path: unpack, noise reduction, map up-scale, curve and pack in one pass over memory.

The picture goes through the caches a pair of rows at a time; RGB in full size is never in memory.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernels import colour, denoise, formats
from kernels._jit import inlined, kernel
from kernels.colour import Affine
from kernels.curves import bend, curve_of
from kernels.denoise import CODE_STEPS
from kernels.formats import BGR, YUYV
from kernels.lines import clip
from kernels.quads import PLANES, Bytes, Line, Lines, U, V, pack_pair, unpack_pair
from kernels.resize import CurveMap, widen

HALO = 2  # quads beyond each end of a line: the last one repeated
TILE = 320  # quads that go through the curve at a time
OVER_TIME, LIGHT, FULL = 1, 2, 3  # how far noise reduction goes
AHEAD = 3  # pairs of rows from the first look at one to its way out

# lines of `work`: a ring of pairs' codes, then single lines, then rings
_RAW = 0
RAW_PAIRS = AHEAD + 1
_LEVEL = _RAW + RAW_PAIRS * PLANES
_OLD_LEVEL = _LEVEL + 1
_DEVIATION = _OLD_LEVEL + 1
_CHROMA = _DEVIATION + 1
_GAIN = _CHROMA + 1
_NEW = _GAIN + 1
_ENERGY = _NEW + PLANES
_RING = _ENERGY + 3
RING_PAIRS = 5
_SOFT, _LUMA_REACH, _CHROMA_REACH, _GUIDE = 0, PLANES, PLANES + 1, PLANES + 2
RING_LINES = PLANES + 3
WORK_LINES = _RING + RING_PAIRS * RING_LINES

# lines of a tile: codes of Y, U and V; what U and V add to R, G and B; the curve; sums of R, G, B; the output
_OFFSET = PLANES
_CURVE = _OFFSET + 3
_SUMS = _CURVE + 4
_OUT = _SUMS + 6
_TILE_LINES = _OUT + 12

FULL_FROM = np.float32(10)  # one over the |r| from which on noise is lifted enough to be taken down in full
# what a source of B, G, R is between unpacking and curve
BGR_TO_INNER = colour.rgb_to_yuv(bt709=False, full_range=True) * np.array([1 / 255] * 3 + [1], np.float32)
INNER_TO_RGB = colour.yuv_to_rgb(bt709=False, full_range=True)

_ONE, _LARGEST = np.float32(1), np.float32(255)


# of a quad in `Memory.history`: its codes, then its gain
_KEPT = PLANES + 1


class Memory:
    """What a pass over frames of one size needs, and what it keeps from one frame for the next.

    Nothing is allocated after this. `forget` makes the next frame the first.

    Parameters
    ----------
    width, height
        Of the frames, in pixels.
    map_rows
        Height of the curve map.
    strips
        Into so many parts a frame is cut, each for a thread of its own.
    """

    def __init__(self, width: int, height: int, map_rows: int, strips: int = 1) -> None:
        if min(width, height, map_rows, strips) < 1:
            raise ValueError(
                f"{width}x{height} pixels, {map_rows} map rows, {strips} strips: at least 1 each"
            )
        quads, pairs = (width + 1) // 2, (height + 1) // 2
        self.size = width, height
        self.is_fresh = True
        self.history = np.zeros((pairs, _KEPT, quads), np.uint16)
        self.wide = np.zeros((2, map_rows, quads), np.float32)
        # a strip of fewer pairs than it looks ahead would need its neighbour's neighbour
        strips = max(1, min(strips, pairs // (2 * AHEAD)))
        edges = [pairs * i // strips for i in range(strips + 1)]
        self.strips = list(itertools.pairwise(edges))
        self.works = [np.zeros((WORK_LINES, quads + 2 * HALO), np.float32) for _ in self.strips]
        self.borders = [np.zeros((2 * AHEAD, _KEPT, quads), np.uint16) for _ in self.strips]

    def forget(self) -> None:
        """Take the next frame as it comes, without a past."""
        self.is_fresh = True

    def copy_borders(self) -> None:
        """Keep what strips see of each other as it is before they begin to change it."""
        for (first, last), border in zip(self.strips, self.borders, strict=True):
            above, below = self.history[max(first - AHEAD, 0) : first], self.history[last : last + AHEAD]
            border[AHEAD - len(above) : AHEAD], border[AHEAD : AHEAD + len(below)] = above, below


@dataclass(frozen=True, slots=True)
class Denoising:
    """How noise is taken down.

    Parameters
    ----------
    noise
        float32 (5,): standard deviation of a luma code, as start + slope * code and at least `least`; that of
        a chroma code; and the likeness of neighbours' noise, 1 / 5 for none. See `measure.fit_noise`.
    amount
        0 to 1: how much of what was taken away is left away. 0 does nothing at all, and remembers nothing.
    level
        `OVER_TIME` alone, and `LIGHT`ly or in `FULL` over the picture.
    scale, shift
        What light did to luma codes since the last frame: code * scale + shift; 1 and 0 if nothing.
    """

    noise: NDArray[np.float32]
    amount: float = 1.0
    level: int = FULL
    scale: float = 1.0
    shift: float = 0.0


OFF = Denoising(np.zeros(5, np.float32), 0.0)


def enhance(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    curve_map: CurveMap,
    to_rgb: Affine,
    to_yuv: Affine,
    strength: float,
    memory: Memory,
    denoising: Denoising = OFF,
    run: Callable[[list[Callable[[], None]]], object] | None = None,
) -> None:
    """Brighten a frame by its curve map and take its noise down, at full resolution, into another format.

    Luma is worked on per pixel, chroma per quad of two by two pixels: what there is more of in the source is
    averaged. For each pixel RGB = clip(to_rgb(YCbCr)), then `curves.ROUNDS` times x += r * (x * x - x), then
    to the format of `dst`. r = `strength` * (slope * luma / 255 + start), limited to -1..1, where luma is
    the quad's mean (after the filter over time), and slope and start are `curve_map` up-scaled bilinearly to
    quads: centres aligned, edges clamped. See `denoise` for what comes before the curve.

    Parameters
    ----------
    src, src_fmt
        The frame, uint8 (bytes,), in any of `formats.SOURCE_FORMATS`. May be read-only.
    dst, dst_fmt
        Where it goes, uint8 (bytes,), in one of `formats.OUTPUT_FORMATS`. Must not overlap `src`.
    curve_map
        float32 (2, h, w): slope and start of r. NaN makes black pixels.
    to_rgb, to_yuv
        Coefficients of the source and of the output; see `colour`. Not used for BGR.
    strength
        0 to 1: how much of the curve is applied.
    memory
        Made for this size and this map; with what is kept from the frame before.
    run
        Runs the given functions, one for each strip of `memory`, and returns when all are done; by default
        one after the other.

    Raises
    ------
    TypeError, ValueError
        For a wrong type, length or range.
    """
    width, height = memory.size
    formats.check_pass(src, src_fmt, dst, dst_fmt, width, height, to_rgb, to_yuv)
    formats.check_array("curve_map", curve_map, np.float32, (2, memory.wide.shape[1], None))
    formats.check_array("noise", denoising.noise, np.float32, (5,))
    if not 0 <= strength <= 1:
        raise ValueError(f"strength must be in 0 to 1, not {strength}")
    steps = float(CODE_STEPS)
    noise = np.array([*denoising.noise, denoising.scale / steps, denoising.shift], np.float32)
    _check_denoising(denoising, noise)
    before = INNER_TO_RGB if src_fmt == BGR else to_rgb
    after = colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
    for each, wide in zip(curve_map, memory.wide, strict=True):
        widen(each, wide)
    if len(memory.strips) > 1:
        memory.copy_borders()

    def strip(number: int) -> None:
        strip_pass(
            src,
            src_fmt,
            dst,
            dst_fmt,
            width,
            height,
            memory.wide,
            strength,
            BGR_TO_INNER,
            before,
            after,
            memory.history,
            memory.borders[number],
            noise,
            denoising.amount,
            denoising.level,
            memory.is_fresh,
            *memory.strips[number],
            memory.works[number],
        )

    if len(memory.strips) == 1 or run is None:
        for number in range(len(memory.strips)):
            strip(number)
    else:
        run([functools.partial(strip, number) for number in range(len(memory.strips))])
    memory.is_fresh = denoising.amount == 0


def _check_denoising(denoising: Denoising, noise: NDArray[np.float32]) -> None:
    if not 0 <= denoising.amount <= 1:
        raise ValueError(f"amount must be in 0 to 1, not {denoising.amount}")
    if denoising.level not in (OVER_TIME, LIGHT, FULL):
        raise ValueError(f"level must be in {OVER_TIME} to {FULL}, not {denoising.level}")
    # deviations are divided by these two
    if denoising.amount > 0 and not (np.isfinite(noise).all() and noise[2:4].min() > 0):
        raise ValueError(f"{denoising} must be finite, its noise's least and that of chroma above 0")


@inlined
def _ring(work: Lines, pair: int, line: int) -> Line:
    whole: Line = work[_RING + RING_LINES * (pair % RING_PAIRS) + line]
    return whole[HALO:]


@inlined
def _codes(work: Lines, pair: int) -> Lines:
    start = _RAW + PLANES * (pair % RAW_PAIRS)
    return work[start : start + PLANES]


@inlined
def _past(
    history: NDArray[np.uint16], border: NDArray[np.uint16], pair: int, first: int, last: int
) -> NDArray[np.uint16]:
    past: NDArray[np.uint16] = history[min(max(pair, first), last - 1)]
    if pair < first:
        past = border[pair - first + AHEAD]
    elif pair >= last:
        past = border[AHEAD + pair - last]
    return past


@inlined
def _copy(line: Line, count: int, out: Line) -> None:
    for i in range(count):
        out[i] = line[i]


@inlined
def _repeat_ends(line: Line, quads: int) -> None:
    for i in range(HALO):
        line[i] = line[HALO]
        line[HALO + quads + i] = line[HALO + quads - 1]


@inlined
def _look(past: NDArray[np.uint16], pair: int, noise: Line, quads: int, work: Lines) -> None:
    """From the codes of a pair and its past to the energy of what changed."""
    raw = _codes(work, pair)
    level, old = work[_LEVEL][HALO:], work[_OLD_LEVEL][HALO:]
    denoise.mean_of_four(raw[0], raw[1], raw[2], raw[3], quads, level)
    denoise.mean_of_four(past[0], past[1], past[2], past[3], quads, old)
    denoise.luma_deviation(level, old, noise[5], noise[6], noise, quads, work[_DEVIATION][HALO:])
    _repeat_ends(work[_DEVIATION], quads)
    denoise.chroma_energy(raw[U], raw[V], past[U], past[V], noise[3], quads, work[_CHROMA][HALO:])
    denoise.energy(work[_DEVIATION], work[_CHROMA][HALO:], noise[4], quads, work[_ENERGY + pair % 3][HALO:])


@inlined
def _follow(  # noqa: PLR0912 - three ways to soften, each a call with lines of its own
    past: NDArray[np.uint16],
    pair: int,
    pairs: int,
    keep: bool,
    fresh: bool,
    level: int,
    noise: Line,
    quads: int,
    work: Lines,
) -> None:
    """The pair as the filter over time has it, into its memory and, softened along the row, into the ring."""
    raw = _codes(work, pair)
    weight = work[_GAIN][HALO:]
    above, below = max(pair - 1, 0), min(pair + 1, pairs - 1)
    if fresh:
        weight[:quads] = _ONE
    else:
        denoise.gain(
            work[_ENERGY + above % 3][HALO:],
            work[_ENERGY + pair % 3][HALO:],
            work[_ENERGY + below % 3][HALO:],
            past[PLANES],
            quads,
            weight,
        )
    for plane in range(PLANES):
        new = work[_NEW + plane][HALO:]
        if plane < U:
            denoise.follow(raw[plane], weight, past[plane], noise[5], noise[6], quads, new)
        else:
            denoise.follow(
                raw[plane], weight, past[plane], _ONE / denoise.CODE_STEPS, np.float32(0), quads, new
            )
        _repeat_ends(work[_NEW + plane], quads)
        if keep:
            denoise.store(new, denoise.CODE_STEPS, quads, past[plane])
    if keep:
        denoise.store(weight, denoise.GAIN_STEPS, quads, past[PLANES])
    guide = _ring(work, pair, _GUIDE)
    new = work[_NEW : _NEW + PLANES]
    denoise.mean_of_four(new[0][HALO:], new[1][HALO:], new[2][HALO:], new[3][HALO:], quads, guide)
    luma_reach, chroma_reach = _ring(work, pair, _LUMA_REACH), _ring(work, pair, _CHROMA_REACH)
    denoise.reach(guide, weight, noise, quads, luma_reach, chroma_reach)
    if level == OVER_TIME:
        for plane in range(PLANES):
            _copy(new[plane][HALO:], quads, _ring(work, pair, plane))
        return
    for row in range(0, 4, 2):
        left, right = new[row], new[row + 1]
        soft_left, soft_right = _ring(work, pair, row), _ring(work, pair, row + 1)
        if level == LIGHT:
            denoise.soften_three(right[HALO - 1 :], left[HALO:], right[HALO:], luma_reach, quads, soft_left)
            denoise.soften_three(left[HALO:], right[HALO:], left[HALO + 1 :], luma_reach, quads, soft_right)
        else:
            denoise.soften(
                left[HALO - 1 :],
                right[HALO - 1 :],
                left[HALO:],
                right[HALO:],
                left[HALO + 1 :],
                luma_reach,
                quads,
                soft_left,
            )
            denoise.soften(
                right[HALO - 1 :],
                left[HALO:],
                right[HALO:],
                left[HALO + 1 :],
                right[HALO + 1 :],
                luma_reach,
                quads,
                soft_right,
            )
    for plane in (U, V):
        line, soft = new[plane], _ring(work, pair, plane)
        if level == LIGHT:
            denoise.soften_three(line[1:], line[2:], line[3:], chroma_reach, quads, soft)
        else:
            denoise.soften(line, line[1:], line[2:], line[3:], line[4:], chroma_reach, quads, soft)


@inlined
def _soften_down(work: Lines, pair: int, pairs: int, level: int, x: int, count: int, tile: Lines) -> None:
    """The pair softened along the columns, into the first lines of `tile`."""
    if level == OVER_TIME:
        for plane in range(PLANES):
            _copy(_ring(work, pair, plane)[x:], count, tile[plane])
        return
    above, below = max(pair - 1, 0), min(pair + 1, pairs - 1)
    luma_reach, chroma_reach = _ring(work, pair, _LUMA_REACH)[x:], _ring(work, pair, _CHROMA_REACH)[x:]
    for column in range(2):
        u0, u1 = _ring(work, above, column)[x:], _ring(work, above, 2 + column)[x:]
        h0, h1 = _ring(work, pair, column)[x:], _ring(work, pair, 2 + column)[x:]
        l0, l1 = _ring(work, below, column)[x:], _ring(work, below, 2 + column)[x:]
        if level == LIGHT:
            denoise.soften_three(u1, h0, h1, luma_reach, count, tile[column])
            denoise.soften_three(h0, h1, l0, luma_reach, count, tile[2 + column])
        else:
            denoise.soften(u0, u1, h0, h1, l0, luma_reach, count, tile[column])
            denoise.soften(u1, h0, h1, l0, l1, luma_reach, count, tile[2 + column])
    for plane in (U, V):
        u1, l0 = _ring(work, above, plane)[x:], _ring(work, below, plane)[x:]
        here = _ring(work, pair, plane)[x:]
        if level == LIGHT:
            denoise.soften_three(u1, here, l0, chroma_reach, count, tile[plane])
        else:
            u0 = _ring(work, max(pair - 2, 0), plane)[x:]
            l1 = _ring(work, min(pair + 2, pairs - 1), plane)[x:]
            denoise.soften(u0, u1, here, l0, l1, chroma_reach, count, tile[plane])


@inlined
def _bend_quads(before: Affine, after: Affine, fmt: int, count: int, tile: Lines) -> None:
    """From codes of the source to codes of the output, through the curve."""
    _chroma_offsets(before, count, tile)
    tile[_SUMS : _SUMS + 6] = np.float32(0)
    for place in range(4):
        if fmt == BGR:
            _bend_to_rgb(before[0, 0], place, count, tile)
        else:
            _bend_to_luma(before[0, 0], after, place, count, tile)
    if fmt == YUYV:
        for row in range(2):
            _mean_chroma(after, row, 1, count, tile)
    elif fmt != BGR:
        _mean_chroma(after, 0, 2, count, tile)


@inlined
def _chroma_offsets(before: Affine, count: int, tile: Lines) -> None:
    """What U and V add to red, green and blue."""
    u, v = tile[U], tile[V]
    for channel in range(3):
        by_u, by_v, offset = before[channel, 1], before[channel, 2], before[channel, 3]
        out = tile[_OFFSET + channel]
        for i in range(count):
            out[i] = by_u * u[i] + by_v * v[i] + offset


@inlined
def _bent(tile: Lines, by_luma: np.float32, luma: np.float32, channel: int, i: int) -> np.float32:
    x = clip(by_luma * luma + tile[_OFFSET + channel, i], _ONE)
    bent: np.float32 = bend(x, tile[_CURVE, i], tile[_CURVE + 1, i], tile[_CURVE + 2, i])
    return bent


@inlined
def _bend_to_luma(by_luma: np.float32, after: Affine, place: int, count: int, tile: Lines) -> None:
    """Luma of one place of the quads, and their red, green and blue into the row's sums."""
    by_red, by_green, by_blue, offset = after[0, 0], after[0, 1], after[0, 2], after[0, 3]
    luma, inverse, out = tile[place], tile[_CURVE + 3], tile[_OUT + place]
    sums = tile[_SUMS + 3 * (place // 2) : _SUMS + 3 * (place // 2) + 3]
    for i in range(count):
        y = luma[i]
        r, g, b = _bent(tile, by_luma, y, 0, i), _bent(tile, by_luma, y, 1, i), _bent(tile, by_luma, y, 2, i)
        out[i] = inverse[i] * (by_red * r + by_green * g + by_blue * b) + offset
        sums[0, i] += r
        sums[1, i] += g
        sums[2, i] += b


@inlined
def _bend_to_rgb(by_luma: np.float32, place: int, count: int, tile: Lines) -> None:
    luma, inverse = tile[place], tile[_CURVE + 3]
    for channel in range(3):
        out = tile[_OUT + 3 * place + channel]
        for i in range(count):
            out[i] = clip(_LARGEST * inverse[i] * _bent(tile, by_luma, luma[i], channel, i), _LARGEST)


@inlined
def _mean_chroma(after: Affine, row: int, rows: int, count: int, tile: Lines) -> None:
    """U and V of the mean colour of one row of the quads, or of both."""
    share = np.float32(0.5 / rows)
    upper = tile[_SUMS + 3 * row : _SUMS + 3 * row + 3]
    lower = tile[_SUMS + 3 : _SUMS + 6]
    second, inverse = np.float32(rows - 1), tile[_CURVE + 3]
    for plane in range(2):
        by_red, by_green, by_blue = after[1 + plane, 0], after[1 + plane, 1], after[1 + plane, 2]
        offset = after[1 + plane, 3]
        out = tile[_OUT + 4 + 2 * plane + row]
        for i in range(count):
            r = share * (upper[0, i] + second * lower[0, i])
            g = share * (upper[1, i] + second * lower[1, i])
            b = share * (upper[2, i] + second * lower[2, i])
            out[i] = clip(inverse[i] * (by_red * r + by_green * g + by_blue * b) + offset, _LARGEST)


@inlined
def _curve(
    wide: NDArray[np.float32], strength: np.float32, at: float, guide: Line, x: int, count: int, tile: Lines
) -> None:
    """The curve of some quads of a pair, whose place among the map's rows is `at`."""
    upper = int(at)
    lower = min(upper + 1, wide.shape[1] - 1)
    curve_of(
        (wide[0, upper][x:], wide[0, lower][x:]),
        (wide[1, upper][x:], wide[1, lower][x:]),
        np.float32(at - upper),
        guide,
        strength,
        count,
        tile[_CURVE : _CURVE + 4],
    )


@inlined
def _mix(raw: Lines, x: int, amount: np.float32, count: int, tile: Lines) -> None:
    """Take the noise reduction back where little of the curve is left, and by `amount`."""
    r = tile[_CURVE]
    for plane in range(PLANES):
        before, line = raw[plane][x:], tile[plane]
        for i in range(count):
            lifted = FULL_FROM * abs(r[i])
            share = amount * (lifted if lifted < _ONE else _ONE)
            line[i] = before[i] + share * (line[i] - before[i])


@kernel(
    "void(Array(u1, 1, 'C', readonly=True), i8, u1[::1], i8, i8, i8, f4[:,:,::1], f4, f4[:,::1], f4[:,::1],"
    " f4[:,::1], u2[:,:,::1], u2[:,:,::1], f4[::1], f8, i8, b1, i8, i8, f4[:,::1])"
)
def strip_pass(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    wide: NDArray[np.float32],
    strength: np.float32,
    inner: Affine,
    before: Affine,
    after: Affine,
    history: NDArray[np.uint16],
    border: NDArray[np.uint16],
    noise: NDArray[np.float32],
    amount: float,
    level: int,
    fresh: bool,
    first: int,
    last: int,
    work: Lines,
) -> None:
    """Pairs of rows from `first` up to `last` of a frame, through everything; unchecked.

    `border` has the past of the `AHEAD` pairs before and after the strip, which another thread may be
    changing.
    """
    quads, pairs = (width + 1) // 2, (height + 1) // 2
    map_rows = wide.shape[1]
    tile = np.empty((_TILE_LINES, TILE), np.float32)
    for newest in range(first - AHEAD, last + AHEAD):
        if amount > 0 and 0 <= newest < pairs:
            unpack_pair(src, src_fmt, width, height, newest, inner, _codes(work, newest))
            _look(_past(history, border, newest, first, last), newest, noise, quads, work)
        pair = newest - 1
        if amount > 0 and max(first - 2, 0) <= pair < min(last + 2, pairs):
            keep = first <= pair < last
            _follow(
                _past(history, border, pair, first, last), pair, pairs, keep, fresh, level, noise, quads, work
            )
        pair = newest - AHEAD
        if pair < first:
            continue
        raw = _codes(work, pair)
        at = min(max((pair + 0.5) * map_rows / pairs - 0.5, 0.0), map_rows - 1.0)
        if amount <= 0:
            unpack_pair(src, src_fmt, width, height, pair, inner, raw)
        for x in range(0, quads, TILE):
            count = min(TILE, quads - x)
            if amount > 0:
                guide = _ring(work, pair, _GUIDE)[x:]
                _curve(wide, strength, at, guide, x, count, tile)
                _soften_down(work, pair, pairs, level, x, count, tile)
                _mix(raw, x, np.float32(amount), count, tile)
            else:
                guide = work[_LEVEL][HALO + x :]
                denoise.mean_of_four(raw[0][x:], raw[1][x:], raw[2][x:], raw[3][x:], count, guide)
                _curve(wide, strength, at, guide, x, count, tile)
                for plane in range(PLANES):
                    _copy(raw[plane][x:], count, tile[plane])
            _bend_quads(before, after, dst_fmt, count, tile)
            pack_pair(dst, dst_fmt, width, height, pair, x, count, tile[_OUT:])
