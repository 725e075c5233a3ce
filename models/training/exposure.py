"""What light falls where in a scene that is made of a photo, and what light is wanted there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.light import Light
from models.training.photos import Picture

KINDS = ("dark", "lit", "lit subject", "backlit", "spot", "half-lit", "lamp", "shaded")
DARK, LIT, SPOT = (KINDS.index(kind) for kind in ("dark", "lit", "spot"))
WITH_SHADE = tuple(KINDS.index(kind) for kind in ("spot", "half-lit", "lamp", "shaded"))
LAMPS, THINGS, LARGE = (0.03, 0.2), (0.08, 0.3), (0.15, 0.45)  # radii, as parts of a picture's sides


@dataclass(frozen=True, slots=True)
class Degradation:
    """What happens to a photo. Exposures are in EV; shares are parts of all samples, the rest are dark."""

    lit_share: float = 0.2  # well lit already: the target is the picture itself
    subject_share: float = 0.2  # a lit person, face or lamp in a dark room, which stays rather dark
    backlit_share: float = 0.04  # a dark person before a lit room
    spot_share: float = 0.0  # a lit person, face or thing in a dark room, which becomes nearly as light
    half_lit_share: float = 0.0  # a person by the light of a screen, too dark, in a room darker still
    lamp_share: float = 0.0  # a lamp or a window in a dark room
    shaded_share: float = 0.0  # a dark person or large thing before a lit room
    darkest_ev: float = -7.0
    likely_ev: float = -4.5
    # nothing lies between the dark and the lit ones, so that what to do is never a matter of taste
    lightest_ev: float = -1.5
    lit_ev: float = -0.4
    raised_ev: float = 1.5  # the room around a lit subject gets so much lighter
    kept: float = (
        0.12  # of the EV between light and dark in a spot's room, and around a lamp or a half-lit one
    )
    white_balance: float = 0.08
    flicker: float = 0.05  # of a lamp, between the two pictures of a scene
    shift_px: int = 2
    read_noise: tuple[float, float] = (-3.7, -2.5)  # powers of ten, of all light
    photo_mean: tuple[float, float] = (0.25, 0.75)  # a photo outside of it is no well-lit target


SETS: Mapping[str, Degradation] = {
    "plain": Degradation(),
    "contrast": Degradation(
        subject_share=0,
        backlit_share=0,
        spot_share=0.09,
        half_lit_share=0.06,
        lamp_share=0.06,
        shaded_share=0.12,
        darkest_ev=-7.5,
        likely_ev=-4.0,
        read_noise=(-3.7, -2.4),
    ),
}
"""What each part of the network learns from: its base, and its part for light and shade."""


class Photo(NamedTuple):
    """A photo, and where people and faces are: (H, W) uint8 of 0..255."""

    picture: Picture
    people: NDArray[np.uint8]
    faces: NDArray[np.uint8]


Exposure = Light | np.float32


def choose(
    scene: Photo, degradation: Degradation, rng: np.random.Generator
) -> tuple[int, Exposure, Exposure]:
    """Return what kind of scene it becomes, its exposure in EV, and the exposure that is wanted."""
    zero, kept = np.float32(0), np.float32(degradation.kept)
    dark_ev = np.float32(
        rng.triangular(degradation.darkest_ev, degradation.likely_ev, degradation.lightest_ev)
    )
    kind = _kind(degradation, float(rng.random()))
    if kind == "backlit" and not _holds_a_person(scene):
        kind = "dark"
    exposure: Exposure = dark_ev
    wanted: Exposure = zero
    match kind:
        case "lit":
            exposure = wanted = np.float32(rng.uniform(degradation.lit_ev, 0))
        case "lit subject":
            subject = _subject(scene, rng, (0.4, 0.6), THINGS, ovals_only=True)
            exposure = dark_ev * (1 - subject)
            wanted = np.minimum(exposure + degradation.raised_ev * (1 - subject), 0)
        case "backlit":
            exposure = np.float32(0.7) * dark_ev * _soft(scene.people)
        case "spot":
            exposure = dark_ev * (1 - _subject(scene, rng, (0.8, 0.9), THINGS))
            wanted = kept * exposure
        case "half-lit":
            subject = _subject(scene, rng, (0.8, 0.9), LARGE)
            lit_ev = np.minimum(dark_ev * np.float32(rng.uniform(0.3, 0.7)), np.float32(-1))
            exposure = subject * lit_ev + (1 - subject) * dark_ev
            wanted = kept * (exposure - lit_ev)
        case "lamp":
            lamp, glow = _region(scene, rng, LAMPS), np.float32(rng.uniform(0.5, 3))
            exposure = lamp * glow + (1 - lamp) * dark_ev
            wanted = lamp * glow + (1 - lamp) * kept * dark_ev
        case "shaded":
            exposure = np.float32(0.7) * dark_ev * _subject(scene, rng, (0.8, 0.9), LARGE)
    return KINDS.index(kind), exposure, wanted


def _kind(degradation: Degradation, chance: float) -> str:
    shares = {
        "lit": degradation.lit_share,
        "lit subject": degradation.subject_share,
        "backlit": degradation.backlit_share,
        "spot": degradation.spot_share,
        "half-lit": degradation.half_lit_share,
        "lamp": degradation.lamp_share,
        "shaded": degradation.shaded_share,
    }
    for kind, share in shares.items():
        if chance < share:
            return kind
        chance -= share
    return "dark"


def _holds_a_person(scene: Photo) -> bool:
    return 0.05 < float(scene.people.mean()) / 255 < 0.7


def _subject(
    scene: Photo,
    rng: np.random.Generator,
    chances: tuple[float, float],
    radii: tuple[float, float],
    *,
    ovals_only: bool = False,
) -> Light:
    """(H, W, 1) in 0..1: a person, by the first of the chances, a face, by the second, or else a thing."""
    chance = rng.random()
    if chance < chances[0] and _holds_a_person(scene):
        return _soft(scene.people)
    if chance < chances[1] and scene.faces.any():
        return _soft(scene.faces)
    return _region(scene, rng, radii, ovals_only=ovals_only)


def _region(
    scene: Photo, rng: np.random.Generator, radii: tuple[float, float], *, ovals_only: bool = False
) -> Light:
    """(H, W, 1) in 0..1: an oval or a rectangle somewhere (a lamp, a window, a screen)."""
    height, width = scene.people.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    centre, radius = rng.uniform(0.2, 0.8, 2), rng.uniform(*radii, 2)
    across = (columns - centre[0] * width) / (radius[0] * width)
    down = (rows - centre[1] * height) / (radius[1] * height)
    is_oval = ovals_only or rng.random() < 0.5
    distance = np.hypot(across, down) if is_oval else np.maximum(np.abs(across), np.abs(down))
    edge = rng.uniform(0.05, 0.4)
    return np.asarray(np.clip((1 + edge - distance) / edge, 0, 1)[..., None], np.float32)


def _soft(mask: NDArray[np.uint8]) -> Light:
    """From (H, W) 0..255, light that falls off a little at the border: (H, W, 1) in 0..1."""
    blurred = cv2.GaussianBlur(mask, (0, 0), 2.0)
    return np.asarray(blurred[..., None] / np.float32(255), np.float32)
