"""Contact sheets: what methods make of some pictures, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import cv2
import numpy as np

from models.training.methods import Method
from models.training.photos import Picture
from models.training.scenes import DarkPhotos, darken
from vcam.core.formats import FrameSize

TILE = FrameSize(180, 135)


def sheets(
    photos: Sequence[Picture], dark: Sequence[Picture], found: Mapping[str, Method]
) -> dict[str, Picture]:
    """Contact sheets: darkened photos, the photo last, their middles; light and shade; lit; real ones."""
    each = list(found.values())
    darkened = [darken(photo, -4.5, (number, 0)) for number, photo in enumerate(photos)]
    rows = [
        [*(method(picture) for method in each), photo]
        for picture, photo in zip(darkened, photos, strict=True)
    ]
    made = DarkPhotos.of(photos)
    shaded = [(made.lamps, made.subjects)[number % 2][number] for number in range(len(photos))]
    shaded_rows = [[*(method(scene.dark) for method in each), scene.photo] for scene in shaded]
    drawn = {
        "darkened": contact_sheet(iter(rows), whole_tile),
        "detail": contact_sheet(iter(rows), detail_tile),
        "contrast": contact_sheet(iter(shaded_rows), whole_tile),
        "lit": contact_sheet(([method(photo) for method in each] for photo in photos), whole_tile),
    }
    if dark:
        real = [[method(picture) for method in each] for picture in dark]
        drawn["real-dark"] = contact_sheet(iter(real), whole_tile)
        drawn["real-dark-detail"] = contact_sheet(iter(real), detail_tile)
    return drawn


def contact_sheet(rows: Iterator[Sequence[Picture]], tile: Callable[[Picture], Picture]) -> Picture:
    """Pictures in rows, each through `tile`."""
    return np.vstack([np.hstack([tile(picture) for picture in row]) for row in rows])


def whole_tile(picture: Picture) -> Picture:
    """As much of a picture as has the sheet's shape, in its size."""
    height, width = picture.shape[:2]
    part = min(width / TILE.width, height / TILE.height)
    piece = _middle(picture, int(TILE.width * part), int(TILE.height * part))
    return np.asarray(cv2.resize(piece, TILE, interpolation=cv2.INTER_AREA), np.uint8)


def detail_tile(picture: Picture) -> Picture:
    """The middle of a picture, pixel for pixel: shrinking hides noise. What is too small is enlarged."""
    height, width = picture.shape[:2]
    if width < TILE.width or height < TILE.height:
        return whole_tile(picture)
    return _middle(picture, *TILE)


def _middle(picture: Picture, width: int, height: int) -> Picture:
    left, top = (picture.shape[1] - width) // 2, (picture.shape[0] - height) // 2
    return picture[top : top + height, left : left + width]
