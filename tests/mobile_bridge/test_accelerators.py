"""What runs the network on a phone: only what makes the golden maps, and why others do not is told.

In real Chromium, by the server's own policy: WebGL2, and LiteRT.js on WebAssembly and on WebGPU.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route

from mobile_bridge.bridge import Bridge
from mobile_bridge.glsl import __main__ as writer
from mobile_bridge.glsl import golden, sides
from tests.mobile_bridge.browser import chromium, needs_chromium
from tests.mobile_bridge.conftest import free_port
from tests.mobile_bridge.litert import litert
from vcam.core.formats import FrameSize
from vcam.enhance.model import CurveModel

__all__ = ["litert"]

pytestmark = [needs_chromium, pytest.mark.slow]

WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]
ORDER = ["webgl2", "litert-webgpu", "litert-wasm"]

CHOOSE = """
async (damage) => {
  const { chooseAccelerator, loadModel } = await import('/engine/accelerators.js');
  const { litertCandidates } = await import('/engine/litert.js');
  const gl = document.createElement('canvas').getContext('webgl2');
  const model = await loadModel();
  const { program, golden } = model;
  const weights = new Float32Array(program.bin);
  if (damage === 'weights') weights.forEach((w, at) => { weights[at] = w * 1.02; });
  if (damage === 'one weight') weights[0] += 1;
  if (damage === 'nan') weights.fill(NaN);
  if (damage === 'shader') program.json.passes[3].shader += 'rubbish';
  if (damage === 'golden') new Uint8Array(golden.bin).fill(90, 0, 5000);
  if (damage === 'floats') gl.getExtension = () => null;
  if (damage === 'only half floats') {
    const has = gl.getExtension.bind(gl);
    gl.getExtension = (name) => (name === 'EXT_color_buffer_float' ? null : has(name));
  }
  if (damage === 'lost') gl.getExtension('WEBGL_lose_context').loseContext();
  if (damage === 'lost in the check') {
    const read = gl.readPixels.bind(gl);
    gl.readPixels = (...all) => { read(...all); gl.getExtension('WEBGL_lose_context').loseContext(); };
  }
  const { network, tried } = await chooseAccelerator(gl, model, litertCandidates(program.json));
  const kind = network && network.kind;
  if (network) network.dispose();
  return { kind, tried };
}
"""

COMPAT = """
async () => {
  const { loadModel } = await import('/engine/accelerators.js');
  const { check, goldenPictures } = await import('/engine/check.js');
  const { LiteRtNetwork } = await import('/engine/litert.js');
  const litert = await import('/vendor/litert/index.js');
  await litert.loadLiteRt('/vendor/litert/litert_wasm_compat_internal.js');
  const { program, golden } = await loadModel();
  const content = new Uint8Array(await (await fetch('/model/lowlight.tflite')).arrayBuffer());
  const network = new LiteRtNetwork(litert, content, program.json.file.sides, 'wasm');
  return check((...picture) => network.predict(...picture), goldenPictures(golden));
}
"""

SILENT = """
async () => {
  const { LiteRtNetwork } = await import('/engine/litert.js');
  const compiled = { isFullyAccelerated: true, run: () => new Promise(() => {}), delete() {} };
  const litert = { loadAndCompile: async () => compiled, Tensor: class { delete() {} } };
  const network = new LiteRtNetwork(litert, new Uint8Array(8), [{ at: 0, of: 'width', divide: 4 }], 'webgpu');
  network.patienceMs = 50;
  return network.predict(new Uint8Array(1024), 16, 16).catch((error) => error.message);
}
"""

PART = """
async () => {
  const { LiteRtNetwork } = await import('/engine/litert.js');
  let freed = 0;
  const compiled = { isFullyAccelerated: false, delete() { freed += 1; } };
  const litert = { loadAndCompile: async () => compiled };
  const network = new LiteRtNetwork(litert, new Uint8Array(8), [{ at: 0, of: 'width', divide: 4 }], 'webgpu');
  const why = await network.predict(new Uint8Array(1024), 16, 16).catch((error) => error.message);
  return [why, freed];
}
"""

OTHERS = """
async () => {
  const { chooseAccelerator, loadModel } = await import('/engine/accelerators.js');
  const gl = document.createElement('canvas').getContext('webgl2');
  const model = await loadModel();
  new Float32Array(model.program.bin).fill(0);
  let disposed = 0;
  const fake = (predict) => async () => ({ kind: 'fake', predict, dispose() { disposed += 1; } });
  const { network, tried } = await chooseAccelerator(gl, model, [
    { kind: 'broken', make: async () => { throw new Error('it is not there'); } },
    { kind: 'nan', make: fake((small, w, h) => new Float32Array(w * h / 16).fill(NaN)) },
    { kind: 'short', make: fake(() => new Float32Array(3)) },
    { kind: 'flat', make: fake((small, w, h) => new Float32Array(w * h / 16)) },
    { kind: 'stops', make: fake(async () => { throw new Error('it stopped'); }) },
  ]);
  return { network, tried, disposed };
}
"""

PREDICT = """
async ({accelerator, pictures}) => {
  const { loadModel } = await import('/engine/accelerators.js');
  const { LiteRtNetwork } = await import('/engine/litert.js');
  const { program } = await loadModel();
  const network = await LiteRtNetwork.create(program.json, accelerator);
  const asked = pictures.map(({ rgb, width, height }) => { // all at once: they wait for each other
    const small = new Uint8Array(4 * width * height).fill(255);
    for (let at = 0; at < width * height; at++) small.set(rgb.slice(3 * at, 3 * at + 3), 4 * at);
    const [columns, rows] = network.configure(width, height);
    return network.predict(small, width, height).then((map) => ({ columns, rows, map: Array.from(map) }));
  });
  network.dispose(); // after them
  return Promise.all(asked);
}
"""

RENDER = """
async ({frames, fail}) => {
  const { Enhancer } = await import('/engine/enhancer.js');
  const canvas = document.createElement('canvas');
  const find = canvas.getContext.bind(canvas);
  canvas.getContext = (...all) => { // a phone that cannot draw floats
    const gl = find(...all);
    const has = gl.getExtension.bind(gl);
    gl.getExtension = (name) => (name.startsWith('EXT_color_buffer') ? null : has(name));
    return gl;
  };
  const enhancer = await Enhancer.create(canvas);
  const source = new OffscreenCanvas(64, 36);
  const context = source.getContext('2d');
  context.fillStyle = 'rgb(24, 22, 20)';
  context.fillRect(0, 0, 64, 36);
  const said = { accelerator: enhancer.accelerator, enhanced: [], pixels: [] };
  for (let at = 0; at < frames; at++) {
    if (at === fail) enhancer.network.predict = () => Promise.reject(new Error('it broke'));
    const look = { mode: 'on', strength: 1, denoise: 0.5, mirror: false };
    const done = enhancer.render(source, 64, 36, look, 33 * at);
    const pixel = new Uint8Array(4);
    enhancer.gl.bindFramebuffer(enhancer.gl.FRAMEBUFFER, null);
    enhancer.gl.readPixels(32, 18, 1, 1, enhancer.gl.RGBA, enhancer.gl.UNSIGNED_BYTE, pixel);
    said.enhanced.push(done && done.enhanced);
    said.pixels.push(pixel[0]);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  said.tried = enhancer.tried;
  said.after = enhancer.accelerator;
  enhancer.dispose();
  return said;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(flags=WEBGPU) as browser:
        yield browser


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    bridge = Bridge(tmp_path_factory.mktemp("bridge"), port=free_port(), addresses=list)
    bridge.start()
    yield f"http://localhost:{bridge.port + 1}"
    bridge.stop()


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """An empty page under the server's policy."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/engine/gl.js")
    yield page
    context.close()


def kinds(said: Any) -> list[str]:
    return [each["kind"] for each in said["tried"]]


def reasons(said: Any) -> dict[str, str]:
    return {each["kind"]: each["why"] for each in said["tried"]}


def test_webgl2_makes_the_golden_maps_and_nothing_else_is_fetched(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said = page.evaluate(CHOOSE, "")
    assert said["kind"] == "webgl2"
    assert kinds(said) == ["webgl2"]
    assert said["tried"][0]["worst"] < 0.01
    assert not [url for url in asked if "vendor" in url or url.endswith(".tflite")]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("weights", "maps are wrong"),
        ("one weight", "maps are wrong"),
        ("nan", "maps are wrong"),
        ("shader", "does not compile"),
        ("floats", "floating-point"),
    ],
)
def test_shaders_that_are_not_right_give_way_to_litert(
    page: Page, litert: Path, damage: str, why: str
) -> None:
    said = page.evaluate(CHOOSE, damage)
    assert why in reasons(said)["webgl2"]
    assert said["kind"] == "litert-webgpu"
    assert kinds(said) == ORDER[:2]
    assert said["tried"][1]["worst"] < 0.05


def test_half_floats_are_exact_enough(page: Page) -> None:
    said = page.evaluate(CHOOSE, "only half floats")
    assert said["kind"] == "webgl2"
    assert 0.01 < said["tried"][0]["worst"] < 1


def test_every_candidate_has_its_turn_and_its_reason(page: Page) -> None:
    said = page.evaluate(OTHERS)
    assert said["network"] is None
    why = reasons(said)
    assert list(why) == ["webgl2", "broken", "nan", "short", "flat", "stops"]
    assert why["broken"] == "it is not there"
    assert "no numbers" in why["nan"]
    assert "too few" in why["short"]
    assert "maps are wrong" in why["flat"]
    assert why["stops"] == "it stopped"
    assert said["disposed"] == 4, "what is not trusted is freed"


def test_without_webgpu_it_is_webassembly(page: Page, litert: Path) -> None:
    page.evaluate("Object.defineProperty(navigator, 'gpu', { value: undefined })")
    said = page.evaluate(CHOOSE, "nan")
    assert said["kind"] == "litert-wasm"
    assert kinds(said) == ORDER
    assert reasons(said)["litert-webgpu"] == "this browser has no WebGPU"
    assert said["tried"][2]["worst"] < 0.01


def test_browsers_without_relaxed_simd_have_it_too(page: Page, litert: Path) -> None:
    said = page.evaluate(COMPAT)
    assert said["ok"]
    assert said["worst"] < 0.01


def test_maps_of_another_file_are_caught_wherever_they_are_made(page: Page, litert: Path) -> None:
    """The same network with one weight off: it loads, runs, and is not trusted."""
    content = bytearray(writer.released().content)
    weight = content.find(np.float32(first_weight()).tobytes())
    assert weight > 0
    content[weight : weight + 4] = np.float32(3).tobytes()
    page.route("**/model/lowlight.tflite", lambda route: route.fulfill(body=bytes(content)))
    said = page.evaluate(CHOOSE, "nan")
    assert said["kind"] is None
    assert kinds(said) == ORDER
    for kind in ORDER[1:]:
        assert "maps are wrong" in reasons(said)[kind]


def first_weight() -> float:
    """Some weight of the network's first layer."""
    return float(np.frombuffer((writer.FOLDER / "program.bin").read_bytes(), "<f4")[0])


def test_golden_maps_that_are_not_this_networks_trust_nothing(page: Page, litert: Path) -> None:
    said = page.evaluate(CHOOSE, "golden")
    assert said["kind"] is None
    assert kinds(said) == ORDER
    assert all("maps are wrong" in why for why in reasons(said).values())


@pytest.mark.parametrize("damage", ["lost", "lost in the check"])
def test_a_gpu_that_is_taken_away_ends_the_search(page: Page, damage: str) -> None:
    said = page.evaluate(CHOOSE, damage)
    assert said["kind"] is None
    assert reasons(said) == {"webgl2": "the GPU was taken away"}


def test_a_gpu_that_does_not_answer_is_not_waited_for_for_ever(page: Page) -> None:
    assert page.evaluate(SILENT) == "it does not answer"


def test_what_would_run_in_part_elsewhere_is_not_taken(page: Page) -> None:
    assert page.evaluate(PART) == ["not all of the network runs there", 1]


def missing(route: Route) -> None:
    route.fulfill(status=404)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("**/vendor/litert/index.js", "the computer has no LiteRT.js"),
        ("**/model/lowlight.tflite", r"lowlight\.tflite is not there \(404\)"),
    ],
)
def test_what_is_missing_is_said(page: Page, litert: Path, what: str, why: str) -> None:
    page.route(what, missing)
    said = page.evaluate(CHOOSE, "floats")
    assert said["kind"] is None
    assert all(re.search(why, reasons(said)[kind]) for kind in ORDER[1:])


@pytest.mark.parametrize("accelerator", ["wasm", "webgpu"])
def test_litert_takes_pictures_of_any_size(page: Page, litert: Path, accelerator: str) -> None:
    rng, model = np.random.default_rng(2), CurveModel(kind="float32")
    sizes = [FrameSize(96, 56), FrameSize(56, 96), FrameSize(20, 16), FrameSize(96, 56), FrameSize(64, 64)]
    small = [(rng.random((*size[::-1], 3)) ** 3 * 150).astype(np.uint8) for size in sizes]
    pictures = [
        {"rgb": each.ravel().tolist(), "width": size.width, "height": size.height}
        for each, size in zip(small, sizes, strict=True)
    ]
    said = page.evaluate(PREDICT, {"accelerator": accelerator, "pictures": pictures})
    for each, got in zip(small, said, strict=True):
        expected = golden.maps(each, model)
        assert (got["rows"], got["columns"]) == expected.shape
        np.testing.assert_allclose(np.reshape(got["map"], expected.shape), expected, atol=1e-4)


def test_a_phone_that_cannot_draw_floats_brightens_by_litert(page: Page, litert: Path) -> None:
    said = page.evaluate(RENDER, {"frames": 12, "fail": -1})
    assert said["accelerator"] == said["after"] == "litert-webgpu"
    assert said["enhanced"][0] is False, "its first map comes later"
    assert said["pixels"][0] == 24
    assert said["enhanced"][-1] is True
    assert said["pixels"][-1] > 40


def test_a_network_that_breaks_later_is_let_go(page: Page, litert: Path) -> None:
    said = page.evaluate(RENDER, {"frames": 16, "fail": 8})
    assert said["enhanced"][7] is True
    assert said["enhanced"][-1] is False
    assert said["pixels"][-1] == 24
    assert said["after"] == "none"
    assert said["tried"][-1]["why"] == "it broke"


def test_litert_keeps_to_the_policy_and_to_the_computer(page: Page, litert: Path) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.evaluate(CHOOSE, "floats")
    assert not [line for line in told if "Content Security Policy" in line]
    assert len(hosts) == 1
    assert page.evaluate("crossOriginIsolated")


def test_the_file_resized_is_the_network_resized(litert: Path) -> None:
    from ai_edge_litert.interpreter import Interpreter

    from vcam.enhance.model import codes_of_bytes, quiet_runtime

    file, rng, model = writer.released(), np.random.default_rng(3), CurveModel(kind="float32")
    where = sides.find(file.content)
    for width, height in ((96, 56), (56, 96), (16, 20), (96, 72)):
        with quiet_runtime():
            interpreter = Interpreter(model_content=sides.resized(file.content, where, width, height))
            interpreter.allocate_tensors()
        small = rng.integers(0, 90, (height, width, 3), np.uint8)
        interpreter.set_tensor(
            interpreter.get_input_details()[0]["index"], codes_of_bytes(file.encoding)[small][None]
        )
        interpreter.invoke()
        got = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0, :, :, 0]
        np.testing.assert_allclose(got, golden.maps(small, model), atol=1e-6)


def test_the_page_has_the_released_file() -> None:
    about = json.loads((writer.FOLDER / "program.json").read_text("utf-8"))["file"]
    assert (writer.FOLDER / about["name"]).read_bytes() == writer.released().content
