"""What the tests of the whole way have in common: start the program, read what it serves."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tests.device.conftest import ROOT, SIZE, node_of, run, until
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel
from vcam.pipeline import Pipeline
from vcam.sources.base import CaptureRequest
from vcam.sources.synthetic import SyntheticScene

LowLight = Callable[..., subprocess.Popen[str]]
Codes = NDArray[np.uint8]
OUT_BYTES = PixelFormat.I420.frame_bytes(SIZE)
CARD_BYTES_DIFFER = 12.0  # a card is that far from any picture here, on average


def start(*words: str) -> subprocess.Popen[str]:
    """Start ``lowlight-cam run`` with these words; waits until the virtual camera is fed."""
    command = [*cli("run"), "--size", str(SIZE), *words]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONFAULTHANDLER": "1"},  # for `ended`
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    until(lambda: is_fed() or process.poll() is not None)
    assert process.poll() is None, drained(process)
    return process


def cli(*words: str) -> list[str]:
    return [sys.executable, "-u", "-m", "vcam.cli", *words]


def refused(status: int, *words: str, before: Sequence[str] = (), home: str | None = None) -> str:
    """Standard error of a run that must end with `status`, without a traceback."""
    done = subprocess.run(
        [*before, *cli("run"), "--size", str(SIZE), *words],
        cwd=ROOT,
        env=os.environ | ({"LOWLIGHT_CAM_HOME": home} if home else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def drained(process: subprocess.Popen[str]) -> str:
    """What it printed since the last time; its pipe does not block."""
    assert process.stdout is not None
    said = b""
    # Not by the file object: it cannot decode "nothing yet".
    with contextlib.suppress(BlockingIOError):
        while piece := os.read(process.stdout.fileno(), 65536):
            said += piece
    return said.decode()


def ended(process: subprocess.Popen[str], limit_s: float = 30.0) -> int:
    """Wait for its end and return its status; AssertionError, with what its threads are at, if it goes on."""
    try:
        return process.wait(limit_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        process.wait()
        raise AssertionError(f"it does not end:\n{drained(process)}") from None


def is_fed() -> bool:
    return "Video Capture" in run("v4l2-ctl", "-d", node_of("LowLight Cam"), "-D").stdout


def distance(one: Codes, other: Codes) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean())


def is_colourful(frame: Codes) -> bool:
    """Tell vivid's colour bars from a card, which is nearly grey."""
    _, blue, red = PixelFormat.I420.planes(frame, SIZE)
    return float(blue.std() + red.std()) > 30


def dark_frame() -> Frame:
    """What the pretend webcam shows: one frame of the dark scene, standing still."""
    scene = SyntheticScene(seed=3)
    mode = scene.open(CaptureRequest(SIZE))
    assert mode.format is PixelFormat.YUYV
    frame = Frame.allocate(mode.format, mode.size, mode.colour)
    assert scene.read_into(frame)
    scene.close()
    return frame


def enhanced(frame: Frame, mode: EnhanceMode = EnhanceMode.ON, strength: float = 1.0) -> Frame:
    """What the pipeline makes of it, in this process, with nothing of the devices.

    Without noise reduction, whose frames hang on those before them.
    """
    out = Frame.allocate(PixelFormat.I420, frame.size, frame.colour)
    Pipeline(CurveModel(), StageTimes()).process(frame, out, Look(mode, strength, denoise=0))
    return out


def play(clip: Path) -> list[str]:
    """Command that plays the clip into Source Cam for ever."""
    return [
        *("ffmpeg", "-v", "error", "-re", "-stream_loop", "-1"),
        *("-f", "rawvideo", "-pix_fmt", "yuyv422", "-s", str(SIZE), "-r", "25", "-i", str(clip)),
        *("-c:v", "copy", "-f", "v4l2", str(node_of("Source Cam"))),
    ]


class Reading:
    """A program that keeps reading, as a call does, and the newest frame that it got."""

    def __init__(self) -> None:
        node = node_of("LowLight Cam")
        self.process = subprocess.Popen(
            [
                *("ffmpeg", "-v", "error", "-f", "v4l2", "-i", str(node)),
                *("-pix_fmt", "yuv420p", "-fps_mode", "passthrough", "-f", "rawvideo", "-"),
            ],
            stdout=subprocess.PIPE,
        )
        self.frame: Codes = np.zeros(OUT_BYTES, np.uint8)
        self.count = 0
        self._thread = threading.Thread(target=self._read)

    def _read(self) -> None:
        assert self.process.stdout is not None
        while len(data := self.process.stdout.read(OUT_BYTES)) == OUT_BYTES:
            self.frame = np.frombuffer(data, np.uint8)
            self.count += 1

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()
        self._thread.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
