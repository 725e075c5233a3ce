"""Pixel formats and how their planes lie in one flat buffer.

A frame is one C-contiguous uint8 buffer without row padding. Chroma of an odd-sized picture is rounded up,
as FFmpeg and V4L2 have it: a 4:2:0 plane of a 5x3 picture is 3x2. Packed 4:2:2 rows hold an even number of
pixels; the last one of an odd-sized row is not seen.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]


class FrameSize(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @classmethod
    def parse(cls, text: str) -> FrameSize:
        """Read ``"1280x720"`` (also ``720p`` style names); ValueError says what is allowed."""
        named = {
            "360p": (640, 360),
            "480p": (640, 480),
            "720p": (1280, 720),
            "1080p": (1920, 1080),
            "4k": (3840, 2160),
        }
        if text.lower() in named:
            return cls(*named[text.lower()])
        width, _, height = text.lower().partition("x")
        if not (width.isascii() and height.isascii() and width.isdigit() and height.isdigit()):
            raise ValueError(f"{text!r} is not a size: write 1280x720, or one of {', '.join(named)}")
        size = cls(int(width), int(height))
        if not (2 <= size.width <= MAX_SIDE and 2 <= size.height <= MAX_SIDE):
            raise ValueError(f"{text!r}: each side must be from 2 to {MAX_SIDE} pixels")
        return size


MAX_SIDE = 8192


class PixelFormat(enum.IntEnum):
    """How pixels lie in memory. The numbers are those that the kernels take."""

    BGR = 0  # 8-bit B, G, R interleaved; OpenCV's order
    I420 = 1  # planar Y, U, V; 4:2:0
    NV12 = 2  # planar Y, then interleaved UV; 4:2:0
    YUYV = 3  # packed Y0 U Y1 V; 4:2:2
    I422 = 4  # planar Y, U, V; 4:2:2 (what MJPEG decodes to)
    UYVY = 5  # packed U Y0 V Y1; 4:2:2

    def frame_bytes(self, size: FrameSize) -> int:
        """Bytes of one frame without padding."""
        width, height = size
        half_width, half_height = (width + 1) // 2, (height + 1) // 2
        match self:
            case PixelFormat.BGR:
                return 3 * width * height
            case PixelFormat.I420 | PixelFormat.NV12:
                return width * height + 2 * half_width * half_height
            case PixelFormat.YUYV | PixelFormat.UYVY:
                return 4 * half_width * height
            case PixelFormat.I422:
                return width * height + 2 * half_width * height

    def planes(self, data: Plane, size: FrameSize) -> tuple[Plane, ...]:
        """Views of the planes in `data`: (H, W, 3), (H, W), (H/2, W/2[, 2]) or (H, W/2, 4) by format."""
        width, height = size
        half_width, half_height = (width + 1) // 2, (height + 1) // 2
        luma = width * height
        match self:
            case PixelFormat.BGR:
                return (data.reshape(height, width, 3),)
            case PixelFormat.YUYV | PixelFormat.UYVY:
                return (data.reshape(height, half_width, 4),)
            case PixelFormat.NV12:
                return data[:luma].reshape(height, width), data[luma:].reshape(half_height, half_width, 2)
            case PixelFormat.I420 | PixelFormat.I422:
                rows = half_height if self is PixelFormat.I420 else height
                chroma = half_width * rows
                return (
                    data[:luma].reshape(height, width),
                    data[luma : luma + chroma].reshape(rows, half_width),
                    data[luma + chroma :].reshape(rows, half_width),
                )


class Matrix(enum.Enum):
    """Which YCbCr matrix a frame was made with."""

    BT601 = "bt601"
    BT709 = "bt709"


@dataclass(frozen=True, slots=True)
class Colour:
    """Meaning of a frame's code values: matrix, and full (0-255) or studio (16-235/240) range."""

    matrix: Matrix = Matrix.BT601
    full_range: bool = False


STUDIO_601 = Colour()
FULL_601 = Colour(full_range=True)
