"""The files that are shipped: the manifest, the network and what it answered on the day it was made."""

import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vcam.core.formats import FrameSize
from vcam.enhance.model import CurveModel

FOLDER = resources.files("models")
GOLDEN = Path(__file__).with_name("golden.npz")
KINDS = (
    *("float32", "float16", "dynamic-int8", "int8", "onnx", "onnx-int8"),
    *("whole-float32", "whole-int8", "whole-onnx", "whole-onnx-int8"),
)
TOLERANCE = {"float32": 1e-4, "float16": 2e-3, "dynamic-int8": 0.02, "int8": 0.03}


@pytest.fixture(scope="module")
def entry() -> dict[str, Any]:
    manifest: dict[str, dict[str, Any]] = tomllib.loads(
        (FOLDER / "manifest.toml").read_text(encoding="utf-8")
    )
    return manifest["lowlight"]


def test_files_are_those_of_the_manifest(entry: dict[str, Any]) -> None:
    assert set(entry["files"]) == set(KINDS)
    for each in entry["files"].values():
        content = (FOLDER / each["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each["sha256"]
        assert len(content) == each["bytes"] < 100_000


def test_no_other_files_are_shipped(entry: dict[str, Any]) -> None:
    shipped = {each.name for each in FOLDER.iterdir() if each.name.endswith((".tflite", ".onnx"))}
    assert shipped == {each["file"] for each in entry["files"].values()}


def test_manifest_tells_where_the_network_comes_from(entry: dict[str, Any]) -> None:
    assert entry["parameters"] == 19_467
    training = entry["training"]
    assert training["steps"] > 0
    assert all(training[key] for key in ("photos", "terms", "date", "code"))


def test_card_speaks_of_every_file(entry: dict[str, Any]) -> None:
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    assert all(each["file"] in card for each in entry["files"].values())


@pytest.mark.parametrize(("kind", "tolerance"), TOLERANCE.items())
def test_network_answers_as_on_the_day_it_was_made(kind: str, tolerance: float) -> None:
    golden = np.load(GOLDEN)
    small = golden["small"]
    model, out = CurveModel(kind=kind), np.empty(golden["curve_map"].shape, np.float32)
    model.configure(FrameSize(small.shape[1], small.shape[0]))
    model.predict(small, out)
    assert np.abs(out - golden["curve_map"]).max() < tolerance
    assert golden["curve_map"].min() < -0.1


@pytest.mark.parametrize(("kind", "tolerance"), TOLERANCE.items())
def test_a_room_with_a_window_is_lifted_as_on_the_day_it_was_made(kind: str, tolerance: float) -> None:
    golden = np.load(GOLDEN)
    small, wanted = golden["window"], golden["window_map"]
    model, out = CurveModel(kind=kind), np.empty(wanted.shape, np.float32)
    model.configure(FrameSize(small.shape[1], small.shape[0]))
    model.predict(small, out)
    # in 8 bits single places beside a window are off by more
    assert np.abs(out - wanted).mean() < tolerance
    window, room = wanted[3:6, 3:7], wanted[:, 12:]
    assert room.max() < -0.15 < 2 * window.min() < 0
    assert out[:, 12:].max() < -0.1


def mean_map(picture: np.ndarray) -> float:
    model = CurveModel()
    width, height = model.configure(FrameSize(picture.shape[1], picture.shape[0]))
    out = np.empty((height, width), np.float32)
    model.predict(picture, out)
    return float(out.mean())


def test_darker_pictures_are_brightened_more_and_a_lit_one_not_at_all() -> None:
    scene = np.random.default_rng(0).uniform(0.2, 1, (14, 24, 1)).repeat(4, 0).repeat(4, 1) * np.ones(3)
    maps = [mean_map(np.asarray(scene * level, np.uint8)) for level in (12, 30, 60, 200)]
    assert maps == sorted(maps)
    assert maps[0] < -0.3
    assert maps[-1] == 0
