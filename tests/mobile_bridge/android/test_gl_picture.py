"""What the app's encoder gets, on Mesa's GPU in software: the interpreter's maps, the desktop's pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from mobile_bridge.glsl import golden
from tests.mobile_bridge.android.app_engine import Picture, in_app, noisy, rgba
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.android.test_gl import needs_gles
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.engine_page import browser, desktop, difference, look_of, luma, page, rendered
from tests.mobile_bridge.film import dark
from vcam.core.formats import FrameSize
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel

__all__ = ["browser", "page"]

pytestmark = needs_gles

LEVEL = 1 / 255
SMALL = [(96, 56), (56, 96), (96, 72), (96, 40), (64, 64), (16, 96), (20, 16)]
STILL = FrameSize(320, 180)


@pytest.mark.parametrize(("half", "allowed"), [(False, 2e-6), (True, LEVEL)])
def test_the_maps_are_the_interpreters(java: Java, tmp_path: Path, half: bool, allowed: float) -> None:
    rng = np.random.default_rng(2)
    small = [(rng.random((height, width, 3)) ** 3 * 120).astype(np.uint8) for width, height in SMALL]
    small += [np.ascontiguousarray(dark(FrameSize(*size), 0.1)[..., ::-1]) for size in SMALL[:3]]
    job = {"what": "maps", "half": half, "sizes": [[each.shape[1], each.shape[0]] for each in small]}
    _, made = in_app(java, tmp_path, job, b"".join(rgba(small)))
    model = CurveModel(kind="float32")
    wanted = np.concatenate([golden.maps(each, model).ravel() for each in small])
    assert np.ptp(wanted) > 0.05, "they are not all alike"
    worst = np.abs(np.frombuffer(made, "<f4") - wanted).max()
    assert worst <= allowed
    print(f"worst: {worst:.2e}")


def encoded(
    java: Java, folder: Path, pictures: list[Picture], look: dict[str, Any], times_ms: list[float]
) -> list[Picture]:
    """What the encoder gets of a camera's pictures, BGR, after one another over and over."""
    height, width, _ = pictures[0].shape
    job = {"what": "pictures", "width": width, "height": height, "look": look, "times": times_ms}
    frames = [pictures[at % len(pictures)] for at in range(len(times_ms))]
    said, made = in_app(java, folder, job, b"".join(rgba([each[..., ::-1] for each in frames])))
    assert {each["accelerator"] for each in said} == {"gles"}
    assert all(each["enhanced"] == (look["mode"] != "off") for each in said)
    out = np.frombuffer(made, np.uint8).reshape(len(frames), height, width, 4)
    return list(out[..., 2::-1])


@pytest.mark.parametrize("size", [FrameSize(640, 360), FrameSize(360, 640), FrameSize(322, 242)], ids=str)
def test_the_picture_is_the_desktops(java: Java, tmp_path: Path, size: FrameSize) -> None:
    picture, times = dark(size), [0.0, 33.0, 66.0, 99.0]
    got = encoded(java, tmp_path, [picture], look_of("on"), times)
    expected = desktop([picture], Look(EnhanceMode.ON, 1.0, denoise=0), times)
    assert difference(expected[0], picture) > 40, "there is something to enhance"
    for each, wanted in zip(got, expected, strict=True):
        # the desktop has one chroma value for four pixels, so colours differ where there are edges
        assert difference(luma(each), luma(wanted)) < 0.7
        assert difference(each, wanted) < 1.6


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("denoise", [0, 1])
def test_the_picture_is_the_pages(java: Java, tmp_path: Path, page: Page, denoise: float) -> None:
    _, seen = film(8)
    times, look = [33.0 * at for at in range(8)], look_of("on", denoise=denoise, mirror=True)
    got = encoded(java, tmp_path, seen, look, times)
    wanted = rendered(page, seen, look, times)["out"]
    for each, other in zip(got, wanted, strict=True):
        assert np.abs(each.astype(int) - other).max() <= 1


def test_it_follows_a_lamp_as_the_desktop_does(java: Java, tmp_path: Path) -> None:
    pictures = [dark(STILL, light) for light in (0.1, 0.1, 0.13, 0.16, 0.2, 0.2, 0.6, 0.6, 0.6)]
    times = [100.0 * at for at in range(len(pictures))]
    got = encoded(java, tmp_path, pictures, look_of("on", strength=0.7), times)
    expected = desktop(pictures, Look(EnhanceMode.ON, 0.7, denoise=0), times)
    # what comes back from the GPU comes a frame later
    assert difference(got[5], expected[5]) < 4
    assert difference(got[-1], expected[-1]) < 2


@pytest.mark.parametrize(("mode", "strength", "light"), [("off", 1, 0.1), ("on", 0, 0.1), ("auto", 1, 1.3)])
def test_what_is_not_to_be_enhanced_is_exact(
    java: Java, tmp_path: Path, mode: str, strength: float, light: float
) -> None:
    picture = dark(STILL, light)
    got = encoded(java, tmp_path, [picture], look_of(mode, strength=strength, denoise=1), [0, 33])
    np.testing.assert_array_equal(got[-1], picture)


@pytest.mark.parametrize("denoise", [0, 1])
def test_it_is_mirrored(java: Java, tmp_path: Path, denoise: float) -> None:
    picture, times = dark(STILL), [33.0 * at for at in range(8)]
    plain = encoded(java, tmp_path, [picture], look_of("on", denoise=denoise), times)
    mirrored = encoded(java, tmp_path, [picture], look_of("on", denoise=denoise, mirror=True), times)
    for one, other in zip(plain, mirrored, strict=True):
        np.testing.assert_array_equal(other, one[:, ::-1])


def film(count: int) -> tuple[list[Picture], list[Picture]]:
    """A still room in which a bright bar passes: without noise, and with."""
    clean = []
    for at in range(count):
        picture = dark(STILL)
        picture[40:140, 20 + 8 * at : 44 + 8 * at] = 140
        clean.append(picture)
    return clean, [noisy(each, at, 3.0) for at, each in enumerate(clean)]


def test_noise_is_taken_down_as_on_the_desktop_and_nothing_is_left_behind(java: Java, tmp_path: Path) -> None:
    count = 16
    times = [33.0 * at for at in range(count)]
    clean, seen = film(count)
    plain = encoded(java, tmp_path, seen, look_of("on"), times)
    calm = encoded(java, tmp_path, seen, look_of("on", denoise=1), times)
    wanted = desktop(seen, Look(EnhanceMode.ON, 1.0, denoise=1), times)
    ideal = desktop(clean, Look(EnhanceMode.ON, 1.0, denoise=0), times)
    still, behind = np.s_[:30], np.s_[45:135, 8 * count - 50 : 8 * count]

    def left(frames: list[Picture], part: Any) -> float:
        off = luma(frames[-1])[part].astype(float) - luma(ideal[-1])[part]
        return float(np.sqrt(np.mean(np.square(off))))

    def flicker(frames: list[Picture]) -> float:
        return float(np.abs(luma(frames[-1])[still].astype(float) - luma(frames[-2])[still]).mean())

    np.testing.assert_array_equal(calm[0], plain[0])
    assert flicker(calm) < 0.3 * flicker(plain)
    assert flicker(calm) < 1.3 * flicker(wanted)
    assert left(calm, still) < 0.6 * left(plain, still)
    assert left(calm, still) < 1.25 * left(wanted, still)
    assert left(calm, behind) < 1.25 * left(wanted, behind)
    assert left(calm, behind) < left(plain, behind), "a ghost would be more than the noise"
