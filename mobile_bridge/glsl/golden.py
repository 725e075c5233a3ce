"""Small pictures and the maps that the desktop's interpreter makes of them."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from vcam.core.formats import FrameSize
from vcam.enhance.model import CurveModel
from vcam.media.picture import read_picture
from vcam.sources.synthetic import PORTRAIT

Picture = NDArray[np.uint8]

SIZES = (FrameSize(96, 56), FrameSize(56, 96), FrameSize(96, 72))


def pictures() -> Iterator[Picture]:
    """Small pictures, (H, W, 3) uint8 RGB: a person in the dark, dim, lit, by a lamp; and rubbish."""
    rng = np.random.default_rng(6)
    portrait = read_picture(PORTRAIT)[:, :, ::-1]
    for size in SIZES:
        lit = cv2.resize(portrait, size, interpolation=cv2.INTER_AREA).astype(float)
        for light in (0.02, 0.12, 0.4, 1.0):
            noisy = lit * light + rng.normal(0, 1.5, lit.shape)
            yield noisy.clip(0, 255).round().astype(np.uint8)
        lamp = lit * np.linspace(0.03, 0.6, size.width)[:, None]
        yield lamp.clip(0, 255).round().astype(np.uint8)
    height, width = SIZES[0][::-1]
    yield np.zeros((height, width, 3), np.uint8)
    yield np.full((height, width, 3), 255, np.uint8)
    yield rng.integers(0, 256, (height, width, 3), np.uint8)


def maps(small: Picture, model: CurveModel) -> NDArray[np.float32]:
    """The map of one picture, (h, w) float32."""
    size = model.configure(FrameSize(small.shape[1], small.shape[0]))
    out = np.empty((size.height, size.width), np.float32)
    model.predict(small, out)
    return out
