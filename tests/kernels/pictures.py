"""Frames and curve maps to try the kernels on, and the comparison."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import colour, formats

STUDIO = (False, False)  # BT.601, 16 to 235

TO_RGB, TO_YUV = colour.yuv_to_rgb(*STUDIO), colour.rgb_to_yuv(*STUDIO)
ODD_SIZES = ((1, 1), (2, 2), (3, 5), (17, 9), (255, 3), (257, 31), (641, 35))
NAMES = {
    formats.BGR: "BGR",
    formats.I420: "I420",
    formats.NV12: "NV12",
    formats.YUYV: "YUYV",
    formats.I422: "I422",
    formats.UYVY: "UYVY",
}


def frame(kind: str, fmt: int, width: int, height: int, seed: int = 0) -> NDArray[np.uint8]:
    """Make a frame: "noise" (all codes, out of the studio range too), "dark", or a number for all bytes."""
    length = formats.frame_bytes(fmt, width, height)
    random = np.random.default_rng(seed)
    match kind:
        case "noise":
            return random.integers(0, 256, length, dtype=np.uint8)
        case "dark":
            return random.integers(14, 40, length, dtype=np.uint8)
    return np.full(length, int(kind), np.uint8)


def curve_map(kind: str, width: int, height: int, seed: int = 0) -> NDArray[np.float32]:
    """Make a curve map: "noise", "extreme" (-1 or 1 at random), or a number for all of it."""
    random = np.random.default_rng(seed)
    match kind:
        case "noise":
            return random.uniform(-1, 1, (height, width)).astype(np.float32)
        case "extreme":
            return random.choice(np.array([-1, 1], np.float32), (height, width))
    return np.full((height, width), float(kind), np.float32)


def empty(fmt: int, width: int, height: int) -> NDArray[np.uint8]:
    """Make a frame of 77s, so that a byte that nobody wrote shows."""
    return np.full(formats.frame_bytes(fmt, width, height), 77, np.uint8)


def largest_difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    """The largest distance between two frames in code values."""
    return int(np.abs(one.astype(np.int16) - other).max())
