"""Which of a camera's modes to take, and what its pixels mean."""

from __future__ import annotations

from collections.abc import Sequence

from vcam.core.formats import Colour, FrameSize, Matrix, PixelFormat
from vcam.sources.base import CaptureRequest
from vcam.v4l2 import abi
from vcam.v4l2.modes import Mode

# Least memory to read first; JPEG costs a decoder and its own losses; BGR has been converted already.
NATIVE = {
    "NV12": PixelFormat.NV12,
    "YU12": PixelFormat.I420,
    "YUYV": PixelFormat.YUYV,
    "UYVY": PixelFormat.UYVY,
}
JPEG = ("MJPG", "JPEG")
LAST = {"BGR3": PixelFormat.BGR}
RAW = NATIVE | LAST
READABLE = (*NATIVE, *JPEG, *LAST)

# 29.97 is 30 for whoever asks
RATE_TOLERANCE = 0.97


def choose_mode(modes: Sequence[Mode], wanted: CaptureRequest) -> Mode | None:
    """The mode nearest to `wanted`; None if there is none that this program reads.

    Size first: the smallest that is not smaller than the wanted one, else the largest. Then the rate, if any
    format reaches it at that size, else the fastest. Then the format, in the order of `READABLE`.
    """
    readable = [mode for mode in modes if mode.fourcc in READABLE]
    if not readable:
        return None
    size = _nearest_size({mode.size for mode in readable}, wanted.size)
    there = [mode for mode in readable if mode.size == size]
    fast_enough = [mode for mode in there if mode.fps >= wanted.fps * RATE_TOLERANCE]
    if fast_enough:
        return min(fast_enough, key=lambda mode: (READABLE.index(mode.fourcc), mode.fps))
    return min(there, key=lambda mode: (-mode.fps, READABLE.index(mode.fourcc)))


def _nearest_size(sizes: set[FrameSize], wanted: FrameSize) -> FrameSize:
    def area(size: FrameSize) -> int:
        return size.width * size.height

    enough = [size for size in sizes if size.width >= wanted.width and size.height >= wanted.height]
    return min(enough, key=area) if enough else max(sizes, key=area)


def colour_of(pix: abi.PixFormat) -> Colour:
    """Colour that the driver declares, with V4L2's defaults where it says "default".

    The defaults are those of the macros V4L2_MAP_YCBCR_ENC_DEFAULT and V4L2_MAP_QUANTIZATION_DEFAULT; JPEG is
    full range whatever the driver says (JFIF).
    """
    if pix.ycbcr_enc:
        is_709 = pix.ycbcr_enc in {abi.YCBCR_709, abi.YCBCR_XV709}
    else:
        is_709 = pix.colorspace in {abi.COLORSPACE_REC709, abi.COLORSPACE_DCI_P3}
    full = pix.quantization == abi.FULL_RANGE or (
        not pix.quantization and pix.colorspace == abi.COLORSPACE_JPEG
    )
    return Colour(Matrix.BT709 if is_709 else Matrix.BT601, full or abi.fourcc_text(pix.pixelformat) in JPEG)
