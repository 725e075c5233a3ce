"""Noise reduction on the page, in real Chromium: what is measured, what is taken away, what is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.engine_page import (
    Picture,
    as_png,
    browser,
    desktop,
    difference,
    look_of,
    luma,
    of_png,
    page,
    rendered,
)
from tests.mobile_bridge.film import dark
from tests.mobile_bridge.gles import Gles, gles, needs_gles
from tests.mobile_bridge.phone_gpu import PhoneGpu
from vcam.core.formats import FULL_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.enhance.change import Change, SceneWatch
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.noise import NoiseLevel

__all__ = ["browser", "gles", "page"]

pytestmark = [needs_chromium, pytest.mark.slow]
SIZE = FrameSize(320, 180)
COUNT = 16
TIMES_MS = [33.0 * at for at in range(COUNT)]


def noisy(clean: Picture, seed: int, sigma: float = 3.0) -> Picture:
    noise = np.random.default_rng(seed).normal(0, sigma, clean.shape)
    return np.asarray((clean + noise).clip(0, 255).round(), np.uint8)


def film(light: float = 0.15) -> tuple[list[Picture], list[Picture]]:
    """A still room in which a bright bar passes: without noise, and with."""
    clean = []
    for at in range(COUNT):
        picture = dark(SIZE, light)
        picture[40:140, 20 + 8 * at : 44 + 8 * at] = 140
        clean.append(picture)
    return clean, [noisy(each, at) for at, each in enumerate(clean)]


def test_noise_is_taken_down_as_on_the_desktop_and_nothing_is_left_behind(page: Page) -> None:
    clean, seen = film()
    plain = rendered(page, seen, look_of("on"), TIMES_MS)["out"]
    calm = rendered(page, seen, look_of("on", denoise=1), TIMES_MS)["out"]
    wanted = desktop(seen, Look(EnhanceMode.ON, 1.0, denoise=1), TIMES_MS)
    ideal = desktop(clean, Look(EnhanceMode.ON, 1.0, denoise=0), TIMES_MS)
    still, behind = np.s_[:30], np.s_[45:135, 8 * COUNT - 50 : 8 * COUNT]

    def left(one: list[Picture], part: Any) -> float:
        off = [
            luma(each)[part].astype(float) - luma(other)[part] for each, other in zip(one, ideal, strict=True)
        ]
        return float(np.sqrt(np.mean(np.square(off[-1]))))

    def flicker(frames: list[Picture]) -> float:
        return float(np.abs(luma(frames[-1])[still].astype(float) - luma(frames[-2])[still]).mean())

    assert flicker(calm) < 0.3 * flicker(plain)
    assert flicker(calm) < 1.3 * flicker(wanted)
    assert left(calm, still) < 0.6 * left(plain, still)
    assert left(calm, still) < 1.25 * left(wanted, still)
    assert left(calm, behind) < 1.25 * left(wanted, behind)
    assert left(calm, behind) < left(plain, behind), "a ghost would be more than the noise"


def test_the_first_frame_has_its_noise_and_the_later_ones_have_not(page: Page) -> None:
    seen = [noisy(dark(SIZE), at) for at in range(5)]
    plain = rendered(page, seen, look_of("on"), TIMES_MS[:5])["out"]
    calm = rendered(page, seen, look_of("on", denoise=1), TIMES_MS[:5])["out"]
    np.testing.assert_array_equal(calm[0], plain[0])
    assert difference(calm[-1], plain[-1]) > 2


WATCH = """
async ({small, width, samples}) => {
  const { SceneWatch } = await import('/engine/change.js');
  const { NoiseLevel } = await import('/engine/noise.js');
  const [watch, level] = [new SceneWatch(), new NoiseLevel()];
  return small.map((rgb, at) => {
    const rgba = new Uint8Array(rgb.length / 3 * 4);
    for (let i = 0; i < rgb.length / 3; i++) rgba.set(rgb.slice(3 * i, 3 * i + 3), 4 * i);
    const change = watch.update(rgba, width);
    level.update(Uint32Array.from(samples[at]), change);
    return { change, noise: level.noise && { ...level.noise } };
  });
}
"""


def looked_at(page: Page, small: list[Picture], samples: list[NDArray[np.uint32]]) -> list[Any]:
    said = page.evaluate(
        WATCH,
        {
            "small": [each.ravel().tolist() for each in small],
            "width": small[0].shape[1],
            "samples": [each.ravel().tolist() for each in samples],
        },
    )
    return list(said)


def test_changes_are_told_as_on_the_desktop(page: Page) -> None:
    room = dark(FrameSize(97, 56))
    lights = [1, 1, 1, 1.02, 1.05, 1.05, 1.05, 1.05, 3, 3, 3, 0.9, 0.9, 0.9]
    small = [noisy((light * room).clip(0, 255).astype(np.uint8), at, 0.7) for at, light in enumerate(lights)]
    small += [np.roll(room, at, axis=1) for at in range(5)]
    small += [np.zeros_like(room)] * 3
    got = looked_at(page, small, [np.zeros(8000, np.uint32)] * len(small))
    watch = SceneWatch()
    wanted = [watch.update(each) for each in small]
    assert {each.is_still for each in wanted} == {True, False}
    assert any(each.light != 1 for each in wanted)
    for each, change in zip(got, wanted, strict=True):
        assert each["change"] == {
            "light": pytest.approx(change.light, abs=1e-5),
            "isStill": change.is_still,
        }


@needs_gles
@pytest.mark.parametrize("sigma", [1.0, 3.0, 8.0])
def test_noise_is_measured_as_on_the_desktop(page: Page, gles: Gles, sigma: float) -> None:
    size = FrameSize(640, 360)
    room = dark(size, 0.25)
    seen = [noisy(room, at, sigma) for at in range(20)]
    phone = PhoneGpu(gles, *size)
    small = [phone.shrink(np.ascontiguousarray(each[..., ::-1]), 96, 56) for each in seen]
    samples = [phone.samples(np.ascontiguousarray(each[..., ::-1])) for each in seen]
    got = looked_at(page, small, samples)[-1]["noise"]
    watch, level = SceneWatch(), NoiseLevel(*size)
    change = Change()
    for each, picture in zip(seen, small, strict=True):
        change = watch.update(picture)
        noise = level.update(Frame(each.ravel(), PixelFormat.BGR, size, FULL_601), change)
    assert noise is not None
    start, slope, least, chroma, likeness = noise.tolist()
    assert got["start"] + 40 * got["slope"] == pytest.approx(start + 40 * slope, rel=0.1)
    assert got["chroma"] == pytest.approx(chroma, rel=0.1)
    assert got["likeness"] == pytest.approx(likeness, abs=0.04)
    assert got["least"] == least


OTHER = """
async ({picture, fails}) => {
  const { Enhancer, loadShaders } = await import('/engine/enhancer.js');
  const { loadModel } = await import('/engine/accelerators.js');
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2');
  let asked = 0;
  const network = {
    kind: 'litert-wasm',
    configure: (width, height) => [width / 4, height / 4],
    predict: async (small, width, height) => {
      asked += 1;
      if (fails) throw new Error('it stopped');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return new Float32Array(width * height / 16).fill(-0.2);
    },
    dispose() { this.isGone = true; },
  };
  const enhancer = new Enhancer(canvas, gl, await loadShaders(), await loadModel(), { network, tried: [] });
  const bytes = await (await fetch('data:image/png;base64,' + picture)).blob();
  const bitmap = await createImageBitmap(bytes, { colorSpaceConversion: 'none' });
  const look = { mode: 'on', strength: 1, denoise: 1, mirror: false };
  const said = [];
  for (let at = 0; at < 12; at++) {
    while (enhancer.isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
    const done = enhancer.render(bitmap, bitmap.width, bitmap.height, look, 33 * at);
    said.push(done && done.enhanced);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const out = canvas.toDataURL('image/png').split(',')[1];
  const { accelerator, tried } = enhancer;
  enhancer.dispose();
  return { said, asked, out, accelerator, tried, isGone: !!network.isGone };
}
"""


def test_a_network_beside_the_gpu_is_waited_for_and_frames_do_not_wait_for_it(page: Page) -> None:
    picture = dark(SIZE)
    said = page.evaluate(OTHER, {"picture": as_png(picture), "fails": False})
    first = said["said"].index(True)
    assert first > 0, "its first map comes later"
    assert said["said"] == [False] * first + [True] * (12 - first)
    assert 2 <= said["asked"] < 10
    assert difference(of_png(said["out"]), picture) > 20


def test_a_network_that_gives_up_leaves_the_frames_to_the_desktop(page: Page) -> None:
    picture = dark(SIZE)
    said = page.evaluate(OTHER, {"picture": as_png(picture), "fails": True})
    assert said["said"][-1] is False
    assert said["accelerator"] == "none"
    assert [each["why"] for each in said["tried"]] == ["it stopped"]
    assert said["isGone"]
    np.testing.assert_array_equal(of_png(said["out"]), picture)


PACE = """
async (parts) => {
  const { Pace } = await import('/engine/pace.js');
  const pace = new Pace();
  return parts.map(({frames, every, isCalm}) => {
    for (let at = 0; at < frames; at++) pace.update(at % every === 0, isCalm);
    return pace.isTooSlow;
  });
}
"""


def test_a_phone_that_drops_frames_does_without(page: Page) -> None:
    def part(frames: int, every: int, *, is_calm: bool = True) -> dict[str, Any]:
        return {"frames": frames, "every": every, "isCalm": is_calm}

    assert page.evaluate(PACE, [part(600, 10), part(600, 2, is_calm=False), part(50, 2)]) == [False] * 3
    assert page.evaluate(PACE, [part(60, 4), part(600, 1000)]) == [True] * 2


SLOW = """
async ({picture}) => {
  const { Enhancer } = await import('/engine/enhancer.js');
  const canvas = document.createElement('canvas');
  const enhancer = await Enhancer.create(canvas);
  const bytes = await (await fetch('data:image/png;base64,' + picture)).blob();
  const bitmap = await createImageBitmap(bytes, { colorSpaceConversion: 'none' });
  const look = { mode: 'on', strength: 1, denoise: 1, mirror: false };
  const draw = (at) => enhancer.render(bitmap, bitmap.width, bitmap.height, look, 33 * at);
  const rest = async () => {
    while (enhancer.isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  for (let at = 0; at < 8; at++) { draw(at); await rest(); }
  const before = [enhancer.way.isCalm, enhancer.note];
  const { isBusy } = enhancer;
  enhancer.isBusy = () => true;
  for (let at = 0; at < 60; at++) draw(at);
  enhancer.isBusy = isBusy;
  await rest();
  draw(9);
  const after = [enhancer.way.isCalm, enhancer.note];
  enhancer.dispose();
  return [before, after];
}
"""


def test_it_is_told_that_noise_stays(page: Page) -> None:
    before, after = page.evaluate(SLOW, {"picture": as_png(noisy(dark(SIZE), 0))})
    assert before == [True, ""]
    assert after == [False, "this phone is too slow for noise reduction in this size"]
