from __future__ import annotations

import numpy as np
import pytest

from kernels import colour, formats
from vcam.core.formats import FrameSize, PixelFormat


def test_numbers_agree_with_those_of_the_frame() -> None:
    assert {each.name: each.value for each in PixelFormat} == {
        each.name: getattr(formats, each.name) for each in PixelFormat
    }
    assert set(formats.SOURCE_FORMATS) == {each.value for each in PixelFormat}


@pytest.mark.parametrize("fmt", PixelFormat, ids=str)
def test_lengths_agree_with_those_of_the_frame(fmt: PixelFormat) -> None:
    for size in (FrameSize(2, 2), FrameSize(3, 5), FrameSize(17, 8), FrameSize(1280, 720)):
        assert formats.frame_bytes(fmt, *size) == fmt.frame_bytes(size)


@pytest.mark.parametrize("bt709", [False, True])
@pytest.mark.parametrize("full_range", [False, True])
def test_colour_there_and_back_is_the_identity(bt709: bool, full_range: bool) -> None:
    there, back = colour.rgb_to_yuv(bt709, full_range), colour.yuv_to_rgb(bt709, full_range)
    assert there.dtype == back.dtype == np.float32
    assert colour.yuv_to_yuv(back, there) is colour.UNIT_TO_CODE
    white, black = there @ np.array([1, 1, 1, 1]), there @ np.array([0, 0, 0, 1])
    np.testing.assert_allclose(white, [255 if full_range else 235, 128, 128], atol=1e-4)
    np.testing.assert_allclose(black, [0 if full_range else 16, 128, 128], atol=1e-4)


def test_known_codes_of_red() -> None:
    """BT.601 and BT.709 colour bars: 100 % red."""
    red = np.array([1, 0, 0, 1])
    np.testing.assert_allclose(colour.rgb_to_yuv(False, False) @ red, [81.5, 90.2, 240], atol=0.05)
    np.testing.assert_allclose(colour.rgb_to_yuv(True, False) @ red, [62.6, 102.3, 240], atol=0.05)


def test_another_meaning_is_not_taken_for_the_same() -> None:
    meanings = [(False, False), (False, True), (True, False), (True, True)]
    for one in meanings:
        for other in meanings:
            mapped = colour.yuv_to_yuv(colour.yuv_to_rgb(*one), colour.rgb_to_yuv(*other))
            assert (mapped is colour.UNIT_TO_CODE) == (one == other)
