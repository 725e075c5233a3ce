"""The GPU is asked in another process, whatever that one does."""

from __future__ import annotations

import importlib.resources
import subprocess
from pathlib import Path

import pytest

from vcam.enhance.probe import GpuProbe, probe_gpu

MODEL = Path(str(importlib.resources.files("models"))) / "lowlight.tflite"
SWIFTSHADER = Path("/usr/lib/chromium/vk_swiftshader_icd.json")


def answering(monkeypatch: pytest.MonkeyPatch, out: str, err: str = "", status: int = 0) -> None:
    done = subprocess.CompletedProcess([], status, out, err)
    monkeypatch.setattr("vcam.enhance.probe.subprocess.run", lambda *_, **__: done)


def test_adapter_and_time_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(
        monkeypatch,
        'chatter\n{"median_ms": 0.5, "fully_accelerated": true}\n',
        "I0000 environment.cc:532] Selected adapter: NVIDIA H200, arch=x, adapterType=Discrete GPU\n",
    )
    assert probe_gpu(MODEL) == GpuProbe("", "NVIDIA H200", False, 0.5, True)


def test_a_software_adapter_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(
        monkeypatch,
        '{"median_ms": 80, "fully_accelerated": true}',
        "Selected adapter: SwiftShader Device (Subzero), arch=y, adapterType=CPU / Software\n",
    )
    assert probe_gpu(MODEL).is_software


@pytest.mark.parametrize(
    ("out", "err", "status", "words"),
    [
        ("", "No adapters found\nRuntimeError: 1036\nINFO: bye\n", 1, "no adapter was found"),
        ("", "", -11, "status -11"),
        ("", "RuntimeError: 1036\nINFO: bye\n", 1, "RuntimeError: 1036"),
        ("", "", 0, "cannot be read"),
        ("rubbish", "", 0, "cannot be read"),
        ('{"median_ms": null}', "", 0, "cannot be read"),
        ("[1]", "", 0, "cannot be read"),
    ],
)
def test_what_goes_wrong_there_is_words_here(
    out: str, err: str, status: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, out, err, status)
    assert words in probe_gpu(MODEL).error


def test_a_driver_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("probe", 1)

    monkeypatch.setattr("vcam.enhance.probe.subprocess.run", hangs)
    assert "no answer" in probe_gpu(MODEL, 1).error


def test_a_file_that_is_no_model_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.tflite").write_bytes(b"rubbish")
    assert probe_gpu(tmp_path / "bad.tflite").error


@pytest.mark.skipif(not SWIFTSHADER.exists(), reason="needs Chromium's SwiftShader, a GPU in software")
def test_all_of_the_network_runs_on_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_ICD_FILENAMES", str(SWIFTSHADER))
    for file in ("lowlight.tflite", "lowlight-float16.tflite", "lowlight-int8.tflite"):
        found = probe_gpu(MODEL.with_name(file))
        assert found.error == ""
        assert found.fully_accelerated
        assert found.is_software
