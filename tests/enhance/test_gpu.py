"""The network in another process, whatever that one does."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.enhance.gpus import SWIFTSHADER, needs_swiftshader, pretend
from vcam.core.errors import InferenceFailed, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance import gpu
from vcam.enhance.gpu import GpuModel, GpuProcess
from vcam.enhance.model import CurveModel

SIZE, OTHER = FrameSize(96, 56), FrameSize(72, 96)


def picture(size: FrameSize = SIZE, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 60, (size.height, size.width, 3), np.uint8)


def map_of(model: GpuModel | CurveModel, small: np.ndarray) -> np.ndarray:
    width, height = model.configure(FrameSize(small.shape[1], small.shape[0]))
    out = np.full((height, width), np.nan, np.float32)
    model.predict(small, out)
    return out


def is_running(model: GpuModel) -> bool:
    return model._process._process.poll() is None


# a real one, in software


@pytest.fixture
def _swiftshader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_ICD_FILENAMES", str(SWIFTSHADER))


@needs_swiftshader
@pytest.mark.usefixtures("_swiftshader")
def test_gpu_gives_the_same_map_as_the_processor_at_every_size() -> None:
    model, processor = GpuModel(), CurveModel(kind="float32")
    for size in (SIZE, OTHER, SIZE):
        small = picture(size)
        wanted = map_of(processor, small)
        assert wanted.min() < -0.1
        assert np.abs(map_of(model, small) - wanted).max() < 1e-5
    assert model.fully_accelerated
    assert model.is_software
    assert "SwiftShader" in model.runtime
    model.close()


@needs_swiftshader
@pytest.mark.usefixtures("_swiftshader")
def test_gpu_process_says_nothing_more_once_it_runs() -> None:
    model, out = GpuModel(), np.empty((14, 24), np.float32)
    model.configure(SIZE)
    said = model._process._words()
    for seed in range(5):
        model.predict(picture(seed=seed), out)
    assert said
    assert model._process._words() == said
    model.close()


# the protocol


def test_maps_are_those_of_the_network_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch)
    model, processor = GpuModel(), CurveModel(kind="float32")
    assert model.input_size(FrameSize(1280, 720)) == SIZE
    assert np.allclose(map_of(model, picture()), map_of(processor, picture()), atol=1e-6)
    assert model.runtime == "TFLite GPU float32 (NVIDIA H200)"
    assert not model.is_software
    assert model.fully_accelerated
    model.close()
    assert capfd.readouterr() == ("", "")


def test_arrays_may_have_any_strides(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    model = GpuModel()
    plain = map_of(model, picture())
    wide_in, wide_out = np.zeros((56, 100, 3), np.uint8), np.empty((14, 30), np.float32)
    wide_in[:, :96] = picture()
    model.predict(wide_in[:, :96], wide_out[:, :24])
    assert np.array_equal(wide_out[:, :24], plain)
    model.close()


def test_nothing_waits_for_a_process_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, starts="open(os.environ['GO']).read()")
    go = Path(os.environ["LOWLIGHT_CAM_HOME"], "go")
    os.mkfifo(go)
    monkeypatch.setenv("GO", str(go))
    model = GpuModel()
    for size in (OTHER, SIZE):  # and only the last counts
        model.prepare(size)
        assert not model.ready()
    with pytest.raises(ValueError, match="configure"):
        model.predict(picture(), np.empty((14, 24), np.float32))
    go.write_bytes(b"")
    assert model.ready(20)
    assert model.map_size == FrameSize(24, 14)
    model.close()


def test_programmers_mistakes_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    model, out = GpuModel(), np.empty((14, 24), np.float32)
    with pytest.raises(ValueError, match="configure"):
        model.predict(picture(), out)
    model.configure(SIZE)
    with pytest.raises(ValueError, match="96x56"):
        model.predict(picture(OTHER), out)
    with pytest.raises(ValueError, match=r"\(14, 20\)"):
        model.predict(picture(), out[:, :20])
    model.close()


def test_the_process_ends_with_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    model = GpuModel()
    model.configure(SIZE)
    process = model._process._process
    del model
    gc.collect()
    assert process.poll() is not None


def test_the_process_ends_by_itself_when_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    model = GpuModel()
    model.configure(SIZE)
    model._process._socket.shutdown(2)
    assert model._process._process.wait(20) == 0
    model.close()


def test_a_model_that_is_missing_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "GpuProcess", pytest.fail)
    with pytest.raises(ModelMissing):
        GpuModel(folder=tmp_path)


# what goes wrong there


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"starts": "raise RuntimeError('No adapters found')"}, "no adapter was found"),
        ({"starts": "os.kill(os.getpid(), signal.SIGSEGV)"}, "signal 11"),
        (
            {"compiles": "raise RuntimeError('compiled_model.cc:1036')"},
            "RuntimeError: compiled_model.cc:1036",
        ),
        ({"compiles": "sys.exit()"}, "status 0"),
        ({"compiles": "os.write(0, b'rubbish'); os._exit(3)"}, "status 3"),
    ],
)
def test_a_process_that_does_not_get_ready(
    what: dict[str, str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, **what)  # type: ignore[arg-type]
    model = GpuModel()
    with pytest.raises(InferenceFailed) as caught:
        model.configure(SIZE)
    assert reason in caught.value.hint
    assert not is_running(model)


@pytest.mark.parametrize(
    ("runs", "reason"),
    [
        ("if self.count == 3: os.kill(os.getpid(), signal.SIGABRT)", "signal 6"),
        ("if self.count == 3: raise RuntimeError('device lost')", "RuntimeError: device lost"),
        ("if self.count == 3: time.sleep(60)", "no answer within 0.5 s"),
    ],
)
def test_a_process_that_fails_later(runs: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, runs=runs)
    model, out = GpuModel(), np.empty((14, 24), np.float32)
    model.configure(SIZE)
    model.predict(picture(), out)
    with pytest.raises(InferenceFailed) as caught:
        model.predict(picture(), out)
    assert reason in caught.value.hint
    assert not is_running(model)
    with pytest.raises(InferenceFailed):
        model.predict(picture(), out)
    with pytest.raises(InferenceFailed):
        model.configure(OTHER)


def test_a_process_that_hangs_while_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, compiles="time.sleep(60)")
    monkeypatch.setattr(gpu, "COMPILE_LIMIT_S", 0.2)
    model = GpuModel()
    with pytest.raises(InferenceFailed) as caught:
        model.configure(SIZE)
    assert "not ready within 0.2 s" in caught.value.hint
    assert not is_running(model)


def test_a_driver_that_hangs_ends_itself_though_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, starts="time.sleep(60)")
    script = gpu.PROGRAM[1].replace(
        "gpu_process.Network =", "gpu_process.COMPILE_LIMIT_S = 0.2\ngpu_process.Network ="
    )
    monkeypatch.setattr(gpu, "PROGRAM", ("-c", script))
    model = GpuModel()
    assert model._process._process.wait(20) != 0
    with pytest.raises(InferenceFailed) as caught:
        model.configure(SIZE)
    assert "did not get ready" in caught.value.hint


def test_a_network_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, output=b"int8")
    model = GpuModel()
    with pytest.raises(ModelMismatch, match="picture-to-map"):
        model.configure(SIZE)
    assert not is_running(model)


def test_rubbish_as_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    process = GpuProcess(b"rubbish")
    process.compile(SIZE)
    with pytest.raises(InferenceFailed) as caught:
        process.compiled()
    assert "Error" in caught.value.hint


def test_a_process_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(InferenceFailed, match="cannot be started"):
        GpuModel()


def test_the_process_needs_no_kernels() -> None:
    code = "import sys, vcam.enhance.gpu_process; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
