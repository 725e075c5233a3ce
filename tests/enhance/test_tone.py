from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vcam.enhance.tone import FULL_R, MOST_RISE, SETTLE_S, Tone

FRAME_S = 1 / 30

Small = NDArray[np.uint8]
Map = NDArray[np.float32]

pytestmark = pytest.mark.usefixtures("kernels_ready")


def picture(brightest: float = 60, noise: float = 0.0, seed: int = 0) -> Small:
    """Patches from black to the brightest code, (56, 96, 3)."""
    patches = np.random.default_rng(1).uniform(0, 1, (7, 12)).repeat(8, 0).repeat(8, 1)[..., None]
    grain = noise * np.random.default_rng(seed).standard_normal((56, 96, 1))
    codes = brightest * patches / patches.max() + grain
    return np.asarray(np.rint(codes).clip(0, 255).repeat(3, axis=2), np.uint8)


def answer(r: float) -> Map:
    return np.full((14, 24), r, np.float32)


def test_the_darker_the_scene_the_nearer_to_the_plain_curve() -> None:
    rises = [Tone().update(picture(), answer(r), 0)[1] for r in (-0.01, -0.1, -0.2, -0.3, -FULL_R, -0.9)]
    assert rises == sorted(rises, reverse=True)
    assert rises[0] == pytest.approx(MOST_RISE * (1 - 0.01 / FULL_R))
    assert rises[-2:] == [0, 0]


def test_what_is_lit_does_not_burn() -> None:
    factors = [Tone().update(picture(brightest), answer(-0.2), 0) for brightest in (60, 120, 140, 160, 250)]
    rises = [rise for _, rise in factors]
    assert rises == sorted(rises, reverse=True)
    assert rises[0] > 1
    assert factors[-1] == factors[-2] == (1, 0)


def test_a_rise_costs_some_of_r() -> None:
    factor, rise = Tone().update(picture(100), answer(-0.2), 0)
    assert rise > 0
    assert 0.5 < factor < 1


@pytest.mark.parametrize("r", [0.0, -0.0, 0.3])
def test_a_map_that_does_not_brighten_is_left_alone(r: float) -> None:
    assert Tone().update(picture(), answer(r), 0) == (1, 0)


def test_no_jumps_while_the_exposure_goes_up() -> None:
    tone, found = Tone(), []
    for number in range(300):
        ev = -5 + 4.5 * number / 300
        brightest = 250 * 2 ** (ev / 2.2)
        r = min(0.0, -0.6 * (-0.5 - ev) / 4.5)
        found.append(tone.update(picture(brightest), answer(r), FRAME_S))
    factors, rises = np.array(found).T
    assert np.abs(np.diff(rises)).max() < 0.1
    assert np.abs(np.diff(factors)).max() < 0.03
    assert rises[0] == 0
    assert rises.max() > 0.5
    assert rises[-1] < 0.1


@pytest.mark.parametrize("brightest", [40, 110, 128])
def test_noise_does_not_move_it(brightest: int) -> None:
    tone = Tone()
    rng = np.random.default_rng(0)
    found = [
        tone.update(picture(brightest, 2, seed), answer(-0.2 + 0.004 * rng.uniform(-1, 1)), FRAME_S)
        for seed in range(200)
    ][30:]
    factors, rises = np.array(found).T
    assert np.ptp(rises) < 0.15
    assert np.abs(np.diff(rises)).max() < 0.01
    assert np.ptp(factors) < 0.03


@pytest.mark.parametrize("fps", [15, 60])
def test_it_eases_by_time_and_not_by_frames(fps: int) -> None:
    tone = Tone()
    start = tone.update(picture(), answer(-0.1), 0)[1]
    for _ in range(round(SETTLE_S * fps)):
        _, rise = tone.update(picture(), answer(-0.3), 1 / fps)
    aim = MOST_RISE * (1 - 0.3 / FULL_R)
    assert rise == pytest.approx(aim + (start - aim) / math.e, abs=0.01)


def test_forget_takes_the_next_picture_at_once() -> None:
    tone = Tone()
    tone.update(picture(), answer(-0.05), 0)
    tone.forget()
    assert tone.update(picture(), answer(-0.3), FRAME_S) == Tone().update(picture(), answer(-0.3), 0)


@pytest.mark.parametrize("rubbish", [math.nan, math.inf, -math.inf])
def test_rubbish_does_not_stick(rubbish: float) -> None:
    tone = Tone()
    before = tone.update(picture(), answer(-0.2), FRAME_S)
    factor, rise = tone.update(picture(), answer(rubbish), FRAME_S)
    assert 0 <= factor <= 1
    assert 0 <= rise <= MOST_RISE
    for _ in range(300):
        after = tone.update(picture(), answer(-0.2), FRAME_S)
    np.testing.assert_allclose(after, before, atol=0.06)


def test_rubbish_at_the_start_does_not_stick() -> None:
    tone = Tone()
    tone.update(picture(), answer(math.nan), 0)
    for _ in range(300):
        after = tone.update(picture(), answer(-0.2), FRAME_S)
    np.testing.assert_allclose(after, Tone().update(picture(), answer(-0.2), 0), atol=0.06)


@given(
    brightest=st.lists(st.integers(0, 255), min_size=1, max_size=8),
    r=st.floats(-1, 1, width=32),
    elapsed_s=st.floats(-1e9, 1e9),
)
@settings(deadline=None, max_examples=50)
def test_always_within_range(brightest: list[int], r: float, elapsed_s: float) -> None:
    tone = Tone()
    for code in brightest:
        factor, rise = tone.update(picture(code), answer(r), elapsed_s)
        assert 0 < factor <= 1
        assert 0 <= rise <= MOST_RISE
