"""One frame before and after, as two pictures for people: in their folder, under a name that is free."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import UnwritableMedia
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.media.unfinished import UnfinishedFile, unwritable
from vcam.passes import FramePasses

NAME = "LowLight Cam"


def save_pair(before: Frame, after: Frame, folder: Path, *, at: datetime | None = None) -> tuple[Path, Path]:
    """Write both frames as PNG: ``LowLight Cam 2026-11-26 01.30.00 before.png`` and ``... after.png``.

    Returns their paths. Both are there in the end, or neither. Nothing is overwritten: where a name is taken,
    both get a number.

    Parameters
    ----------
    before, after
        Of any format, size and colour.
    folder
        Made if it is not there.
    at
        The time in the names, as it is for the person; now by default.

    Raises
    ------
    UnwritableMedia
        If the folder cannot be made or written.
    """
    coded = [cv2.imencode(".png", as_bgr(frame))[1].tobytes() for frame in (before, after)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(folder, error) from error
    with ExitStack() as parts:
        # written before there is a name, so that what gets one is whole
        files = [parts.enter_context(UnfinishedFile(folder / f"{NAME}.png")) for _ in coded]
        for file, content in zip(files, coded, strict=True):
            try:
                file.part.write_bytes(content)
            except OSError as error:
                raise unwritable(file.path, error) from error
        for names in _names(folder, at or datetime.now().astimezone()):
            if _all_named([file.part for file in files], names):
                return names
    raise AssertionError("names do not end")


def as_bgr(frame: Frame) -> NDArray[np.uint8]:
    """Pixels as 8-bit BGR (H, W, 3), as a program that reads the frame would show them."""
    if frame.format is PixelFormat.BGR:
        return frame.planes[0]
    out = Frame.allocate(PixelFormat.BGR, frame.size)
    FramePasses(frame.colour, frame.colour).convert(frame, out)
    return out.planes[0]


def _names(folder: Path, at: datetime) -> Iterator[tuple[Path, Path]]:
    for number in itertools.count(1):
        stem = f"{NAME} {at:%Y-%m-%d %H.%M.%S}" + (f" ({number})" if number > 1 else "")
        yield folder / f"{stem} before.png", folder / f"{stem} after.png"


def _all_named(parts: list[Path], names: tuple[Path, ...]) -> bool:
    """Give all parts their names; False, with none of them given, if one is taken."""
    given: list[tuple[Path, Path]] = []
    try:
        for part, name in zip(parts, names, strict=True):
            _name(part, name)
            given.append((part, name))
    except FileExistsError:
        _take_back(given)
        return False
    except OSError as error:
        _take_back(given)
        raise unwritable(name, error) from error
    return True


def _name(part: Path, name: Path) -> None:
    """Name the file, without ever replacing one: `FileExistsError`."""
    try:
        os.link(part, name)  # a rename would replace
    except FileExistsError:
        raise
    except OSError as error:  # a file system without links, such as a memory card's
        if name.exists():
            raise FileExistsError(name) from error
        part.rename(name)


def _take_back(given: list[tuple[Path, Path]]) -> None:
    for part, name in given:
        name.replace(part)  # of two links to one file this does nothing, and the next ends one
        name.unlink(missing_ok=True)


def _no_folder(folder: Path, error: OSError) -> UnwritableMedia:
    return UnwritableMedia(
        f"The folder {folder} cannot be made: {error.strerror}",
        hint="Make it yourself, or look at who owns the folder above it.",
    )
