"""How long a picture takes through the doors that are not the page's: WebRTC from GStreamer, and MJPEG.

    python -m bench.doors [--seconds 15] [--json FILE]

As in `bench.phone` the time is drawn into each picture as a bar of bits when it is made, and read from the
decoded frame; 1280x720 at 30 fps on loopback, with the sender's encoder in the figure. The cost is that of
this process, which for MJPEG makes the pictures too.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from bench.phone import BITS, TENTHS, age_ms
from bench.result import tell
from mobile_bridge.bridge import Bridge
from mobile_bridge.pull import PullSource
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.cameras import HEAD, SYSTEM_PYTHON, http_camera, part
from tests.mobile_bridge.conftest import free_port
from tests.mobile_bridge.test_whip_gstreamer import SENDER, own_address
from vcam.commands.bench import machine
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest, Source

SIZE = FrameSize(1280, 720)
FPS = 30
SETTLE_S = 2.0
X264 = (
    "x264enc tune=zerolatency speed-preset=ultrafast bitrate=4000 key-int-max=60 "
    "! video/x-h264,profile=baseline"
)


class Clock:
    """Pictures of noise with the time in them, as bytes of I420."""

    def __init__(self) -> None:
        chance = np.random.default_rng(1)
        self._luma = chance.integers(50, 90, (SIZE.height + 8, SIZE.width), np.uint8)
        self._chroma = bytes([128]) * (SIZE.width * SIZE.height // 2)
        self._turn = 0

    def luma(self) -> NDArray[np.uint8]:
        """Make the next picture's luma, (H, W), with the time of this moment."""
        self._turn += 1
        luma = self._luma[self._turn % 8 :][: SIZE.height].copy()
        tenths = round(time.time() * 1000 * TENTHS) % (1 << BITS)
        edges = np.round(np.arange(BITS + 1) * SIZE.width / BITS).astype(int)
        for bit in range(BITS):
            luma[: SIZE.height // 9, edges[bit] : edges[bit + 1]] = 235 if tenths >> bit & 1 else 16
        return luma

    def i420(self) -> bytes:
        """Make the next picture, as it goes through a pipe."""
        return self.luma().tobytes() + self._chroma


@contextlib.contextmanager
def raw_pictures() -> Iterator[tuple[int, str]]:
    """A pipe with pictures in it: its end for a child, and a GStreamer pipeline's start that reads it."""
    reader, writer = os.pipe()
    stop = threading.Event()

    def feed() -> None:
        clock, next_s = Clock(), time.monotonic()
        with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "wb", buffering=0) as pipe:
            while not stop.wait(max(0.0, next_s - time.monotonic())):
                next_s = max(next_s + 1 / FPS, time.monotonic() - 1 / FPS)
                data = memoryview(clock.i420())
                while data:
                    data = data[pipe.write(data) :]

    thread = threading.Thread(target=feed, name="sender")
    thread.start()
    size = SIZE.width * SIZE.height * 3 // 2
    shape = f"format=i420 width={SIZE.width} height={SIZE.height} framerate={FPS}/1"
    try:
        yield reader, f"fdsrc fd={reader} do-timestamp=true blocksize={size} ! rawvideoparse {shape} ! {X264}"
    finally:
        stop.set()
        os.close(reader)
        thread.join()


@contextlib.contextmanager
def child(command: Sequence[str], inherited: int) -> Iterator[None]:
    """Run a sender."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[inherited]) as running:
        try:
            yield
        finally:
            running.kill()


@contextlib.contextmanager
def whip() -> Iterator[Source]:
    address = own_address() or "127.0.0.1"
    bridge = Bridge(Path(tempfile.mkdtemp()), port=free_port(), addresses=lambda: [address])
    bridge.start()
    endpoint, key = f"https://{address}:{bridge.port}/whip", bridge.whip_key()
    with raw_pictures() as (reader, start):
        pay = "rtph264pay config-interval=-1 aggregate-mode=zero-latency"
        caps = "application/x-rtp,media=video,encoding-name=H264,payload=96"
        command = [SYSTEM_PYTHON, str(SENDER), endpoint, key, f"{start} ! {pay} ! {caps}"]
        with child(command, reader):
            time.sleep(3 * SETTLE_S)
            yield PhoneSource(bridge)
    bridge.stop()


@contextlib.contextmanager
def mjpeg() -> Iterator[Source]:
    def answer(_request: bytes) -> Iterator[bytes]:
        codec = av.CodecContext.create("mjpeg", "w")
        assert isinstance(codec, VideoCodecContext)
        codec.width, codec.height, codec.pix_fmt = *SIZE, "yuvj420p"
        codec.time_base = Fraction(1, FPS)
        clock, count = Clock(), 0
        yield HEAD
        while True:
            rows = np.concatenate([clock.luma(), np.full((SIZE.height // 2, SIZE.width), 128, np.uint8)])
            picture = av.VideoFrame.from_ndarray(rows, "yuvj420p")
            picture.pts = count = count + 1
            yield part(bytes(codec.encode(picture)[0]))

    with http_camera(answer, interval_s=1 / FPS) as url:
        yield PullSource(url)


def measure(
    name: str, door: Callable[[], contextlib.AbstractContextManager[Source]], seconds: float
) -> dict[str, object]:
    """Read for so long; ages in ms, rate and cost."""
    with door() as source:
        mode = source.open(CaptureRequest(SIZE))
        frame = Frame.allocate(mode.format, mode.size, mode.colour)
        settled_s = time.monotonic() + SETTLE_S
        while time.monotonic() < settled_s:
            source.read_into(frame)
        ages, start_s, cpu_s = [], time.monotonic(), time.process_time()
        while time.monotonic() - start_s < seconds:
            source.read_into(frame)
            ages.append(age_ms(frame.planes[0]))
        took_s = time.monotonic() - start_s
        cpu = (time.process_time() - cpu_s) / took_s
        source.close()
    return {
        "door": name,
        "size": str(mode.size),
        "fps": round(len(ages) / took_s, 2),
        "p50_ms": round(statistics.median(ages), 1),
        "p95_ms": round(float(np.percentile(ages, 95)), 1),
        "max_ms": round(max(ages), 1),
        "cpu_of_one_core": round(cpu, 3),
    }


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--json", metavar="FILE", type=Path)
    args = parser.parse_args(argv)
    doors = {"whip, GStreamer, H.264": whip, "MJPEG by HTTP": mjpeg}
    rows = [measure(name, door, args.seconds) for _ in range(2) for name, door in doors.items()]
    tell({"machine": machine(), "rows": rows}, args.json)


if __name__ == "__main__":
    main()
