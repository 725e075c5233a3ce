from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcam.enhance.auto import DARK_BELOW, FADE_S, HOLD_S, LIT_ABOVE, AutoExposure, median_luma

DARK, BETWEEN, LIT = DARK_BELOW - 0.05, (DARK_BELOW + LIT_ABOVE) / 2, LIT_ABOVE + 0.05
FRAME_S = 1 / 30
LONG_S = HOLD_S + FADE_S + 0.2


def run(auto: AutoExposure, brightness: float, seconds: float, fps: float = 30) -> list[float]:
    return [auto.update(brightness, 1 / fps) for _ in range(round(seconds * fps))]


def started(brightness: float) -> AutoExposure:
    auto = AutoExposure()
    auto.update(brightness, 0.0)
    return auto


def exposed(brightness: float, ev: float) -> float:
    """Brightness under another exposure, at a display gamma of 2.2."""
    return brightness * float(2 ** (ev / 2.2))


def test_median_luma_is_no_mean() -> None:
    small = np.full((10, 10, 3), 20, np.uint8)
    small[:4] = 255  # a window
    assert median_luma(small) == 20 / 255


@pytest.mark.parametrize(("brightness", "amount"), [(DARK, 1.0), (BETWEEN, 0.0), (LIT, 0.0)])
def test_the_first_frame_decides_at_once(brightness: float, amount: float) -> None:
    auto = AutoExposure()
    assert auto.update(brightness, 0.0) == amount
    assert set(run(auto, brightness, 5)) == {amount}


def test_between_the_levels_the_last_decision_stands() -> None:
    auto = started(DARK)
    assert set(run(auto, BETWEEN, 10)) == {1.0}
    run(auto, LIT, LONG_S)
    assert set(run(auto, BETWEEN, 10)) == {0.0}


@pytest.mark.parametrize(("before", "after"), [(DARK, LIT), (LIT, DARK)])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_it_fades_softly_and_arrives_exactly(before: float, after: float, fps: int) -> None:
    auto = started(before)
    amounts = [auto.amount, *run(auto, after, LONG_S, fps)]
    assert amounts == sorted(amounts, reverse=after == LIT)
    assert (amounts[0], amounts[-1]) == ((1.0, 0.0) if after == LIT else (0.0, 1.0))
    assert max(abs(np.diff(amounts))) < 1.6 / FADE_S / fps
    # the times do not depend on the rate
    moving = [index / fps for index, amount in enumerate(amounts) if 0 < amount < 1]
    assert moving[0] == pytest.approx(HOLD_S, abs=3 / fps)
    assert moving[-1] == pytest.approx(HOLD_S + FADE_S, abs=3 / fps)


@pytest.mark.parametrize(("before", "event"), [(DARK, 1.0), (LIT, 0.0)])
def test_a_short_event_changes_nothing(before: float, event: float) -> None:
    """Somebody passes in front of the lamp."""
    auto = started(before)
    amounts = set()
    for _ in range(10):
        amounts |= {*run(auto, event, 0.8 * HOLD_S), *run(auto, before, 2)}
    assert amounts == {auto.amount}


@pytest.mark.parametrize("middle", [DARK_BELOW, BETWEEN, LIT_ABOVE])
@pytest.mark.parametrize("first", [DARK, LIT])
@pytest.mark.parametrize(("hertz", "swing_ev"), [(0.6, 0.5), (1.0, 0.5), (5.0, 0.6), (10.0, 0.6)])
def test_an_oscillation_around_the_levels_does_not_flap(
    middle: float, first: float, hertz: float, swing_ev: float
) -> None:
    auto = started(first)
    amounts = []
    for index in range(60 * 30):
        swing = swing_ev * math.sin(2 * math.pi * hertz * index * FRAME_S + 1)
        amounts.append(auto.update(exposed(middle, swing), FRAME_S))
    turns = np.count_nonzero(np.diff(np.sign(np.diff(amounts))))
    # one fade at the most: it begins and it ends
    assert turns <= 2
    assert auto.amount in {0.0, 1.0}


def test_a_fade_is_called_back_no_sooner_than_it_began() -> None:
    auto = started(DARK)
    down = run(auto, LIT, HOLD_S + FADE_S / 2)
    assert 0.3 < down[-1] < 0.7
    back = run(auto, DARK, LONG_S)
    assert back[round(HOLD_S * 30) - 2] < down[-1]
    assert max(abs(np.diff([down[-1], *back]))) < 1.6 / FADE_S / 30
    assert back[-1] == 1.0


def test_what_is_true_most_of_the_time_wins() -> None:
    auto = started(LIT)
    for _ in range(10):
        run(auto, DARK, 0.3 * HOLD_S)
        run(auto, LIT, 0.1 * HOLD_S)
    assert auto.amount == 1.0


def test_a_pause_counts_as_time() -> None:
    auto = started(DARK)
    assert auto.update(LIT, 60.0) == 0.0


def test_a_clock_that_goes_back_does_no_harm() -> None:
    auto = started(DARK)
    run(auto, LIT, HOLD_S / 2)
    assert auto.update(LIT, -5.0) == 1.0
    assert run(auto, LIT, HOLD_S / 2 + FADE_S + 0.1)[-1] == 0.0


def test_reset_forgets() -> None:
    auto = started(DARK)
    auto.reset()
    assert auto.amount == 0.0
    assert auto.update(LIT, 0.0) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.5)), min_size=1, max_size=60))
@settings(deadline=None)
def test_the_decision_changes_no_faster_than_it_may(frames: list[tuple[float, float]]) -> None:
    auto = AutoExposure()
    amounts: list[float] = []
    targets: list[bool] = []
    seconds = 0.0
    for index, (brightness, elapsed_s) in enumerate(frames):
        amounts.append(auto.update(brightness, elapsed_s))
        seconds += elapsed_s if index else 0.0
        step = amounts[-1] - amounts[-2] if index else 0.0
        if step and (not targets or targets[-1] != (step > 0)):
            targets.append(step > 0)
    assert all(0 <= amount <= 1 for amount in amounts)
    assert len(targets) <= seconds / HOLD_S + 1e-6
