from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels import reference
from kernels.curves import LEAST_R, ROUNDS, keep_mean

CODES = np.arange(256) / 255
FINE = np.linspace(0, 1, 20_001)

Doubles = NDArray[np.float64]


def bent(x: Doubles, r: float, white: float = 1.0) -> Doubles:
    return reference.bend(x, np.asarray(max(r, float(LEAST_R))), white)


def mean_by_sgz(histogram: NDArray[np.int64], r: float) -> float:
    """Mean code after the curve that the network speaks of."""
    x = CODES.copy()
    for _ in range(ROUNDS):
        x += r * (x * x - x)
    return 255 * float(np.average(x, weights=histogram))


def mean_after(histogram: NDArray[np.int64], r: float, white: float) -> float:
    return 255 * float(np.average(bent(CODES, r, white), weights=histogram))


def some_histogram(seed: int, darkest: int = 0, brightest: int = 255) -> NDArray[np.int64]:
    """Of a few peaks between two codes."""
    rng = np.random.default_rng(seed)
    codes = rng.normal(rng.uniform(darkest, brightest, 5), rng.uniform(1, 30, 5), (1000, 5))
    return np.bincount(codes.clip(darkest, brightest).astype(int).ravel(), minlength=256).astype(np.int64)


def exposed(x: Doubles, ev: float) -> Doubles:
    """Displayed values, by sRGB, of so much more light."""
    light = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4) * 2**ev
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize(
    ("ev", "codes"), [(0.5, 1.0), (1, 1.7), (2, 2.6), (3, 2.5), (4, 2.5), (5, 4), (6, 8)]
)
def test_it_is_a_longer_exposure(ev: float, codes: float) -> None:
    """With the best r for it, and up to white."""
    wanted = exposed(FINE, ev)
    x, wanted = FINE[wanted < 0.97], wanted[wanted < 0.97]
    away = [np.abs(bent(x, r, 1 / 255) - wanted) for r in np.linspace(LEAST_R, 0, 300)]
    best = min(away, key=lambda each: float(each.mean()))
    assert 255 * best.max() < codes
    assert 255 * best.mean() < codes / 2


@given(r=st.floats(float(LEAST_R), 0), white=st.floats(1 / 255, 1))
@settings(deadline=None)
def test_it_rises_from_black_to_white_and_darkens_nothing(r: float, white: float) -> None:
    y = bent(FINE, r, white)
    assert y[0] == 0
    assert y[-1] == pytest.approx(1)
    assert np.diff(y).min() > -1e-12
    assert (y - FINE).min() > -1e-9


def test_without_r_nothing_changes() -> None:
    for white in (0.01, 0.5, 1.0):
        np.testing.assert_allclose(bent(FINE, 0.0, white), FINE, atol=1e-12)


def test_what_is_below_white_is_told_apart() -> None:
    """No step of codes from the knee to white is lost, also where a longer exposure would have burnt them."""
    for white in (0.4, 0.7, 1.0):
        y = bent(CODES[0.97 * white >= CODES], -0.2, white)
        assert (255 * np.diff(y)).min() > 0.02
        assert y[-1] < 1


@given(
    seed=st.integers(0, 10_000),
    brightest=st.integers(1, 255),
    r=st.floats(-0.7, 0),
    white=st.floats(1 / 255, 1),
)
@settings(deadline=None)
def test_the_mean_stays(seed: int, brightest: int, r: float, white: float) -> None:
    """Where the steepest curve that is allowed is enough for it."""
    histogram = some_histogram(seed, 0, brightest)
    factor = keep_mean(histogram, r, white)
    assert 0 < factor <= 1
    wanted, found = mean_by_sgz(histogram, r), mean_after(histogram, factor * r, white)
    is_steepest = factor * r == pytest.approx(float(LEAST_R), rel=1e-3)
    assert abs(found - wanted) < 1 or (is_steepest and found < wanted)


def test_the_middle_is_lifted_less_and_the_lights_more_than_by_sgz() -> None:
    histogram = some_histogram(1, 5, 120)
    r = keep_mean(histogram, -0.3, 0.6) * -0.3
    x = CODES.copy()
    for _ in range(ROUNDS):
        x += -0.3 * (x * x - x)
    more = bent(CODES, r, 0.6) - x
    assert more[35:60].max() < 0
    assert more[105:120].min() > 0


@pytest.mark.parametrize("code", [None, 0, 255], ids=["empty", "black", "white"])
def test_what_no_curve_changes_leaves_r_as_it_is(code: int | None) -> None:
    """A lens that is covered must not switch the curve off, and on again with the first pixel above black."""
    histogram = np.zeros(256, np.int64)
    if code is not None:
        histogram[code] = 1000
    assert keep_mean(histogram, -0.3, 0.5) > 0.999


def test_one_code_above_black_is_seen_as_the_network_wants_it() -> None:
    histogram = np.zeros(256, np.int64)
    histogram[:2] = 1000, 1
    factor = keep_mean(histogram, -0.2, 1 / 255)
    assert 255 * bent(CODES, factor * -0.2, 1 / 255)[1] == pytest.approx(1.2**8, rel=0.02)


@pytest.mark.parametrize("r", [-1.0, -0.4, -1e-3, 0.0])
def test_r_never_becomes_steeper_than_it_may_be(r: float) -> None:
    factor = keep_mean(some_histogram(2), r, 1.0)
    assert 0 < factor <= 1
    assert factor * r >= LEAST_R * 1.001


def test_no_number_is_answered_with_a_number() -> None:
    assert 0 <= keep_mean(some_histogram(2), float("nan"), 1.0) <= 1
