"""The app's GPU part on this computer, and the page's scripts on the same input: what tests compare."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import mobile_bridge
from tests.mobile_bridge.android.java import Java

ENGINE = Path(mobile_bridge.__file__).parent / "web" / "engine"
DRIVER = Path(__file__).with_name("engine.mjs")
Picture = NDArray[np.uint8]
Job = dict[str, Any]
Result = tuple[list[Any], bytes]
"""What was said of each picture, and what was made of them."""


def in_app(java: Java, folder: Path, job: Job, content: bytes) -> Result:
    """Let the app's classes do a job of gl/Drive.java."""
    _write(folder, job, content)
    java.run("io.github.lowlightcam.phone.gl.Drive", str(folder), shim=True)
    return _read(folder)


def in_page(folder: Path, job: Job, content: bytes) -> Result:
    """Let the page's scripts do a job of engine.mjs, in Node."""
    if not shutil.which("node"):
        pytest.skip("needs nodejs")
    _write(folder, job, content)
    scripts = folder / "engine"
    shutil.copytree(ENGINE, scripts, dirs_exist_ok=True)
    (scripts / "package.json").write_text('{"type": "module"}')
    done = subprocess.run(["node", DRIVER, folder], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return _read(folder)


def rgba(pictures: list[Picture]) -> list[bytes]:
    """The bytes of pictures (H, W, 3), with a fourth channel."""
    return [np.dstack([each, np.full(each.shape[:2], 255, np.uint8)]).tobytes() for each in pictures]


def noisy(clean: Picture, seed: int, sigma: float) -> Picture:
    """A picture with noise, whose standard deviation is `sigma` codes."""
    noise = np.random.default_rng(seed).normal(0, sigma, clean.shape)
    return np.asarray((clean + noise).clip(0, 255).round(), np.uint8)


def _write(folder: Path, job: Job, content: bytes) -> None:
    (folder / "job.json").write_text(json.dumps(job))
    (folder / "in.bin").write_bytes(content)


def _read(folder: Path) -> Result:
    return json.loads((folder / "out.json").read_text()), (folder / "out.bin").read_bytes()
