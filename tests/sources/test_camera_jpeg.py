from __future__ import annotations

import cv2
import numpy as np
import pytest

from vcam.core.formats import FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame
from vcam.sources.jpeg import JpegDecoder

SIZE = FrameSize(64, 48)
SAMPLING = {
    PixelFormat.I422: cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    PixelFormat.I420: cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    None: cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
}


def jpeg(layout: PixelFormat | None, size: FrameSize = SIZE) -> Plane:
    ramp = np.linspace(0, 255, size.width, dtype=np.uint8)
    image = np.repeat(np.tile(ramp, (size.height, 1))[:, :, None], 3, axis=2)
    parameters = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, SAMPLING[layout], cv2.IMWRITE_JPEG_QUALITY, 98]
    return np.asarray(cv2.imencode(".jpg", image, parameters)[1], np.uint8)


@pytest.mark.parametrize("layout", [PixelFormat.I422, PixelFormat.I420])
@pytest.mark.parametrize("size", [SIZE, FrameSize(50, 37)])
def test_planes_of_a_grey_ramp(layout: PixelFormat, size: FrameSize) -> None:
    picture = JpegDecoder().decode(jpeg(layout, size))
    assert picture is not None
    assert (picture.format, picture.size) == (layout, size)
    frame = Frame.allocate(layout, size)
    assert picture.copy_to(frame)
    luma, *chroma = (plane.astype(int) for plane in frame.planes)
    # full range: black is 0 and white is 255
    assert abs(luma - np.linspace(0, 255, size.width, dtype=np.uint8)).max() <= 4
    assert all(abs(plane - 128).max() <= 2 for plane in chroma)


def test_another_sampling_has_no_format() -> None:
    picture = JpegDecoder().decode(jpeg(None))
    assert picture is not None
    assert picture.format is None


@pytest.mark.parametrize("frame_size", [FrameSize(32, 48), FrameSize(64, 50)])
def test_a_picture_of_another_size_is_not_copied(frame_size: FrameSize) -> None:
    picture = JpegDecoder().decode(jpeg(PixelFormat.I422))
    assert picture is not None
    assert not picture.copy_to(Frame.allocate(PixelFormat.I422, frame_size))
    assert not picture.copy_to(Frame.allocate(PixelFormat.I420, SIZE))


def test_damaged_pictures_are_nothing_and_do_no_harm() -> None:
    decoder = JpegDecoder()
    whole = jpeg(PixelFormat.I422)
    rubbish = [whole[:0], whole[:3], whole[: whole.size // 2], np.zeros(100, np.uint8), whole[::-1].copy()]
    for data in rubbish:
        assert decoder.decode(data) is None
        assert decoder.decode(whole) is not None


def test_padding_behind_the_picture_is_allowed() -> None:
    assert JpegDecoder().decode(np.concatenate([jpeg(PixelFormat.I422), np.zeros(64, np.uint8)])) is not None
