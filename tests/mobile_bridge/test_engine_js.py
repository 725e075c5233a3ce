"""The page's picture, in real Chromium, against the desktop's of the same frames."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page

from mobile_bridge.glsl import golden
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.engine_page import (
    browser,
    desktop,
    difference,
    look_of,
    luma,
    page,
    rendered,
)
from tests.mobile_bridge.film import dark
from vcam.core.formats import FrameSize
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel

__all__ = ["browser", "page"]

pytestmark = [needs_chromium, pytest.mark.slow]


@pytest.mark.parametrize("size", [FrameSize(640, 360), FrameSize(360, 640), FrameSize(322, 242)], ids=str)
def test_the_picture_is_the_desktops(page: Page, size: FrameSize) -> None:
    picture, times = dark(size), [0.0, 33.0, 66.0, 99.0]
    said = rendered(page, [picture], look_of("on"), times)
    assert said["accelerator"] == "webgl2"
    assert said["result"]["enhanced"]
    expected = desktop([picture], Look(EnhanceMode.ON, 1.0, denoise=0), times)
    assert difference(expected[0], picture) > 40, "there is something to enhance"
    for got, wanted in zip(said["out"], expected, strict=True):
        # the desktop has one chroma value for four pixels, so colours differ where there are edges
        assert difference(luma(got), luma(wanted)) < 0.7
        assert difference(got, wanted) < 1.6


def test_it_follows_a_lamp_as_the_desktop_does(page: Page) -> None:
    size = FrameSize(320, 180)
    pictures = [dark(size, light) for light in (0.1, 0.1, 0.13, 0.16, 0.2, 0.2, 0.6, 0.6, 0.6)]
    times = [100.0 * at for at in range(len(pictures))]
    said = rendered(page, pictures, look_of("on", strength=0.7), times)
    expected = desktop(pictures, Look(EnhanceMode.ON, 0.7, denoise=0), times)
    # what comes back from the GPU comes a frame later
    assert difference(said["out"][5], expected[5]) < 4
    assert difference(said["out"][-1], expected[-1]) < 2


@pytest.mark.parametrize(("mode", "strength", "light"), [("off", 1, 0.1), ("on", 0, 0.1), ("auto", 1, 1.3)])
def test_what_is_not_to_be_enhanced_is_exact(page: Page, mode: str, strength: float, light: float) -> None:
    picture = dark(FrameSize(320, 180), light)
    said = rendered(page, [picture], look_of(mode, strength=strength), [0, 33])
    assert np.array_equal(said["out"][-1], picture)


def test_it_is_mirrored(page: Page) -> None:
    picture = dark(FrameSize(320, 180))
    plain = rendered(page, [picture], look_of("on"), [0])["out"][0]
    mirrored = rendered(page, [picture], look_of("on", mirror=True), [0])["out"][0]
    assert difference(mirrored, plain[:, ::-1]) < 0.5
    off = rendered(page, [picture], look_of("off", mirror=True), [0])["out"][0]
    assert np.array_equal(off, picture[:, ::-1])


VECTORS = """
async ({small, width, height, maps, mapWidth, mapHeight, elapsed}) => {
  const { Scene } = await import('/engine/scene.js');
  const scene = new Scene(width, height, mapWidth, mapHeight);
  return small.map((rgb, at) => {
    const rgba = new Uint8Array(4 * width * height);
    for (let i = 0; i < width * height; i++) rgba.set(rgb.slice(3 * i, 3 * i + 3), 4 * i);
    const look = { mode: 'auto', strength: 1, denoise: 0, mirror: false };
    const guided = scene.update(rgba, Float32Array.from(maps[at]), look, elapsed);
    return { amount: scene.amount, strength: scene.strength, white: scene.white,
             guided: guided && Array.from(guided) };
  });
}
"""


def test_small_things_are_done_as_on_the_desktop(page: Page) -> None:
    """Auto, calm, tone and the guided map, over a scene that is dark, brightens and is cut."""
    from kernels import resize
    from vcam.enhance.auto import AutoExposure, median_luma
    from vcam.enhance.calm import CalmMap
    from vcam.enhance.tone import Tone

    model = CurveModel(kind="float32")
    lights = [0.1, 0.1, 0.11, 0.15, 0.2, 0.6, 0.6, 1.4, 1.4, 1.4, 0.1, 0.1, 0.1, 0.1]
    small = [np.ascontiguousarray(dark(FrameSize(96, 56), light)[:, :, ::-1]) for light in lights]
    maps = [golden.maps(each, model) for each in small]
    rows, columns = maps[0].shape
    got = page.evaluate(
        VECTORS,
        {
            "small": [each.ravel().tolist() for each in small],
            "maps": [each.ravel().tolist() for each in maps],
            "width": 96,
            "height": 56,
            "mapWidth": columns,
            "mapHeight": rows,
            "elapsed": 0.4,
        },
    )
    auto, calm, tone = AutoExposure(), CalmMap(), Tone()
    guided = np.empty((2, 56, 96), np.float32)
    for each, picture, fresh in zip(got, small, maps, strict=True):
        amount = auto.update(median_luma(picture), 0.4)
        assert each["amount"] == pytest.approx(amount, abs=1e-9)
        if amount == 0:
            calm.reset()
            tone.forget()
            assert each["guided"] is None
            continue
        curve_map = calm.update(picture, fresh, 0.4)
        factor, white = tone.update(picture, curve_map, 0.4)
        assert each["strength"] == pytest.approx(amount * factor, abs=1e-3)
        assert each["white"] == pytest.approx(white, abs=1e-6)
        if not curve_map.any():
            assert each["guided"] is None
            continue
        resize.guide_map(picture, curve_map, guided)
        np.testing.assert_allclose(
            np.array(each["guided"]).reshape(56, 96, 2).transpose(2, 0, 1), guided, atol=2e-4
        )
