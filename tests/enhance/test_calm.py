from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vcam.enhance.calm import CORRIDOR, DEAD_ZONE, SETTLE_S, CalmMap, is_cut

FRAME_S = 1 / 30
DARK, DARKER = -0.3, -0.35  # what the network asks for in two scenes; less than a corridor apart

Small = NDArray[np.uint8]
Map = NDArray[np.float32]


def picture(seed: int = 0, *, ev: float = -3.5, noise: float = 0.0, noise_seed: int = 0) -> Small:
    """A scene of smooth patches with light of its own, (56, 96, 3); `noise` in codes."""
    patches = np.random.default_rng(seed).uniform(0.02, 1, (7, 12, 3)).repeat(8, 0).repeat(8, 1)
    codes = 255 * np.clip(patches * 2**ev, 0, 1) ** (1 / 2.2)
    codes += noise * np.random.default_rng(noise_seed).standard_normal(codes.shape)
    return np.rint(codes).clip(0, 255).astype(np.uint8)


def answer(r: float) -> Map:
    return np.full((14, 24), r, np.float32)


def run(calm: CalmMap, small: Small, fresh: Map, seconds: float, fps: float = 30) -> Map:
    curve_map = fresh
    for _ in range(round(seconds * fps)):
        curve_map = calm.update(small, fresh, 1 / fps)
    return curve_map.copy()


def started(r: float = DARK, seed: int = 0) -> CalmMap:
    calm = CalmMap()
    calm.update(picture(seed), answer(r), 0.0)
    return calm


def test_the_first_map_is_taken_over_as_it_is() -> None:
    fresh = np.random.default_rng(0).uniform(-1, 0, (14, 24)).astype(np.float32)
    curve_map = CalmMap().update(picture(), fresh, 0.0)
    np.testing.assert_array_equal(curve_map, fresh)
    assert not np.shares_memory(curve_map, fresh)


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_it_eases_by_time_and_not_by_frames(fps: int) -> None:
    calm = started()
    eased = run(calm, picture(), answer(DARKER), SETTLE_S, fps)
    # the way goes to the edge of the dead zone, and all but 1 / e of it is gone
    edge = DARKER + DEAD_ZONE
    np.testing.assert_allclose(eased, edge + (DARK - edge) / math.e, atol=1e-4)


def test_it_eases_on_between_the_networks_answers() -> None:
    calm, small, fresh = started(), picture(), answer(DARKER)
    steps = [float(calm.update(small, fresh, FRAME_S)[0, 0]) for _ in range(20)]
    assert len(set(steps)) == 20
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] > DARKER + DEAD_ZONE


def test_a_static_scene_stands_still_although_the_network_does_not() -> None:
    calm, rng = started(), np.random.default_rng(0)
    first = calm.update(picture(), answer(DARK), FRAME_S).copy()
    for index in range(100):
        fresh = (answer(DARK) + rng.choice((-0.004, -0.002, 0, 0.002, 0.004), (14, 24))).astype(np.float32)
        np.testing.assert_array_equal(calm.update(picture(noise=2, noise_seed=index), fresh, FRAME_S), first)


@pytest.mark.parametrize(("fps", "hertz"), [(30, 10), (15, 5)])
def test_flicker_does_not_reach_the_map(fps: int, hertz: int) -> None:
    calm = started()
    levels = []
    for index in range(6 * fps):
        swing = math.cos(2 * math.pi * hertz * index / fps)
        small = picture(ev=-3.5 + math.log2(1 + 0.15 * swing))
        levels.append(float(calm.update(small, answer(DARK + 0.03 * swing), 1 / fps).mean()))
    steady = levels[3 * fps :]
    # the answers swing by 0.045 or 0.06
    assert max(steady) - min(steady) < 0.003


def test_hunting_is_hardly_followed() -> None:
    calm = started()
    levels = []
    for index in range(240):
        swing = math.sin(2 * math.pi * index / 30)
        levels.append(
            float(calm.update(picture(ev=-3.5 + swing / 2), answer(DARK - 0.05 * swing), FRAME_S).mean())
        )
    assert 0 < max(levels[120:]) - min(levels[120:]) < 0.1 / 5


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        (picture(1), DARKER),  # another scene, as dark
        (picture(1, ev=0), 0.0),  # and a lit one
        (picture(0, ev=-0.5), 0.0),  # a lamp switched on
        (picture(0, ev=-5), -0.5),  # and off
        (np.zeros((56, 96, 3), np.uint8), -0.6),
        (np.full((56, 96, 3), 255, np.uint8), 0.0),
    ],
)
def test_a_cut_is_taken_over_on_its_own_frame(after: Small, asked: float) -> None:
    calm = started()
    np.testing.assert_array_equal(calm.update(after, answer(asked), FRAME_S), answer(asked))
    # and only there
    eased = calm.update(after, answer(asked + 0.05 - 0.1 * (asked == 0)), FRAME_S)
    assert 0 < np.abs(eased - asked).max() < 0.005


def test_a_cut_waits_for_the_answer_that_has_seen_it() -> None:
    calm = started()
    for _ in range(2):  # the network has not looked yet
        waiting = calm.update(picture(1), answer(DARK), FRAME_S)
        np.testing.assert_array_equal(waiting, answer(DARK))
    np.testing.assert_array_equal(calm.update(picture(1), answer(-0.5), FRAME_S), answer(-0.5))
    assert calm.update(picture(1), answer(-0.55), FRAME_S).min() > -0.51


def test_a_flash_leaves_nothing_behind() -> None:
    calm = started()
    calm.update(picture(ev=-0.5), answer(0.0), FRAME_S)
    np.testing.assert_array_equal(calm.update(picture(), answer(DARK), FRAME_S), answer(DARK))


@pytest.mark.parametrize("ev", [-6.0, -5.0, -3.5, 0.0])
def test_noise_is_no_cut(ev: float) -> None:
    pictures = [picture(ev=ev, noise=2, noise_seed=seed) for seed in range(10)]
    assert not any(is_cut(one, other) for one, other in pairwise(pictures))


def test_noise_in_the_black_is_no_cut() -> None:
    noise = np.random.default_rng(0).integers(0, 5, (10, 56, 96, 3), np.uint8)
    assert not any(is_cut(one, other) for one, other in pairwise(noise))


@pytest.mark.parametrize("share", [0.7, 1 / 0.7])
def test_flicker_between_two_frames_is_no_cut(share: float) -> None:
    assert not is_cut(picture(ev=-1), picture(ev=-1 + math.log2(share)))


EVS = st.sampled_from([-5, -3.5, -1, 0])


@given(st.integers(0, 5), st.integers(0, 5), EVS, EVS)
@settings(deadline=None, max_examples=50)
def test_cuts_are_the_same_both_ways(one: int, other: int, one_ev: float, other_ev: float) -> None:
    before, after = picture(one, ev=one_ev), picture(other, ev=other_ev)
    expected = (one, one_ev) != (other, other_ev)
    assert is_cut(before, after) == is_cut(after, before) == expected


def test_what_is_asked_for_is_never_far() -> None:
    """A lamp that glows up: no two neighbours differ enough for a cut."""
    calm = started()
    for index in range(10):
        fresh = answer(DARK * (1 - index / 9))
        curve_map = calm.update(picture(ev=-3.5 + index / 3), fresh, FRAME_S)
        assert np.abs(curve_map - fresh).max() <= CORRIDOR + 1e-6
    assert np.abs(curve_map - fresh).max() > CORRIDOR / 2  # it was no cut


@given(
    answers=st.lists(st.floats(-1, 0, width=32), min_size=1, max_size=20),
    times=st.lists(st.floats(-1e9, 1e9), min_size=20, max_size=20),
)
@settings(deadline=None)
def test_between_the_last_map_and_the_answer(answers: list[float], times: list[float]) -> None:
    calm = CalmMap()
    last = answers[0]
    for r, elapsed_s in zip(answers, times, strict=False):
        now = float(calm.update(picture(), answer(r), elapsed_s)[0, 0])
        assert min(last, r) - 1e-6 <= now <= max(last, r) + 1e-6
        last = now


def test_strange_times() -> None:
    calm = started()
    for elapsed_s in (0.0, -5.0):
        np.testing.assert_array_equal(calm.update(picture(), answer(DARKER), elapsed_s), answer(DARK))
    settled = calm.update(picture(), answer(DARKER), 1e9)
    np.testing.assert_allclose(settled, DARKER + DEAD_ZONE, atol=1e-6)


@pytest.mark.parametrize("rubbish", [math.nan, math.inf, -math.inf, 1e30, -1.5])
def test_rubbish_is_no_answer(rubbish: float) -> None:
    broken = answer(DARK)
    broken[3, 5] = rubbish
    calm = started()
    np.testing.assert_array_equal(calm.update(picture(), broken, FRAME_S), answer(DARK))
    # a cut that only rubbish has seen is not forgotten
    np.testing.assert_array_equal(calm.update(picture(1), broken, FRAME_S), answer(DARK))
    np.testing.assert_array_equal(calm.update(picture(1), answer(-0.5), FRAME_S), answer(-0.5))


def test_rubbish_at_the_start_enhances_nothing() -> None:
    calm = CalmMap()
    np.testing.assert_array_equal(calm.update(picture(), answer(math.nan), 0.0), answer(0))
    np.testing.assert_array_equal(calm.update(picture(), answer(DARK), FRAME_S), answer(DARK))


def test_another_size_starts_anew() -> None:
    calm = started()
    small, fresh = picture()[:40, :64], answer(-0.35)[:10, :16]
    np.testing.assert_array_equal(calm.update(np.ascontiguousarray(small), fresh.copy(), FRAME_S), fresh)
    np.testing.assert_array_equal(calm.update(picture(), answer(-0.31), FRAME_S), answer(-0.31))


def test_reset_forgets() -> None:
    calm = started()
    calm.reset()
    np.testing.assert_array_equal(calm.update(picture(), answer(DARKER), FRAME_S), answer(DARKER))
