"""What the app's processor does with small pictures: the same numbers as on the page and the desktop."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kernels import resize
from mobile_bridge.glsl import golden
from tests.mobile_bridge.android.app_engine import Picture, in_app, in_page, noisy, rgba
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.film import dark
from vcam.core.formats import FrameSize
from vcam.enhance.auto import AutoExposure, median_luma
from vcam.enhance.calm import CalmMap
from vcam.enhance.change import SceneWatch
from vcam.enhance.model import CurveModel
from vcam.enhance.tone import Tone

AUTO = {"mode": "auto", "strength": 1, "denoise": 0, "mirror": False}
SIZES = [(96, 56), (56, 96), (96, 72), (40, 16)]


def lamps(width: int, height: int) -> list[Picture]:
    """A scene that is dark, brightens, is cut and becomes dark again; RGB."""
    lights = [0.1, 0.1, 0.11, 0.15, 0.2, 0.6, 0.6, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    clean = [dark(FrameSize(width, height), light) for light in lights]
    clean += [np.roll(clean[-1], 5 * at, axis=1) for at in range(6)]
    return [np.ascontiguousarray(noisy(each, at, 1.5)[..., ::-1]) for at, each in enumerate(clean)]


def scene_job(small: list[Picture], maps: list[NDArray[np.float32]]) -> tuple[dict[str, object], bytes]:
    height, width, _ = small[0].shape
    rows, columns = maps[0].shape
    job = {
        "what": "scene",
        "width": width,
        "height": height,
        "mapWidth": columns,
        "mapHeight": rows,
        "count": len(small),
        "look": AUTO,
        "elapsed": 0.4,
    }
    pairs = zip(rgba(small), maps, strict=True)
    return job, b"".join(picture + each.tobytes() for picture, each in pairs)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_scene_is_followed_as_on_the_page(java: Java, tmp_path: Path, width: int, height: int) -> None:
    small, model = lamps(width, height), CurveModel(kind="float32")
    maps = [golden.maps(each, model) for each in small]
    maps[4] = np.full_like(maps[4], np.nan)
    maps[20] = np.zeros_like(maps[20])
    job, content = scene_job(small, maps)
    said, made = in_app(java, tmp_path, job, content)
    wanted, expected = in_page(tmp_path, job, content)
    assert {each["lifts"] for each in wanted} == {True, False}
    for got, each in zip(said, wanted, strict=True):
        assert got == {name: pytest.approx(value, abs=1e-9) for name, value in each.items()}
    np.testing.assert_allclose(np.frombuffer(made, "<f4"), np.frombuffer(expected, "<f4"), atol=1e-6)


def test_a_scene_is_followed_as_on_the_desktop(java: Java, tmp_path: Path) -> None:
    small, model = lamps(96, 56), CurveModel(kind="float32")
    maps = [golden.maps(each, model) for each in small]
    said, made = in_app(java, tmp_path, *scene_job(small, maps))
    lines = np.frombuffer(made, "<f4").reshape(len(small), 56, 96, 2).transpose(0, 3, 1, 2)
    auto, calm, tone = AutoExposure(), CalmMap(), Tone()
    guided = np.empty((2, 56, 96), np.float32)
    for got, line, picture, fresh in zip(said, lines, small, maps, strict=True):
        amount = auto.update(median_luma(picture), 0.4)
        assert got["amount"] == pytest.approx(amount, abs=1e-9)
        if amount == 0:
            assert not got["lifts"]
            calm.reset()
            tone.forget()
            continue
        curve_map = calm.update(picture, fresh, 0.4)
        factor, white = tone.update(picture, curve_map, 0.4)
        assert got["strength"] == pytest.approx(amount * factor, abs=1e-3)
        assert got["white"] == pytest.approx(white, abs=1e-6)
        assert got["lifts"] == curve_map.any()
        if not got["lifts"]:
            continue
        resize.guide_map(picture, curve_map, guided)
        np.testing.assert_allclose(line, guided, atol=2e-4)


def noise_job(small: list[Picture], samples: list[NDArray[np.uint32]]) -> tuple[dict[str, object], bytes]:
    height, width, _ = small[0].shape
    job = {"what": "noise", "width": width, "height": height, "count": len(small)}
    pairs = zip(rgba(small), samples, strict=True)
    return job, b"".join(picture + each.astype("<u4").tobytes() for picture, each in pairs)


def words(seed: int, sigma: float) -> NDArray[np.uint32]:
    """Samples of a still room with noise, as samples.frag writes them."""
    room = np.random.default_rng(1).integers(40, 400, 8000)
    rng = np.random.default_rng(seed)
    luma = (4 * (room + rng.normal(0, 2 * sigma, 8000))).clip(0, 4080).round().astype(np.uint32)
    chroma = (512 + rng.normal(0, 2 * sigma, (2, 8000))).clip(0, 1023).round().astype(np.uint32)
    return np.asarray(luma << 20 | chroma[0] << 10 | chroma[1], np.uint32)


def changes(width: int, height: int) -> list[Picture]:
    """Light that grows, jumps and stays, a scene that moves, and nothing at all; RGB."""
    room = dark(FrameSize(width, height))
    lights = [1, 1, 1, 1.02, 1.05, 1.05, 1.05, 1.05, 3, 3, 3, 0.9, 0.9, 0.9, 0.9, 0.9]
    lit = [(light * room).clip(0, 255).astype(np.uint8) for light in lights]
    small = [noisy(each, at, 0.7) for at, each in enumerate(lit)]
    small += [np.roll(room, at, axis=1) for at in range(5)]
    return small + [np.zeros_like(room)] * 3


@pytest.mark.parametrize(("width", "height"), [*SIZES, (97, 57)])
@pytest.mark.parametrize("sigma", [1.0, 6.0])
def test_noise_is_measured_as_on_the_page(
    java: Java, tmp_path: Path, width: int, height: int, sigma: float
) -> None:
    still = noisy(dark(FrameSize(width, height)), 0, 0.7)
    small = changes(width, height) + [still] * 180  # so long that the noise is followed slowly
    louder = 1 + 0.5 * np.sin(np.arange(len(small)) / 20)
    job, content = noise_job(small, [words(at, sigma * by) for at, by in enumerate(louder)])
    said, _ = in_app(java, tmp_path, job, content)
    wanted, _ = in_page(tmp_path, job, content)
    assert {each["isStill"] for each in wanted} == {True, False}
    assert "chroma" in wanted[-1]
    for got, each in zip(said, wanted, strict=True):
        assert got == {name: pytest.approx(value, abs=1e-9) for name, value in each.items()}


def test_changes_are_told_as_on_the_desktop(java: Java, tmp_path: Path) -> None:
    small = changes(97, 56)
    said, _ = in_app(java, tmp_path, *noise_job(small, [words(0, 1)] * len(small)))
    watch = SceneWatch()
    for got, picture in zip(said, small, strict=True):
        change = watch.update(picture)
        assert got["light"] == pytest.approx(change.light, abs=1e-5)
        assert got["isStill"] == change.is_still
