"""One picture file: read upright, written whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import UnreadableMedia, UnwritableMedia
from vcam.core.formats import MAX_SIDE
from vcam.media.unfinished import UnfinishedFile, unwritable

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})

_HINT = f"Give a picture: {', '.join(sorted(PICTURE_SUFFIXES))}."
_QUALITY = {
    ".jpg": [cv2.IMWRITE_JPEG_QUALITY, 95],
    ".jpeg": [cv2.IMWRITE_JPEG_QUALITY, 95],
    ".webp": [cv2.IMWRITE_WEBP_QUALITY, 95],
}


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Read a picture as 8-bit BGR (H, W, 3), turned upright as its EXIF says.

    16-bit and grey pictures become 8-bit colour. Transparency is dropped: the colour below it is kept, as a
    video call shows no transparency either.

    Raises
    ------
    UnreadableMedia
        If the file is missing, empty, damaged, of an unknown kind or of more than 8192 pixels on a side.
    """
    try:
        # not cv2.imread, which cannot open every name on every system and prints what fails
        coded = np.fromfile(path, np.uint8)
    except OSError as error:
        raise UnreadableMedia(f"{path.name} cannot be read: {error.strerror}", hint=_HINT) from error
    if coded.size == 0:
        raise UnreadableMedia(f"{path.name} is empty", hint=_HINT)
    try:
        picture = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise UnreadableMedia(f"{path.name} is damaged", hint=_HINT) from error
    if picture is None:
        raise UnreadableMedia(f"{path.name} is damaged or not a picture", hint=_HINT)
    if max(picture.shape) > MAX_SIDE:
        size = f"{picture.shape[1]}x{picture.shape[0]}"
        raise UnreadableMedia(f"{path.name} is {size}", hint=f"The largest side may be {MAX_SIDE} pixels.")
    return np.asarray(picture, np.uint8)


def write_picture(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write 8-bit BGR (H, W, 3) in the format that the name's ending says; JPEG and WebP at quality 95.

    A file that was there is replaced in one step, and kept if anything fails.

    Raises
    ------
    UnwritableMedia
        If the ending is unknown, or the file cannot be written there.
    """
    suffix = path.suffix.lower()
    if suffix not in PICTURE_SUFFIXES:
        title = f"{path.name}: a picture cannot be written as {path.suffix or 'a file without an ending'}"
        raise UnwritableMedia(title, hint=f"Name it with one of {', '.join(sorted(PICTURE_SUFFIXES))}.")
    try:
        done, coded = cv2.imencode(suffix, picture, _QUALITY.get(suffix, []))
    except cv2.error as error:
        raise UnwritableMedia(f"{path.name} cannot be made: {error.err}") from error
    if not done:
        raise UnwritableMedia(f"{path.name} cannot be made from a picture of {picture.shape}")
    with UnfinishedFile(path) as file:
        try:
            file.part.write_bytes(coded.tobytes())
        except OSError as error:
            raise unwritable(path, error) from error
        file.finish()


def list_pictures(path: Path) -> list[Path]:
    """List the pictures in a folder in the order in which people number them: ``2.jpg`` before ``10.jpg``.

    A file is a list of itself, whatever its name. Hidden files are left out. The list is not empty:
    `UnreadableMedia` if there is no picture, or nothing there.
    """
    if path.is_file():
        return [path]
    try:
        found = [entry for entry in path.iterdir() if _is_picture(entry)]
    except OSError as error:
        raise UnreadableMedia(f"{path} cannot be read: {error.strerror}", hint=_HINT) from error
    if not found:
        kinds = ", ".join(sorted(PICTURE_SUFFIXES))
        raise UnreadableMedia(f"There is no picture in {path}", hint=f"Pictures are {kinds}.")
    return sorted(found, key=_natural_order)


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".") and path.is_file()


def _natural_order(path: Path) -> list[tuple[int, str]]:
    """Numbers by value, the rest by letter; a number comes before a letter."""
    parts = re.findall(r"\d+|\D+", path.name.casefold())
    return [(int(part), "") if part.isdecimal() else (1 << 62, part) for part in parts]
