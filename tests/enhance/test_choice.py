"""The processor at once, the GPU when it is ready and better, and back when it fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.enhance.gpus import SWIFTSHADER, needs_swiftshader, pretend
from vcam.core.errors import InferenceFailed, ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance import choice
from vcam.enhance.choice import LOOK_EVERY, QUIET_MAPS, ChosenModel
from vcam.enhance.gpu import GpuModel
from vcam.enhance.model import CurveModel
from vcam.enhance.probe import GpuProbe
from vcam.enhance.search import Search

SIZE, OTHER = FrameSize(96, 56), FrameSize(72, 96)
BETTER = GpuProbe("", "NVIDIA H200", False, True, 0.05, 0.2)
SLOWER = GpuProbe("", "NVIDIA H200", False, True, 0.9, 0.06)
SOFTWARE = GpuProbe("", "SwiftShader Device", True, True, 0.05, 0.2)
WRONG = GpuProbe("its answers are wrong, by up to 0.30", "NVIDIA H200", False, True, 0.05, 0.06)
NONE = GpuProbe("no adapter was found", cpu_ms=0.06)
CPU = "TFLite XNNPACK int8, 1 thread"
GPU = "TFLite GPU float32 (NVIDIA H200): 0.05 ms, the processor takes 0.20 ms"


class FakeSearch(Search):
    """Finds what it is told, when it is told."""

    def __init__(self, known: GpuProbe | None = None) -> None:
        self.found = known
        self.starts = 0

    def start(self) -> None:
        self.starts += 1
        self.found = None

    def poll(self) -> GpuProbe | None:
        return self.found


class FakeGpu(GpuModel):
    """Gives maps of -1, at once or when it is told."""

    def __init__(self) -> None:
        self.adapter, self.is_software, self.fully_accelerated = "NVIDIA H200", False, True
        self.is_ready = True
        self.fails: Exception | None = None
        self.calls = self.closes = 0
        self.sizes: list[FrameSize] = []

    def prepare(self, size: FrameSize) -> None:
        self.sizes.append(size)
        self._may_fail()

    def ready(self, limit_s: float = 0.0) -> bool:
        self._may_fail()
        return self.is_ready

    @property
    def map_size(self) -> FrameSize:
        width, height = self.sizes[-1]
        return FrameSize(width // 4, height // 4)

    def predict(self, small: np.ndarray, out: np.ndarray) -> None:
        self.calls += 1
        self._may_fail()
        out.fill(-1)

    def _may_fail(self) -> None:
        if self.fails is not None:
            raise self.fails

    def close(self) -> None:
        self.closes += 1


class Stream:
    """Maps one after the other; `on_gpu` says whose the last was."""

    def __init__(self, model: ChosenModel, size: FrameSize = SIZE) -> None:
        self.model = model
        self.configure(size)

    def configure(self, size: FrameSize) -> None:
        self.small = np.full((size.height, size.width, 3), 20, np.uint8)
        width, height = self.model.configure(size)
        self.out = np.empty((height, width), np.float32)

    def run(self, maps: int = LOOK_EVERY) -> Stream:
        for _ in range(maps):
            self.out.fill(np.nan)
            self.model.predict(self.small, self.out)
            assert np.isfinite(self.out).all(), "a frame without a map"
        return self

    @property
    def on_gpu(self) -> bool:
        return bool((self.out == -1).all())


def chosen(search: Search, gpu: FakeGpu | None = None, *, forced: bool = False) -> ChosenModel:
    gpu = gpu or FakeGpu()
    return ChosenModel(CurveModel(), search, forced=forced, make_gpu=lambda: gpu)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)


def test_the_first_maps_are_the_processors_and_nothing_is_started_beside_them() -> None:
    search = FakeSearch()
    stream = Stream(chosen(search)).run(QUIET_MAPS - 1)
    assert search.starts == 0
    assert not stream.on_gpu
    assert stream.model.runtime == CPU
    stream.run(1)
    assert search.starts == 1


def test_a_better_gpu_takes_over_between_two_frames_once_it_is_ready() -> None:
    search, gpu = FakeSearch(), FakeGpu()
    gpu.is_ready = False
    stream = Stream(chosen(search, gpu)).run(QUIET_MAPS + 5 * LOOK_EVERY)
    assert gpu.sizes == []
    search.found = BETTER
    assert not stream.run(5 * LOOK_EVERY).on_gpu
    assert gpu.sizes == [SIZE]
    gpu.is_ready = True
    assert stream.run().on_gpu
    assert stream.model.runtime == GPU
    assert stream.model.notes == ()


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (SLOWER, f"{CPU}: 0.06 ms; the GPU (NVIDIA H200) takes 0.90 ms"),
        (SOFTWARE, f"{CPU}: 0.20 ms; the GPU (SwiftShader Device, software) is the processor itself"),
        (WRONG, f"{CPU}: 0.06 ms; the GPU (NVIDIA H200): its answers are wrong, by up to 0.30"),
        (NONE, f"{CPU}: 0.06 ms; no GPU that it can run on: no adapter was found"),
    ],
)
@pytest.mark.parametrize("is_known", [True, False])
def test_the_processor_stays_and_says_why(found: GpuProbe, reason: str, is_known: bool) -> None:
    search = FakeSearch(found if is_known else None)
    stream = Stream(chosen(search))
    if not is_known:
        stream.run(QUIET_MAPS)
        search.found = found
        stream.run()
    assert stream.model.runtime == reason
    stream.run(2 * QUIET_MAPS)
    assert search.starts == (not is_known)
    assert not stream.on_gpu
    assert stream.model.notes == ()


def test_what_a_former_run_found_is_not_looked_for_again() -> None:
    search = FakeSearch(BETTER)
    stream = Stream(chosen(search)).run(QUIET_MAPS + 2 * LOOK_EVERY)
    assert search.starts == 0
    assert stream.on_gpu


@pytest.mark.parametrize("found", [SLOWER, SOFTWARE])
def test_who_insists_gets_the_gpu_that_works(found: GpuProbe) -> None:
    assert Stream(chosen(FakeSearch(found), forced=True)).run(QUIET_MAPS + 2 * LOOK_EVERY).on_gpu


@pytest.mark.parametrize("found", [WRONG, NONE])
def test_who_insists_in_vain_is_told_why(found: GpuProbe, caplog: pytest.LogCaptureFixture) -> None:
    search = FakeSearch(found)
    stream = Stream(chosen(search, forced=True)).run(QUIET_MAPS)
    assert search.starts == 1, "an error of old is not believed"
    assert stream.run().model.notes == ()
    search.found = found
    stream.run()
    (note,) = stream.model.notes
    assert found.error in note
    assert [each.getMessage() for each in caplog.records] == [note]
    caplog.clear()
    assert not stream.on_gpu


def test_another_size_is_the_processors_until_the_gpu_is_ready_for_it() -> None:
    gpu = FakeGpu()
    stream = Stream(chosen(FakeSearch(BETTER), gpu)).run(QUIET_MAPS + 2 * LOOK_EVERY)
    gpu.is_ready = False
    stream.configure(OTHER)
    assert not stream.run(3 * LOOK_EVERY).on_gpu
    assert stream.model.runtime == CPU
    gpu.is_ready = True
    assert stream.run().on_gpu
    assert gpu.sizes == [SIZE, OTHER]


DEAD = InferenceFailed("the GPU stopped", hint="its process was ended by signal 11\nand more")


def failed(stream: Stream, caplog: pytest.LogCaptureFixture) -> str:
    """Check that the processor has taken over for good; returns the note."""
    assert not stream.run(1).on_gpu
    (note,) = stream.model.notes
    assert [each.getMessage() for each in caplog.records] == [note]
    caplog.clear()
    assert stream.model.runtime.startswith(f"{CPU}: 0.20 ms; the GPU failed: ")
    stream.run(2 * QUIET_MAPS).configure(OTHER)
    assert not stream.run(2 * QUIET_MAPS).on_gpu
    return note


def test_a_gpu_that_fails_in_mid_stream_costs_no_frame_its_map(caplog: pytest.LogCaptureFixture) -> None:
    gpu = FakeGpu()
    stream = Stream(chosen(FakeSearch(BETTER), gpu)).run(QUIET_MAPS + 2 * LOOK_EVERY)
    calls, gpu.fails = gpu.calls, DEAD
    assert failed(stream, caplog) == (
        "the network runs on the processor: the GPU failed: its process was ended by signal 11"
    )
    assert gpu.calls == calls + 1
    assert gpu.closes == 1


def test_a_gpu_that_fails_while_it_gets_ready(caplog: pytest.LogCaptureFixture) -> None:
    gpu = FakeGpu()
    gpu.is_ready = False
    stream = Stream(chosen(FakeSearch(BETTER), gpu)).run(QUIET_MAPS + 2 * LOOK_EVERY)
    gpu.fails = DEAD
    stream.run()
    assert "signal 11" in failed(stream, caplog)


def test_a_gpu_that_fails_when_the_size_changes(caplog: pytest.LogCaptureFixture) -> None:
    gpu = FakeGpu()
    stream = Stream(chosen(FakeSearch(BETTER), gpu)).run(QUIET_MAPS + 2 * LOOK_EVERY)
    gpu.fails = DEAD
    stream.configure(OTHER)
    assert "signal 11" in failed(stream, caplog)


def test_a_gpu_with_a_map_of_another_size(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeGpu, "map_size", FrameSize(1, 1))
    stream = Stream(chosen(FakeSearch(BETTER))).run(QUIET_MAPS + 2 * LOOK_EVERY)
    assert "1x1" in failed(stream, caplog)


def test_a_gpu_that_cannot_be_started(caplog: pytest.LogCaptureFixture) -> None:
    def missing() -> GpuModel:
        raise ModelMissing("the model file is missing")

    model = ChosenModel(CurveModel(), FakeSearch(BETTER), make_gpu=missing)
    stream = Stream(model).run(QUIET_MAPS + LOOK_EVERY)
    assert "the model file is missing" in failed(stream, caplog)


# with real processes


def test_a_process_that_dies_in_mid_stream(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, runs="answer[:] = -1; self.count == 5 and os.kill(os.getpid(), signal.SIGSEGV)")
    stream = Stream(ChosenModel(CurveModel(), FakeSearch(BETTER))).run(QUIET_MAPS)
    until(lambda: stream.run(1).on_gpu)
    until(lambda: not stream.run(1).on_gpu)
    assert "signal 11" in failed(stream, caplog)


def test_a_search_ends_with_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vcam.enhance.search.PROGRAM", ("-c", "import time; time.sleep(60)"))
    search = Search(None)
    stream = Stream(ChosenModel(CurveModel(), search)).run(QUIET_MAPS + LOOK_EVERY)
    process = search._process
    assert process is not None
    assert process.poll() is None
    del search, stream  # at once, not when memory is tidied up
    assert process.poll() is not None


@needs_swiftshader
def test_a_real_search_and_a_real_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_ICD_FILENAMES", str(SWIFTSHADER))
    monkeypatch.setattr(choice, "QUIET_MAPS", 1)
    kept = tmp_path / "gpu"
    stream = Stream(ChosenModel(CurveModel(), Search(kept), forced=True))
    wanted = Stream(chosen(FakeSearch(NONE))).run(1).out
    until(lambda: stream.run(1).model.runtime.startswith("TFLite GPU float32 (SwiftShader"))
    assert np.abs(stream.run(1).out - wanted).max() < 0.02
    assert wanted.min() < -0.1
    auto = Stream(ChosenModel(CurveModel(), Search(kept)))
    assert "is the processor itself" in auto.model.runtime
