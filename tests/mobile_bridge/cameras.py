"""Network cameras on this computer's loopback, good ones and bad ones."""

from __future__ import annotations

import base64
import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext

from vcam.core.formats import FrameSize

SIZE = FrameSize(64, 48)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=edge\r\n\r\n"
RTSP_SERVER = Path(__file__).with_name("rtsp_server.py")
SYSTEM_PYTHON = "/usr/bin/python3"


def _has_gstreamer() -> bool:
    code = "import gi; gi.require_version('GstRtspServer', '1.0'); gi.require_version('GstWebRTC', '1.0')"
    python = shutil.which(SYSTEM_PYTHON)
    if python is None:
        return False
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


HAS_GSTREAMER = _has_gstreamer()
needs_gstreamer = pytest.mark.skipif(not HAS_GSTREAMER, reason="needs Debian's GStreamer with python3-gi")


def jpeg(luma: int, size: FrameSize = SIZE) -> bytes:
    codec = av.CodecContext.create("mjpeg", "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = *size, "yuvj420p"
    codec.time_base = Fraction(1, 30)
    grey = np.full((size.height, size.width), luma, np.uint8)
    picture = av.VideoFrame.from_ndarray(grey, "gray").reformat(format="yuvj420p")
    picture.pts = 0
    return bytes(codec.encode(picture)[0])


def part(data: bytes) -> bytes:
    return b"--edge\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%b\r\n" % (len(data), data)


Answer = Callable[[bytes], Iterable[bytes]]


@contextlib.contextmanager
def http_camera(answer: Answer, *, interval_s: float = 0.0) -> Iterator[str]:
    """Answer each connection with the pieces that `answer` makes of the request, one each interval."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = connection.recv(65536)
            for piece in answer(request):
                connection.sendall(piece)
                if stop.wait(interval_s):
                    break

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.settimeout(5)
                threads.append(threading.Thread(target=serve, args=(connection,), name="camera"))
                threads[-1].start()

    threads.append(threading.Thread(target=accept, name="camera's door"))
    threads[0].start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/video"
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in threads:
            thread.join()


def pictures(lumas: Iterable[int], size: FrameSize = SIZE) -> Answer:
    """MJPEG as IP Webcam and DroidCam send it."""

    def answer(_request: bytes) -> Iterator[bytes]:
        yield HEAD
        for luma in lumas:
            yield part(jpeg(luma, size))

    return answer


def endless(luma: int = 90, size: FrameSize = SIZE) -> Answer:
    picture = part(jpeg(luma, size))

    def answer(_request: bytes) -> Iterator[bytes]:
        yield HEAD
        while True:
            yield picture

    return answer


def behind_password(user: str, password: str, inner: Answer) -> Answer:
    wanted = b"Basic " + base64.b64encode(f"{user}:{password}".encode())

    def answer(request: bytes) -> Iterable[bytes]:
        if wanted in request:
            return inner(request)
        return [
            b'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
        ]

    return answer


def status(line: str) -> Answer:
    return lambda _request: [f"HTTP/1.1 {line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def program(*command: str, until_port: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run a program until the end of the block; with a port, wait until it listens there."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    try:
        deadline = time.monotonic() + 20
        while until_port is not None:
            assert running.poll() is None, f"{command[0]} has ended"
            assert time.monotonic() < deadline, f"{command[0]} does not listen"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", until_port), 1):
                break
            time.sleep(0.05)
        yield running
    finally:
        running.terminate()
        running.wait(10)


@contextlib.contextmanager
def rtsp_camera(pipeline: str, *options: str) -> Iterator[str]:
    """GStreamer's RTSP server; the pipeline ends in a payloader called pay0."""
    port = free_port()
    with program(SYSTEM_PYTHON, str(RTSP_SERVER), str(port), pipeline, *options, until_port=port):
        yield f"rtsp://127.0.0.1:{port}/camera"
