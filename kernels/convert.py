"""Change of format without a curve, for a picture that is bright enough."""

from __future__ import annotations

import numpy as np

from kernels import colour
from kernels._jit import kernel
from kernels.colour import Affine
from kernels.formats import BGR, check_pass
from kernels.lines import LINES, PIECE, Bytes, pack, transform, unpack

_ONE, _LARGEST = np.float32(1), np.float32(255)


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
    """Write a frame in another format, range or matrix.

    Between YCbCr formats of the same meaning luma stays bit for bit and chroma is only re-sampled: repeated
    up, averaged down. Of another meaning, YCbCr is mapped to YCbCr directly and clipped to 0..255.

    Parameters
    ----------
    src, src_fmt
        The frame, uint8 (bytes,), in any of `formats.SOURCE_FORMATS`. May be read-only.
    dst, dst_fmt
        Where it goes, uint8 (bytes,), in one of `formats.OUTPUT_FORMATS`. Must not overlap `src`.
    to_rgb, to_yuv
        Coefficients of the source and of the output; see `colour`. Not used for BGR.

    Raises
    ------
    TypeError, ValueError
        For a wrong type, length or format.
    """
    check_pass(src, src_fmt, dst, dst_fmt, width, height, to_rgb, to_yuv)
    before, after = _maps(src_fmt, dst_fmt, to_rgb, to_yuv)
    if src_fmt == dst_fmt and before is colour.CODE_TO_UNIT and after is colour.UNIT_TO_CODE:
        np.copyto(dst, src)
    else:
        frame_pass(src, int(src_fmt), dst, int(dst_fmt), width, height, before, after)


def _maps(src_fmt: int, dst_fmt: int, to_rgb: Affine, to_yuv: Affine) -> tuple[Affine, Affine]:
    if src_fmt == BGR:
        return colour.CODE_TO_UNIT, colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
    if dst_fmt == BGR:
        return to_rgb, colour.UNIT_TO_CODE
    return colour.CODE_TO_UNIT, colour.yuv_to_yuv(to_rgb, to_yuv)


@kernel("void(Array(u1, 1, 'C', readonly=True), i8, u1[::1], i8, i8, i8, f4[:,::1], f4[:,::1])")
def frame_pass(
    src: Bytes, src_fmt: int, dst: Bytes, dst_fmt: int, width: int, height: int, before: Affine, after: Affine
) -> None:
    """Codes of `src` through `before`, clip to 0..1, `after`, to codes of `dst`; unchecked."""
    lines = np.empty(LINES, np.float32)
    for pair in range(0, height, 2):
        for x in range(0, width, PIECE):
            count = min(PIECE, width - x)
            for y in range(pair, min(pair + 2, height)):
                unpack(src, src_fmt, width, height, x, y, count, lines)
                transform(lines, count, before, _ONE)
                transform(lines, count, after, _LARGEST)
                pack(dst, dst_fmt, width, height, x, y, count, lines)
