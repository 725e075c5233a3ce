"""Fits a picture into the virtual camera's size, with bars where the shapes differ, and mirrors it.

A program that reads the virtual camera cannot follow a change of size, so a camera of another size is fitted.
Planes are scaled one by one, so frames here are planar I420.
"""

from __future__ import annotations

import cv2
import numpy as np

from vcam.core.formats import FrameSize, Plane
from vcam.core.frame import Frame

BLACK_STUDIO = 16
BLACK_FULL = 0
NO_CHROMA = 128


class Fit:
    """From one size to another, keeping the shape.

    Parameters
    ----------
    source, target
        Sizes before and after. The picture is centred; its place is even, so that chroma stays aligned.
    """

    def __init__(self, source: FrameSize, target: FrameSize) -> None:
        self.source, self.target = source, target
        scale = min(target.width / source.width, target.height / source.height)
        self.inner = FrameSize(
            *(_inner_side(side * scale, full) for side, full in zip(source, target, strict=True))
        )
        self.left = (target.width - self.inner.width) // 4 * 2
        self.top = (target.height - self.inner.height) // 4 * 2
        self._spare = [np.empty(_plane_size(self.inner, i)[::-1], np.uint8) for i in range(3)]

    def apply(self, source: Frame, target: Frame, *, mirror: bool) -> None:
        """Write `source` (I420) into `target` (I420), all of it; they may not share memory."""
        black = BLACK_FULL if target.colour.full_range else BLACK_STUDIO
        for i, (before, after) in enumerate(zip(source.planes, target.planes, strict=True)):
            place = self._place(after, i)
            if place.shape != after.shape:
                after.fill(black if i == 0 else NO_CHROMA)
            scaled = _scaled(before, self._spare[i] if mirror else place)
            if mirror:
                cv2.flip(scaled, 1, dst=place)
            elif scaled is before:
                np.copyto(place, before)

    def _place(self, plane: Plane, index: int) -> Plane:
        width, height = _plane_size(self.inner, index)
        left, top = (self.left, self.top) if index == 0 else (self.left // 2, self.top // 2)
        return plane[top : top + height, left : left + width]


def _inner_side(scaled: float, full: int) -> int:
    """Return the side of the picture inside the target: all of it, or else even."""
    return full if round(scaled) >= full else max(2, round(scaled / 2) * 2)


def _scaled(plane: Plane, out: Plane) -> Plane:
    """Return `plane` as large as `out`: itself if it is, else scaled into `out`."""
    if plane.shape == out.shape:
        return plane
    interpolation = cv2.INTER_AREA if plane.shape[0] > out.shape[0] else cv2.INTER_LINEAR
    cv2.resize(plane, out.shape[::-1], dst=out, interpolation=interpolation)
    return out


def _plane_size(size: FrameSize, index: int) -> FrameSize:
    """Size of plane `index` of an I420 picture of `size`."""
    return size if index == 0 else FrameSize((size.width + 1) // 2, (size.height + 1) // 2)
