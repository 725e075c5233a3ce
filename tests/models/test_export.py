import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.training import export, graph, tflite_file
from models.training.exposure import Photo
from models.training.synthesis import Dataset, build
from tests.models import states
from vcam.core.errors import ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance.model import CurveModel


def checkpoint() -> dict[str, Any]:
    run = {"recipe": "lowlight", "steps": 9, "batch": 6, "accumulate": 1, "seed": 4}
    return {"net": states.lowlight(), "step": 9, "run": run, "date": "2026-01-02"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    rng = np.random.default_rng(5)
    mask = np.zeros((64, 96), np.uint8)
    photos = [Photo(rng.integers(60, 220, (64, 96, 3), np.uint8), mask, mask) for _ in range(3)]
    return build(photos, tmp_path_factory.mktemp("set"), count=24)


def test_manifest_is_complete_and_the_app_loads_what_it_names(tmp_path: Path) -> None:
    content = tflite_file.write(graph.lowlight(states.lowlight(), export.INPUT_SIZE))
    text = export.manifest({"float32": content}, checkpoint(), "some photos", "some terms")
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    (tmp_path / "lowlight.tflite").write_bytes(content)
    entry = tomllib.loads(text)["lowlight"]
    assert entry["parameters"] == 19_467
    assert entry["training"]["batch"] == 6
    assert entry["training"]["photos"] == "some photos"
    assert entry["files"]["float32"]["bytes"] == len(content)
    model = CurveModel(folder=tmp_path, kind="float32")
    assert model.configure(FrameSize(96, 56)) == FrameSize(24, 14)


def test_the_app_feeds_the_network_as_the_exporter_does(tmp_path: Path) -> None:
    content = tflite_file.write(graph.lowlight(states.lowlight(), export.INPUT_SIZE))
    text = export.manifest({"float32": content}, checkpoint(), "", "")
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    (tmp_path / "lowlight.tflite").write_bytes(content)
    small = np.random.default_rng(0).integers(0, 256, (1, 56, 96, 3), np.uint8)
    model, out = CurveModel(folder=tmp_path, kind="float32"), np.empty((14, 24), np.float32)
    model.configure(FrameSize(96, 56))
    model.predict(small[0], out)
    assert np.abs(out - export.run_tflite(content, export.encoded(small))[0, ..., 0]).max() < 1e-6


def test_a_file_that_answers_otherwise_is_refused() -> None:
    maps = np.full((2, 14, 24, 1), -0.5, np.float32)
    export._check("float32", maps + 1e-6, maps)
    export._check("int8", maps + 0.009, maps)
    for kind, error in (("float32", 1e-4), ("float16", 3e-3), ("int8", 0.011), ("onnx-int8", 0.011)):
        with pytest.raises(ModelMismatch, match=kind):
            export._check(kind, maps + np.float32(error), maps)


def test_int8_is_corrected_to_the_floats_exposure(dataset: Dataset) -> None:
    pytest.importorskip("ai_edge_quantizer")
    plain = export.Calibration.of(dataset)
    assert not plain.contrasts.any()
    # some of them taken for ones with light and shade, so that both biases are moved
    calibration = export.Calibration(plain.pictures, np.arange(len(plain.pictures)) % 3 == 0)
    seen = calibration.pictures
    wanted = export.run_tflite(tflite_file.write(graph.lowlight(states.lowlight(), FrameSize(96, 64))), seen)
    content = export.corrected(export.int8, export.run_tflite, states.lowlight(), calibration)
    got = export.run_tflite(content, seen)
    assert abs(float((got - wanted).mean())) < 0.004
    assert float(np.abs(got - wanted).mean()) < 0.01
    from ai_edge_litert.interpreter import Interpreter

    (source,) = Interpreter(model_content=content).get_input_details()
    scale, zero = source["quantization"]
    assert (source["dtype"], scale, zero) == (np.int8, pytest.approx(1 / 255), -128)


def test_missing_checkpoint_is_named(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    with pytest.raises(ModelMissing, match=r"none\.pt"):
        export.read_checkpoint(tmp_path / "none.pt")


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_command_exports_what_was_trained_in_every_format(
    dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for module in ("torch", "onnx", "onnxruntime", "ai_edge_quantizer"):
        pytest.importorskip(module)
    from models.training.train import Run, Trainer

    words = ["--data", str(dataset.folder), "--photos", "some", "--terms", "any", "--folder", str(tmp_path)]
    assert export.main([str(tmp_path / "run.pt"), *words]) == 5
    assert "does not exist" in capsys.readouterr().err
    Trainer(Run("lowlight")).save(tmp_path / "run.pt")
    assert export.main([str(tmp_path / "run.pt"), *words]) == 0
    caplog.clear()  # the quantisers have much to say
    entry = tomllib.loads((tmp_path / "manifest.toml").read_text(encoding="utf-8"))["lowlight"]
    assert set(entry["files"]) == set(export.SUFFIXES)
    for each in entry["files"].values():
        assert (tmp_path / each["file"]).stat().st_size == each["bytes"]
    assert CurveModel(folder=tmp_path).runtime
