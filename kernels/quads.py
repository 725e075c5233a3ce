"""A pair of pixel rows as six float32 lines of quads, out of a frame's format and back.

A quad is what one chroma sample of 4:2:0 belongs to: two by two pixels. Its four lumas lie in four lines
(upper left, upper right, lower left, lower right), its U and V in two more. So everything about a quad has
the same index, a line is read and written in one piece, and nothing is shuffled between the first load and
the last store. An odd width or height is completed by repeating the last column or row.

Everything here is `inlined`: it becomes a part of `fused.strip_pass`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined
from kernels.formats import BGR, I420, I422, NV12, UYVY, YUYV
from kernels.lines import code

Bytes = NDArray[np.uint8]
Line = NDArray[np.float32]

LUMAS = 4  # lines of luma in a pair of rows: Y00, Y01, Y10, Y11
U, V = 4, 5
PLANES = 6

_ZERO, _ONE = np.float32(0), np.float32(1)
_HALF, _QUARTER = np.float32(0.5), np.float32(0.25)


@inlined
def unpack_pair(
    src: Bytes,
    fmt: int,
    width: int,
    height: int,
    pair: int,
    to_yuv: NDArray[np.float32],
    lines: Line,
    stride: int,
) -> None:
    """Read rows `2 pair` and `2 pair + 1` into six lines of codes of Y, U, V; chroma is averaged.

    `lines` is flat, a line starts every `stride`. `to_yuv` is for a source of B, G, R, which has no codes of
    its own.
    """
    quads = (width + 1) // 2
    upper, lower = 2 * pair, min(2 * pair + 1, height - 1)
    u, v = lines[U * stride :], lines[V * stride :]
    if fmt == BGR:
        for half in range(2):
            pixels = src[3 * width * (lower if half else upper) :]
            _bgr_luma(pixels, 0, width, to_yuv, lines[2 * half * stride :])
            _bgr_luma(pixels, 3, width - 1, to_yuv, lines[(2 * half + 1) * stride :])
            _bgr_chroma(pixels, width, to_yuv[1], half, u)
            _bgr_chroma(pixels, width, to_yuv[2], half, v)
    elif fmt in (YUYV, UYVY):
        first = 0 if fmt == YUYV else 1
        row, other = src[4 * quads * upper :], src[4 * quads * lower :]
        _packed_luma(row[first:], quads, lines, lines[stride:])
        _packed_luma(other[first:], quads, lines[2 * stride :], lines[3 * stride :])
        _average(row[1 - first :], other[1 - first :], 4, quads, u)
        _average(row[3 - first :], other[3 - first :], 4, quads, v)
    else:
        _planar_luma(src[upper * width :], width, lines, lines[stride:])
        _planar_luma(src[lower * width :], width, lines[2 * stride :], lines[3 * stride :])
        chroma = src[width * height :]
        if fmt == NV12:
            _interleaved(chroma[2 * quads * pair :], quads, u, v)
        elif fmt == I422:
            for plane in range(2):
                own = chroma[plane * quads * height :]
                _average(own[quads * upper :], own[quads * lower :], 1, quads, lines[(U + plane) * stride :])
        else:
            _plane(chroma[quads * pair :], quads, u)
            _plane(chroma[quads * ((height + 1) // 2 + pair) :], quads, v)
    if width % 2:
        for half in range(2):
            last = 2 * half * stride + quads - 1
            lines[stride + last] = lines[last]


@inlined
def _bgr_luma(row: Bytes, first: int, width: int, to_yuv: NDArray[np.float32], line: Line) -> None:
    blue, green, red = to_yuv[0, 2], to_yuv[0, 1], to_yuv[0, 0]
    at = row[first:]
    for i in range((width + 1) // 2):
        line[i] = blue * at[6 * i] + green * at[6 * i + 1] + red * at[6 * i + 2] + to_yuv[0, 3]


@inlined
def _bgr_chroma(row: Bytes, width: int, weights: NDArray[np.float32], half: int, line: Line) -> None:
    """Set (upper row) or complete (lower row) the mean of one chroma over the quads."""
    blue, green, red, offset = weights[2], weights[1], weights[0], weights[3]
    kept = _ONE if half else _ZERO
    for i in range(width // 2):
        b = np.float32(row[6 * i]) + np.float32(row[6 * i + 3])
        g = np.float32(row[6 * i + 1]) + np.float32(row[6 * i + 4])
        r = np.float32(row[6 * i + 2]) + np.float32(row[6 * i + 5])
        line[i] = kept * line[i] + _QUARTER * (blue * b + green * g + red * r) + _HALF * offset
    if width % 2:
        i = width // 2
        value = blue * row[6 * i] + green * row[6 * i + 1] + red * row[6 * i + 2] + offset
        line[i] = kept * line[i] + _HALF * value


@inlined
def _planar_luma(row: Bytes, width: int, left: Line, right: Line) -> None:
    _interleaved(row, width // 2, left, right)
    if width % 2:
        left[width // 2] = row[width - 1]


@inlined
def _packed_luma(row: Bytes, quads: int, left: Line, right: Line) -> None:
    for i in range(quads):
        left[i] = row[4 * i]
        right[i] = row[4 * i + 2]


@inlined
def _plane(row: Bytes, quads: int, line: Line) -> None:
    for i in range(quads):
        line[i] = row[i]


@inlined
def _interleaved(row: Bytes, quads: int, first: Line, second: Line) -> None:
    for i in range(quads):
        first[i] = row[2 * i]
        second[i] = row[2 * i + 1]


@inlined
def _average(upper: Bytes, lower: Bytes, step: int, quads: int, line: Line) -> None:
    # two loops, because only a stride that is known when this is compiled becomes vector code
    if step == 1:
        for i in range(quads):
            line[i] = _HALF * (np.float32(upper[i]) + np.float32(lower[i]))
    else:
        for i in range(quads):
            line[i] = _HALF * (np.float32(upper[4 * i]) + np.float32(lower[4 * i]))


@inlined
def pack_pair(
    dst: Bytes, fmt: int, width: int, height: int, pair: int, x: int, count: int, lines: Line, stride: int
) -> None:
    """Write `count` quads from quad `x` on; `lines`, flat, as `fused` leaves them for this format."""
    quads = (width + 1) // 2
    rows = min(2, height - 2 * pair)
    whole = min(count, width // 2 - x)  # quads that have both columns
    if fmt == BGR:
        for row in range(rows):
            out = dst[3 * ((2 * pair + row) * width + 2 * x) :]
            for channel in range(3):
                left = lines[(6 * row + channel) * stride :]
                _interleave_bgr(left, lines[(6 * row + 3 + channel) * stride :], whole, out[2 - channel :])
                if whole < count:
                    out[6 * whole + 2 - channel] = code(left[whole])
        return
    for row in range(rows):
        left, right = lines[2 * row * stride :], lines[(2 * row + 1) * stride :]
        if fmt == YUYV:
            out = dst[4 * ((2 * pair + row) * quads + x) :]
            _interleave_yuyv(
                left, right, lines[(4 + row) * stride :], lines[(6 + row) * stride :], count, out
            )
            if whole < count:
                out[4 * whole + 2] = code(left[whole])
        else:
            out = dst[(2 * pair + row) * width + 2 * x :]
            _interleave(left, right, whole, out)
            if whole < count:
                out[2 * whole] = code(left[whole])
    u, v = lines[4 * stride :], lines[6 * stride :]
    if fmt == NV12:
        _interleave(u, v, count, dst[width * height + 2 * (quads * pair + x) :])
    elif fmt == I420:
        _store(u, count, dst[width * height + quads * pair + x :])
        _store(v, count, dst[width * height + quads * ((height + 1) // 2 + pair) + x :])


@inlined
def _store(line: Line, count: int, row: Bytes) -> None:
    for i in range(count):
        row[i] = code(line[i])


@inlined
def _interleave(left: Line, right: Line, count: int, row: Bytes) -> None:
    for i in range(count):
        row[2 * i] = code(left[i])
        row[2 * i + 1] = code(right[i])


@inlined
def _interleave_yuyv(left: Line, right: Line, u: Line, v: Line, count: int, row: Bytes) -> None:
    for i in range(count):
        row[4 * i] = code(left[i])
        row[4 * i + 1] = code(u[i])
        row[4 * i + 2] = code(right[i])
        row[4 * i + 3] = code(v[i])


@inlined
def _interleave_bgr(left: Line, right: Line, count: int, row: Bytes) -> None:
    for i in range(count):
        row[6 * i] = code(left[i])
        row[6 * i + 3] = code(right[i])
