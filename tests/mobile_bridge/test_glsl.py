"""The network as shaders: what is written is what the released file says, and Mesa computes the same maps."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mobile_bridge.glsl import __main__ as writer
from mobile_bridge.glsl import golden, graph, shaders, sides
from tests.mobile_bridge.gles import Gles, gles, needs_gles
from vcam.core.formats import FrameSize
from vcam.enhance.model import CurveModel, Encoding

__all__ = ["gles"]

LEVEL = 1 / 255


def load(name: str) -> tuple[Any, bytes]:
    folder = writer.FOLDER
    return json.loads((folder / f"{name}.json").read_text("utf-8")), (folder / f"{name}.bin").read_bytes()


class Network:
    """Runs the program as a phone does."""

    def __init__(self, context: Gles, kind: str) -> None:
        self._gles, self._kind = context, kind
        about, data = load("program")
        size = about["weights"]
        texels = np.frombuffer(data, "<f4").reshape(size["height"], size["width"], 4)
        self._weights = context.texture(size["width"], size["height"], "rgba32f", texels)
        self._passes = [(each, context.program(each["shader"])) for each in about["passes"]]

    def run(self, small: NDArray[np.uint8]) -> NDArray[np.float32]:
        height, width, _ = small.shape
        rgba = np.dstack([small, np.full((height, width), 77, np.uint8)])
        textures = {"small": self._gles.texture(width, height, "rgba8", rgba)}
        for each, program in self._passes:
            divide = each["divide"]
            columns, rows = (width // divide, height // divide) if divide else (1, 1)
            target = self._gles.texture(columns * each["groups"], rows, self._kind)
            given = {name: textures[name] for name in each["inputs"]}
            self._gles.draw(program, target, {**given, "weights": self._weights})
            textures[each["output"]] = target
        return self._gles.read(textures["map"])[:, :, 0].astype(np.float32)


def test_the_files_are_what_the_released_network_gives() -> None:
    about, data = load("program")
    expected, weights = writer.program()
    assert about == json.loads(json.dumps(expected)), "run: python -m mobile_bridge.glsl"
    assert data == weights
    pictures, golden_data = load("golden")
    fresh, fresh_data = writer.golden_pictures()
    assert pictures == fresh
    for each in pictures:
        old, new = (maps_of(each, of) for of in (golden_data, fresh_data))
        np.testing.assert_allclose(old, new, atol=1e-5)


def maps_of(about: dict[str, int], data: bytes) -> NDArray[np.float32]:
    count = about["mapWidth"] * about["mapHeight"]
    return np.frombuffer(data, "<f4", count, about["map"]).reshape(about["mapHeight"], -1)


def picture_of(about: dict[str, int], data: bytes) -> NDArray[np.uint8]:
    count = about["width"] * about["height"] * 3
    return np.frombuffer(data, np.uint8, count, about["picture"]).reshape(about["height"], -1, 3)


@needs_gles
@pytest.mark.parametrize(("kind", "allowed"), [("rgba32f", 2e-6), ("rgba16f", LEVEL)])
def test_mesa_makes_the_golden_maps(gles: Gles, kind: str, allowed: float) -> None:
    network, (pictures, data) = Network(gles, kind), load("golden")
    worst = 0.0
    for each in pictures:
        worst = max(worst, float(np.abs(network.run(picture_of(each, data)) - maps_of(each, data)).max()))
    assert worst <= allowed


@needs_gles
@pytest.mark.parametrize(("kind", "allowed"), [("rgba32f", 2e-6), ("rgba16f", LEVEL)])
def test_any_size_will_do(gles: Gles, kind: str, allowed: float) -> None:
    network, model, rng = Network(gles, kind), CurveModel(kind="float32"), np.random.default_rng(1)
    for size in (
        FrameSize(96, 40),
        FrameSize(40, 96),
        FrameSize(64, 64),
        FrameSize(16, 96),
        FrameSize(20, 16),
    ):
        small = (rng.random((size.height, size.width, 3)) ** 3 * 120).astype(np.uint8)
        assert np.abs(network.run(small) - golden.maps(small, model)).max() <= allowed


@pytest.mark.skipif(shutil.which("glslangValidator") is None, reason="needs glslang-tools")
def test_every_shader_is_valid(tmp_path: Path) -> None:
    about, _ = load("program")
    for number, each in enumerate(about["passes"]):
        (tmp_path / f"{number}.frag").write_text(each["shader"])
    files = [str(each) for each in sorted(tmp_path.glob("*.frag"))]
    done = subprocess.run(["glslangValidator", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_sizes_are_found_in_the_file_and_nowhere_else() -> None:
    content = writer.released().content
    where = sides.find(content)
    about, _ = load("program")
    columns = about["longSide"]
    assert sides.resized(content, where, columns, 56) == content, "its own size"
    other = sides.resized(content, where, 40, 96)
    assert sides.find(other) == where
    changed = {at for at, (old, new) in enumerate(zip(content, other, strict=True)) if old != new}
    assert changed <= {side.at for side in where}


def test_another_encoding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = dataclasses.replace(writer.released(), encoding=Encoding.NONE)
    monkeypatch.setattr(writer, "read_model", lambda *_: plain)
    with pytest.raises(graph.Unsupported, match="encoding"):
        writer.program()


def test_what_the_shaders_do_not_have_is_said() -> None:
    operation = graph.Operation("softmax", (0,), 1)
    odd = graph.Graph((operation,), 0, 1, {0: (8, 8, 3), 1: (8, 8, 3)}, {})
    with pytest.raises(graph.Unsupported, match="softmax"):
        shaders.translate(odd)
