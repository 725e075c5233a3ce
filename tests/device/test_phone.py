"""The phone's whole way on a real device: page, network on WebGL2, H.264, virtual camera, its reader."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.device.conftest import ROOT, SIZE, run, until
from tests.device.serving import Reading, cli, drained
from tests.mobile_bridge.browser import chromium, needs_chromium
from tests.mobile_bridge.film import blocks, dark_frame, rgb, write_film
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel
from vcam.pipeline import Pipeline

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.usefixtures("kernels_ready")]

LAN_ADDRESS = "192.168.77.1"
FPS = 5
WITHIN_S = 280.0  # the page checks its GPU, which is one in software on a machine in software


@pytest.fixture
def lan() -> Iterator[None]:
    """A local network that this machine is in, with nobody else."""
    run("ip", "address", "add", f"{LAN_ADDRESS}/24", "dev", "lo")
    yield
    run("ip", "address", "del", f"{LAN_ADDRESS}/24", "dev", "lo")


@pytest.mark.timeout(600)
@needs_chromium
@pytest.mark.parametrize("transport", ["websocket", "whip"])
def test_a_phones_picture_is_what_a_program_reads(
    fresh_loopback: None, lan: None, tmp_path: Path, transport: str
) -> None:
    dark = dark_frame(SIZE)
    film = write_film(tmp_path / "dark.y4m", [dark] * FPS, FPS)
    serving = subprocess.Popen(
        [*cli("phone"), "--size", str(SIZE), "--fps", str(FPS), "--on", "--denoise", "0"],
        cwd=ROOT,
        env=os.environ | {"LOWLIGHT_CAM_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert serving.stdout is not None
    os.set_blocking(serving.stdout.fileno(), False)
    said = ""

    def found() -> str:
        nonlocal said
        said += drained(serving)
        assert serving.poll() is None, said
        url = re.search(rf"https://{re.escape(LAN_ADDRESS)}:\d+/#\S+", said)
        return url[0] if url else ""

    try:
        until(found)
        with phone(found(), film, transport), Reading() as reading:
            expected = rgb(enhanced(dark))

            def arrived() -> bool:
                found()
                return "enhanced on the phone" in said and close(reading.frame, expected)

            until(arrived, WITHIN_S)
            assert f"live, {SIZE}" in said
            assert ("WebRTC" in said) is (transport == "whip")
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(30)
        said += drained(serving)
        serving.stdout.close()
        print(said)


def enhanced(frame: Frame) -> Frame:
    """What the desktop would have made of it."""
    out = Frame.allocate(PixelFormat.I420, frame.size, frame.colour)
    Pipeline(CurveModel(kind="float32"), StageTimes()).process(
        frame, out, Look(EnhanceMode.ON, 1.0, denoise=0)
    )
    return out


def close(codes: NDArray[np.uint8], expected: NDArray[np.float64]) -> bool:
    """Apart from what H.264 does to blocks, under two codes."""
    difference = rgb(Frame(codes, PixelFormat.I420, SIZE)) - expected
    return bool(np.abs(blocks(difference)).mean() < 2.0 and abs(difference.mean()) < 1.0)


@contextlib.contextmanager
def phone(url: str, film: Path, transport: str) -> Iterator[None]:
    """Chromium with the page, as on a phone that has scanned the code."""
    slow = ["--no-zygote", "--in-process-gpu", "--disable-dev-shm-usage"]
    with chromium(film=film, flags=slow, within_s=WITHIN_S) as browser:
        page = browser.new_context(ignore_https_errors=True).new_page()
        if transport == "whip":
            page.add_init_script("delete window.VideoEncoder;")
        page.goto(url, timeout=1000 * WITHIN_S)
        yield
