from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels import colour, formats, fused, quads, reference
from kernels._jit import kernel
from tests.kernels import pictures
from tests.kernels.pictures import NAMES, ODD_SIZES

Bytes = NDArray[np.uint8]


@kernel("void(u1[::1], i8, i8, i8, i8, f4[:,::1], f4[:,::1])")
def unpack_pair(
    src: Bytes,
    fmt: int,
    width: int,
    height: int,
    pair: int,
    to_yuv: NDArray[np.float32],
    lines: NDArray[np.float32],
) -> None:
    quads.unpack_pair(src, fmt, width, height, pair, to_yuv, lines.reshape(-1), lines.shape[1])


@kernel("void(u1[::1], i8, i8, i8, i8, i8, i8, f4[:,::1])")
def pack_pair(
    dst: Bytes, fmt: int, width: int, height: int, pair: int, x: int, count: int, lines: NDArray[np.float32]
) -> None:
    quads.pack_pair(dst, fmt, width, height, pair, x, count, lines.reshape(-1), lines.shape[1])


def unpacked(src: Bytes, fmt: int, width: int, height: int) -> NDArray[np.float32]:
    """Six planes (6, pairs, quads), each line from one that was full of NaN with some to spare."""
    pairs, length = (height + 1) // 2, (width + 1) // 2
    planes = np.empty((quads.PLANES, pairs, length), np.float32)
    for pair in range(pairs):
        lines = np.full((quads.PLANES, length + 3), np.nan, np.float32)
        lines[quads.U :] = 1e6  # B, G, R are added up in here, and the first must not find anything
        unpack_pair(src, fmt, width, height, pair, fused.BGR_TO_INNER, lines)
        planes[:, pair] = lines[:, :length]
        assert np.isnan(lines[: quads.LUMAS, length:]).all()
        assert (lines[quads.U :, length:] == 1e6).all()
    return planes


@pytest.mark.parametrize("fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
@pytest.mark.parametrize("size", ODD_SIZES, ids=str)
def test_a_pair_of_rows_is_the_reference(fmt: int, size: tuple[int, int]) -> None:
    """Bit for bit, but for B, G, R, whose codes are computed."""
    src = pictures.frame("noise", fmt, *size)
    limit = 1e-3 if fmt == formats.BGR else 0
    np.testing.assert_allclose(unpacked(src, fmt, *size), reference.quads_of(src, fmt, *size), 0, limit)


@settings(max_examples=60, deadline=None)
@given(
    size=st.tuples(st.integers(1, 90), st.integers(1, 9)),
    fmt=st.sampled_from(formats.SOURCE_FORMATS),
    seed=st.integers(0, 99),
)
def test_any_size_is_the_reference(size: tuple[int, int], fmt: int, seed: int) -> None:
    src = pictures.frame("noise", fmt, *size, seed)
    np.testing.assert_allclose(unpacked(src, fmt, *size), reference.quads_of(src, fmt, *size), 0, 1e-3)


@pytest.mark.parametrize(("code", "wanted"), [(0, 0), (128, 128), (255, 255)])
def test_grey_of_bgr_is_its_own_luma(code: int, wanted: int) -> None:
    planes = unpacked(pictures.frame(str(code), formats.BGR, 5, 3), formats.BGR, 5, 3)
    np.testing.assert_allclose(planes[: quads.LUMAS], wanted, atol=1e-3)
    np.testing.assert_allclose(planes[quads.U :], 128, atol=1e-3)


def lines_for(fmt: int, planes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lines of a pair as `fused` leaves them for this format, of codes of one pair (6, quads)."""
    lines = np.full((12, planes.shape[1]), np.nan, np.float32)
    lines[:4] = planes[:4]
    if fmt == formats.YUYV:  # U of both rows, then V
        lines[4], lines[5], lines[6], lines[7] = planes[4], planes[4], planes[5], planes[5]
    else:
        lines[4], lines[6] = planes[4], planes[5]
    return lines


@pytest.mark.parametrize("fmt", [formats.I420, formats.NV12], ids=NAMES.get)
@pytest.mark.parametrize("size", [*ODD_SIZES, (30, 8)], ids=str)
@pytest.mark.parametrize("tile", [1, 7, 1000])
def test_what_is_unpacked_is_packed_again(fmt: int, size: tuple[int, int], tile: int) -> None:
    """In pieces, from any quad on; every byte is written."""
    src, dst = pictures.frame("noise", fmt, *size), pictures.empty(fmt, *size)
    planes = unpacked(src, fmt, *size)
    for pair in range(planes.shape[1]):
        for x in range(0, planes.shape[2], tile):
            part = np.ascontiguousarray(planes[:, pair, x : x + tile])
            pack_pair(dst, fmt, *size, pair, x, part.shape[1], lines_for(fmt, part))
    np.testing.assert_array_equal(dst, src)


@pytest.mark.parametrize("size", [*ODD_SIZES, (30, 8)], ids=str)
@pytest.mark.parametrize("tile", [1, 7, 1000])
def test_rows_of_yuyv_have_chroma_of_their_own(size: tuple[int, int], tile: int) -> None:
    src, dst = pictures.frame("noise", formats.YUYV, *size), pictures.empty(formats.YUYV, *size)
    codes = reference.unpack(src, formats.YUYV, *size)[:, :, ::2]
    planes = unpacked(src, formats.YUYV, *size)
    for pair in range(planes.shape[1]):
        rows = [2 * pair, min(2 * pair + 1, size[1] - 1)]
        for x in range(0, planes.shape[2], tile):
            part = np.ascontiguousarray(planes[:, pair, x : x + tile])
            lines = lines_for(formats.YUYV, part)
            lines[4:6], lines[6:8] = codes[1, rows, x : x + tile], codes[2, rows, x : x + tile]
            pack_pair(dst, formats.YUYV, *size, pair, x, part.shape[1], lines)
    wanted = src.copy()
    if size[0] % 2:  # the half that nobody sees is the last column again
        wanted.reshape(size[1], -1)[:, -2] = wanted.reshape(size[1], -1)[:, -4]
    np.testing.assert_array_equal(dst, wanted)


@pytest.mark.parametrize("size", [*ODD_SIZES, (30, 8)], ids=str)
@pytest.mark.parametrize("tile", [1, 7, 1000])
def test_bgr_is_interleaved(size: tuple[int, int], tile: int) -> None:
    width, height = size
    src, dst = pictures.frame("noise", formats.BGR, *size), pictures.empty(formats.BGR, *size)
    rgb = reference.apply(colour.UNIT_TO_CODE, reference.unpack(src, formats.BGR, *size) / 255)
    rgb = np.pad(rgb, ((0, 0), (0, height % 2), (0, width % 2)), constant_values=np.nan)
    for pair in range((height + 1) // 2):
        for x in range(0, (width + 1) // 2, tile):
            # red, green and blue of the upper left, the upper right, the lower left, the lower right
            places = [rgb[:, 2 * pair + y, left::2][:, x : x + tile] for y in (0, 1) for left in (0, 1)]
            lines = np.ascontiguousarray(np.concatenate(places), np.float32)
            pack_pair(dst, formats.BGR, *size, pair, x, lines.shape[1], lines)
    np.testing.assert_array_equal(dst, src)
