"""Change of format without a curve, for a picture that is bright enough."""

from __future__ import annotations

import numpy as np

from kernels import colour
from kernels.colour import Affine
from kernels.formats import BGR
from kernels.fused import check_pass, frame_pass
from kernels.lines import Bytes

_NO_MAP = np.zeros((1, 1), np.float32)


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
        frame_pass(src, src_fmt, dst, dst_fmt, width, height, _NO_MAP, before, after, 0, 0.0)


def _maps(src_fmt: int, dst_fmt: int, to_rgb: Affine, to_yuv: Affine) -> tuple[Affine, Affine]:
    if src_fmt == BGR:
        return colour.CODE_TO_UNIT, colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
    if dst_fmt == BGR:
        return to_rgb, colour.UNIT_TO_CODE
    return colour.CODE_TO_UNIT, colour.yuv_to_yuv(to_rgb, to_yuv)
