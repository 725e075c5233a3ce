from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import colour, formats, reference, resize
from tests.kernels import pictures
from tests.kernels.pictures import NAMES, ODD_SIZES, TO_RGB


def check_shrink(
    fmt: int,
    size: tuple[int, int],
    small: tuple[int, int],
    meaning: tuple[bool, bool],
    content: str = "noise",
) -> None:
    src = pictures.frame(content, fmt, *size)
    kernel, wanted = np.full((*small[::-1], 3), 77, np.uint8), np.full((*small[::-1], 3), 99, np.uint8)
    resize.shrink(src, fmt, *size, colour.yuv_to_rgb(*meaning), kernel)
    reference.shrink(src, fmt, *size, colour.yuv_to_rgb(*meaning), wanted)
    assert pictures.largest_difference(kernel, wanted) <= 1


@pytest.mark.parametrize("fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
@pytest.mark.parametrize("size", ODD_SIZES, ids=str)
def test_shrink_of_odd_sizes(fmt: int, size: tuple[int, int]) -> None:
    for meaning in ((False, False), (True, True)):
        check_shrink(fmt, size, (max(1, size[0] // 3), max(1, size[1] // 2)), meaning)


@pytest.mark.parametrize("content", ["0", "255", "dark"])
@pytest.mark.parametrize("fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
def test_shrink_to_the_size_of_the_network(fmt: int, content: str) -> None:
    check_shrink(fmt, (640, 360), (160, 90), (False, False), content)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(formats.SOURCE_FORMATS),
    st.tuples(st.integers(1, 80), st.integers(1, 40)),
    st.tuples(st.integers(1, 100), st.integers(1, 60)),
)
def test_shrink_from_and_to_any_size(fmt: int, size: tuple[int, int], small: tuple[int, int]) -> None:
    check_shrink(fmt, size, small, (False, True))


def test_shrink_sees_every_pixel() -> None:
    src = pictures.frame("0", formats.BGR, 7, 5)
    small = np.zeros((2, 3, 3), np.uint8)
    for pixel in range(35):
        src[:] = 0
        src[3 * pixel : 3 * pixel + 3] = 255
        resize.shrink(src, formats.BGR, 7, 5, TO_RGB, small)
        assert (small > 0).any(axis=2).sum() == 1


def test_shrink_gives_red_first() -> None:
    src = pictures.frame("0", formats.BGR, 4, 4)
    src[2::3] = 200
    small = np.zeros((1, 1, 3), np.uint8)
    resize.shrink(src, formats.BGR, 4, 4, TO_RGB, small)
    assert small.tolist() == [[[200, 0, 0]]]


def test_shrink_refuses_what_does_not_fit() -> None:
    src, small = pictures.empty(formats.I420, 6, 4), np.zeros((2, 3, 3), np.uint8)
    with pytest.raises(ValueError, match=r"src .*\(36,\).*\(35,\)"):
        resize.shrink(src[:-1], formats.I420, 6, 4, TO_RGB, small)
    with pytest.raises(TypeError, match="dst must be uint8, not float32"):
        resize.shrink(src, formats.I420, 6, 4, TO_RGB, small.astype(np.float32))
    with pytest.raises(ValueError, match=r"dst .*\(2, 3\)"):
        resize.shrink(src, formats.I420, 6, 4, TO_RGB, small[:, :, 0])
    with pytest.raises(ValueError, match="pixel format 9"):
        resize.shrink(src, 9, 6, 4, TO_RGB, small)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 700), st.integers(0, 99))
def test_widen_is_the_reference_in_width(columns: int, rows: int, width: int, seed: int) -> None:
    curve_map = pictures.curve_map("noise", columns, rows, seed)
    wide = resize.workspace(width, rows)
    resize.widen(curve_map, wide)
    np.testing.assert_allclose(wide, reference.upscale(curve_map, width, rows), atol=1e-5)
