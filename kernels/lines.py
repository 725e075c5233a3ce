"""A piece of one pixel row as three float32 lines: out of a frame's format, through an affine map, and back.

The three lines, and two of half-width chroma, lie in one flat array at offsets that are known when this is
compiled. With an array for each, LLVM cannot prove that they do not overlap, and the loops stay scalar.
Everything here is `inlined`: it becomes a part of `convert.frame_pass`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined
from kernels.formats import BGR, I422, NV12, UYVY, YUYV

Bytes = NDArray[np.uint8]
Lines = NDArray[np.float32]

# pixels in a piece: all lines together stay well inside the first-level cache
PIECE = 256
# where the lines start: red or luma, green or U, blue or V, then U and V of pixel pairs
A, B, C, HALF_B, HALF_C = 0, PIECE, 2 * PIECE, 3 * PIECE, 3 * PIECE + PIECE // 2
LINES = 4 * PIECE

_HALF = np.float32(0.5)


@inlined
def transform(lines: Lines, count: int, affine: NDArray[np.float32], limit: np.float32) -> None:
    """Put `count` pixels through an affine map (3, 4) and clip them to 0..limit; NaN becomes 0."""
    aa, ab, ac, a1 = affine[0, 0], affine[0, 1], affine[0, 2], affine[0, 3]
    ba, bb, bc, b1 = affine[1, 0], affine[1, 1], affine[1, 2], affine[1, 3]
    ca, cb, cc, c1 = affine[2, 0], affine[2, 1], affine[2, 2], affine[2, 3]
    for i in range(count):
        a, b, c = lines[A + i], lines[B + i], lines[C + i]
        lines[A + i] = clip(aa * a + ab * b + ac * c + a1, limit)
        lines[B + i] = clip(ba * a + bb * b + bc * c + b1, limit)
        lines[C + i] = clip(ca * a + cb * b + cc * c + c1, limit)


@inlined
def clip(value: np.float32, limit: np.float32) -> np.float32:
    """Limit to 0..limit. Written so that NaN, for which each comparison is false, ends as 0."""
    value = value if value > np.float32(0) else np.float32(0)
    return value if value < limit else limit


@inlined
def code(value: np.float32) -> np.uint8:
    """Round a value that is clipped to 0..255, half up."""
    return np.uint8(np.int32(value + _HALF))


@inlined
def unpack(src: Bytes, fmt: int, width: int, height: int, x: int, y: int, count: int, lines: Lines) -> None:
    """Read `count` pixels from (x, y) on: codes of R, G, B or of Y, U, V. `x` is even."""
    half_width, pairs = (width + 1) // 2, (count + 1) // 2
    if fmt == BGR:
        _unpack_bgr(src[3 * (y * width + x) :], count, lines)
    elif fmt == YUYV:
        row = src[4 * (y * half_width + x // 2) :]
        _unpack_luma(row, 2, count, lines)
        _unpack_packed_chroma(row[1:], pairs, lines)
    elif fmt == UYVY:
        row = src[4 * (y * half_width + x // 2) :]
        _unpack_luma(row[1:], 2, count, lines)
        _unpack_packed_chroma(row, pairs, lines)
    else:
        _unpack_luma(src[y * width + x :], 1, count, lines)
        chroma = src[width * height :]
        if fmt == NV12:
            _unpack_nv12_chroma(chroma[2 * (y // 2 * half_width + x // 2) :], pairs, lines)
        else:
            rows, row_y = (height, y) if fmt == I422 else ((height + 1) // 2, y // 2)
            chroma = chroma[row_y * half_width + x // 2 :]
            _unpack_plane(chroma, B, pairs, lines)
            _unpack_plane(chroma[rows * half_width :], C, pairs, lines)


@inlined
def _unpack_bgr(row: Bytes, count: int, lines: Lines) -> None:
    for i in range(count):
        lines[C + i] = row[3 * i]
        lines[B + i] = row[3 * i + 1]
        lines[A + i] = row[3 * i + 2]


@inlined
def _unpack_luma(row: Bytes, step: int, count: int, lines: Lines) -> None:
    # two loops, because only a stride that is known when this is compiled becomes vector code
    if step == 1:
        for i in range(count):
            lines[A + i] = row[i]
    else:
        for i in range(count):
            lines[A + i] = row[2 * i]


@inlined
def _unpack_plane(row: Bytes, start: int, pairs: int, lines: Lines) -> None:
    line = lines[start : start + PIECE]
    for j in range(pairs):
        line[2 * j] = row[j]
        line[2 * j + 1] = row[j]


@inlined
def _unpack_nv12_chroma(row: Bytes, pairs: int, lines: Lines) -> None:
    for j in range(pairs):
        lines[B + 2 * j] = row[2 * j]
        lines[B + 2 * j + 1] = row[2 * j]
        lines[C + 2 * j] = row[2 * j + 1]
        lines[C + 2 * j + 1] = row[2 * j + 1]


@inlined
def _unpack_packed_chroma(row: Bytes, pairs: int, lines: Lines) -> None:
    for j in range(pairs):
        lines[B + 2 * j] = row[4 * j]
        lines[B + 2 * j + 1] = row[4 * j]
        lines[C + 2 * j] = row[4 * j + 2]
        lines[C + 2 * j + 1] = row[4 * j + 2]


@inlined
def pack(dst: Bytes, fmt: int, width: int, height: int, x: int, y: int, count: int, lines: Lines) -> None:
    """Write `count` pixels from (x, y) on. 4:2:0 chroma is written once its last row is there.

    Both rows of a 4:2:0 pair must come one after the other: the lines of half-width chroma carry the
    upper row's over.
    """
    half_width, pairs = (width + 1) // 2, (count + 1) // 2
    if fmt == BGR:
        _pack_bgr(dst[3 * (y * width + x) :], count, lines)
        return
    # the pixel that the last pair of an odd width lacks
    if count % 2:
        lines[A + count], lines[B + count], lines[C + count] = (
            lines[A + count - 1],
            lines[B + count - 1],
            lines[C + count - 1],
        )
    average_pairs(lines, pairs, fmt != YUYV and y % 2 == 1)
    if fmt == YUYV:
        _pack_yuyv(dst[4 * (y * half_width + x // 2) :], pairs, lines)
        return
    _pack_luma(dst[y * width + x :], count, lines)
    if y % 2 == 0 and y + 1 < height:
        return
    chroma = dst[width * height :]
    start = y // 2 * half_width + x // 2
    if fmt == NV12:
        _pack_nv12_chroma(chroma[2 * start :], pairs, lines)
    else:
        _pack_plane(chroma[start:], HALF_B, pairs, lines)
        _pack_plane(chroma[start + (height + 1) // 2 * half_width :], HALF_C, pairs, lines)


@inlined
def average_pairs(lines: Lines, pairs: int, with_last: bool) -> None:
    """Average chroma over pixel pairs, and over two rows if `with_last`."""
    if with_last:
        for j in range(pairs):
            lines[HALF_B + j] = _HALF * (
                lines[HALF_B + j] + _HALF * (lines[B + 2 * j] + lines[B + 2 * j + 1])
            )
            lines[HALF_C + j] = _HALF * (
                lines[HALF_C + j] + _HALF * (lines[C + 2 * j] + lines[C + 2 * j + 1])
            )
    else:
        for j in range(pairs):
            lines[HALF_B + j] = _HALF * (lines[B + 2 * j] + lines[B + 2 * j + 1])
            lines[HALF_C + j] = _HALF * (lines[C + 2 * j] + lines[C + 2 * j + 1])


@inlined
def _pack_bgr(row: Bytes, count: int, lines: Lines) -> None:
    for i in range(count):
        row[3 * i] = code(lines[C + i])
        row[3 * i + 1] = code(lines[B + i])
        row[3 * i + 2] = code(lines[A + i])


@inlined
def _pack_luma(row: Bytes, count: int, lines: Lines) -> None:
    for i in range(count):
        row[i] = code(lines[A + i])


@inlined
def _pack_plane(row: Bytes, start: int, pairs: int, lines: Lines) -> None:
    line = lines[start : start + PIECE // 2]
    for j in range(pairs):
        row[j] = code(line[j])


@inlined
def _pack_nv12_chroma(row: Bytes, pairs: int, lines: Lines) -> None:
    for j in range(pairs):
        row[2 * j] = code(lines[HALF_B + j])
        row[2 * j + 1] = code(lines[HALF_C + j])


@inlined
def _pack_yuyv(row: Bytes, pairs: int, lines: Lines) -> None:
    for j in range(pairs):
        row[4 * j] = code(lines[A + 2 * j])
        row[4 * j + 1] = code(lines[HALF_B + j])
        row[4 * j + 2] = code(lines[A + 2 * j + 1])
        row[4 * j + 3] = code(lines[HALF_C + j])
