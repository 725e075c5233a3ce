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


@settings(max_examples=60, deadline=None)
@given(
    size=st.tuples(st.integers(1, 600), st.integers(1, 12)),
    pair=st.sampled_from(PAIRS),
    seed=st.integers(0, 99),
)
def test_frame_pass_takes_any_two_maps(size: tuple[int, int], pair: tuple[int, int], seed: int) -> None:
    """Codes, one affine map, clip to 0..1, the other, clip to 0..255: also as `convert` does not use it."""
    random = np.random.default_rng(seed)
    before = np.column_stack([random.uniform(-0.01, 0.01, (3, 3)), random.uniform(0, 1, 3)]).astype(
        np.float32
    )
    after = np.column_stack([random.uniform(-300, 300, (3, 3)), random.uniform(0, 255, 3)]).astype(np.float32)
    src = pictures.frame("noise", pair[0], *size, seed)
    dst, wanted = pictures.empty(pair[1], *size), pictures.empty(pair[1], *size)
    convert.frame_pass(src, pair[0], dst, pair[1], *size, before, after)
    codes = reference.unpack(src, pair[0], *size)
    units = reference.apply(before, codes).clip(0, 1)
    reference.pack(reference.apply(after, units).clip(0, 255), wanted, pair[1])
    assert pictures.largest_difference(dst, wanted) <= 1


@pytest.mark.parametrize("dst_fmt", formats.OUTPUT_FORMATS, ids=NAMES.get)
def test_frame_pass_with_the_identity_loses_nothing(dst_fmt: int) -> None:
    """All codes come back bit for bit, at widths around a piece of a row."""
    for width in (1, 255, 256, 257, 513):
        src, dst = pictures.frame("noise", dst_fmt, width, 5), pictures.empty(dst_fmt, width, 5)
        if dst_fmt == formats.YUYV and width % 2:
            src.reshape(5, -1)[:, -2] = src.reshape(5, -1)[:, -4]  # the unseen half
        convert.frame_pass(src, dst_fmt, dst, dst_fmt, width, 5, colour.CODE_TO_UNIT, colour.UNIT_TO_CODE)
        np.testing.assert_array_equal(dst, src)


def test_frame_pass_makes_black_of_what_is_no_number() -> None:
    before = colour.CODE_TO_UNIT.copy()
    before[0, 0] = np.nan
    src, dst = pictures.frame("200", formats.BGR, 40, 6), pictures.empty(formats.BGR, 40, 6)
    convert.frame_pass(src, formats.BGR, dst, formats.BGR, 40, 6, before, colour.UNIT_TO_CODE)
    pixels = dst.reshape(-1, 3)
    assert (pixels[:, 2] == 0).all()
    assert (pixels[:, :2] == 200).all()


def test_read_only_input_passes_and_stays() -> None:
    src = pictures.frame("noise", formats.UYVY, 33, 7)
    src.flags.writeable = False
    before = src.copy()
    convert.convert(
        src, formats.UYVY, pictures.empty(formats.I420, 33, 7), formats.I420, 33, 7, TO_RGB, TO_YUV
    )
    np.testing.assert_array_equal(src, before)
