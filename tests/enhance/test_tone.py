from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels import reference
from kernels.curves import ROUNDS
from vcam.enhance.tone import LEAST_WHITE, ROOM, SETTLE_S, STEADY, Tone

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


def test_white_is_well_above_what_is_brightest() -> None:
    whites = [Tone().update(picture(brightest), answer(-0.2), 0)[1] for brightest in (1, 20, 60, 120, 250)]
    assert whites == sorted(whites)
    assert whites[2] == pytest.approx(ROOM * 60 / 255, abs=0.01)
    assert whites[-1] == 1


def test_what_is_small_and_bright_does_not_count() -> None:
    room = picture(60)
    room[:4, :4] = 255
    assert Tone().update(room, answer(-0.2), 0) == Tone().update(picture(60), answer(-0.2), 0)
    room[:10, :10] = 255
    assert Tone().update(room, answer(-0.2), 0)[1] == 1


@pytest.mark.parametrize("r", [-0.05, -0.2, -0.35])
@pytest.mark.parametrize("brightest", [30, 60, 250])
def test_the_picture_becomes_as_bright_as_the_network_wants(brightest: int, r: float) -> None:
    dark = picture(brightest)
    factor, white = Tone().update(dark, answer(r), 0)
    wanted = dark / 255
    for _ in range(ROUNDS):
        wanted += r * (wanted * wanted - wanted)
    bent = reference.bend(dark / 255, np.asarray(factor * r), white)
    assert 255 * abs(bent.mean() - wanted.mean()) < 1


@pytest.mark.parametrize("r", [0.0, -0.0])
def test_a_map_that_does_not_brighten_is_left_alone(r: float) -> None:
    assert Tone().update(picture(), answer(r), 0)[0] > 0.999


def test_no_jumps_while_the_exposure_goes_up() -> None:
    tone, found, asked = Tone(), [], []
    for number in range(300):
        ev = -5 + 4.5 * number / 300
        brightest = 250 * 2 ** (ev / 2.2)
        r = min(0.0, -0.6 * (-0.5 - ev) / 4.5)
        found.append(tone.update(picture(brightest), answer(r), FRAME_S))
        asked.append(r)
    factors, whites = np.array(found).T
    assert np.abs(np.diff(whites)).max() < 0.02
    assert np.abs(np.diff(factors * asked)).max() < 0.005
    assert whites[0] < 0.35
    assert whites[-1] > 0.9


@pytest.mark.parametrize("brightest", [12, 40, 110, 170])
def test_noise_does_not_move_it(brightest: int) -> None:
    tone = Tone()
    rng = np.random.default_rng(0)
    found = [
        tone.update(picture(brightest, 2, seed), answer(-0.2 + 0.004 * rng.uniform(-1, 1)), FRAME_S)
        for seed in range(200)
    ][30:]
    factors, whites = np.array(found).T
    assert np.ptp(whites) < 2 * STEADY * whites.mean()
    assert np.abs(np.diff(whites)).max() < 0.004
    assert np.ptp(factors) < 0.03


@pytest.mark.parametrize("fps", [15, 60])
def test_it_eases_by_time_and_not_by_frames(fps: int) -> None:
    tone = Tone()
    start = tone.update(picture(40), answer(-0.2), 0)[1]
    for _ in range(round(SETTLE_S * fps)):
        _, white = tone.update(picture(120), answer(-0.2), 1 / fps)
    aim = Tone().update(picture(120), answer(-0.2), 0)[1]
    assert white == pytest.approx(aim + (start - aim) / math.e, abs=0.01)


def test_forget_takes_the_next_picture_at_once() -> None:
    tone = Tone()
    tone.update(picture(200), answer(-0.05), 0)
    tone.forget()
    assert tone.update(picture(), answer(-0.3), FRAME_S) == Tone().update(picture(), answer(-0.3), 0)


@pytest.mark.parametrize("rubbish", [math.nan, math.inf, -math.inf])
def test_rubbish_does_not_stick(rubbish: float) -> None:
    tone = Tone()
    before = tone.update(picture(), answer(-0.2), FRAME_S)
    factor, white = tone.update(picture(), answer(rubbish), FRAME_S)
    assert 0 <= factor <= 1
    assert 0.999 * LEAST_WHITE <= white <= 1
    assert tone.update(picture(), answer(-0.2), FRAME_S) == before


@given(
    brightest=st.lists(st.integers(0, 255), min_size=1, max_size=8),
    r=st.floats(-1, 1, width=32),
    elapsed_s=st.floats(-1e9, 1e9),
)
@settings(deadline=None, max_examples=50)
def test_always_within_range(brightest: list[int], r: float, elapsed_s: float) -> None:
    tone = Tone()
    for code in brightest:
        factor, white = tone.update(picture(code), answer(r), elapsed_s)
        assert 0 < factor <= 1
        assert 0.999 * LEAST_WHITE <= white <= 1
