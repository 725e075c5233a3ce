"""Real V4L2 devices, in the rig: ``tests/device/rig -- python -m pytest tests/device``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode, Sink
from vcam.v4l2.nodes import list_nodes

IN_RIG = "RIG_GENERATION" in os.environ
SIZE = FrameSize(320, 240)
OUTPUT = OutputMode(SIZE, 30.0)
# Far above what anything takes, on a machine with other work to do as well.
LIMIT_S = 200.0
ROOT = Path(__file__).parents[2]
VIVID_DRIVER = Path("/sys/bus/platform/drivers/vivid")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("device") and not IN_RIG:
            item.add_marker(pytest.mark.skip(reason="needs V4L2 devices: run it in tests/device/rig"))
    # The longest one last: what is quick to fail should not wait for it.
    items.sort(key=lambda item: item.name == "test_on_real_devices")


@pytest.fixture
def generation() -> str:
    return os.environ["RIG_GENERATION"]


@pytest.fixture
def fresh_loopback() -> None:
    """Both loopback devices as after a start of the machine."""
    load_loopback()


@pytest.fixture
def programs() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start programs that are ended with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str | Path) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


class Sending:
    """Sends one frame again and again from another thread."""

    def __init__(self, sink: Sink, frame: Frame) -> None:
        self._sink = sink
        self._frame = frame
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stop.wait(0.02):
            self._sink.send(self._frame)

    def __enter__(self) -> None:
        self._sink.send(self._frame)
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()


def run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], check=check, capture_output=True, text=True, timeout=LIMIT_S
    )


def load_loopback(label: str = "LowLight Cam,Source Cam") -> None:
    unload_loopback()
    run("insmod", os.environ["RIG_LOOPBACK_KO"], *os.environ["RIG_LOOPBACK"].split(), f'card_label="{label}"')


def unload_loopback() -> None:
    # a device whose last user has just gone may be in use for a moment longer
    until(lambda: not Path("/sys/module/v4l2loopback").exists() or unload("v4l2loopback"))


def unload(module: str) -> bool:
    return run("rmmod", module, check=False).returncode == 0


def load_vivid() -> None:
    run("modprobe", "-d", os.environ["RIG_KERNEL"], "vivid", *os.environ["RIG_CAMERA"].split())


def unplug() -> None:
    """Take vivid's camera away as a cable does, whoever has it open; `plug_in` brings it back."""
    (VIVID_DRIVER / "unbind").write_text("vivid.0")


def plug_in() -> None:
    (VIVID_DRIVER / "bind").write_text("vivid.0")


def until(condition: Callable[[], object], within_s: float = LIMIT_S) -> None:
    """Wait for something that must come true; the limit is far above what it takes."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def node_of(name: str) -> Path:
    return next(node.path for node in list_nodes() if node.name == name)


def picture(seed: int = 0, layout: PixelFormat = PixelFormat.I420) -> Frame:
    frame = Frame.allocate(layout, SIZE)
    frame.data[:] = np.random.default_rng(seed).integers(16, 235, frame.data.size, np.uint8)
    return frame


def ffmpeg_feed(node: Path) -> list[str]:
    """Command that plays a still test pattern into a loopback device, as a webcam would."""
    return [
        *("ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", f"smptebars=size={SIZE}:rate=25"),
        *("-pix_fmt", "yuyv422", "-c:v", "rawvideo", "-f", "v4l2", str(node)),
    ]


def ffmpeg_pattern() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """The picture that `ffmpeg_feed` plays, as ffmpeg makes it without a device."""
    made = subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"smptebars=size={SIZE}:rate=25"),
            *("-frames:v", "1", "-pix_fmt", "yuyv422", "-f", "rawvideo", "-"),
        ],
        check=True,
        capture_output=True,
        timeout=LIMIT_S,
    )
    return np.frombuffer(made.stdout, np.uint8)


def python(code: str) -> list[str]:
    """Command that runs code of this project in another process."""
    return [sys.executable, "-c", code]


@contextlib.contextmanager
def feeding(start: Callable[..., subprocess.Popen[bytes]], command: list[str], name: str) -> Iterator[Path]:
    """Run a program that feeds a loopback device; waits until it is there as a camera."""
    node = node_of(name)
    process = start(*command)
    until(lambda: "Video Capture" in run("v4l2-ctl", "-d", node, "-D").stdout or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    yield node
    process.kill()
    process.wait()
