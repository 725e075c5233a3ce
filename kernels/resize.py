"""Between the camera's size and the network's: the frame down to a small RGB picture, the curve map up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import colour, formats
from kernels._jit import inlined, kernel
from kernels.ahead import LINE_BYTES, ask_for
from kernels.colour import Affine
from kernels.formats import BGR, I422, NV12, UYVY, YUYV
from kernels.lines import Bytes, clip, code

CurveMap = NDArray[np.float32]
Sums = NDArray[np.int32]

ENOUGH_ROWS = 4  # of a box: at 720p 50 pixels, which leave a seventh of the noise

_ONE, _LARGEST = np.float32(1), np.float32(255)
_RED, _GREEN, _BLUE = np.float32(0.299), np.float32(0.587), np.float32(0.114)


def shrink(src: Bytes, fmt: int, width: int, height: int, to_rgb: Affine, dst: NDArray[np.uint8]) -> None:
    """Average a frame down to a small RGB picture.

    Each pixel of `dst` is the mean of all pixels of its box, because single pixels of a dark picture are
    mostly noise; of a tall box, of every second, third ... row, as long as `ENOUGH_ROWS` are left. Boxes
    have whole pixels, from i * width // w up to (i + 1) * width // w, at least one; so any ratio works, and
    where `dst` is the larger one a pixel is repeated. The mean is taken of the camera's codes, then made RGB
    and clipped.

    Parameters
    ----------
    src, fmt
        The frame, uint8 (bytes,), in any of `formats.SOURCE_FORMATS`. May be read-only.
    to_rgb
        Coefficients of the source; see `colour`. Not used for BGR.
    dst
        uint8 (h, w, 3), R, G, B.

    Raises
    ------
    TypeError, ValueError
        For a wrong type, length or format.
    """
    formats.check_frame("src", src, fmt, width, height)
    formats.check_array("to_rgb", to_rgb, np.float32, (3, 4))
    formats.check_array("dst", dst, np.uint8, (None, None, 3))
    # numba takes long to tell what an enumeration is
    shrink_box(src, int(fmt), width, height, colour.CODE_TO_UNIT if fmt == BGR else to_rgb, dst)


@kernel("void(Array(u1, 1, 'C', readonly=True), i8, i8, i8, f4[:,::1], u1[:,:,::1])")
def shrink_box(src: Bytes, fmt: int, width: int, height: int, to_rgb: Affine, dst: NDArray[np.uint8]) -> None:
    """See `shrink`; unchecked."""
    rows, columns = dst.shape[0], dst.shape[1]
    # Down first, over whole rows just as they lie in memory: the same plain loop for all formats. Then from
    # left to right once, after which the sum of any box is the difference of two.
    sums = np.empty(4 * ((width + 1) // 2) + width, np.int32)
    ends = np.zeros((3, width + 1), np.int32)
    means = np.empty((3, columns), np.float32)
    edges = np.empty((2, columns), np.uint32)  # an index without a sign needs no test
    for column in range(columns):
        edges[0, column], edges[1, column] = _box(column, columns, width)
    for row in range(rows):
        top, bottom = _box(row, rows, height)
        sums[:] = 0
        step = max((bottom - top) // ENOUGH_ROWS, 1)
        for y in range(top, bottom, step):
            _add_rows(src, fmt, width, height, y, step, sums)
        _sum_up(sums, fmt, width, ends)
        samples = np.float32((bottom - top + step - 1) // step)
        shift = _layout(fmt, width)[5]
        _means(ends[0], edges, 0, samples, means[0])
        _means(ends[1], edges, shift, samples, means[1])
        _means(ends[2], edges, shift, samples, means[2])
        _store_rgb(means, to_rgb, dst[row])


@inlined
def _box(index: int, count: int, length: int) -> tuple[int, int]:
    start = index * length // count
    return start, max((index + 1) * length // count, start + 1)


@inlined
def _rows(fmt: int, width: int, height: int, y: int) -> tuple[int, int, int, int, int]:
    """Where row `y` lies: start and length of luma (or of all), starts and length of chroma; 0 for none."""
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    luma = width * height
    if fmt == BGR:
        return 3 * width * y, 3 * width, 0, 0, 0
    if fmt in (YUYV, UYVY):
        return 4 * half_width * y, 4 * half_width, 0, 0, 0
    if fmt == NV12:
        return width * y, width, luma + 2 * half_width * (y // 2), 0, 2 * half_width
    rows, row = (height, y) if fmt == I422 else (half_height, y // 2)
    start = luma + half_width * row
    return width * y, width, start, start + half_width * rows, half_width


@inlined
def _add_rows(src: Bytes, fmt: int, width: int, height: int, y: int, step: int, sums: Sums) -> None:
    """Add row `y`; `step` further on is the next one."""
    start, length, second, third, chroma_length = _rows(fmt, width, height, y)
    ask_for(src, start + step * length, length, LINE_BYTES)
    at = 0
    # one loop over the parts: written out, each part would be compiled to vector code of its own
    for part in range(3):
        if part > 0:
            start, length = (second, chroma_length) if part == 1 else (third, chroma_length * (third > 0))
        row, total = src[start : start + length], sums[at : at + length]
        for i in range(length):
            total[i] += row[i]
        at += length


@inlined
def _layout(fmt: int, width: int) -> tuple[int, int, int, int, int, int]:
    """Where a summed row has R, G, B or Y, U, V: three starts, steps of luma and chroma, chroma's shift."""
    if fmt == BGR:
        return 2, 1, 0, 3, 3, 0
    if fmt == YUYV:
        return 0, 1, 3, 2, 4, 1
    if fmt == UYVY:
        return 1, 0, 2, 2, 4, 1
    if fmt == NV12:
        return 0, width, width + 1, 1, 2, 1
    return 0, width, width + (width + 1) // 2, 1, 1, 1


@inlined
def _sum_up(sums: Sums, fmt: int, width: int, ends: Sums) -> None:
    """For R, G, B or Y, U, V of a summed row: the sum of what is left of each sample, from a zero on."""
    start_a, start_b, start_c, step, chroma_step, shift = _layout(fmt, width)
    a = b = c = 0
    for x in range(width):
        a += sums[start_a + step * x]
        ends[0, x + 1] = a
    for x in range((width + shift) >> shift):
        b += sums[start_b + chroma_step * x]
        c += sums[start_c + chroma_step * x]
        ends[1, x + 1], ends[2, x + 1] = b, c


@inlined
def _means(
    ends: Sums, edges: NDArray[np.uint32], shift: int, samples: np.float32, means: NDArray[np.float32]
) -> None:
    """Mean of each box; a sample of chroma counts for each of its two columns."""
    by, odd, share = np.uint32(shift), np.uint32(shift), np.float32(2 - shift) * samples
    for column in range(means.size):
        left, right = edges[0, column], edges[1, column]
        # an odd column has the left half of its sample
        total = ends[right >> by] + ends[(right + odd) >> by]
        total -= ends[left >> by] + ends[(left + odd) >> by]
        means[column] = np.float32(total) / (share * np.float32(right - left))


@inlined
def _store_rgb(means: NDArray[np.float32], to_rgb: Affine, row: NDArray[np.uint8]) -> None:
    for i in range(3):
        by_a, by_b, by_c, offset = to_rgb[i, 0], to_rgb[i, 1], to_rgb[i, 2], to_rgb[i, 3]
        for column in range(row.shape[0]):
            value = by_a * means[0, column] + by_b * means[1, column] + by_c * means[2, column] + offset
            row[column, i] = code(_LARGEST * clip(value, _ONE))


@kernel("void(f4[:,::1], f4[:,::1])")
def widen(curve_map: CurveMap, wide_map: CurveMap) -> None:
    """Up-scale a curve map (h, w) in width only: linear, centres aligned, edges clamped; unchecked."""
    _widen(curve_map, wide_map)


@inlined
def _widen(curve_map: CurveMap, wide_map: CurveMap) -> None:
    rows, columns = curve_map.shape
    width = wide_map.shape[1]
    lefts, weights = np.empty(width, np.int32), np.empty(width, np.float32)
    for x in range(width):
        at = min(max((x + 0.5) * columns / width - 0.5, 0.0), columns - 1.0)
        # one less than the last column, so that there always is a neighbour; a weight of 1 is the last
        lefts[x] = max(min(int(at), columns - 2), 0)
        weights[x] = at - lefts[x]
    neighbour = min(1, columns - 1)
    for row in range(rows):
        left, right, wide = curve_map[row], curve_map[row, neighbour:], wide_map[row]
        for x in range(width):
            i = lefts[x]
            wide[x] = left[i] + weights[x] * (right[i] - left[i])


REACH = 4  # pixels of the small picture to each side over which a map's cell extends
FLATNESS = np.float32(0.03**2)  # variance of luma (0 to 1) below which a window counts as without edges


def guide_map(small: NDArray[np.uint8], curve_map: CurveMap, dst: CurveMap) -> None:
    """Tie a curve map to the picture's edges, so that a dark subject has no glow around it.

    The guided filter (He, Sun, Tang, ECCV 2010) on the small picture: in each window of `2 REACH + 1` pixels
    the map becomes a straight line of luma, slope * luma + start, as near to it as `FLATNESS` lets it be. The
    line is what is scaled up; luma is the full picture's.

    Parameters
    ----------
    small
        uint8 (H, W, 3), R, G, B: what the network saw.
    curve_map
        float32 (h, w), the network's answer, -1 to 1.
    dst
        float32 (2, H, W): slope and start.

    Raises
    ------
    TypeError, ValueError
        For a wrong type or shape.
    """
    formats.check_array("small", small, np.uint8, (None, None, 3))
    formats.check_array("curve_map", curve_map, np.float32, (None, None))
    formats.check_array("dst", dst, np.float32, (2, *small.shape[:2]))
    fit_lines(small, curve_map, dst)


@kernel("void(Array(u1, 3, 'C', readonly=True), f4[:,::1], f4[:,:,::1])")
def fit_lines(small: NDArray[np.uint8], curve_map: CurveMap, dst: CurveMap) -> None:
    """See `guide_map`; unchecked."""
    rows, columns = small.shape[0], small.shape[1]
    wide = np.empty((curve_map.shape[0], columns), np.float32)
    _widen(curve_map, wide)
    luma, target = np.empty((rows, columns), np.float32), np.empty((rows, columns), np.float32)
    for y in range(rows):
        at = min(max((y + 0.5) * wide.shape[0] / rows - 0.5, 0.0), wide.shape[0] - 1.0)
        upper = int(at)
        lower, weight = min(upper + 1, wide.shape[0] - 1), np.float32(at - upper)
        for x in range(columns):
            red, green, blue = (
                np.float32(small[y, x, 0]),
                np.float32(small[y, x, 1]),
                np.float32(small[y, x, 2]),
            )
            luma[y, x] = (_RED * red + _GREEN * green + _BLUE * blue) / _LARGEST
            target[y, x] = wide[upper, x] + weight * (wide[lower, x] - wide[upper, x])
    spare = np.zeros((rows + 2 * REACH, columns + 2 * REACH), np.float32)
    square, product = luma * luma, luma * target
    for each in (luma, target, square, product):
        _window_means(each, spare)
    slope, start = dst[0], dst[1]
    for y in range(rows):
        for x in range(columns):
            mean = luma[y, x]
            variance = square[y, x] - mean * mean
            covariance = product[y, x] - mean * target[y, x]
            slope[y, x] = covariance / (variance + FLATNESS)
            start[y, x] = target[y, x] - slope[y, x] * mean
    _window_means(slope, spare)
    _window_means(start, spare)


@inlined
def _window_means(values: CurveMap, spare: CurveMap) -> None:
    """Mean over the window around each pixel, of the pixels that there are; in place.

    `spare` is (rows + 2 REACH, columns + 2 REACH), zero around what is written here.
    """
    rows, columns = values.shape
    inner = spare[REACH : REACH + rows]
    for y in range(rows):
        line, padded = values[y], inner[y]
        for x in range(columns):
            padded[REACH + x] = line[x]
        for x in range(columns):
            total = padded[x]
            for k in range(1, 2 * REACH + 1):
                total += padded[x + k]
            line[x] = total
    for y in range(rows):
        padded = inner[y]
        for x in range(columns):
            padded[REACH + x] = values[y, x]
    for y in range(rows):
        line = values[y]
        high = np.float32(min(y + REACH, rows - 1) - max(y - REACH, 0) + 1)
        for x in range(columns):
            line[x] = 0
        for k in range(2 * REACH + 1):
            padded = spare[y + k][REACH:]
            for x in range(columns):
                line[x] += padded[x]
        for x in range(columns):
            line[x] /= high * np.float32(min(x + REACH, columns - 1) - max(x - REACH, 0) + 1)
