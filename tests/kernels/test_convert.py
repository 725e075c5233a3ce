from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels import colour, convert, formats, reference
from tests.kernels import pictures
from tests.kernels.pictures import NAMES, ODD_SIZES, TO_RGB, TO_YUV

PAIRS = [(src, dst) for src in formats.SOURCE_FORMATS for dst in formats.OUTPUT_FORMATS]
YUV_PAIRS = [(src, dst) for src, dst in PAIRS if formats.BGR not in (src, dst)]
COLOURS = [(bt709, full_range) for bt709 in (False, True) for full_range in (False, True)]


def luma(data: NDArray[np.uint8], fmt: int, size: tuple[int, int]) -> NDArray[np.float64]:
    plane: NDArray[np.float64] = reference.unpack(data, fmt, *size)[0]
    return plane


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{NAMES[pair[0]]}-{NAMES[pair[1]]}")
@pytest.mark.parametrize("size", ODD_SIZES, ids=str)
def test_every_pair_and_meaning_in_odd_sizes(pair: tuple[int, int], size: tuple[int, int]) -> None:
    src = pictures.frame("noise", pair[0], *size)
    for from_colour in COLOURS:
        for to_colour in COLOURS:
            kernel, wanted = pictures.empty(pair[1], *size), pictures.empty(pair[1], *size)
            to_rgb, to_yuv = colour.yuv_to_rgb(*from_colour), colour.rgb_to_yuv(*to_colour)
            convert.convert(src, pair[0], kernel, pair[1], *size, to_rgb, to_yuv)
            reference.convert(src, pair[0], wanted, pair[1], *size, to_rgb, to_yuv)
            assert pictures.largest_difference(kernel, wanted) <= 1


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 600), st.integers(1, 20), st.sampled_from(YUV_PAIRS), st.integers(0, 99))
def test_luma_of_the_same_meaning_stays_bit_for_bit(
    width: int, height: int, pair: tuple[int, int], seed: int
) -> None:
    src, dst = pictures.frame("noise", pair[0], width, height, seed), pictures.empty(pair[1], width, height)
    convert.convert(src, pair[0], dst, pair[1], width, height, TO_RGB, TO_YUV)
    np.testing.assert_array_equal(luma(dst, pair[1], (width, height)), luma(src, pair[0], (width, height)))


@pytest.mark.parametrize("fmt", formats.OUTPUT_FORMATS, ids=NAMES.get)
def test_the_same_format_is_a_copy(fmt: int) -> None:
    # with two unequal meanings too for BGR, which has none
    to_yuv = colour.rgb_to_yuv(*COLOURS[3]) if fmt == formats.BGR else TO_YUV
    src, dst = pictures.frame("noise", fmt, 17, 9), pictures.empty(fmt, 17, 9)
    convert.convert(src, fmt, dst, fmt, 17, 9, TO_RGB, to_yuv)
    np.testing.assert_array_equal(dst, src)


def test_between_420_and_422_and_back_is_bit_exact() -> None:
    src = pictures.frame("noise", formats.NV12, 255, 31)
    packed, back = pictures.empty(formats.YUYV, 255, 31), pictures.empty(formats.NV12, 255, 31)
    convert.convert(src, formats.NV12, packed, formats.YUYV, 255, 31, TO_RGB, TO_YUV)
    convert.convert(packed, formats.YUYV, back, formats.NV12, 255, 31, TO_RGB, TO_YUV)
    np.testing.assert_array_equal(back, src)


@pytest.mark.parametrize(("code", "wanted"), [(0, 16), (128, 126), (255, 235)])
def test_full_range_to_studio_range(code: int, wanted: int) -> None:
    src, dst = pictures.frame("128", formats.I420, 8, 8), pictures.empty(formats.I420, 8, 8)
    src[:64] = code
    full = colour.yuv_to_rgb(*COLOURS[1])
    convert.convert(src, formats.I420, dst, formats.I420, 8, 8, full, TO_YUV)
    assert set(dst[:64].tolist()) == {wanted}
    assert set(dst[64:].tolist()) == {128}


def test_a_wrong_length_is_refused() -> None:
    src, dst = pictures.empty(formats.YUYV, 6, 4), pictures.empty(formats.I420, 6, 4)
    with pytest.raises(ValueError, match=r"src .*\(48,\).*\(47,\)"):
        convert.convert(src[:-1], formats.YUYV, dst, formats.I420, 6, 4, TO_RGB, TO_YUV)
    with pytest.raises(ValueError, match=r"dst .*\(36,\).*\(35,\)"):
        convert.convert(src, formats.YUYV, dst[:-1], formats.I420, 6, 4, TO_RGB, TO_YUV)
    with pytest.raises(ValueError, match="not written"):
        convert.convert(src, formats.YUYV, src, formats.UYVY, 6, 4, TO_RGB, TO_YUV)
