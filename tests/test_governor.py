from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise, repeat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcam.enhance.effort import FULL_EFFORT, DenoiseLevel, Effort
from vcam.governor import LADDER, NEAR, PAUSE_FRAMES_MAX, PROVEN_FRAMES, WINDOW_FRAMES, Governor

BUDGET_MS = 1000 / 30
LEAST = len(LADDER) - 1
COST_MS = (12.0, 11.0, 7.0, 5.0, 3.0)  # of a frame at each step, on an idle machine

Load = Callable[[int], float]  # frame number to the factor by which others make a frame longer


def steps_of(governor: Governor, times_ms: Iterable[float]) -> list[int]:
    """The step after each frame."""
    steps = []
    for time_ms in times_ms:
        governor.observe(time_ms)
        steps.append(governor.step)
    return steps


def simulate(governor: Governor, load: Load, frames: int) -> tuple[list[float], list[int]]:
    """Frames that take what their step costs, times the load: their times, and the steps after them."""
    times, steps = [], []
    for i in range(frames):
        times.append(COST_MS[governor.step] * load(i))
        governor.observe(times[-1])
        steps.append(governor.step)
    return times, steps


def changes(steps: list[int]) -> int:
    return sum(one != other for one, other in pairwise(steps))


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_a_light_load_keeps_full_effort(fps: float) -> None:
    governor = Governor(1000 / fps)
    assert set(steps_of(governor, repeat(0.6 * 1000 / fps, 3000))) == {0}
    assert governor.effort == FULL_EFFORT
    assert (str(governor), governor.reason) == ("", "")


@pytest.mark.parametrize("fps", [30, 60])
def test_a_step_down_comes_before_a_frame_is_late(fps: float) -> None:
    budget_ms = 1000 / fps
    governor = Governor(budget_ms)
    rising = np.linspace(0.1, 1.0, 90) * budget_ms
    steps = steps_of(governor, rising)
    assert rising[steps.index(1)] < 0.75 * budget_ms
    assert governor.effort == LADDER[governor.step] != FULL_EFFORT


def test_a_heavy_load_is_answered_step_by_step_within_half_a_second() -> None:
    governor = Governor(BUDGET_MS)
    steps_of(governor, repeat(5.0, 300))
    steps = steps_of(governor, repeat(60.0, 15))
    assert steps[2] == 1
    assert steps[-1] == LEAST
    assert set(np.diff(steps)) == {0, 1}
    assert set(steps_of(governor, repeat(60.0, 1000))) == {LEAST}, "there is nothing below"


def test_it_goes_down_no_further_than_it_must() -> None:
    governor = Governor(BUDGET_MS)
    times, steps = simulate(governor, lambda _: 2.5, 3000)
    assert set(steps[20:]) == {2}
    assert max(times[20:]) < NEAR * BUDGET_MS


@pytest.mark.parametrize("spike_ms", [40.0, 5000.0])
def test_lone_spikes_change_nothing(spike_ms: float) -> None:
    governor = Governor(BUDGET_MS)
    times = [spike_ms if i % 60 == 0 else 8.0 for i in range(3000)]
    assert set(steps_of(governor, times)) == {0}


def test_three_in_a_hundred_are_too_many_for_p99() -> None:
    governor = Governor(BUDGET_MS)
    assert 1 in steps_of(governor, [40.0 if i % 33 == 0 else 8.0 for i in range(WINDOW_FRAMES)])


def test_after_the_load_full_effort_comes_back_slowly() -> None:
    governor = Governor(BUDGET_MS)
    simulate(governor, lambda _: 10.0, 100)
    assert governor.step == LEAST
    _, steps = simulate(governor, lambda _: 1.0, 60 * 30)
    assert steps[WINDOW_FRAMES - 2] == LEAST
    assert steps[-1] == 0
    assert set(np.diff(steps)) == {0, -1}
    assert str(governor) == ""


def test_a_step_up_that_would_not_fit_is_rarely_tried() -> None:
    governor = Governor(BUDGET_MS)
    times, steps = simulate(governor, lambda _: 2.2, 60 * 30)
    assert changes(steps) <= 6, "two down, and two tries in a minute"
    assert max(times) < BUDGET_MS


def test_each_step_up_in_vain_makes_the_next_wait_longer() -> None:
    governor = Governor(BUDGET_MS, (Effort(), Effort(2)))
    tries = []
    for i in range(20_000):  # the lower step looks roomy, the upper never is
        was = governor.step
        governor.observe(30.0 if was == 0 else 2.0)
        if governor.step < was:
            tries.append(i)
    waits = np.diff(tries)
    assert len(tries) >= 4
    assert (np.diff(waits) >= 0).all()
    assert waits[-1] >= PAUSE_FRAMES_MAX


@pytest.mark.parametrize("period", [10, 30, 60, 150, 240])
def test_a_load_that_comes_and_goes_does_not_make_it_flap(period: int) -> None:
    governor = Governor(BUDGET_MS)
    _, steps = simulate(governor, lambda i: 2.5 if i // period % 2 else 1.0, 300 * 30)
    assert changes(steps) <= 10  # in five minutes


def test_a_step_up_that_lasts_ends_the_doubling() -> None:
    governor = Governor(BUDGET_MS, (Effort(), Effort(2)))
    simulate(governor, lambda i: 2.5 if i // 150 % 2 else 1.0, 3000)
    steps_of(governor, repeat(2.0, 2 * PAUSE_FRAMES_MAX + PROVEN_FRAMES))
    assert governor.step == 0
    steps_of(governor, repeat(25.0, 3))
    steps = steps_of(governor, repeat(2.0, 4 * WINDOW_FRAMES))
    assert 0 in steps, "the first pause again"


def test_reset_forgets_what_was() -> None:
    governor = Governor(BUDGET_MS)
    steps_of(governor, repeat(30.0, 100))
    governor.reset(1000 / 60)
    assert (governor.step, governor.budget_ms, str(governor)) == (0, 1000 / 60, "")
    steps_of(governor, repeat(13.0, 2))
    assert governor.step == 0
    governor.observe(13.0)
    assert governor.step == 1


@pytest.mark.parametrize("rubbish", [float("nan"), float("inf"), -1.0])
def test_rubbish_is_refused(rubbish: float) -> None:
    governor = Governor(BUDGET_MS)
    with pytest.raises(ValueError, match="cannot take"):
        governor.observe(rubbish)
    with pytest.raises(ValueError, match="budget"):
        governor.reset(rubbish)
    with pytest.raises(ValueError, match="budget"):
        Governor(rubbish)


def test_no_budget_is_none() -> None:
    with pytest.raises(ValueError, match="budget"):
        Governor(0.0)


@given(st.lists(st.floats(0, 1e6), max_size=500), st.floats(1, 1000))
def test_whatever_comes_it_goes_one_step_at_a_time(times: list[float], budget_ms: float) -> None:
    governor = Governor(budget_ms)
    steps = [0, *steps_of(governor, times)]
    assert all(abs(one - other) <= 1 for one, other in pairwise(steps))
    assert 0 <= min(steps) <= max(steps) <= LEAST
    assert bool(str(governor)) == (governor.step > 0)


def test_the_words_say_what_is_left_out_and_why() -> None:
    governor = Governor(BUDGET_MS)
    steps_of(governor, repeat(27.0, 6))
    assert str(governor) == ("network every 2nd frame, lighter denoise: frames took 27 of 33.3 ms (p98)")
    governor = Governor(BUDGET_MS)
    steps_of(governor, repeat(27.0, 6))
    steps_of(governor, repeat(6.0, 4 * WINDOW_FRAMES))
    assert "on the way up again" in governor.reason


@pytest.mark.parametrize(
    ("effort", "words"),
    [
        (Effort(), ""),
        (Effort(3), "network every 3rd frame"),
        (Effort(4, DenoiseLevel.OFF), "network every 4th frame, no denoise"),
        (Effort(1, DenoiseLevel.TEMPORAL), "denoise over time only"),
    ],
)
def test_words_of_an_effort(effort: Effort, words: str) -> None:
    assert str(effort) == words


def test_the_ladder_leads_from_full_to_least() -> None:
    assert LADDER[0] == FULL_EFFORT
    for more, less in pairwise(LADDER):
        assert more.network_every <= less.network_every
        assert more.denoise >= less.denoise
        assert more != less


def test_the_network_cannot_run_more_often_than_frames_come() -> None:
    with pytest.raises(ValueError, match="network_every"):
        Effort(0)
