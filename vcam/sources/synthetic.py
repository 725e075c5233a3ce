"""A camera that is not there: a portrait in a dim room, with the noise of a real sensor.

The noise is that of a sensor that counts electrons: shot noise, whose variance is the signal, and read noise,
which is always there. Both are white, and independent from pixel to pixel, channel to channel and frame to
frame (a real camera's demosaicing and denoising are left out). With x the linear light of a channel, 0-1::

    electrons e = x * full_scale_e,   variance of e = e + read_noise_e ** 2

The square root makes that noise the same everywhere (F. J. Anscombe, Biometrika 35, 1948), so that one tile
of normal numbers serves for all frames. With n normal, r the read noise and ::

    v = 2 * sqrt(e + r**2 - 1/8),   e' = ((v + n)**2 - 1) / 4 - (r**2 - 1/8)

e' has the mean e and the variance e + r**2 exactly, until it is clipped at black.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.media.picture import read_picture
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.sources.pacing import Pace

PORTRAIT = Path(__file__).with_name("data") / "portrait.jpg"
_FACE_XY = (225, 140)  # what stays in the picture at any shape

DARK_EV = -3.5
_PAN_SHARE = 0.02  # of the longer side, to each side
_PAN_PERIODS_S = (11.0, 7.0)  # across and up; their pattern repeats only after 77 s
_TILE_MARGIN_PX = 128  # room for the tile's random offset
_CLIP_SIGMA = 5.0


class SyntheticScene(Source):
    """A dark webcam of any size and rate: YUYV, BT.601, studio range.

    The same seed gives the same frames. The picture pans slowly, by parts of a pixel per frame.

    Parameters
    ----------
    seed
        Of the noise.
    exposure_ev
        How much light there is, in stops from the well-lit portrait. A lamp at the upper left takes away
        another stop or so on average.
    full_scale_e
        Electrons at full white; fewer make more noise. Public for those who measure the noise.
    read_noise_e
        Read noise in electrons, at least 1.
    frames
        How many frames there are; None for no end.
    motion
        Factor on the pan; 0 for a camera and a person that keep still.
    realtime
        Deliver at the frame rate; otherwise as fast as frames are read.
    """

    label = "Synthetic dark room"

    def __init__(
        self,
        seed: int = 0,
        *,
        exposure_ev: float = DARK_EV,
        full_scale_e: float = 2500.0,
        read_noise_e: float = 3.0,
        frames: int | None = None,
        motion: float = 1.0,
        realtime: bool = True,
    ) -> None:
        if read_noise_e < 1:
            raise ValueError(f"read_noise_e is {read_noise_e}, must be at least 1")
        self.exposure_ev = exposure_ev
        self.full_scale_e = full_scale_e
        self.read_noise_e = read_noise_e
        self._seed = seed
        self._frames = frames
        self._motion = motion
        self._pace = Pace(realtime=realtime)

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Draw the room in the size that is wanted, and the noise tile."""
        self._size, self._fps = wanted.size, wanted.fps
        # rows of YUYV hold an even number of pixels
        width, height = self._size.width + self._size.width % 2, self._size.height
        self._margin_px = max(1, round(_PAN_SHARE * max(width, height)))
        room = FrameSize(width + 2 * self._margin_px, height + 2 * self._margin_px)
        self._well_lit = _cropped_to(read_picture(PORTRAIT), room)
        self._prepare_noise(_linear(self._well_lit) * _lamp_light(room) * np.float32(2**self.exposure_ev))
        self._noise = self._draw_tile(width, height)
        self._view = np.empty((height, width, 3), np.uint8)
        self._sequence = 0
        self._pace.start()
        return CaptureMode(PixelFormat.YUYV, self._size, self._fps, STUDIO_601)

    def read_into(self, frame: Frame) -> bool:
        """Draw the next frame; False after the last one, or after `close`."""
        if self._sequence == self._frames:
            return False
        captured_ns = self._pace.wait(round(self._sequence * 1e9 / self._fps))
        if captured_ns is None:
            return False
        self._draw(self._sequence)
        packed = frame.data.reshape(*self._view.shape[:2], 2)
        cv2.cvtColor(self._view, cv2.COLOR_BGR2YUV_YUYV, packed)
        frame.captured_ns, frame.sequence = captured_ns, self._sequence
        self._sequence += 1
        return True

    def close(self) -> None:
        """Stop."""
        self._pace.stop()

    def clean(self, index: int) -> NDArray[np.uint8]:
        """Frame `index` without noise and in good light: BGR (H, W, 3). The scene is open."""
        view = cv2.getRectSubPix(self._well_lit, self._view.shape[1::-1], self._centre(index))
        return np.asarray(view[:, : self._size.width], np.uint8)

    def _centre(self, index: int) -> tuple[float, float]:
        """Middle of frame `index` in the room, in pixels of the room."""
        radians = 2 * np.pi * index / self._fps / np.array(_PAN_PERIODS_S)
        pan_x, pan_y = self._margin_px * self._motion * np.sin(radians)
        height, width = self._well_lit.shape[:2]
        return (width - 1) / 2 + float(pan_x), (height - 1) / 2 + float(pan_y)

    def _prepare_noise(self, light: NDArray[np.float32]) -> None:
        """Set up the dark room in units of the noise, and the table that leads from there to code values.

        Eight bits are enough for both: a step of the table is a fraction of the noise.
        """
        floor = self.read_noise_e**2 - 1 / 8
        sigmas = 2 * np.sqrt(light * np.float32(self.full_scale_e) + np.float32(floor))
        self._steps_per_sigma = 255 / (float(sigmas.max()) + _CLIP_SIGMA)
        self._dark = np.rint(sigmas * np.float32(self._steps_per_sigma)).astype(np.uint8)
        electrons = ((np.arange(256) / self._steps_per_sigma) ** 2 - 1) / 4 - floor
        self._codes = _encoded(electrons / self.full_scale_e)

    def _draw_tile(self, width: int, height: int) -> NDArray[np.int8]:
        """Normal noise, larger than a frame, so that a random part of it is new in each frame."""
        shape = (height + _TILE_MARGIN_PX, width + _TILE_MARGIN_PX, 3)
        tile = np.random.default_rng(self._seed).standard_normal(shape, np.float32)
        limit = min(_CLIP_SIGMA * self._steps_per_sigma, 127)
        # in place: fresh memory for each step would take longer than the step
        tile *= self._steps_per_sigma
        np.clip(tile, -limit, limit, out=tile)
        return np.rint(tile, out=tile).astype(np.int8)

    def _draw(self, index: int) -> None:
        """Draw the noisy frame `index` into the view, BGR."""
        height, width = self._view.shape[:2]
        rng = np.random.default_rng((self._seed, index))
        top, left, mirrored = rng.integers(0, (_TILE_MARGIN_PX, _TILE_MARGIN_PX, 2))
        noise = self._noise[top : top + height, left : left + width]
        cv2.getRectSubPix(self._dark, (width, height), self._centre(index), self._view)
        # the negative of normal noise is as normal: twice as many tiles
        (cv2.subtract if mirrored else cv2.add)(self._view, noise, self._view, None, cv2.CV_8U)
        cv2.LUT(self._view, self._codes, self._view)


def _cropped_to(picture: NDArray[np.uint8], size: FrameSize) -> NDArray[np.uint8]:
    """The largest part of `picture` with the shape of `size` that has the face near its middle, scaled."""
    height, width = picture.shape[:2]
    scale = min(width / size.width, height / size.height)
    wide, high = max(1, int(size.width * scale)), max(1, int(size.height * scale))
    left = min(max(_FACE_XY[0] - wide // 2, 0), width - wide)
    top = min(max(_FACE_XY[1] - high // 2, 0), height - high)
    part = picture[top : top + high, left : left + wide]
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _lamp_light(size: FrameSize) -> NDArray[np.float32]:
    """Light of one weak lamp at the upper left, (H, W, 1), from 1 down to about a quarter, a little warm."""
    across = np.arange(size.width, dtype=np.float32) / size.width - np.float32(0.35)
    down = np.arange(size.height, dtype=np.float32)[:, None] / size.height - np.float32(0.25)
    near = np.exp(-((across / np.float32(0.55)) ** 2)) * np.exp(-((down / np.float32(0.55)) ** 2))
    light = np.float32(0.2) + np.float32(0.8) * near
    return np.asarray(light[..., None] * np.array((0.85, 0.95, 1.0), np.float32))


def _linear(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Linear light of sRGB code values (IEC 61966-2-1), 0 to 1."""
    codes = np.arange(256) / 255
    table = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    return np.asarray(table.astype(np.float32)[picture])


def _encoded(light: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Encode linear light as sRGB code values (IEC 61966-2-1)."""
    light = np.clip(light, 0, 1)
    codes = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * codes), np.uint8)
