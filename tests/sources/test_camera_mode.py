from __future__ import annotations

import pytest

from tests.v4l2.fake_kernel import usual_modes
from vcam.core.formats import FULL_601, STUDIO_601, Colour, FrameSize, Matrix
from vcam.sources.base import CaptureRequest
from vcam.sources.camera_mode import choose_mode, colour_of
from vcam.v4l2 import abi
from vcam.v4l2.modes import Mode

USUAL = [
    Mode(fourcc, FrameSize(*size), fps)
    for fourcc, sizes in usual_modes().items()
    for size, rates in sizes.items()
    for fps in rates
]


@pytest.mark.parametrize(
    ("size", "fps", "expected"),
    [
        ((640, 480), 30, "YUYV 640x480 at 30 fps"),  # raw where it is fast enough
        ((1280, 720), 30, "MJPG 1280x720 at 30 fps"),  # else JPEG
        ((1280, 720), 10, "YUYV 1280x720 at 10 fps"),
        ((1280, 720), 60, "MJPG 1280x720 at 30 fps"),  # a rate that nothing reaches: the fastest
        ((640, 480), 12, "YUYV 640x480 at 15 fps"),  # no faster than needed
        ((640, 360), 30, "YUYV 640x480 at 30 fps"),  # the smallest that is not smaller
        ((1920, 1080), 30, "MJPG 1280x720 at 30 fps"),  # the largest
    ],
)
def test_choice(size: tuple[int, int], fps: float, expected: str) -> None:
    assert str(choose_mode(USUAL, CaptureRequest(FrameSize(*size), fps))) == expected


def test_a_wide_but_low_mode_is_smaller() -> None:
    modes = [Mode("YUYV", FrameSize(2048, 480), 30.0), Mode("YUYV", FrameSize(1600, 1200), 30.0)]
    chosen = choose_mode(modes, CaptureRequest(FrameSize(1280, 720)))
    assert chosen is modes[1]


def test_nearly_thirty_is_thirty() -> None:
    modes = [Mode("YUYV", FrameSize(640, 480), 29.97), Mode("MJPG", FrameSize(640, 480), 60.0)]
    assert choose_mode(modes, CaptureRequest(FrameSize(640, 480), 30.0)) is modes[0]


@pytest.mark.parametrize("modes", [[], [Mode("GREY", FrameSize(640, 480), 30.0)]])
def test_nothing_that_this_program_reads(modes: list[Mode]) -> None:
    assert choose_mode(modes, CaptureRequest()) is None


@pytest.mark.parametrize(
    ("fourcc", "colorspace", "encoding", "quantization", "expected"),
    [
        ("YUYV", 0, 0, 0, STUDIO_601),
        ("YUYV", 8, 0, 0, STUDIO_601),  # sRGB, what webcams say
        ("YUYV", abi.COLORSPACE_REC709, 0, 0, Colour(Matrix.BT709)),
        ("YUYV", abi.COLORSPACE_REC709, abi.YCBCR_601, 0, STUDIO_601),
        ("NV12", 8, abi.YCBCR_709, abi.FULL_RANGE, Colour(Matrix.BT709, full_range=True)),
        ("YUYV", abi.COLORSPACE_JPEG, 0, 0, FULL_601),
        ("YUYV", abi.COLORSPACE_JPEG, 0, abi.LIMITED_RANGE, STUDIO_601),
        ("MJPG", 8, 0, abi.LIMITED_RANGE, FULL_601),
        ("YUYV", 999, 999, 999, STUDIO_601),  # rubbish
    ],
)
def test_colour(fourcc: str, colorspace: int, encoding: int, quantization: int, expected: Colour) -> None:
    pix = abi.PixFormat(
        pixelformat=abi.fourcc(fourcc), colorspace=colorspace, ycbcr_enc=encoding, quantization=quantization
    )
    assert colour_of(pix) == expected
