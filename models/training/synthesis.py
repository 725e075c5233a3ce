"""Pairs of a dark picture and its well-lit original, made from any folder of photos while training runs.

A photo is taken to linear light, darkened, given the noise of a sensor and quantised again. Everything
happens at the size that the network sees, so noise is divided by the down-scale that comes before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from vcam.core.errors import UnreadableMedia
from vcam.core.formats import FrameSize

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]

SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})
STORED_SIDE_PX = 256
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True, slots=True)
class Degradation:
    """What happens to a photo. Exposures are in EV, shares are parts of all samples."""

    lit_share: float = 0.2  # well lit already: the target is the picture itself
    lamp_share: float = 0.2  # one lit face or lamp in a dark room: it must stay as it is
    deep_share: float = 0.7  # of the dark ones: how many are darker than `middle_ev`
    darkest_ev: float = -7.0
    middle_ev: float = -4.0
    # nothing lies between the dark and the lit ones, so that what to do is never a matter of taste
    lightest_ev: float = -1.5
    lit_ev: float = -0.4
    white_balance: float = 0.06
    photo_mean: tuple[float, float] = (0.25, 0.75)  # a photo outside of it is no well-lit target


@dataclass(frozen=True, slots=True)
class Batch:
    """`dark` and `target` are (N, H, W, 3) sRGB in 0..1; `weight` (N,) is what a sample counts."""

    dark: Light
    target: Light
    weight: Light


def find_photos(folder: Path) -> list[Path]:
    """All picture files below `folder`, sorted; `UnreadableMedia` if there is none."""
    photos = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not photos:
        raise UnreadableMedia(
            f"{folder} has no pictures",
            hint=f"Name a folder with photos, in sub-folders if you like ({', '.join(sorted(SUFFIXES))}).",
        )
    return photos


def load_photo(path: Path) -> Picture:
    """Read one picture as RGB (H, W, 3); `UnreadableMedia` if that is not possible."""
    data = np.fromfile(path, np.uint8) if path.is_file() else np.empty(0, np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if picture is None:
        raise UnreadableMedia(f"{path} is not a picture that can be read", hint="Remove it from the folder.")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def shrink(picture: Picture, long_side: int) -> Picture:
    """Area down-scale until the longer side is `long_side`; a smaller picture is returned as it is."""
    height, width = picture.shape[:2]
    scale = long_side / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def load_photos(folder: Path, degradation: Degradation) -> list[Picture]:
    """Read, shrink and keep the well-lit photos below `folder`."""
    low, high = degradation.photo_mean
    small = (
        shrink(load_photo(path), STORED_SIDE_PX) for path in tqdm(find_photos(folder), "photos", ascii=True)
    )
    lit = [photo for photo in small if low <= float((photo @ LUMA).mean()) / 255 <= high]
    if not lit:
        raise UnreadableMedia(f"no photo in {folder} is well lit", hint="Training needs normally lit photos.")
    return lit


def to_linear(srgb: Light) -> Light:
    """SRGB in 0..1 to linear light (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_srgb(linear: Light) -> Light:
    """Linear light to sRGB in 0..1 (IEC 61966-2-1); what is outside is clipped."""
    clipped = np.clip(linear, 0, 1)
    return np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055).astype(
        np.float32
    )


_LINEAR_OF_BYTE = to_linear(np.linspace(0, 1, 256, dtype=np.float32))


def crop(photo: Picture, size: FrameSize, rng: np.random.Generator) -> Picture:
    """A random part of `photo` of the shape of `size`, often mirrored, scaled to `size`."""
    height, width = photo.shape[:2]
    # most of the scene, because the network is to judge a picture as a whole
    part = rng.uniform(0.6, 1.0) * min(width / size.width, height / size.height)
    part_width, part_height = max(1, int(size.width * part)), max(1, int(size.height * part))
    left = int(rng.integers(width - part_width + 1))
    top = int(rng.integers(height - part_height + 1))
    piece = photo[top : top + part_height, left : left + part_width]
    if rng.random() < 0.5:
        piece = piece[:, ::-1]
    method = cv2.INTER_AREA if part >= 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(np.ascontiguousarray(piece), size, interpolation=method), np.uint8)


def add_sensor_noise(linear: Light, rng: np.random.Generator, averaged: float) -> Light:
    """Shot and read noise of a webcam at high gain, averaged over squares of `averaged` pixels a side."""
    shot, read = 10.0 ** rng.uniform(-4.0, -2.3), 10.0 ** rng.uniform(-3.7, -2.4)
    deviation = np.sqrt(np.maximum(linear, 0) * shot + read * read) / averaged
    noise = rng.standard_normal(linear.shape, np.float32)
    return np.asarray(linear + noise * deviation, np.float32)


def lamp_mask(size: FrameSize, rng: np.random.Generator) -> Light:
    """(H, W, 1), 1 inside a soft ellipse somewhere in the picture, 0 outside."""
    rows, columns = np.mgrid[0 : size.height, 0 : size.width].astype(np.float32)
    centre_x, centre_y = rng.uniform(0.2, 0.8, 2) * size
    radius_x, radius_y = rng.uniform(0.1, 0.3, 2) * size
    distance = np.sqrt(((columns - centre_x) / radius_x) ** 2 + ((rows - centre_y) / radius_y) ** 2)
    edge = rng.uniform(0.05, 0.4)
    return np.asarray(np.clip((1 + edge - distance) / edge, 0, 1)[..., None], np.float32)


def expose(linear: Light, exposure_ev: Light | float, rng: np.random.Generator, shift: float) -> Light:
    """Darken linear light, shift its white balance, add noise and round to 8 bits; returns sRGB in 0..1."""
    balance = 1 + rng.uniform(-shift, shift, 3).astype(np.float32)
    exposed = np.asarray(linear * np.exp2(exposure_ev) * balance, np.float32)
    # a 1280 pixel wide frame is averaged 8x8 on its way to the network, a 480 pixel wide one 3x3
    noisy = add_sensor_noise(exposed, rng, averaged=rng.uniform(2, 8))
    return (np.rint(to_srgb(noisy) * 255) / 255).astype(np.float32)


def make_pair(
    photo: Picture, size: FrameSize, degradation: Degradation, rng: np.random.Generator
) -> tuple[Light, Light, float]:
    """One (dark, target, weight); the first two (H, W, 3) sRGB in 0..1."""
    piece = crop(photo, size, rng)
    linear, target = _LINEAR_OF_BYTE[piece], np.asarray(piece / 255, np.float32)
    kind = rng.random()
    if kind < degradation.lit_share:
        lit_ev = rng.uniform(degradation.lit_ev, 0)
        dark = expose(linear, lit_ev, rng, shift=0)
        return dark, to_srgb(linear * np.float32(2.0**lit_ev)), 3.0
    if rng.random() < degradation.deep_share:
        exposure_ev = rng.uniform(degradation.darkest_ev, degradation.middle_ev)
    else:
        exposure_ev = rng.uniform(degradation.middle_ev, degradation.lightest_ev)
    exposures: Light | float = exposure_ev
    if kind < degradation.lit_share + degradation.lamp_share:
        exposures = exposure_ev * (1 - lamp_mask(size, rng))
    return expose(linear, exposures, rng, degradation.white_balance), target, 1.0


def make_batch(
    photos: Sequence[Picture],
    count: int,
    size: FrameSize,
    degradation: Degradation,
    seed: Sequence[int],
) -> Batch:
    """`count` random pairs; the same `seed` gives the same pairs."""
    rng = np.random.default_rng(list(seed))
    pairs = [
        make_pair(photos[index], size, degradation, rng) for index in rng.integers(len(photos), size=count)
    ]
    dark, target, weight = zip(*pairs, strict=True)
    return Batch(np.stack(dark), np.stack(target), np.array(weight, np.float32))
