from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels import colour, formats, fused, reference
from tests.kernels import pictures
from tests.kernels.pictures import NAMES, ODD_SIZES, TO_RGB, TO_YUV

PAIRS = [
    pytest.param(src, dst, id=f"{NAMES[src]}-{NAMES[dst]}")
    for src in formats.SOURCE_FORMATS
    for dst in formats.OUTPUT_FORMATS
]
COLOURS = [(bt709, full_range) for bt709 in (False, True) for full_range in (False, True)]


def both(
    src: NDArray[np.uint8],
    src_fmt: int,
    dst_fmt: int,
    size: tuple[int, int],
    curve_map: NDArray[np.float32],
    from_colour: tuple[bool, bool] = (False, False),
    to_colour: tuple[bool, bool] = (False, False),
    iterations: int = 8,
    strength: float = 1.0,
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    kernel, wanted = pictures.empty(dst_fmt, *size), pictures.empty(dst_fmt, *size)
    to_rgb, to_yuv = colour.yuv_to_rgb(*from_colour), colour.rgb_to_yuv(*to_colour)
    space = fused.workspace(size[0], curve_map.shape[0])
    for enhance, dst in ((fused.enhance, kernel), (reference.enhance, wanted)):
        enhance(src, src_fmt, dst, dst_fmt, *size, curve_map, to_rgb, to_yuv, iterations, strength, space)
    return kernel, wanted


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
@pytest.mark.parametrize("size", ODD_SIZES, ids=str)
def test_every_pair_of_formats_in_odd_sizes(src_fmt: int, dst_fmt: int, size: tuple[int, int]) -> None:
    src = pictures.frame("noise", src_fmt, *size)
    kernel, wanted = both(src, src_fmt, dst_fmt, size, pictures.curve_map("noise", 16, 9))
    assert pictures.largest_difference(kernel, wanted) <= 1


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
def test_all_meanings_of_colour(src_fmt: int, dst_fmt: int) -> None:
    src = pictures.frame("noise", src_fmt, 66, 34)
    for from_colour in COLOURS:
        for to_colour in COLOURS:
            kernel, wanted = both(
                src, src_fmt, dst_fmt, (66, 34), pictures.curve_map("noise", 5, 4), from_colour, to_colour
            )
            assert pictures.largest_difference(kernel, wanted) <= 1


@pytest.mark.parametrize("content", ["0", "255", "16", "noise", "dark"])
@pytest.mark.parametrize("curve", ["0", "1", "-1", "extreme"])
@pytest.mark.parametrize("src_fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
def test_extreme_content(content: str, curve: str, src_fmt: int) -> None:
    src = pictures.frame(content, src_fmt, 300, 20)
    kernel, wanted = both(src, src_fmt, formats.I420, (300, 20), pictures.curve_map(curve, 160, 90))
    assert pictures.largest_difference(kernel, wanted) <= 1


def test_a_picture_of_real_size() -> None:
    src = pictures.frame("noise", formats.NV12, 641, 359)
    kernel, wanted = both(src, formats.NV12, formats.I420, (641, 359), pictures.curve_map("extreme", 160, 90))
    assert pictures.largest_difference(kernel, wanted) <= 1


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(1, 600),
    height=st.integers(1, 24),
    map_width=st.integers(1, 40),
    map_height=st.integers(1, 30),
    pair=st.sampled_from([each.values for each in PAIRS]),
    iterations=st.integers(0, 13),
    strength=st.floats(0, 1),
    seed=st.integers(0, 1000),
)
def test_any_size_and_setting(
    width: int,
    height: int,
    map_width: int,
    map_height: int,
    pair: tuple[int, int],
    iterations: int,
    strength: float,
    seed: int,
) -> None:
    src = pictures.frame("noise", pair[0], width, height, seed)
    curve_map = pictures.curve_map("noise", map_width, map_height, seed)
    kernel, wanted = both(src, *pair, (width, height), curve_map, iterations=iterations, strength=strength)
    assert pictures.largest_difference(kernel, wanted) <= 1


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
def test_grey_stays_grey(src_fmt: int, dst_fmt: int) -> None:
    src = pictures.frame("128", src_fmt, 50, 10)
    kernel, _ = both(src, src_fmt, dst_fmt, (50, 10), pictures.curve_map("-0.3", 4, 4))
    planes = np.floor(reference.unpack(kernel, dst_fmt, 50, 10))
    assert np.ptp(planes[0]) == 0
    if dst_fmt == formats.BGR:
        assert np.ptp(planes) == 0
    else:
        assert (planes[1:] == 128).all()


def test_it_brightens_and_darkens() -> None:
    src = pictures.frame("60", formats.BGR, 40, 40)
    means = [
        both(src, 0, 0, (40, 40), pictures.curve_map(curve, 4, 4))[0].mean() for curve in ("-0.5", "0", "0.5")
    ]
    assert means[1] == 60
    assert means[0] > 150
    assert means[2] < 30


def test_strength_weakens_the_map() -> None:
    src = pictures.frame("dark", formats.YUYV, 40, 40)
    half, _ = both(src, 3, 3, (40, 40), pictures.curve_map("-0.8", 4, 4), strength=0.5)
    weaker, _ = both(src, 3, 3, (40, 40), pictures.curve_map("-0.4", 4, 4))
    np.testing.assert_array_equal(half, weaker)


def test_same_result_each_time_and_from_read_only_input() -> None:
    src = pictures.frame("noise", formats.I422, 257, 31)
    src.flags.writeable = False
    before = src.copy()
    results = [both(src, 4, 1, (257, 31), pictures.curve_map("noise", 16, 9))[0] for _ in range(3)]
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])
    np.testing.assert_array_equal(src, before)


@pytest.mark.parametrize("rubbish", [np.nan, np.inf, -np.inf, 1e30])
@pytest.mark.parametrize("dst_fmt", formats.OUTPUT_FORMATS, ids=NAMES.get)
def test_rubbish_in_the_map_stays_where_it_is(rubbish: float, dst_fmt: int) -> None:
    """A network that has lost its mind may spoil its pixels, but neither crash nor reach the others."""
    curve_map = pictures.curve_map("-0.5", 8, 8)
    clean, _ = both(pictures.frame("dark", 1, 64, 64), 1, dst_fmt, (64, 64), curve_map)
    curve_map[6:] = rubbish
    dst, space = pictures.empty(dst_fmt, 64, 64), fused.workspace(64, 8)
    fused.enhance(
        pictures.frame("dark", 1, 64, 64), 1, dst, dst_fmt, 64, 64, curve_map, TO_RGB, TO_YUV, 8, 1.0, space
    )
    upper_half = 64 * 32 * (3 if dst_fmt == formats.BGR else 2 if dst_fmt == formats.YUYV else 1)
    np.testing.assert_array_equal(dst[:upper_half], clean[:upper_half])
    assert not np.array_equal(dst[upper_half:], clean[upper_half:])


def arguments(**changed: Any) -> list[Any]:
    good: dict[str, Any] = {
        "src": pictures.empty(formats.NV12, 6, 4),
        "src_fmt": formats.NV12,
        "dst": pictures.empty(formats.I420, 6, 4),
        "dst_fmt": formats.I420,
        "width": 6,
        "height": 4,
        "curve_map": pictures.curve_map("0", 3, 2),
        "to_rgb": TO_RGB,
        "to_yuv": TO_YUV,
        "iterations": 8,
        "strength": 1.0,
        "wide_map": fused.workspace(6, 2),
    }
    assert not changed.keys() - good.keys()
    return list((good | changed).values())


READ_ONLY = pictures.empty(formats.I420, 6, 4)
READ_ONLY.flags.writeable = False


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"src": np.zeros(35, np.uint8)}, ValueError, r"src .*\(36,\).*\(35,\)"),
        ({"src": np.zeros(36, np.int8)}, TypeError, "src must be uint8, not int8"),
        ({"src": np.zeros(72, np.uint8)[::2]}, ValueError, "src must be C-contiguous"),
        ({"src": np.zeros((4, 9), np.uint8)}, ValueError, r"src .*\(36,\).*\(4, 9\)"),
        ({"src": bytes(36)}, TypeError, "src must be a numpy array, not bytes"),
        ({"src_fmt": 6}, ValueError, "pixel format 6"),
        ({"dst": np.zeros(37, np.uint8)}, ValueError, r"dst .*\(36,\).*\(37,\)"),
        ({"dst": READ_ONLY}, ValueError, "dst is read-only"),
        ({"dst_fmt": formats.UYVY}, ValueError, "pixel format 5 is not written"),
        ({"width": 0}, ValueError, "0x4"),
        ({"height": -4}, ValueError, "6x-4"),
        ({"curve_map": np.zeros((2, 3))}, TypeError, "curve_map must be float32, not float64"),
        ({"curve_map": np.zeros((2, 3, 3), np.float32)}, ValueError, r"curve_map .*\(2, 3, 3\)"),
        ({"curve_map": np.zeros((0, 3), np.float32)}, ValueError, r"curve_map .*\(0, 3\)"),
        ({"to_rgb": np.eye(3, dtype=np.float32)}, ValueError, r"to_rgb .*\(3, 4\).*\(3, 3\)"),
        ({"to_yuv": np.eye(3, 4)}, TypeError, "to_yuv must be float32"),
        ({"iterations": -1}, ValueError, "iterations -1"),
        ({"strength": 1.5}, ValueError, r"strength 1\.5"),
        ({"strength": float("nan")}, ValueError, "strength nan"),
        ({"wide_map": fused.workspace(7, 2)}, ValueError, r"wide_map .*\(2, 6\).*\(2, 7\)"),
    ],
    ids=str,
)
def test_wrong_arguments(changed: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        fused.enhance(*arguments(**changed))


def test_the_right_arguments_pass() -> None:
    fused.enhance(*arguments())
