"""The phone's whole way on a real device: page, network on WebGL2, H.264, virtual camera, its reader."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from aiortc import VideoStreamTrack
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from tests.device.conftest import ROOT, SIZE, run, until
from tests.device.serving import Reading, cli, drained
from tests.mobile_bridge.browser import chromium, needs_chromium
from tests.mobile_bridge.film import blocks, dark_frame, rgb, write_film
from tests.mobile_bridge.webrtc import sending
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


class Serving:
    """``lowlight-cam phone``, and what it has said."""

    def __init__(self, home: Path, *words: str) -> None:
        self.said = ""
        self._process = subprocess.Popen(
            [*cli("phone"), "--size", str(SIZE), "--fps", str(FPS), "--on", "--denoise", "0", *words],
            cwd=ROOT,
            env=os.environ | {"LOWLIGHT_CAM_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)

    def has_said(self, pattern: str) -> str:
        self.said += drained(self._process)
        assert self._process.poll() is None, self.said
        found = re.search(pattern, self.said)
        return found[0] if found else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        print(self.said + drained(self._process))
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.mark.timeout(600)
@needs_chromium
def test_a_phones_picture_is_what_a_program_reads(fresh_loopback: None, lan: None, tmp_path: Path) -> None:
    dark = dark_frame(SIZE)
    film = write_film(tmp_path / "dark.y4m", [dark] * FPS, FPS)
    with Serving(tmp_path / "home") as serving:
        url = rf"https://{re.escape(LAN_ADDRESS)}:\d+/#\S+"
        until(lambda: serving.has_said(url))
        with phone(serving.has_said(url), film), Reading() as reading:
            expected = rgb(enhanced(dark))
            live = f"live, {SIZE}.*enhanced on the phone"
            until(lambda: serving.has_said(live) and close(reading.frame, expected), WITHIN_S)


@pytest.mark.timeout(600)
def test_what_is_sent_by_whip_is_brightened_here_and_read(fresh_loopback: None, tmp_path: Path) -> None:
    """By a program; a whole browser's WebRTC is more than this machine, with one slow processor, can do."""
    dark = dark_frame(SIZE)

    async def send(endpoint: str, key: str, reading: Reading) -> None:
        expected = rgb(enhanced(dark))
        async with sending(endpoint, key, Still(dark)):
            await asyncio.to_thread(until, lambda: close(reading.frame, expected), WITHIN_S)

    with Serving(tmp_path / "home", "--whip") as serving:
        until(lambda: serving.has_said("Camera is off"))
        endpoint = serving.has_said(r"http://127\.0\.0\.1:\d+/whip")
        key = serving.has_said(r"Bearer token: *\S+").split()[-1]
        with Reading() as reading:
            asyncio.run(send(endpoint, key, reading))
        until(lambda: serving.has_said("by WebRTC, enhanced here"))


class Still(VideoStreamTrack):
    """One picture again and again."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._picture = frame.data.reshape(-1, frame.size.width)
        self._count = 0

    async def recv(self) -> VideoFrame:
        self._count += 1
        await asyncio.sleep(1 / FPS)
        picture = VideoFrame.from_ndarray(self._picture, "yuv420p")
        picture.pts, picture.time_base = self._count * (90_000 // FPS), Fraction(1, 90_000)
        return picture


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
def phone(url: str, film: Path) -> Iterator[None]:
    """Chromium with the page, as on a phone that has scanned the code."""
    slow = ["--no-zygote", "--in-process-gpu", "--disable-dev-shm-usage"]
    with chromium(film=film, flags=slow, within_s=WITHIN_S) as browser:
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.goto(url, timeout=1000 * WITHIN_S)
        yield
