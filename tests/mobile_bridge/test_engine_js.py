"""The page's picture, in real Chromium, against the desktop's of the same frames."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from mobile_bridge.bridge import Bridge
from mobile_bridge.glsl import golden
from tests.mobile_bridge.browser import chromium, needs_chromium
from tests.mobile_bridge.conftest import free_port
from vcam.core.formats import FULL_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel
from vcam.media.picture import read_picture
from vcam.pipeline import Pipeline
from vcam.sources.synthetic import PORTRAIT

pytestmark = [needs_chromium, pytest.mark.slow]
Picture = NDArray[np.uint8]

RENDER = """
async ({pictures, look, times}) => {
  const { Enhancer } = await import('/engine/enhancer.js');
  const canvas = document.createElement('canvas');
  const enhancer = await Enhancer.create(canvas);
  const said = { tried: enhancer.tried, accelerator: enhancer.accelerator, out: [] };
  for (let at = 0; at < times.length; at++) {
    const bytes = await (await fetch('data:image/png;base64,' + pictures[at % pictures.length])).blob();
    const bitmap = await createImageBitmap(bytes, { colorSpaceConversion: 'none' });
    while (enhancer.isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
    said.result = enhancer.render(bitmap, bitmap.width, bitmap.height, look, times[at]);
    said.out.push(canvas.toDataURL('image/png').split(',')[1]);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  enhancer.dispose();
  return said;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(flags=["--disable-web-security"]) as browser:
        yield browser


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of ours, whose policy is set aside: tests put pictures in by data URLs."""
    bridge = Bridge(tmp_path_factory.mktemp("bridge"), port=free_port(), addresses=list)
    bridge.start()
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"http://localhost:{bridge.port + 1}/engine/gl.js")
    yield page
    context.close()
    bridge.stop()


def dark(size: FrameSize, light: float = 0.15) -> Picture:
    """A person in a dim room, (H, W, 3) uint8 BGR."""
    lit = cv2.resize(read_picture(PORTRAIT), size, interpolation=cv2.INTER_AREA)
    lamp = np.linspace(1.6, 0.4, size.width)[:, None]
    return (lit * light * lamp).clip(0, 255).round().astype(np.uint8)


def rendered(page: Page, pictures: list[Picture], look: dict[str, Any], times_ms: list[float]) -> Any:
    encoded = [base64.b64encode(cv2.imencode(".png", each)[1].tobytes()).decode() for each in pictures]
    said = page.evaluate(RENDER, {"pictures": encoded, "look": look, "times": times_ms})
    decoded = [np.frombuffer(base64.b64decode(each), np.uint8) for each in said["out"]]
    said["out"] = [cv2.imdecode(each, cv2.IMREAD_COLOR) for each in decoded]
    return said


def desktop(pictures: list[Picture], look: Look, times_ms: list[float]) -> list[Picture]:
    pipeline = Pipeline(CurveModel(kind="float32"), StageTimes(), threads=1)
    out = []
    for at, time_ms in enumerate(times_ms):
        picture = pictures[at % len(pictures)]
        size = FrameSize(picture.shape[1], picture.shape[0])
        frame = Frame(picture.ravel(), PixelFormat.BGR, size, FULL_601, round(time_ms * 1e6) + 1)
        result = Frame.allocate(PixelFormat.BGR, size, FULL_601)
        pipeline.process(frame, result, look)
        out.append(result.data.reshape(picture.shape).copy())
    return out


def difference(one: Picture, other: Picture) -> float:
    return float(np.abs(one.astype(float) - other).mean())


def luma(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def look_of(mode: str, *, strength: float = 1.0, mirror: bool = False) -> dict[str, Any]:
    return {"mode": mode, "strength": strength, "denoise": 0, "mirror": mirror}


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


CHOOSE = """
async (damage) => {
  const { chooseAccelerator, loadModel } = await import('/engine/accelerators.js');
  const gl = document.createElement('canvas').getContext('webgl2');
  const model = await loadModel();
  const { program, golden } = model;
  if (damage === 'weights') new Float32Array(program.bin).forEach((w, at, all) => { all[at] = w * 1.1; });
  if (damage === 'nan') new Float32Array(program.bin).fill(NaN);
  if (damage === 'shader') program.json.passes[3].shader += 'rubbish';
  if (damage === 'golden') new Uint8Array(golden.bin).fill(90, 0, 5000);
  if (damage === 'floats') gl.getExtension = () => null;
  const other = { kind: 'other', predict: (small, w, h) => new Float32Array(w * h / 16), dispose() {} };
  const { network, tried } = await chooseAccelerator(gl, model, [
    { kind: 'broken', make: async () => { throw new Error('it is not there'); } },
    { kind: 'other', make: async () => other },
  ]);
  return { kind: network && network.kind, tried };
}
"""


def test_the_released_network_passes_its_check(page: Page) -> None:
    said = page.evaluate(CHOOSE, "")
    assert said["kind"] == "webgl2"
    assert [each["kind"] for each in said["tried"]] == ["webgl2"]
    assert said["tried"][0]["worst"] < 0.01


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("weights", "maps are wrong"),
        ("nan", "maps are wrong"),
        ("golden", "maps are wrong"),
        ("shader", "does not compile"),
        ("floats", "floating-point"),
    ],
)
def test_what_makes_other_maps_is_not_trusted_and_the_next_is_tried(
    page: Page, damage: str, why: str
) -> None:
    said = page.evaluate(CHOOSE, damage)
    assert said["kind"] is None
    tried = said["tried"]
    assert [each["kind"] for each in tried] == ["webgl2", "broken", "other"]
    assert why in tried[0]["why"]
    assert tried[1]["why"] == "it is not there"
    assert "maps are wrong" in tried[2]["why"]


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


@pytest.mark.skipif(not Path("/usr/bin/glslangValidator").exists(), reason="needs glslang-tools")
def test_every_shader_of_the_picture_is_valid() -> None:
    import subprocess

    folder = Path(golden.__file__).parents[1] / "web" / "engine" / "shaders"
    files = [str(each) for each in sorted(folder.glob("*.frag"))]
    assert len(files) >= 3
    done = subprocess.run(["glslangValidator", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
