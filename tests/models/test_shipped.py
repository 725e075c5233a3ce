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


@pytest.fixture(scope="module")
def entry() -> dict[str, Any]:
    manifest: dict[str, dict[str, Any]] = tomllib.loads(
        (FOLDER / "manifest.toml").read_text(encoding="utf-8")
    )
    return manifest["sgz"]


def test_file_is_the_one_of_the_manifest(entry: dict[str, Any]) -> None:
    content = (FOLDER / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(content) == entry["bytes"] < 60_000


def test_manifest_tells_where_the_network_comes_from(entry: dict[str, Any]) -> None:
    assert entry["parameters"] == 10_561
    training = entry["training"]
    assert training["steps"] > 0
    assert all(training[key] for key in ("photos", "terms", "date", "code"))


def test_card_speaks_of_every_model(entry: dict[str, Any]) -> None:
    assert entry["file"] in (FOLDER / "CARD.md").read_text(encoding="utf-8")


def test_network_answers_as_on_the_day_it_was_made() -> None:
    golden = np.load(GOLDEN)
    small = golden["small"]
    model, out = CurveModel(), np.empty(small.shape, np.float32)
    model.configure(FrameSize(small.shape[1], small.shape[0]))
    model.predict(small, out)
    assert np.abs(out - golden["curve_map"]).max() < 1e-5
    assert golden["curve_map"].min() < -0.1


def mean_map(picture: np.ndarray) -> float:
    model, out = CurveModel(), np.empty(picture.shape, np.float32)
    model.configure(FrameSize(picture.shape[1], picture.shape[0]))
    model.predict(picture, out)
    return float(out.mean())


def test_darker_pictures_are_brightened_more() -> None:
    scene = np.random.default_rng(0).uniform(0.2, 1, (54, 96, 1)) * np.ones(3)
    maps = [mean_map(np.asarray(scene * level, np.uint8)) for level in (12, 30, 60, 200)]
    assert maps == sorted(maps)
    assert maps[0] < -0.3
    assert maps[-1] > -0.05
