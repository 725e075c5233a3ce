"""Photos from a folder, as pictures in memory. All pictures are uint8 RGB (H, W, 3)."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from vcam.core.errors import UnreadableMedia
from vcam.media.picture import PICTURE_SUFFIXES, read_picture

Picture = NDArray[np.uint8]

LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def find_photos(folder: Path) -> list[Path]:
    """All picture files below `folder`, sorted; `UnreadableMedia` if there is none."""
    photos = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PICTURE_SUFFIXES)
    if not photos:
        kinds = ", ".join(sorted(PICTURE_SUFFIXES))
        raise UnreadableMedia(
            f"{folder} has no pictures",
            hint=f"Name a folder with photos, in sub-folders if you like ({kinds}).",
        )
    return photos


def load_photo(path: Path) -> Picture:
    """Read one picture; `UnreadableMedia` if that is not possible."""
    return np.asarray(cv2.cvtColor(read_picture(path), cv2.COLOR_BGR2RGB), np.uint8)


def shrink(picture: Picture, long_side: int) -> Picture:
    """Area down-scale until the longer side is `long_side`; a smaller picture is returned as it is."""
    height, width = picture.shape[:2]
    scale = long_side / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def through_jpeg(picture: Picture, quality: int) -> Picture:
    """Compress and decode again, as a camera's stream is."""
    _, jpeg = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)


def mean_luma(picture: Picture) -> float:
    """Mean BT.601 luma, 0..1."""
    return float((picture @ LUMA).mean()) / 255


def load_lit_photos(folder: Path, long_side: int, mean: tuple[float, float]) -> list[Picture]:
    """Read and shrink the photos below `folder`; keep those whose mean luma is within `mean`."""
    low, high = mean
    small = (shrink(load_photo(path), long_side) for path in tqdm(find_photos(folder), "photos", ascii=True))
    lit = [photo for photo in small if low <= mean_luma(photo) <= high]
    if not lit:
        raise UnreadableMedia(f"no photo in {folder} is well lit", hint="Training needs normally lit photos.")
    return lit
