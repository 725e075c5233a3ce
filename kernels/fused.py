"""The hot path: unpack, map up-scale, curve and pack in one pass over memory.

The picture goes through the first-level cache in pieces of a row; RGB in full size is never in memory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import colour, formats
from kernels._jit import kernel
from kernels.colour import Affine
from kernels.curves import bend
from kernels.formats import BGR
from kernels.lines import LINES, PIECE, A, B, Bytes, C, pack, transform, unpack
from kernels.resize import CurveMap, widen, workspace

__all__ = ["enhance", "frame_pass", "workspace"]

_ONE, _LARGEST = np.float32(1), np.float32(255)


def enhance(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    curve_map: CurveMap,
    to_rgb: Affine,
    to_yuv: Affine,
    iterations: int,
    strength: float,
    wide_map: CurveMap,
) -> None:
    """Brighten a frame by its curve map, at full resolution, into another format.

    For each pixel RGB = clip(to_rgb(YCbCr)), then `iterations` times x += r * strength * (x * x - x), then
    to the format of `dst`. r is `curve_map` up-scaled bilinearly: pixel centres aligned, edges clamped.

    Parameters
    ----------
    src, src_fmt
        The frame, uint8 (bytes,), in any of `formats.SOURCE_FORMATS`. May be read-only.
    dst, dst_fmt
        Where it goes, uint8 (bytes,), in one of `formats.OUTPUT_FORMATS`. Must not overlap `src`.
    curve_map
        float32 (h, w), values in -1 to 1, for R, G and B alike. NaN makes black pixels.
    to_rgb, to_yuv
        Coefficients of the source and of the output; see `colour`. Not used for BGR.
    iterations
        How often the curve is applied, 8 as a rule; 0 leaves the brightness as it is.
    strength
        0 to 1: how much of the curve is applied.
    wide_map
        `workspace(width, h)`, made once per size; overwritten.

    Raises
    ------
    TypeError, ValueError
        For a wrong type, length or range.
    """
    check_pass(src, src_fmt, dst, dst_fmt, width, height, to_rgb, to_yuv)
    formats.check_array("curve_map", curve_map, np.float32, (None, None))
    formats.check_array("wide_map", wide_map, np.float32, (curve_map.shape[0], width))
    if iterations < 0 or not 0 <= strength <= 1:
        raise ValueError(f"iterations {iterations} and strength {strength} must be at least 0 and in 0 to 1")
    before = colour.CODE_TO_UNIT if src_fmt == BGR else to_rgb
    after = colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
    widen(curve_map, wide_map)
    frame_pass(src, src_fmt, dst, dst_fmt, width, height, wide_map, before, after, iterations, strength)


def check_pass(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    to_rgb: Affine,
    to_yuv: Affine,
) -> None:
    """Refuse what no pass over a frame can take: see `enhance` for what each has to be."""
    formats.check_frame("src", src, src_fmt, width, height)
    formats.check_output("dst", dst, dst_fmt, width, height)
    formats.check_array("to_rgb", to_rgb, np.float32, (3, 4))
    formats.check_array("to_yuv", to_yuv, np.float32, (3, 4))


@kernel(
    "void(Array(u1, 1, 'C', readonly=True), i8, u1[::1], i8, i8, i8, f4[:,::1], f4[:,::1], f4[:,::1], i8, f4)"
)
def frame_pass(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    wide_map: CurveMap,
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    iterations: int,
    strength: np.float32,
) -> None:
    """Codes of `src` through `before`, clip to 0..1, the curve, `after`, to codes of `dst`; unchecked."""
    lines = np.empty(LINES, np.float32)
    map_rows = wide_map.shape[0]
    for pair in range(0, height, 2):
        for x in range(0, width, PIECE):
            count = min(PIECE, width - x)
            for y in range(pair, min(pair + 2, height)):
                unpack(src, src_fmt, width, height, x, y, count, lines)
                transform(lines, count, before, _ONE)
                if iterations > 0:
                    at = min(max((y + 0.5) * map_rows / height - 0.5, 0.0), map_rows - 1.0)
                    upper = int(at)
                    lower = min(upper + 1, map_rows - 1)
                    weight = np.float32(at - upper)
                    for start in (A, B, C):
                        bend(
                            lines[start : start + count],
                            wide_map[upper, x : x + count],
                            wide_map[lower, x : x + count],
                            weight,
                            strength,
                            iterations,
                        )
                transform(lines, count, after, _LARGEST)
                pack(dst, dst_fmt, width, height, x, y, count, lines)
