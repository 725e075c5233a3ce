from __future__ import annotations

import numpy as np
import pytest

from vcam.core.formats import FrameSize, PixelFormat


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1280x720", (1280, 720)),
        ("360p", (640, 360)),
        ("720p", (1280, 720)),
        ("4K", (3840, 2160)),
        ("641X359", (641, 359)),
    ],
)
def test_a_size_is_read_from_text(text: str, size: tuple[int, int]) -> None:
    assert FrameSize.parse(text) == size


@pytest.mark.parametrize(
    "text",
    ["", "x", "1280", "1280x", "x720", "-1x5", "0x0", "1x1", "9999x9999", "1280x720x3", "۱۲x۱۲", "a b"],
)
def test_a_wrong_size_says_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match=r"1280x720|from 2 to"):
        FrameSize.parse(text)


@pytest.mark.parametrize(
    ("pixel_format", "size", "shapes"),
    [
        (PixelFormat.BGR, (5, 3), [(3, 5, 3)]),
        (PixelFormat.I420, (5, 3), [(3, 5), (2, 3), (2, 3)]),
        (PixelFormat.NV12, (5, 3), [(3, 5), (2, 3, 2)]),
        (PixelFormat.I422, (5, 3), [(3, 5), (3, 3), (3, 3)]),
        (PixelFormat.YUYV, (5, 3), [(3, 3, 4)]),
        (PixelFormat.UYVY, (4, 2), [(2, 2, 4)]),
        (PixelFormat.I420, (1280, 720), [(720, 1280), (360, 640), (360, 640)]),
    ],
)
def test_planes_fill_the_buffer_and_share_its_memory(
    pixel_format: PixelFormat, size: tuple[int, int], shapes: list[tuple[int, ...]]
) -> None:
    frame_size = FrameSize(*size)
    data = np.zeros(pixel_format.frame_bytes(frame_size), np.uint8)
    planes = pixel_format.planes(data, frame_size)
    assert [plane.shape for plane in planes] == shapes
    assert sum(plane.size for plane in planes) == data.size
    for plane in planes:
        plane.fill(7)
    assert (data == 7).all()
