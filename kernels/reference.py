"""What the kernels compute, in plain numpy and double precision: the specification.

The kernels must equal it within one code value (float maps within 1e-5). Rounding is half up,
floor(x + 0.5), and only where codes are stored; values are clipped where the functions say so. Arguments are
those of the kernels; they are not checked here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import colour
from kernels.resize import TALL_BOX
from kernels.formats import BGR, I420, I422, NV12, UYVY, YUYV

Bytes = NDArray[np.uint8]
Doubles = NDArray[np.float64]
Affine = NDArray[np.float32]


def enhance(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    curve_map: NDArray[np.float32],
    to_rgb: Affine,
    to_yuv: Affine,
    iterations: int,
    strength: float,
    wide_map: NDArray[np.float32] | None = None,  # noqa: ARG001  the kernel's work space
) -> None:
    """See `fused.enhance`."""
    rgb = _to_unit(unpack(src, src_fmt, width, height), src_fmt, to_rgb)
    r = strength * upscale(curve_map, width, height)
    for _ in range(iterations):
        rgb += r * (rgb * rgb - rgb)
    after = colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
    pack(apply(after, rgb).clip(0, 255), dst, dst_fmt)


def convert(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    to_rgb: Affine,
    to_yuv: Affine,
) -> None:
    """See `convert.convert`."""
    codes = unpack(src, src_fmt, width, height)
    if BGR not in (src_fmt, dst_fmt):
        mapping = colour.yuv_to_yuv(to_rgb, to_yuv)
        if src_fmt == dst_fmt and mapping is colour.UNIT_TO_CODE:
            dst[:] = src  # with the unseen half of the last pair
            return
        codes = apply(mapping, codes / 255)
    elif src_fmt != dst_fmt:
        after = colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
        codes = apply(after, _to_unit(codes, src_fmt, to_rgb))
    pack(codes.clip(0, 255), dst, dst_fmt)


def shrink(src: Bytes, fmt: int, width: int, height: int, to_rgb: Affine, dst: Bytes) -> None:
    """See `resize.shrink`."""
    codes = unpack(src, fmt, width, height)
    rows, columns = dst.shape[:2]
    means = np.empty((3, rows, columns))
    for row in range(rows):
        top = row * height // rows
        bottom = max((row + 1) * height // rows, top + 1)
        for column in range(columns):
            left = column * width // columns
            right = max((column + 1) * width // columns, left + 1)
            step = 2 if bottom - top >= TALL_BOX else 1
            means[:, row, column] = codes[:, top:bottom:step, left:right].mean(axis=(1, 2))
    dst[:] = _code(255 * _to_unit(means, fmt, to_rgb)).transpose(1, 2, 0)


def luma_histogram(rgb: Bytes, dst: NDArray[np.int64]) -> None:
    """See `measure.luma_histogram`."""
    luma = (rgb.astype(np.int64) @ np.array([77, 150, 29]) + 128) // 256
    dst[:] = np.bincount(luma.ravel(), minlength=256)


def smooth_map(
    state: NDArray[np.float32],
    new_map: NDArray[np.float32],
    weight: float,
    dead_zone: float = 0.0,
    corridor: float = np.inf,
) -> None:
    """See `temporal.smooth_map`."""
    gap = new_map.astype(np.float64) - state
    moved = state + weight * (gap - gap.clip(-dead_zone, dead_zone))
    state[:] = moved.clip(new_map - corridor, new_map + corridor)


def upscale(curve_map: NDArray[np.float32], width: int, height: int) -> Doubles:
    """Enlarge (h, w) to (height, width): bilinear, pixel centres aligned, edges clamped."""
    enlarged: Doubles = curve_map.astype(np.float64)
    for axis, length in ((0, height), (1, width)):
        have = enlarged.shape[axis]
        at = ((np.arange(length) + 0.5) * have / length - 0.5).clip(0, have - 1)
        first = at.astype(int)
        second = np.minimum(first + 1, have - 1)
        weight = (at - first)[:, None] if axis == 0 else at - first
        enlarged = (1 - weight) * enlarged.take(first, axis) + weight * enlarged.take(second, axis)
    return enlarged


def unpack(data: Bytes, fmt: int, width: int, height: int) -> Doubles:
    """Codes of R, G, B or of Y, U, V for each pixel, (3, height, width); chroma is repeated."""
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    if fmt == BGR:
        return data.reshape(height, width, 3)[:, :, ::-1].transpose(2, 0, 1).astype(np.float64)
    if fmt in (YUYV, UYVY):
        pairs = data.reshape(height, half_width, 4)
        first, other = (0, 1) if fmt == YUYV else (1, 0)
        luma = pairs[:, :, first::2].reshape(height, 2 * half_width)
        chroma = pairs[:, :, other::2].transpose(2, 0, 1)
    else:
        luma = data[: width * height].reshape(height, width)
        rows = height if fmt == I422 else half_height
        chroma = data[width * height :]
        if fmt == NV12:
            chroma = chroma.reshape(rows, half_width, 2).transpose(2, 0, 1)
        else:
            chroma = chroma.reshape(2, rows, half_width)
        if fmt != I422:
            chroma = chroma.repeat(2, axis=1)
    chroma = chroma.repeat(2, axis=2)
    planes = np.stack([plane[:height, :width] for plane in (luma, *chroma)])
    return planes.astype(np.float64)


def pack(codes: Doubles, dst: Bytes, fmt: int) -> None:
    """Store codes (3, height, width) as a frame; chroma is averaged over the pixels that there are."""
    _, height, width = codes.shape
    if fmt == BGR:
        dst[:] = _code(codes[::-1].transpose(1, 2, 0)).ravel()
        return
    # the last column and row of an odd size stand in for the ones that their pair lacks
    padded = np.pad(codes, ((0, 0), (0, height % 2), (0, width % 2)), mode="edge")
    chroma = (padded[1:, :, 0::2] + padded[1:, :, 1::2]) / 2
    if fmt == YUYV:
        pairs = np.empty((height, (width + 1) // 2, 4))
        pairs[:, :, 0::2] = padded[0, :height].reshape(height, -1, 2)
        pairs[:, :, 1::2] = chroma[:, :height].transpose(1, 2, 0)
        dst[:] = _code(pairs).ravel()
        return
    chroma = (chroma[:, 0::2] + chroma[:, 1::2]) / 2
    dst[: width * height] = _code(codes[0]).ravel()
    dst[width * height :] = _code(chroma if fmt == I420 else chroma.transpose(1, 2, 0)).ravel()


def apply(affine: Affine, planes: Doubles) -> Doubles:
    """Put planes (3, h, w) through an affine map (3, 4)."""
    matrix = affine.astype(np.float64)
    mapped: Doubles = np.tensordot(matrix[:, :3], planes, axes=1) + matrix[:, 3, None, None]
    return mapped


def _to_unit(codes: Doubles, fmt: int, to_rgb: Affine) -> Doubles:
    return apply(colour.CODE_TO_UNIT if fmt == BGR else to_rgb, codes).clip(0, 1)


def _code(values: Doubles) -> Bytes:
    return np.floor(values + 0.5).astype(np.uint8)
