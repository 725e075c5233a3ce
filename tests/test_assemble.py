"""The parts are those that the settings ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcam import assemble
from vcam.core.errors import NoVirtualCamera
from vcam.enhance.choice import ChosenModel
from vcam.enhance.model import CurveModel
from vcam.enhance.probe import GpuProbe
from vcam.enhance.search import fingerprint
from vcam.settings import Settings
from vcam.system import paths

SLOWER = GpuProbe("", "NVIDIA H200", False, True, 0.9, 0.06)


@pytest.fixture(autouse=True)
def _a_gpu_is_known() -> None:
    paths.cache_dir().mkdir(parents=True)
    (paths.cache_dir() / "gpu").write_text(f"{fingerprint()}\n{SLOWER.to_json()}\n")


def test_the_network_runs_where_the_settings_say() -> None:
    model = assemble.make_live_model(Settings())
    assert isinstance(model, ChosenModel)
    assert model.runtime == "TFLite XNNPACK int8, 1 thread: 0.06 ms; the GPU (NVIDIA H200) takes 0.90 ms"
    assert isinstance(assemble.make_live_model(Settings(runtime="cpu")), CurveModel)
    forced = assemble.make_live_model(Settings(runtime="gpu"))
    assert forced.runtime == "TFLite XNNPACK int8, 1 thread", "it may change yet"


def test_what_is_not_live_runs_on_the_processor() -> None:
    assert isinstance(assemble.make_model(), CurveModel)


def test_a_virtual_camera_that_is_missing_is_told_when_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(_device: str) -> Path:
        raise NoVirtualCamera("there is none")

    monkeypatch.setattr("vcam.sinks.v4l2_output.find_output", find)
    sink = assemble.make_virtual_camera(Settings(backend="pyvirtualcam"))
    with pytest.raises(NoVirtualCamera):
        sink.open(Settings().output)
