"""The app's passes on OpenGL ES in software: its own tests, run on this computer's JVM."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess

import pytest

from tests.mobile_bridge.android.conftest import JUnit
from tests.mobile_bridge.android.java import ANDROID

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


@pytest.mark.skipif(shutil.which("glslangValidator") is None, reason="needs glslang-tools")
def test_the_apps_own_shaders_are_valid() -> None:
    shaders = sorted((ANDROID / "src" / "main" / "assets").glob("*.frag"))
    assert [each.stem for each in shaders] == ["ingest", "preview"]
    done = subprocess.run(["glslangValidator", *shaders], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
