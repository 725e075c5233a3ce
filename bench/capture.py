"""Three ways to read a V4L2 camera, compared: OpenCV, PyAV (FFmpeg) and this program's own.

Runs in the rig: ``tests/device/rig -- python bench/capture.py > docs/results/capture.json``.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import av
import cv2

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.v4l2_output import V4l2Output, find_output
from vcam.sources.base import CaptureRequest
from vcam.sources.camera import Camera

SIZE = FrameSize(1280, 720)
FRAMES = 150
PATIENCE_S = 15.0
LABEL = "Source Cam"

Read = Callable[[], object]


class Opened:
    """A camera that is read through one of the three."""

    def __init__(self, read: Read, close: Callable[[], None]) -> None:
        self.read = read
        self.close = close


def by_opencv(node: str) -> Opened:
    capture = cv2.VideoCapture(node, cv2.CAP_V4L2)
    if not capture.isOpened():
        raise RuntimeError("isOpened() is False")
    capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)

    def read() -> object:
        good, image = capture.read()
        if not good:
            raise RuntimeError("read() returned False")
        return image

    return Opened(read, capture.release)


def by_pyav(node: str) -> Opened:
    container = av.open(node, format="v4l2")
    frames = container.decode(video=0)
    return Opened(lambda: [plane for plane in next(frames).planes], container.close)  # noqa: C416


def by_v4l2(node: str) -> Opened:
    camera = Camera(node)
    mode = camera.open(CaptureRequest(SIZE))
    frame = Frame.allocate(mode.format, mode.size)

    def read() -> object:
        if not camera.read_into(frame):
            raise RuntimeError("closed")
        return frame

    return Opened(read, camera.close)


WAYS = {"opencv": by_opencv, "pyav": by_pyav, "v4l2": by_v4l2}


@contextmanager
def fed(layout: PixelFormat) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that plays 30 frames a second into the loopback device."""
    process = subprocess.Popen([sys.executable, __file__, "feed", layout.name], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def feed(layout: PixelFormat) -> None:
    sink = V4l2Output(LABEL)
    sink.open(OutputMode(SIZE, 30.0, layout))
    frame = Frame.allocate(layout, SIZE)
    sink.send(frame)
    print("feeding", flush=True)
    while True:
        sink.send(frame)
        time.sleep(1 / 30)


def guarded(action: Read) -> dict[str, Any]:
    """What a call ended with, and after how long; or that it did not end."""
    result: dict[str, Any] = {"outcome": f"still blocked after {PATIENCE_S:g} s"}

    def run() -> None:
        start = time.perf_counter()
        try:
            action()
            outcome = "no error"
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}".splitlines()[0]
        result.update(outcome=outcome, after_s=round(time.perf_counter() - start, 2))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    return dict(result)


def time_per_frame(opened: Opened) -> dict[str, float]:
    for _ in range(10):
        opened.read()
    processor = time.process_time()
    waits = []
    for _ in range(FRAMES):
        start = time.perf_counter()
        opened.read()
        waits.append(time.perf_counter() - start)
    return {
        "processor_ms_per_frame": round(1000 * (time.process_time() - processor) / FRAMES, 3),
        "median_interval_ms": round(1000 * statistics.median(waits), 1),
    }


def read_until_error(opened: Opened) -> None:
    while True:
        opened.read()


def on_stall(way: str, node: str) -> dict[str, Any]:
    with fed(PixelFormat.YUYV) as process:
        opened = WAYS[way](node)
        opened.read()
        process.send_signal(19)  # SIGSTOP
        return guarded(lambda: read_until_error(opened))


def on_unplug(way: str) -> dict[str, Any]:
    opened = WAYS[way]("/dev/video0")
    opened.read()
    subprocess.run(["v4l2-ctl", "-d", "/dev/video0", "-c", "disconnect=1"], check=True, capture_output=True)
    result = guarded(lambda: read_until_error(opened))
    opened.close()
    return result


def on_busy(way: str) -> dict[str, Any]:
    command = ["v4l2-ctl", "-d", "/dev/video0", "--stream-mmap", "--stream-count=100000"]
    other = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert other.stderr is not None
    other.stderr.read(1)  # it prints a mark a frame
    try:
        return guarded(lambda: WAYS[way]("/dev/video0").read())
    finally:
        other.kill()
        other.wait()


def measure(way: str, what: str) -> dict[str, Any]:
    """One measurement, in a process of its own: a blocked library cannot be stopped otherwise."""
    node = str(find_output(LABEL))
    match what:
        case "YUYV" | "NV12" | "I420":
            layout = PixelFormat[what]
            with fed(layout):
                opened = WAYS[way](node)
                result = time_per_frame(opened)
                opened.close()
                return result
        case "missing":
            return guarded(lambda: WAYS[way]("/dev/video77"))
        case "busy":
            return on_busy(way)
        case "unplugged":
            return on_unplug(way)
        case _:
            return on_stall(way, node)


def main() -> None:
    results: dict[str, Any] = {
        "machine": f"rig, Linux {platform.release()}, {os.environ.get('RIG_GENERATION')} v4l2loopback",
        "versions": {"opencv": cv2.__version__, "pyav": av.__version__, "python": platform.python_version()},
        "size": str(SIZE),
        "frames": FRAMES,
    }
    for way in WAYS:
        results[way] = {}
        for what in ("YUYV", "NV12", "I420", "missing", "busy", "unplugged", "stalled"):
            command = [sys.executable, __file__, "measure", way, what]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
            answer = done.stdout.strip().splitlines()
            results[way][what] = (
                json.loads(answer[-1]) if answer else {"outcome": done.stderr.strip().splitlines()[-1]}
            )
            print(way, what, results[way][what], file=sys.stderr, flush=True)
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["feed", layout]:
            feed(PixelFormat[layout])
        case ["measure", way, what]:
            print(json.dumps(measure(way, what)), flush=True)
            os._exit(0)  # a thread may be blocked for ever
        case _:
            main()
