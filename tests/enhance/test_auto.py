from __future__ import annotations

import pytest

from vcam.enhance.auto import DARK_BELOW, LIT_ABOVE, AutoExposure

DARK, BETWEEN, LIT = DARK_BELOW - 0.05, (DARK_BELOW + LIT_ABOVE) / 2, LIT_ABOVE + 0.05
FRAME_S = 1 / 30


def run(auto: AutoExposure, brightness: float, seconds: float) -> float:
    amount = auto.amount
    for _ in range(round(seconds / FRAME_S)):
        amount = auto.update(brightness, FRAME_S)
    return amount


@pytest.mark.parametrize(("brightness", "amount"), [(DARK, 1.0), (BETWEEN, 0.0), (LIT, 0.0)])
def test_the_first_frame_decides_at_once(brightness: float, amount: float) -> None:
    assert AutoExposure().update(brightness, 0.0) == amount


def test_between_the_levels_the_last_decision_stands() -> None:
    auto = AutoExposure()
    run(auto, DARK, 1)
    assert run(auto, BETWEEN, 5) == 1.0
    run(auto, LIT, 10)
    assert run(auto, BETWEEN, 5) == 0.0


def test_light_fades_the_enhancement_out_to_exactly_nothing() -> None:
    auto = AutoExposure()
    auto.update(DARK, 0.0)
    steps = [auto.update(LIT, FRAME_S) for _ in range(200)]
    assert steps == sorted(steps, reverse=True)
    assert 0.5 < steps[0] < 1.0
    assert steps[-1] == 0.0


def test_the_fade_follows_time_and_not_the_number_of_frames() -> None:
    slow, fast = AutoExposure(), AutoExposure()
    slow.update(DARK, 0)
    fast.update(DARK, 0)
    for _ in range(4):
        slow.update(LIT, 0.1)
    for _ in range(40):
        fast.update(LIT, 0.01)
    assert slow.amount == pytest.approx(fast.amount, abs=1e-6)


def test_a_clock_that_goes_back_does_no_harm() -> None:
    auto = AutoExposure()
    auto.update(DARK, 0)
    assert auto.update(LIT, -5.0) == 1.0


def test_reset_forgets() -> None:
    auto = AutoExposure()
    auto.update(DARK, 0)
    auto.reset()
    assert auto.amount == 0.0
    assert auto.update(LIT, 0.0) == 0.0
