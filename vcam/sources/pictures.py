"""A folder of pictures, or one picture, as a source."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import UnreadableMedia
from vcam.core.formats import FULL_601, FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame
from vcam.media.picture import list_pictures, read_picture
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.sources.pacing import Pace

_log = logging.getLogger(__name__)


class Pictures(Source):
    """The pictures of a folder in natural order of their names, each as one BGR frame.

    All are fitted into the size of the first, with black bars where the shape differs. One that cannot be
    read is left out with a warning.

    Parameters
    ----------
    path
        The folder, or one picture.
    realtime
        Deliver at the rate that was wanted; otherwise as fast as they are read.
    loop
        Begin again at the end; one picture becomes a camera that keeps still.
    """

    def __init__(self, path: Path, *, realtime: bool = False, loop: bool = False) -> None:
        self._path = path
        self._loop = loop
        self._pace = Pace(realtime=realtime)

    @property
    def label(self) -> str:
        """Name of the folder or picture."""
        return self._path.name

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """List the pictures; the mode has the size of the first and the rate that is wanted.

        Raises `UnreadableMedia` if there is none that can be read.
        """
        paths = list_pictures(self._path)
        self._pictures = self._readable(paths)
        self._first = next(self._pictures, None)
        if self._first is None:
            raise UnreadableMedia(
                f"None of the {len(paths)} pictures of {self._path} can be read",
                hint="Open them in a picture viewer; they are damaged, or not what their names say.",
            )
        height, width = self._first.shape[:2]
        self._fps = wanted.fps
        self._sequence = 0
        self._pace.start()
        return CaptureMode(PixelFormat.BGR, FrameSize(width, height), self._fps, FULL_601)

    def read_into(self, frame: Frame) -> bool:
        """Fit the next picture into `frame`; False at the end, or after `close`."""
        if self._pace.stopped:
            return False
        picture, self._first = self._first, None
        if picture is None:
            picture = next(self._pictures, None)
        if picture is None:
            return False
        captured_ns = self._pace.wait(round(self._sequence * 1e9 / self._fps))
        if captured_ns is None:
            return False
        fit_into(picture, frame.planes[0])
        frame.captured_ns, frame.sequence = captured_ns, self._sequence
        self._sequence += 1
        return True

    def close(self) -> None:
        """Stop."""
        self._pace.stop()

    def _readable(self, paths: list[Path]) -> Iterator[NDArray[np.uint8]]:
        """Read one picture after the other; each bad one is warned of once."""
        while paths:
            good = []
            for path in paths:
                try:
                    picture = read_picture(path)
                except UnreadableMedia as error:
                    _log.warning("%s; it is left out", error.title)
                    continue
                good.append(path)
                yield picture
            paths = good if self._loop else []
            while len(paths) == 1:  # a camera that keeps still need not be read again
                yield picture


def fit_into(picture: NDArray[np.uint8], plane: Plane) -> None:
    """Scale `picture` into the middle of `plane`, (H, W, 3) both, with black bars to keep its shape."""
    if picture.shape == plane.shape:
        np.copyto(plane, picture)
        return
    (height, width), (frame_height, frame_width) = picture.shape[:2], plane.shape[:2]
    scale = min(frame_width / width, frame_height / height)
    wide = min(frame_width, max(1, round(width * scale)))
    high = min(frame_height, max(1, round(height * scale)))
    left, top = (frame_width - wide) // 2, (frame_height - high) // 2
    plane.fill(0)
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    plane[top : top + high, left : left + wide] = cv2.resize(
        picture, (wide, high), interpolation=interpolation
    )
