from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kernels import change, measure

Codes = NDArray[np.float32]


def picture(seed: int, shape: tuple[int, int] = (28, 48), most: float = 255) -> Codes:
    return np.random.default_rng(seed).uniform(0, most, shape).astype(np.float32)


@pytest.mark.parametrize("light", [0.3, 0.9, 1.0, 1.25, 3.0])
def test_light_is_that_of_the_pixels_that_agree(light: float) -> None:
    before = picture(0, most=60)
    after = np.float32(light) * before
    after[:10] = 200
    assert change.light_between(before, after, 4, 4) == pytest.approx(light, abs=0.02)


def test_the_darkest_say_nothing() -> None:
    before = picture(1, most=3.9)
    assert change.light_between(before, 2 * before, 4, 4) == 1
    before[:4] = 50
    assert change.light_between(before, 2 * before, 4, 4) == pytest.approx(2, abs=1e-5)


@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 255), (255, 0), (4, 255)])
def test_light_of_extremes_is_a_number(before: float, after: float) -> None:
    shape = 5, 7
    found = change.light_between(np.full(shape, before, np.float32), np.full(shape, after, np.float32), 4, 4)
    assert found >= 0
    assert np.isfinite(found)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (28, 48), (56, 33)])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("most", [0, 3, 255])
def test_least_difference_is_the_mean_of_the_least(shape: tuple[int, int], share: float, most: float) -> None:
    one, other = picture(2, shape, most), picture(3, shape, most)
    differences = np.sort(np.abs(one - other).ravel())
    kept = max(1, int(share * differences.size))
    found = change.least_difference(one, other, share)
    assert found == pytest.approx(float(differences[:kept].mean()), abs=1 / change.CODE_STEPS)
    assert change.least_difference(one, one.copy(), share) == 0


@pytest.mark.parametrize("shape", [(1, 1, 3), (7, 5, 3), (56, 96, 3)])
def test_sums_are_those_of_every_other_row(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(4)
    one, other = (rng.integers(0, 256, shape).astype(np.uint8) for _ in range(2))
    found = np.zeros(5, np.int64)
    measure.sum_products(one, other, found)
    x, y = (each[::2].astype(np.int64) for each in (one, other))
    assert found.tolist() == [x.sum(), y.sum(), (x * x).sum(), (y * y).sum(), (x * y).sum()]
    white = np.full(shape, 255, np.uint8)
    measure.sum_products(white, white, found)
    assert found[4] == 255 * 255 * white[::2].size
