"""Scenes to judge by: photos of good light, darkened by another way than in training.

At full size, with other noise and another curve, and as JPEG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.light import Light, add_sensor_noise, to_linear, to_srgb
from models.training.photos import Picture, through_jpeg

EXPOSURES_EV = (-2.5, -3.5, -4.5, -5.5, -6.5)
SUBJECT_EV = -4.5  # of the room around a lit subject
LAMP_EV, LAMP_ROOM_EV = 1.5, -4.0
BACKLIT_EV = -3.0

Where = NDArray[np.bool_]
Pair = tuple[Picture, Picture]  # darkened, and the photo that it was made of


class Contrast(NamedTuple):
    """A scene with light and shade: what is seen, the photo, and where, (H, W) bool, it is lit and dark."""

    dark: Picture
    photo: Picture
    lit: Where
    shade: Where


def darken(photo: Picture, exposure_ev: float | Light, seed: Sequence[int]) -> Picture:
    """Darken in linear light, add shot and read noise at full size, and go through JPEG of quality 92."""
    rng = np.random.default_rng(list(seed))
    linear = to_linear(np.asarray(photo / 255, np.float32)) * np.exp2(np.float32(exposure_ev))
    noisy = add_sensor_noise(linear, shot=4e-4, read=6e-4, rng=rng)
    return through_jpeg(np.asarray(np.rint(to_srgb(noisy) * 255), np.uint8), quality=92)


@dataclass(frozen=True)
class DarkPhotos:
    """Photos, made dark once for all methods.

    Parameters
    ----------
    photos
        As they are.
    dark
        At all exposures, each with its photo.
    grey
        Without colour, at -4 EV.
    subjects
        A lit oval in the middle of a dark room.
    lamps
        A window in a corner of a dark room.
    backlit
        A dark oval in the middle of a lit room.
    """

    photos: Sequence[Picture]
    dark: Sequence[Pair]
    grey: Sequence[Picture]
    subjects: Sequence[Contrast]
    lamps: Sequence[Contrast]
    backlit: Sequence[Contrast]

    @classmethod
    def of(cls, photos: Sequence[Picture]) -> DarkPhotos:
        """Darken photos."""
        dark, grey = [], []
        subjects, lamps, backlit = [], [], []
        for number, photo in enumerate(photos):
            dark += [(darken(photo, ev, (number, int(-10 * ev))), photo) for ev in EXPOSURES_EV]
            plain = np.repeat(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
            grey.append(darken(np.asarray(plain, np.uint8), -4.0, (number, 40)))
            oval, window = _oval(photo), _window(photo, on_the_left=number % 2 == 0)
            subjects.append(_contrast(photo, oval, 0, SUBJECT_EV, (number, 45)))
            lamps.append(_contrast(photo, window, LAMP_EV, LAMP_ROOM_EV, (number, 46)))
            backlit.append(_contrast(photo, 1 - oval, 0, BACKLIT_EV, (number, 47)))
        return cls(photos, dark, grey, subjects, lamps, backlit)


def _contrast(photo: Picture, lit: Light, lit_ev: float, dark_ev: float, seed: Sequence[int]) -> Contrast:
    dark = darken(photo, np.asarray(lit * lit_ev + (1 - lit) * dark_ev, np.float32), seed)
    return Contrast(dark, photo, lit[..., 0] > 0.99, lit[..., 0] < 0.01)


def _oval(photo: Picture) -> Light:
    height, width = photo.shape[:2]
    mask = np.zeros((height, width), np.float32)
    cv2.ellipse(mask, (width // 2, int(height * 0.45)), (width // 6, height // 4), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 4)[..., None], np.float32)


def _window(photo: Picture, *, on_the_left: bool) -> Light:
    height, width = photo.shape[:2]
    mask = np.zeros((height, width), np.float32)
    left = width // 20 if on_the_left else width - width // 20 - width // 5
    mask[height // 10 : height // 10 + height * 3 // 10, left : left + width // 5] = 1
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 2)[..., None], np.float32)
