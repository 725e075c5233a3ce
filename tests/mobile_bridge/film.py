"""A dark film for Chromium's camera."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.media.picture import read_picture
from vcam.sources.synthetic import PORTRAIT


def dark(size: FrameSize, light: float = 0.15) -> NDArray[np.uint8]:
    """A person in a dim room beside a lamp, (H, W, 3) uint8 BGR."""
    lit = cv2.resize(read_picture(PORTRAIT), size, interpolation=cv2.INTER_AREA)
    lamp = np.linspace(1.6, 0.4, size.width)[:, None]
    return (lit * light * lamp).clip(0, 255).round().astype(np.uint8)


def dark_frame(size: FrameSize, light: float = 0.15) -> Frame:
    """The same, I420 in studio range, BT.601."""
    bgr = dark(size, light)
    frame = Frame.allocate(PixelFormat.I420, size, STUDIO_601)
    frame.data[:] = cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420).ravel()
    return frame


def write_film(path: Path, frames: list[Frame], fps: int) -> Path:
    """Write frames as YUV4MPEG2, which Chromium plays as its camera, over and over."""
    width, height = frames[0].size
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in frames:
            out.write(b"FRAME\n" + frame.data.tobytes())
    return path


def rgb(frame: Frame) -> NDArray[np.float64]:
    """What is seen of an I420 frame, (H, W, 3), 0 to 255."""
    from kernels import reference
    from kernels.colour import yuv_to_rgb
    from vcam.core.formats import Matrix

    codes = reference.unpack(frame.data, int(frame.format), *frame.size)
    to_rgb = yuv_to_rgb(frame.colour.matrix is Matrix.BT709, frame.colour.full_range)
    return 255 * reference.apply(to_rgb, codes).clip(0, 1).transpose(1, 2, 0)


def blocks(picture: NDArray[np.float64], side: int = 4) -> NDArray[np.float64]:
    """Means of squares of `side` pixels, and what is left over at the ends is left out."""
    height, width, _ = picture.shape
    whole = picture[: height // side * side, : width // side * side]
    means: NDArray[np.float64] = whole.reshape(height // side, side, width // side, side, 3).mean(axis=(1, 3))
    return means
