"""The full-resolution passes on Mesa's software GPU against the desktop's specification."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kernels import colour, fused, reference, resize
from kernels.denoise import FULL
from kernels.formats import BGR
from kernels.memory import Memory
from tests.mobile_bridge.gles import Gles, gles, needs_gles
from tests.mobile_bridge.phone_gpu import SHADERS, PhoneGpu, Picture, shader

NOISE = np.array([2.0, 0.01, 0.5, 1.5, 0.2], np.float32)
SIZES = [(64, 36), (36, 64), (33, 21)]


def scene(width: int, height: int) -> NDArray[np.float64]:
    """Colours with soft and hard edges, dim, 0 to 255."""
    y, x = np.mgrid[:height, :width] / max(width, height)
    waves = 40 + 30 * np.stack([np.sin(9 * x + 5 * y), np.sin(4 * x - 7 * y), np.cos(6 * x)], axis=2)
    waves[(x > 0.3) & (x < 0.5) & (y > 0.2)] = 150
    return waves


def noisy(clean: NDArray[np.float64], seed: int, sigma: float = 3.0) -> Picture:
    noise = np.random.default_rng(seed).normal(0, sigma, clean.shape)
    return (clean + noise).clip(0, 255).round().astype(np.uint8)


def guided_map(width: int, height: int) -> NDArray[np.float32]:
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return np.stack([0.1 * np.cos(x), -0.25 + 0.1 * np.sin(x + 2 * y)]).astype(np.float32)


def expected(frames: list[Picture], strength: float, white: float, amount: float) -> list[Picture]:
    height, width = frames[0].shape[:2]
    guided = guided_map(12, 8)
    memory = Memory(width, height, guided.shape[1])
    out = []
    for frame in frames:
        result = np.empty(frame.size, np.uint8)
        bgr = np.ascontiguousarray(frame[..., ::-1]).ravel()
        how = fused.Denoising(NOISE, amount, FULL)
        none = colour.CODE_TO_UNIT
        reference.enhance(bgr, BGR, result, BGR, guided, none, none, strength, memory, how, white)
        out.append(result.reshape(frame.shape)[..., ::-1])
    return out


def luma(picture: Picture) -> NDArray[np.float64]:
    return np.asarray(picture @ np.array([0.299, 0.587, 0.114]))


__all__ = ["gles"]

pytestmark = needs_gles


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(("strength", "white"), [(1.0, 0.6), (1.0, 0.02), (0.4, 1.0), (0.0, 0.5)])
def test_the_curve_is_the_specifications(
    gles: Gles,
    width: int,
    height: int,
    strength: float,
    white: float,
) -> None:
    frame = noisy(scene(width, height), 0)
    lines = guided_map(12, 8)
    quads = reference.quads_of(np.ascontiguousarray(frame[..., ::-1]).ravel(), BGR, width, height)
    r = reference.curve_of(lines, quads[:4].mean(axis=0), fused.INNER_TO_RGB, strength)
    pixels = r.repeat(2, axis=0).repeat(2, axis=1)[:height, :width, None]
    wanted = 255 * reference.bend(frame / 255, pixels, white)
    got = PhoneGpu(gles, width, height).enhance(frame, lines, strength, white)
    assert np.abs(got - np.floor(wanted + 0.5)).max() <= 1
    assert strength == 0 or np.abs(got - frame.astype(float)).mean() > 5, "there is something to see"
    if strength == 0:
        np.testing.assert_array_equal(got, frame)


def test_what_is_no_number_leaves_the_picture(gles: Gles) -> None:
    frame = noisy(scene(64, 36), 0)
    got = PhoneGpu(gles, 64, 36).enhance(frame, np.zeros((2, 8, 12), np.float32))
    np.testing.assert_array_equal(got, frame)


def test_the_curve_is_mirrored(gles: Gles) -> None:
    frame, lines = noisy(scene(64, 36), 0), guided_map(12, 8)
    phone = PhoneGpu(gles, 64, 36, NOISE)
    for amount in (0.0, 1.0):
        plain = phone.enhance(frame, lines, amount=amount)
        phone.forget()
        mirrored = phone.enhance(frame, lines, amount=amount, mirror=True)
        np.testing.assert_array_equal(mirrored, plain[:, ::-1])


@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 640), (1283, 719), (80, 44), (3840, 2160)])
def test_the_small_picture_is_the_desktops(gles: Gles, width: int, height: int) -> None:
    frame = noisy(scene(width, height), 0, sigma=8)
    small = np.empty((96, 56, 3) if height > width else (56, 96, 3), np.uint8)
    resize.shrink(
        np.ascontiguousarray(frame[..., ::-1]).ravel(), BGR, width, height, colour.CODE_TO_UNIT, small
    )
    got = PhoneGpu(gles, width, height).shrink(frame, small.shape[1], small.shape[0])
    assert np.abs(got.astype(int) - small).max() <= 1
    assert np.mean(got != small) < 0.01


def film(width: int, height: int, count: int = 12) -> list[Picture]:
    """A noisy room in which something bright passes."""
    frames = []
    for at in range(count):
        clean = scene(width, height)
        clean[height // 2 :, 3 * at : 3 * at + width // 6] = 90
        frames.append(noisy(clean, at))
    return frames


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_filter_over_time_is_the_desktops(gles: Gles, width: int, height: int) -> None:
    phone, memory = PhoneGpu(gles, width, height, NOISE), Memory(width, height, 8)
    how = fused.Denoising(NOISE, 1.0, FULL)
    for frame in film(width, height):
        codes = reference.quads_of(np.ascontiguousarray(frame[..., ::-1]).ravel(), BGR, width, height)
        further = 1.5 if memory.is_fresh else 1.0
        calm, gain = reference.follow(codes, memory, how)
        memory.is_fresh = False
        got, got_gain = phone.follow(frame)
        assert np.abs(got - calm).max() < 0.3
        assert np.abs(got_gain - gain).max() < 0.03
        soft = reference.soften(calm, gain, codes, how, further)
        assert soft.shape == got.shape
    assert gain.min() < 0.12
    assert gain.max() > 0.9, "there are both, what moves and what does not"


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("amount", [1.0, 0.5])
def test_the_picture_without_noise_is_the_desktops(
    gles: Gles, width: int, height: int, amount: float
) -> None:
    frames = film(width, height)
    if amount < 1:
        # where noise is left, the desktop has one chroma value for four pixels, the phone one for each
        frames = [each[..., 1:2].repeat(3, axis=2) for each in frames]
    phone = PhoneGpu(gles, width, height, NOISE)
    got = [phone.enhance(each, guided_map(12, 8), 1.0, 0.6, amount) for each in frames]
    for one, other in zip(got, expected(frames, 1.0, 0.6, amount), strict=True):
        off = np.abs(luma(one) - luma(other))
        assert off.mean() < 0.3
        assert np.quantile(off, 0.999) < 2.4
    assert luma(got[-1])[:, : width // 8].std() < luma(expected(frames, 1.0, 0.6, 0.0)[-1]).std()


def test_little_noise_is_taken_where_little_is_lifted(gles: Gles) -> None:
    frames = film(64, 36, 3)
    phone = PhoneGpu(gles, 64, 36, NOISE)
    lines = np.zeros((2, 8, 12), np.float32)
    for frame in frames:
        got = phone.enhance(frame, lines, amount=1.0)
    np.testing.assert_array_equal(got, frames[-1])


def test_samples_are_quads_of_the_picture(gles: Gles) -> None:
    width, height = 642, 361
    frame = noisy(scene(width, height), 0)
    words = PhoneGpu(gles, width, height).samples(frame)
    planes = reference.quads_of(np.ascontiguousarray(frame[..., ::-1]).ravel(), BGR, width, height)
    sums = planes[:4].sum(axis=0)
    rows = (2 * np.arange(50) + 1) * 181 // 100
    runs = (2 * np.arange(32) + 1) * 321 // 64
    columns = (runs[:, None] + np.arange(-2, 3)).ravel()
    at = np.ix_(rows, columns)
    assert np.abs((words >> 20) / 4 - sums[at]).max() <= 0.126
    assert np.abs((words >> 10 & 1023) / 4 - planes[4][at]).max() <= 0.126
    assert np.abs((words & 1023) / 4 - planes[5][at]).max() <= 0.126


@pytest.mark.skipif(shutil.which("glslangValidator") is None, reason="needs glslang-tools")
def test_every_shader_of_the_picture_is_valid(tmp_path: Path) -> None:
    names = sorted(each.stem for each in SHADERS.glob("*.frag"))
    assert len(names) >= 6
    for name in names:
        for defines in [(), ("DENOISE",)]:
            path = tmp_path / f"{name}.frag"
            path.write_text(shader(name, *defines))
            done = subprocess.run(["glslangValidator", path], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout
