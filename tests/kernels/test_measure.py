from __future__ import annotations

import numpy as np
import pytest

from kernels import measure, reference


@pytest.mark.parametrize("shape", [(1, 1, 3), (90, 160, 3), (7, 5, 3)])
def test_histogram_is_the_reference(shape: tuple[int, ...]) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    kernel, wanted = np.full(256, 5, np.int64), np.zeros(256, np.int64)
    measure.luma_histogram(rgb, kernel)
    reference.luma_histogram(rgb, wanted)
    np.testing.assert_array_equal(kernel, wanted)
    assert kernel.sum() == shape[0] * shape[1]


@pytest.mark.parametrize("code", [0, 1, 128, 255])
def test_grey_has_its_own_code(code: int) -> None:
    histogram = np.zeros(256, np.int64)
    measure.luma_histogram(np.full((4, 4, 3), code, np.uint8), histogram)
    assert histogram[code] == 16
    assert {measure.luma_percentile(histogram, percent) for percent in (1, 50, 100)} == {code}


def test_percentiles() -> None:
    histogram = np.zeros(256, np.int64)
    histogram[[10, 20, 200]] = 50, 49, 1
    wanted = {1: 10, 50: 10, 51: 20, 99: 20, 100: 200}
    assert {percent: measure.luma_percentile(histogram, percent) for percent in wanted} == wanted
    with pytest.raises(ValueError, match="101"):
        measure.luma_percentile(histogram, 101)


def test_wrong_arguments() -> None:
    rgb, histogram = np.zeros((4, 4, 3), np.uint8), np.zeros(256, np.int64)
    with pytest.raises(ValueError, match=r"rgb .*\(4, 4\)"):
        measure.luma_histogram(rgb[:, :, 0], histogram)
    with pytest.raises(TypeError, match="dst must be int64, not int32"):
        measure.luma_histogram(rgb, histogram.astype(np.int32))
    with pytest.raises(ValueError, match=r"dst .*\(256,\).*\(255,\)"):
        measure.luma_histogram(rgb, histogram[:-1])
