from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels.curves import ROUNDS, keep_mean

CODES = np.arange(256) / 255


def mean_after(histogram: NDArray[np.int64], r: float, rise: float) -> float:
    """Mean code after the curve, whose r grows with luma by `rise`."""
    x, own = CODES.copy(), np.maximum(-1, r * (1 + rise * CODES))
    for _ in range(ROUNDS):
        x += own * (x * x - x)
    return 255 * float(np.average(x, weights=histogram))


def some_histogram(seed: int, darkest: int = 0, brightest: int = 255) -> NDArray[np.int64]:
    """Of a few peaks between two codes."""
    rng = np.random.default_rng(seed)
    codes = rng.normal(rng.uniform(darkest, brightest, 5), rng.uniform(1, 30, 5), (1000, 5))
    return np.bincount(codes.clip(darkest, brightest).astype(int).ravel(), minlength=256).astype(np.int64)


@given(
    seed=st.integers(0, 10_000),
    brightest=st.integers(1, 255),
    r=st.floats(-1, 0),
    rise=st.floats(0, 4),
)
@settings(deadline=None)
def test_the_mean_stays(seed: int, brightest: int, r: float, rise: float) -> None:
    histogram = some_histogram(seed, 0, brightest)
    factor = keep_mean(histogram, r, rise)
    assert 0 < factor <= 1
    assert abs(mean_after(histogram, factor * r, rise) - mean_after(histogram, r, 0)) < 1


def test_a_rise_lifts_the_darks_less_and_the_lights_more() -> None:
    histogram = some_histogram(1, 5, 120)
    factor = keep_mean(histogram, -0.3, 2.5)
    assert factor < 0.9
    assert factor * (1 + 2.5 * 120 / 255) > 1


@pytest.mark.parametrize("r", [-1.0, -0.4, -1e-3, 0.0])
def test_without_a_rise_nothing_changes(r: float) -> None:
    assert keep_mean(some_histogram(2), r, 0.0) == 1


@pytest.mark.parametrize("code", [None, 0, 255], ids=["empty", "black", "white"])
def test_what_no_curve_changes_leaves_r_as_it_is(code: int | None) -> None:
    """A lens that is covered must not switch the curve off, and on again with the first pixel above black."""
    histogram = np.zeros(256, np.int64)
    if code is not None:
        histogram[code] = 1000
    assert keep_mean(histogram, -0.3, 2.0) == 1


def test_one_code_above_black_is_like_black() -> None:
    histogram = np.zeros(256, np.int64)
    histogram[:2] = 1000, 1
    assert keep_mean(histogram, -0.3, 2.0) > 0.98
