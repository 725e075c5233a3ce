"""What the probe says of a GPU, and what follows from it."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from tests.enhance.gpus import SWIFTSHADER, needs_swiftshader, pretend
from vcam.core.errors import ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance import probe
from vcam.enhance.model import read_model
from vcam.enhance.probe import GpuProbe, probe_gpu, time_gpu

CLEARLY = GpuProbe("", "NVIDIA H200", False, True, 0.05, 0.2)


def test_adapter_and_times_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, runs="time.sleep(0.02)")
    found = probe_gpu()
    assert (found.error, found.adapter, found.is_software) == ("", "NVIDIA H200", False)
    assert found.fully_accelerated
    assert found.gpu_ms > 20
    assert 0 < found.cpu_ms < found.gpu_ms
    assert found.why_not == f"the GPU (NVIDIA H200) takes {found.gpu_ms:.2f} ms"


def test_a_software_adapter_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, adapter="SwiftShader Device (Subzero), arch=y, adapterType=CPU / Software")
    found = probe_gpu()
    assert found.error == ""
    assert found.is_software
    assert "is the processor itself" in found.why_not


@pytest.mark.parametrize(
    "runs",
    [
        *("answer += 0.05", "answer[:] = 0", "answer[:] = np.nan", "answer[:, :, -1] = -1"),
        "answer = np.ascontiguousarray(answer[:, :, :-1])",
    ],
)
def test_a_gpu_that_answers_wrong_is_not_trusted(runs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, runs=runs)
    found = probe_gpu()
    assert "wrong" in found.error
    assert found.why_not == f"the GPU (NVIDIA H200): {found.error}"


def test_a_gpu_that_rounds_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, runs="answer = answer.astype(np.float16).astype(np.float32)")
    assert probe_gpu().error == ""


@pytest.mark.parametrize(
    ("starts", "runs", "words"),
    [
        ("raise RuntimeError('No adapters found')", "", "no adapter was found"),
        ("", "if self.count == 5: os.kill(os.getpid(), signal.SIGSEGV)", "signal 11"),
        ("", "if self.count == 7: time.sleep(60)", "no answer within 0.3 s"),
    ],
)
def test_what_goes_wrong_there_is_words_here(
    starts: str, runs: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, starts=starts, runs=runs)
    monkeypatch.setattr(probe, "LIMIT_S", 0.3)
    found = probe_gpu()
    assert words in found.error
    assert found.cpu_ms > 0
    assert words in found.why_not


def test_without_a_file_for_the_gpu_the_processor_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str, kind: str, folder: object) -> None:
        raise ModelMissing("the model file is missing")

    monkeypatch.setattr("vcam.enhance.gpu.read_model", gone)
    assert "file is missing" in probe_gpu().why_not


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"gpu_ms": 0.139}, ""),
        ({"gpu_ms": 0.19}, "the GPU (NVIDIA H200) takes 0.19 ms"),  # faster, but not clearly
        ({"gpu_ms": 0.9}, "the GPU (NVIDIA H200) takes 0.90 ms"),
        ({"is_software": True}, "the GPU (NVIDIA H200, software) is the processor itself"),
        ({"error": "no adapter was found", "adapter": ""}, "no GPU that it can run on: no adapter was found"),
    ],
)
def test_a_gpu_is_taken_if_it_is_one_and_clearly_faster(changes: dict[str, object], words: str) -> None:
    assert dataclasses.replace(CLEARLY, **changes).why_not == words  # type: ignore[arg-type]


def test_an_answer_is_read_back() -> None:
    assert GpuProbe.from_json(CLEARLY.to_json()) == CLEARLY


@pytest.mark.parametrize(
    "text",
    [
        *("", "rubbish", "[1]", "null", "{}", '{"error": ""}'),
        CLEARLY.to_json().replace("0.05", "NaN"),
        CLEARLY.to_json().replace("0.05", "-1.0"),
        CLEARLY.to_json().replace("0.05", "Infinity"),
        CLEARLY.to_json().replace("0.05", '"fast"'),
        CLEARLY.to_json().replace("false", "0"),
        CLEARLY.to_json().replace("adapter", "adaptor"),
        CLEARLY.to_json()[:-1] + ', "more": 1}',
        "[" * 100_000,
    ],
)
def test_rubbish_is_no_answer(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        GpuProbe.from_json(text)


def test_a_file_that_is_no_model_is_an_error() -> None:
    assert time_gpu(b"rubbish", FrameSize(96, 56)).error


@needs_swiftshader
def test_the_program_finds_the_gpu_and_its_answers_right() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vcam.enhance.probe"],
        env={"VK_ICD_FILENAMES": str(SWIFTSHADER)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = GpuProbe.from_json(done.stdout)
    assert found.error == ""
    assert "SwiftShader" in found.adapter
    assert found.is_software
    assert found.fully_accelerated
    assert found.gpu_ms > 0


@needs_swiftshader
@pytest.mark.parametrize("kind", ["float16", "int8"])
def test_other_files_run_on_the_gpu_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.resources

    monkeypatch.setenv("VK_ICD_FILENAMES", str(SWIFTSHADER))
    content = read_model("lowlight", kind, importlib.resources.files("models")).content
    found = time_gpu(content, FrameSize(96, 56))
    assert (found.error, found.fully_accelerated) == ("", True)
    assert found.gpu_ms > 0
