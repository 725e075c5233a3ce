"""The hot path: unpack, noise reduction, map up-scale, curve and pack in one pass over memory.

The picture goes through the caches a pair of rows at a time; RGB in full size is never in memory.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernels import colour, formats
from kernels._jit import inlined, kernel
from kernels.ahead import ask_for_past, ask_for_rows
from kernels.colour import Affine
from kernels.curves import bend, curve_of
from kernels.denoise import CODE_STEPS, FULL, LIGHT, OVER_TIME, follow, look, soften_along, soften_down
from kernels.formats import BGR, YUYV
from kernels.lines import clip
from kernels.memory import AHEAD, Memory
from kernels.quads import PLANES, Bytes, Line, U, V, pack_pair, unpack_pair
from kernels.resize import CurveMap, widen
from kernels.work import CODES, CURVE, GUIDE, OFFSETS, OUT, RAW, STRIDE, SUMS, copy_planes, slot_of

TILE = 1024  # quads that go through the curve at a time

FULL_FROM = np.float32(20)  # one over the |r| from which on noise is lifted enough to be taken down in full
_ONE, _LARGEST = np.float32(1), np.float32(255)

# what a source of B, G, R is between unpacking and curve
BGR_TO_INNER = colour.rgb_to_yuv(bt709=False, full_range=True) * np.array([1 / 255] * 3 + [1], np.float32)
INNER_TO_RGB = colour.yuv_to_rgb(bt709=False, full_range=True)


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
    white: float = 1.0,
) -> None:
    """Brighten a frame by its curve map and take its noise down, at full resolution, into another format.

    Luma is worked on per pixel, chroma per quad of two by two pixels: what there is more of in the source is
    averaged. For each pixel RGB = clip(to_rgb(YCbCr)), then the curve of `curves.bend`, then to the format of
    `dst`. Its r = `strength` * (slope * y + start), limited to `curves.LEAST_R`..0, where y is the mean luma
    of the quad, 0 for black and 1 for white (after the filter over time), and slope and start are `curve_map`
    up-scaled bilinearly to quads: centres aligned, edges clamped. See `denoise` for what comes before the
    curve.

    Parameters
    ----------
    src, src_fmt
        The frame, uint8 (bytes,), in any of `formats.SOURCE_FORMATS`. May be read-only.
    dst, dst_fmt
        Where it goes, uint8 (bytes,), in one of `formats.OUTPUT_FORMATS`. Must not overlap `src`.
    curve_map
        float32 (2, h, w): slope and start of r. NaN leaves pixels as they are.
    to_rgb, to_yuv
        Coefficients of the source and of the output; see `colour`. Not used for BGR.
    strength
        0 to 1: how much of the curve is applied.
    memory
        Made for this size and this map; with what is kept from the frame before.
    run
        Runs the given functions, one for each strip of `memory`, and returns when all are done; by default
        one after the other.
    white
        Above 0, up to 1: what is as bright as this becomes white, and what is brighter does. Where the curve
        is too weak for that, it is a longer exposure without any way into white.

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
    if not 0 < white <= 1:
        raise ValueError(f"white must be above 0, up to 1, not {white}")
    steps = float(CODE_STEPS)
    noise = np.array([*denoising.noise, denoising.scale / steps, denoising.shift], np.float32)
    _check_denoising(denoising, noise)
    before = INNER_TO_RGB if src_fmt == BGR else to_rgb
    after = colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
    mixes = denoising.amount > 0 and (denoising.amount < 1 or not _is_lifted(curve_map, strength))
    for each, wide in zip(curve_map, memory.wide, strict=True):
        widen(each, wide)
    if len(memory.strips) > 1:
        memory.copy_borders()

    def strip(number: int) -> None:
        strip_pass(
            src,
            int(src_fmt),
            dst,
            int(dst_fmt),
            width,
            height,
            memory.wide,
            strength,
            white,
            BGR_TO_INNER,
            before,
            after,
            memory.kept,
            memory.borders[number],
            noise,
            denoising.amount,
            denoising.level,
            mixes,
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


def _is_lifted(curve_map: CurveMap, strength: float) -> bool:
    """Tell whether r is so far below 0 everywhere that noise is to be taken down in full."""
    slope, start = curve_map
    return all(strength * float(each.max()) <= -1 / float(FULL_FROM) for each in (start, start + slope))


@inlined
def _past(
    kept: NDArray[np.uint16], border: NDArray[np.uint16], pair: int, first: int, last: int
) -> NDArray[np.uint16]:
    past: NDArray[np.uint16] = kept[min(max(pair, first), last - 1)]
    if pair < first:
        past = border[pair - first + AHEAD]
    elif pair >= last:
        past = border[AHEAD + pair - last]
    return past


@inlined
def _take_codes(slot: Line, x: int, count: int, lines: Line) -> None:
    """Codes as they came, without noise reduction, and their mean luma for the curve."""
    copy_planes(slot[RAW + x :], count, lines[CODES:])
    guide, quarter = slot[GUIDE + x :], np.float32(0.25)
    for i in range(count):
        upper = lines[CODES + i] + lines[CODES + STRIDE + i]
        lower = lines[CODES + 2 * STRIDE + i] + lines[CODES + 3 * STRIDE + i]
        guide[i] = quarter * (upper + lower)


@inlined
def _mix(slot: Line, x: int, amount: np.float32, count: int, lines: Line) -> None:
    """Take the noise reduction back where little of the curve is left, and by `amount`."""
    for plane in range(PLANES):
        raw, line = slot[RAW + plane * STRIDE + x :], lines[CODES + plane * STRIDE :]
        for i in range(count):
            lifted = FULL_FROM * abs(lines[CURVE + i])
            share = amount * (lifted if lifted < _ONE else _ONE)
            line[i] = raw[i] + share * (line[i] - raw[i])


@inlined
def _curve(
    wide: NDArray[np.float32],
    strength: np.float32,
    white: np.float32,
    at: float,
    guide: Line,
    before: Affine,
    x: int,
    count: int,
    lines: Line,
) -> None:
    """The curve of some quads of a pair, whose place among the map's rows is `at`."""
    upper = int(at)
    lower = min(upper + 1, wide.shape[1] - 1)
    curve_of(
        (wide[0, upper][x:], wide[0, lower][x:]),
        (wide[1, upper][x:], wide[1, lower][x:]),
        np.float32(at - upper),
        guide,
        before[0, 0],
        # of grey, which is where U and V are 128
        before[0, 3] + np.float32(128) * (before[0, 1] + before[0, 2]),
        strength,
        white,
        count,
        lines[CURVE:],
        STRIDE,
    )


@inlined
def _bend_quads(before: Affine, after: Affine, fmt: int, count: int, lines: Line) -> None:
    """From codes of the source to codes of the output, through the curve."""
    _chroma_offsets(before, count, lines)
    for row in range(2):
        if fmt == BGR:
            _bend_to_rgb(before[0, 0], row, count, lines)
        else:
            _bend_to_luma(before[0, 0], after, row, count, lines)
    if fmt == YUYV:
        for row in range(2):
            _mean_chroma(after, row, 1, count, lines)
    elif fmt != BGR:
        _mean_chroma(after, 0, 2, count, lines)


@inlined
def _chroma_offsets(before: Affine, count: int, lines: Line) -> None:
    """What U and V add to red, green and blue."""
    for channel in range(3):
        by_u, by_v, offset = before[channel, 1], before[channel, 2], before[channel, 3]
        out = lines[OFFSETS + channel * STRIDE :]
        for i in range(count):
            out[i] = by_u * lines[CODES + U * STRIDE + i] + by_v * lines[CODES + V * STRIDE + i] + offset


@inlined
def _bent(lines: Line, luma: np.float32, channel: int, i: int) -> np.float32:
    x = clip(luma + lines[OFFSETS + channel * STRIDE + i], lines[CURVE + 4 * STRIDE + i])
    bent: np.float32 = bend(
        x,
        lines[CURVE + STRIDE + i],
        lines[CURVE + 2 * STRIDE + i],
        lines[CURVE + 3 * STRIDE + i],
        lines[CURVE + 5 * STRIDE + i],
    )
    return bent


@inlined
def _bend_to_luma(by_luma: np.float32, after: Affine, row: int, count: int, lines: Line) -> None:
    """Luma of one row of the quads, and the sum of its two pixels' red, green and blue."""
    by_red, by_green, by_blue, offset = after[0, 0], after[0, 1], after[0, 2], after[0, 3]
    codes, out = lines[CODES + 2 * row * STRIDE :], lines[OUT + 2 * row * STRIDE :]
    sums = lines[SUMS + 3 * row * STRIDE :]
    for i in range(count):
        left, right = by_luma * codes[i], by_luma * codes[STRIDE + i]
        r, g, b = _bent(lines, left, 0, i), _bent(lines, left, 1, i), _bent(lines, left, 2, i)
        s, h, c = _bent(lines, right, 0, i), _bent(lines, right, 1, i), _bent(lines, right, 2, i)
        out[i] = by_red * r + by_green * g + by_blue * b + offset
        out[STRIDE + i] = by_red * s + by_green * h + by_blue * c + offset
        sums[i] = r + s
        sums[STRIDE + i] = g + h
        sums[2 * STRIDE + i] = b + c


@inlined
def _bend_to_rgb(by_luma: np.float32, row: int, count: int, lines: Line) -> None:
    for place in range(2):
        luma = lines[CODES + (2 * row + place) * STRIDE :]
        for channel in range(3):
            out = lines[OUT + (6 * row + 3 * place + channel) * STRIDE :]
            for i in range(count):
                out[i] = clip(_LARGEST * _bent(lines, by_luma * luma[i], channel, i), _LARGEST)


@inlined
def _mean_chroma(after: Affine, row: int, rows: int, count: int, lines: Line) -> None:
    """U and V of the mean colour of one row of the quads, or of both."""
    share, second = np.float32(0.5 / rows), np.float32(rows - 1)
    upper = lines[SUMS + 3 * row * STRIDE :]
    for plane in range(2):
        by_red, by_green, by_blue = after[1 + plane, 0], after[1 + plane, 1], after[1 + plane, 2]
        offset, out = after[1 + plane, 3], lines[OUT + (4 + 2 * plane + row) * STRIDE :]
        for i in range(count):
            r = upper[i] + second * lines[SUMS + 3 * STRIDE + i]
            g = upper[STRIDE + i] + second * lines[SUMS + 4 * STRIDE + i]
            b = upper[2 * STRIDE + i] + second * lines[SUMS + 5 * STRIDE + i]
            out[i] = clip(share * (by_red * r + by_green * g + by_blue * b) + offset, _LARGEST)


@kernel(
    "void(Array(u1, 1, 'C', readonly=True), i8, u1[::1], i8, i8, i8, f4[:,:,::1], f4, f4, f4[:,::1],"
    " f4[:,::1], f4[:,::1], u2[:,::1], u2[:,::1], f4[::1], f8, i8, b1, b1, i8, i8, f4[::1])"
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
    white: np.float32,
    inner: Affine,
    before: Affine,
    after: Affine,
    kept: NDArray[np.uint16],
    border: NDArray[np.uint16],
    noise: NDArray[np.float32],
    amount: float,
    level: int,
    mixes: bool,
    fresh: bool,
    first: int,
    last: int,
    lines: Line,
) -> None:
    """Pairs of rows from `first` up to `last` of a frame, through everything; unchecked.

    `border` has the past of the `AHEAD` pairs before and after the strip, which another thread may be
    changing.
    """
    quads, pairs = (width + 1) // 2, (height + 1) // 2
    map_rows = wide.shape[1]
    for newest in range(first - AHEAD, last + AHEAD):
        ask_for_past(kept, newest + 1, 0)
        if amount > 0 and 0 <= newest < pairs:
            unpack_pair(src, src_fmt, width, height, newest, inner, slot_of(lines, newest), STRIDE)
            look(_past(kept, border, newest, first, last), newest, noise, quads, lines)
        ask_for_past(kept, newest + 1, 1)
        pair = newest - 1
        if amount > 0 and max(first - 2, 0) <= pair < min(last + 2, pairs):
            # a neighbour's pair is followed in a copy: what becomes of that is of no use any more
            follow(_past(kept, border, pair, first, last), pair, pairs, fresh, noise, quads, lines)
            ask_for_past(kept, newest + 1, 2)
            soften_along(pair, level, quads, lines)
        ask_for_rows(src, src_fmt, width, height, newest + 1)
        pair = newest - AHEAD
        if pair < first:
            continue
        slot = slot_of(lines, pair)
        if amount <= 0:
            unpack_pair(src, src_fmt, width, height, pair, inner, slot, STRIDE)
        at = min(max((pair + 0.5) * map_rows / pairs - 0.5, 0.0), map_rows - 1.0)
        for x in range(0, quads, TILE):
            count = min(TILE, quads - x)
            if amount <= 0:
                _take_codes(slot, x, count, lines)
            else:
                soften_down(pair, pairs, level, x, count, lines)
            _curve(wide, strength, white, at, slot[GUIDE + x :], before, x, count, lines)
            if mixes:
                _mix(slot, x, np.float32(amount), count, lines)
            _bend_quads(before, after, dst_fmt, count, lines)
            pack_pair(dst, dst_fmt, width, height, pair, x, count, lines[OUT:], STRIDE)
