from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vcam.enhance.change import MOST_CHANGE, Change, SceneWatch

HEIGHT, WIDTH = 56, 96
MARGIN = 64

Small = NDArray[np.uint8]
Codes = NDArray[np.float32]


def scene(seed: int = 0, mean: float = 50.0) -> Codes:
    """A soft scene with detail of all sizes, wider than the picture, in codes."""
    rng = np.random.default_rng(seed)
    shape = HEIGHT, WIDTH + 2 * MARGIN
    layers = [cv2.GaussianBlur(rng.standard_normal(shape), (0, 0), sigma) * sigma for sigma in (1, 3, 9)]
    codes = np.exp(0.6 * np.sum(layers, axis=0) / np.std(np.sum(layers, axis=0)))
    return np.repeat((codes * mean / codes.mean())[..., None], 3, axis=2).astype(np.float32)


def picture(
    codes: Codes, noise: float = 0.0, seed: int = 0, *, shift: float = 0.0, light: float = 1.0
) -> Small:
    """What the camera shows, (56, 96, 3), `shift` pixels to the side, with white noise, in codes."""
    seen = cv2.getRectSubPix(codes, (WIDTH, HEIGHT), (MARGIN + WIDTH / 2 + shift, (HEIGHT - 1) / 2))
    grain = blotches(seed, (HEIGHT, WIDTH), 0)[..., None]
    return np.asarray(np.rint(light * seen + noise * grain).clip(0, 255), np.uint8)


def blotches(seed: int, shape: tuple[int, int], blur: float) -> Codes:
    """Noise of deviation 1, alike over `blur` pixels as a camera's own denoiser leaves it; 0 for white."""
    grain = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    if blur:
        grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), blur), np.float32)
    return np.asarray(grain / grain.std(), np.float32)


def watched(*pictures: Small) -> list[Change]:
    watch = SceneWatch()
    return [watch.update(each) for each in pictures]


@pytest.mark.parametrize("light", [0.7, 0.8, 0.95, 1.1, 1.5])
@pytest.mark.parametrize("noise", [0.0, 1.0, 3.0])
def test_the_light_is_found(light: float, noise: float) -> None:
    room = scene()
    for seed in range(10):
        change = watched(picture(room, noise, seed), picture(room, noise, 100 + seed, light=light))[-1]
        assert change.light == pytest.approx(light, abs=0.02)


@pytest.mark.parametrize("light", [0.8, 1.1, 1.5])
@pytest.mark.parametrize("share", [0.2, 1 / 3])
def test_the_light_is_found_beside_what_moves(light: float, share: float) -> None:
    for seed in range(10):
        room, somebody = scene(seed), scene(seed + 50, mean=90)
        before, after = picture(room, 1, 1), picture(room, 1, 2, light=light)
        wide = round(share * WIDTH)
        before[:, 10 : 10 + wide] = picture(somebody, 1, 3)[:, :wide]
        after[:, 20 : 20 + wide] = picture(somebody, 1, 4, light=light)[:, :wide]
        assert watched(before, after)[-1].light == pytest.approx(light, abs=0.03)


@pytest.mark.parametrize("mean", [30.0, 60.0, 120.0])
@pytest.mark.parametrize("noise", [0.0, 0.5, 1.0])
def test_a_steady_light_is_exactly_one(mean: float, noise: float) -> None:
    room = scene(mean=mean)
    changes = watched(*(picture(room, noise, seed) for seed in range(50)))
    assert {change.light for change in changes} == {1.0}


def test_noise_in_a_very_dark_scene_hardly_moves_the_light() -> None:
    room = scene(mean=15)
    changes = watched(*(picture(room, 2, seed) for seed in range(50)))
    assert all(abs(change.light - 1) < 0.02 for change in changes)


@pytest.mark.parametrize("light", [1.1 * MOST_CHANGE, 0.9 / MOST_CHANGE])
def test_a_large_step_is_another_scene(light: float) -> None:
    assert watched(picture(scene()), picture(scene(), light=light))[-1].light == 1


def test_a_cut_is_no_light_and_not_still() -> None:
    dark, lit = scene(1, mean=30), scene(2, mean=120)
    pictures = [picture(dark, 1, seed) for seed in range(3)] + [picture(lit, 1, seed) for seed in range(3)]
    changes = watched(*pictures)
    assert changes[3] == Change(1.0, is_still=False)
    assert changes[5].is_still


def test_nothing_is_known_of_the_first_two() -> None:
    room = scene()
    first, second, third = watched(*(picture(room, 1, seed) for seed in range(3)))
    assert first == second == Change(1.0, is_still=False)
    assert third == Change(1.0, is_still=True)


def full_picture(seed: int, sigma: float, blur: float) -> Small:
    """A frame of 960 x 560 with noise of `sigma` codes, averaged down as `kernels.resize.shrink` does."""
    grain = blotches(seed, (560, 960), blur)
    small = np.asarray(cv2.resize(sigma * grain, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.float32)
    return picture(scene() + np.pad(small, ((0, 0), (MARGIN, MARGIN)))[..., None])


@pytest.mark.parametrize(
    ("sigma", "blur"), [(0, 0), (1, 0), (3, 0), (6, 0), (1, 1.5), (3, 1.5), (6, 1.5), (1, 4), (3, 4)]
)
def test_noise_is_still_also_in_blotches(sigma: float, blur: float) -> None:
    changes = watched(*(full_picture(seed, sigma, blur) for seed in range(40)))[2:]
    assert np.mean([change.is_still for change in changes]) > 0.9
    assert {change.light for change in changes} == {1.0}


@pytest.mark.parametrize("pixels", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("noise", [0.0, 0.5, 1.0])
def test_a_pan_is_not_still(pixels: float, noise: float) -> None:
    room = scene(mean=60)
    changes = watched(*(picture(room, noise, i, shift=pixels * i - 30) for i in range(30)))[2:]
    assert np.mean([change.is_still for change in changes]) < 0.1
    assert np.mean([abs(change.light - 1) for change in changes]) < 0.01


def test_a_light_that_changes_is_still() -> None:
    room = scene(mean=60)
    swing = 1 + 0.15 * np.sin(np.arange(60) / 5)
    changes = watched(*(picture(room, 1, i, light=light) for i, light in enumerate(swing)))
    assert np.mean([change.is_still for change in changes[2:]]) > 0.9
    product = np.cumprod([change.light for change in changes])
    np.testing.assert_allclose(product, swing / swing[0], rtol=0.03)


@pytest.mark.parametrize("code", [0, 3, 4, 128, 255])
def test_flat_pictures(code: int) -> None:
    flat = np.full((HEIGHT, WIDTH, 3), code, np.uint8)
    assert watched(*[flat] * 4)[-1] == Change(1.0, is_still=True)


def test_from_black_and_back() -> None:
    black = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for change in watched(black, picture(scene()), black, black):
        assert change.light == 1


def test_another_size_starts_afresh() -> None:
    room, other = picture(scene()), np.ascontiguousarray(picture(scene())[:40, :60])
    watch = SceneWatch()
    for _ in range(3):
        watch.update(room)
    assert watch.update(other) == Change()
    assert watch.update(other) == Change()
    assert watch.update(other).is_still
    assert watch.update(room) == Change()


def test_forget() -> None:
    watch = SceneWatch()
    for _ in range(3):
        watch.update(picture(scene()))
    watch.forget()
    assert watch.update(picture(scene(), light=1.2)) == Change()
    assert watch.update(picture(scene())).light == pytest.approx(1 / 1.2, abs=0.01)


@given(shape=st.tuples(st.integers(1, 9), st.integers(1, 9)), seed=st.integers(0, 1000))
@settings(deadline=None)
def test_any_size(shape: tuple[int, int], seed: int) -> None:
    pictures = np.random.default_rng(seed).integers(0, 256, (4, *shape, 3), dtype=np.uint8)
    for change in watched(*pictures):
        assert 1 / MOST_CHANGE <= change.light <= MOST_CHANGE
