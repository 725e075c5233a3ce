from __future__ import annotations

import numpy as np
import pytest

from vcam.core.formats import FULL_601, STUDIO_601, Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.enhance.fit import Fit


def ramp(width: int, height: int) -> Frame:
    frame = Frame.allocate(PixelFormat.I420, FrameSize(width, height))
    for i, plane in enumerate(frame.planes):
        rows, columns = np.mgrid[: plane.shape[0], : plane.shape[1]]
        plane[:] = 40 + i * 10 + (columns * 100 // max(1, plane.shape[1])) + rows % 3
    return frame


def fitted(
    source: Frame, width: int, height: int, *, mirror: bool = False, colour: Colour = STUDIO_601
) -> Frame:
    target = Frame.allocate(PixelFormat.I420, FrameSize(width, height), colour)
    target.data.fill(77)
    Fit(source.size, target.size).apply(source, target, mirror=mirror)
    return target


@pytest.mark.parametrize("size", [(64, 48), (65, 49), (2, 2)])
def test_a_picture_of_the_same_size_is_copied_or_mirrored(size: tuple[int, int]) -> None:
    source = ramp(*size)
    assert (fitted(source, *size).data == source.data).all()
    for before, after in zip(source.planes, fitted(source, *size, mirror=True).planes, strict=True):
        assert (after == before[:, ::-1]).all()


def test_bars_are_black_beside_a_narrow_picture() -> None:
    target = fitted(ramp(64, 48), 128, 72)
    luma, blue, red = target.planes
    assert (luma[:, :16] == 16).all()
    assert (luma[:, -16:] == 16).all()
    assert (luma[:, 16:112] >= 40).all()
    assert (blue[:, :8] == 128).all()
    assert (red[:, -8:] == 128).all()


def test_black_is_zero_in_full_range() -> None:
    assert (fitted(ramp(48, 64), 128, 72, colour=FULL_601).planes[0][:, 0] == 0).all()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((640, 480), (1280, 720)),
        ((1920, 1080), (1280, 720)),
        ((1280, 721), (1280, 720)),
        ((9, 700), (64, 36)),
    ],
)
@pytest.mark.parametrize("mirror", [False, True])
def test_every_pixel_is_written_and_the_shape_is_kept(
    before: tuple[int, int], after: tuple[int, int], mirror: bool
) -> None:
    source = ramp(*before)
    target = fitted(source, *after, mirror=mirror)
    assert not (target.data == 77).all()
    inner = Fit(source.size, target.size).inner
    assert inner.width <= after[0]
    assert inner.height <= after[1]
    assert inner.width / inner.height == pytest.approx(before[0] / before[1], abs=3 * 2 / inner.height)
    middle = target.planes[0][after[1] // 2]
    seen = middle[(after[0] - inner.width) // 2 :][: inner.width].astype(int)
    if inner.width > 8:
        assert (seen[-1] - seen[0] > 0) is not mirror
