"""Photos from a folder, as pictures in memory. All pictures are uint8 RGB (H, W, 3)."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from vcam.core.errors import UnreadableMedia

Picture = NDArray[np.uint8]

SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


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
    """Read one picture; `UnreadableMedia` if that is not possible."""
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
