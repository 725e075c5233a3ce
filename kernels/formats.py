"""The pixel formats as the kernels know them: plain numbers, and how many bytes a frame has.

A frame is one flat C-contiguous uint8 buffer without row padding. Chroma of an odd-sized picture is rounded
up; packed 4:2:2 rows hold (width + 1) // 2 pairs of pixels, of which the last may have an unseen half.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BGR = 0  # B, G, R interleaved
I420 = 1  # planar Y, U, V; 4:2:0
NV12 = 2  # planar Y, then interleaved UV; 4:2:0
YUYV = 3  # packed Y0 U Y1 V; 4:2:2
I422 = 4  # planar Y, U, V; 4:2:2
UYVY = 5  # packed U Y0 V Y1; 4:2:2

SOURCE_FORMATS = (BGR, I420, NV12, YUYV, I422, UYVY)
OUTPUT_FORMATS = (BGR, I420, NV12, YUYV)


def frame_bytes(fmt: int, width: int, height: int) -> int:
    """Bytes of one frame; ValueError for a format or a size that there is not."""
    if width < 1 or height < 1:
        raise ValueError(f"a frame of {width}x{height} pixels has no pixels")
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    match fmt:
        case 0:
            return 3 * width * height
        case 1 | 2:
            return width * height + 2 * half_width * half_height
        case 3 | 5:
            return 4 * half_width * height
        case 4:
            return width * height + 2 * half_width * height
    raise ValueError(f"pixel format {fmt} is none of {SOURCE_FORMATS}")


def check_frame(name: str, data: NDArray[np.uint8], fmt: int, width: int, height: int) -> None:
    """Raise TypeError or ValueError unless `data` is the flat buffer of such a frame.

    Compiled code does not check its indexes: what passes here cannot reach outside the buffer.
    """
    check_array(name, data, np.uint8, (frame_bytes(fmt, width, height),))


def check_output(name: str, data: NDArray[np.uint8], fmt: int, width: int, height: int) -> None:
    """Like `check_frame`, for a buffer that is written to, in one of `OUTPUT_FORMATS`."""
    if fmt not in OUTPUT_FORMATS:
        raise ValueError(f"{name}: pixel format {fmt} is not written, only {OUTPUT_FORMATS}")
    check_frame(name, data, fmt, width, height)
    if not data.flags.writeable:
        raise ValueError(f"{name} is read-only")


def check_pass(
    src: NDArray[np.uint8],
    src_fmt: int,
    dst: NDArray[np.uint8],
    dst_fmt: int,
    width: int,
    height: int,
    to_rgb: NDArray[np.float32],
    to_yuv: NDArray[np.float32],
) -> None:
    """Refuse what no pass over a frame can take: see `fused.enhance` for what each has to be."""
    check_frame("src", src, src_fmt, width, height)
    check_output("dst", dst, dst_fmt, width, height)
    check_array("to_rgb", to_rgb, np.float32, (3, 4))
    check_array("to_yuv", to_yuv, np.float32, (3, 4))


def check_array(
    name: str, array: NDArray[Any], dtype: type[np.generic], shape: tuple[int | None, ...]
) -> None:
    """Raise TypeError for another type, ValueError for another shape or layout; None is any length but 0."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} must be a numpy array, not {type(array).__name__}")
    if array.dtype != dtype:
        raise TypeError(f"{name} must be {np.dtype(dtype)}, not {array.dtype}")
    fits = len(array.shape) == len(shape)
    if fits:
        # a plain loop: this is called a dozen times a frame
        for have, want in zip(array.shape, shape, strict=True):
            fits = fits and (have == want if want is not None else have > 0)
    if not fits:
        wanted = tuple("any" if want is None else want for want in shape)
        raise ValueError(f"{name} must have the shape {wanted}, not {array.shape}")
    if not array.flags.c_contiguous:
        raise ValueError(f"{name} must be C-contiguous, not strided {array.strides}")
