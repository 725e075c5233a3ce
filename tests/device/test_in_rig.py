"""Runs the tests of this folder in the rig, once for each generation of v4l2loopback."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.device.conftest import IN_RIG, ROOT

RIG = Path(__file__).with_name("rig")
NO_SUCH_GENERATION = 77  # its source could not be had; said in the log
LIMIT_S = 2400
ENOUGH = 10_000
PASSED_ON = ("HOME", "LANG", "PATH", "XDG_CACHE_HOME")


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S + 600)
@pytest.mark.skipif(IN_RIG, reason="this is the rig")
@pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() != "x86_64", reason="needs Linux on x86-64"
)
@pytest.mark.skipif(shutil.which("apt-get") is None, reason="the rig is made of Debian packages")
@pytest.mark.skipif(shutil.which("v4l2-ctl") is None, reason="needs v4l-utils")
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_on_real_devices(tmp_path: Path) -> None:
    """Both machines run at the same time: each has one processor only, and the tests mostly wait."""
    subprocess.run([str(RIG), "--setup"], check=True, capture_output=True, cwd=ROOT)
    logs = {generation: tmp_path / f"{generation}.log" for generation in ("old", "new")}
    machines = {generation: start(generation, log) for generation, log in logs.items()}
    ended = {generation: machine.wait() for generation, machine in machines.items()}
    for generation, log in logs.items():
        said = log.read_text(errors="replace")
        # what a CI keeps of a long output is its beginning and its end: a failure is to be in that
        shown = said[-ENOUGH:] if ended[generation] else said.rstrip().splitlines()[-1]
        print(f"v4l2loopback, {generation} generation: {shown}")
    assert ended.pop("old") == 0
    assert ended.pop("new") in {0, NO_SUCH_GENERATION}


def start(generation: str, log: Path) -> subprocess.Popen[bytes]:
    tests = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-m", "device", "tests/device"]
    command = [str(RIG), "--generation", generation, "--timeout", str(LIMIT_S), "--", *tests]
    # Not the screen that other tests have made: it is not of that machine. Nor what a CI sets.
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with log.open("wb") as out:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
