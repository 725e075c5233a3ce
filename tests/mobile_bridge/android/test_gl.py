"""The app's passes on OpenGL ES in software: its own tests, run on this computer's JVM."""

from __future__ import annotations

import ctypes.util

import pytest

from tests.mobile_bridge.android.conftest import JUnit

needs_gles = pytest.mark.skipif(
    not (ctypes.util.find_library("EGL") and ctypes.util.find_library("GLESv2")),
    reason="needs Mesa's libegl1, libgles2 and libgl1-mesa-dri",
)


@pytest.mark.parametrize("name", ["ModelTest", "PaceTest"])
def test_what_needs_no_gpu(junit: JUnit, name: str) -> None:
    junit(f"gl.{name}")


@needs_gles
@pytest.mark.parametrize(
    "name", ["GpuTimerTest", "IngestTest", "EnhancerTest", "PainterTest", "SelfTestTest", "AllocationTest"]
)
def test_what_the_gpu_draws(junit: JUnit, name: str) -> None:
    junit(f"gl.{name}", shim=True)
