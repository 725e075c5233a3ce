"""The whole way on real devices: a dark clip in a loopback device, `lowlight-cam run`, readers of another."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import cv2
import numpy as np
import pytest

from tests.device.conftest import (
    SIZE,
    load_loopback,
    node_of,
    run,
    until,
)
from tests.device.serving import (
    CARD_BYTES_DIFFER,
    Codes,
    Reading,
    dark_frame,
    distance,
    enhanced,
    is_fed,
    play,
    refused,
    start,
)
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.v4l2_output import V4l2Output
from vcam.v4l2.holders import holders

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.usefixtures("kernels_ready")]

Start = Callable[..., subprocess.Popen[bytes]]


@dataclass(frozen=True)
class Served:
    """A webcam that shows a dark scene, and the program that makes it bright."""

    webcam: Frame
    wanted: Codes
    clip: Path
    process: subprocess.Popen[str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One run for the tests that leave it as it was: a start takes long on this machine."""
    load_loopback()
    frame = dark_frame()
    clip = tmp_path_factory.mktemp("clip") / "dark.yuyv"
    clip.write_bytes(frame.data.tobytes() * 25)
    webcam = subprocess.Popen(play(clip))
    process = start("--camera", "Source Cam", "--on", "--denoise", "0")
    yield Served(frame, enhanced(frame).data, clip, process)
    for each in (process, webcam):
        each.kill()
        each.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_the_picture_is_the_pipelines_own(served: Served) -> None:
    with Reading() as reading:
        until(lambda: distance(reading.frame, served.wanted) < 1)
        frame = reading.frame
    assert np.abs(frame.astype(np.int16) - served.wanted).max() <= 1
    luma = PixelFormat.I420.planes(frame, SIZE)[0].mean()
    before = served.webcam.planes[0][..., ::2].mean()
    asked_for = PixelFormat.I420.planes(served.wanted, SIZE)[0].mean() - before
    assert asked_for > 25, "the network sees that this is dark"
    assert luma - before == pytest.approx(asked_for, abs=0.5)


def test_opencv_reads_it_and_it_is_bright(served: Served) -> None:
    wanted = cv2.cvtColor(served.wanted.reshape(-1, SIZE.width), cv2.COLOR_YUV2BGR_I420).astype(np.int16)
    capture = cv2.VideoCapture(str(node_of("LowLight Cam")), cv2.CAP_V4L2)
    try:

        def shows_it() -> bool:
            good, bgr = capture.read()
            return good and float(np.abs(bgr - wanted).mean()) < 2

        until(shows_it)
    finally:
        capture.release()


def test_the_webcam_is_on_only_while_somebody_reads(served: Served) -> None:
    source = node_of("Source Cam")

    def has_the_webcam() -> bool:
        return served.process.pid in {holder.pid for holder in holders(source)}

    until(lambda: not has_the_webcam())
    assert "LowLight Cam" in run("v4l2-ctl", "--list-devices").stdout
    time.sleep(1.0)
    assert not has_the_webcam(), "listing is not reading"
    for _ in range(2):
        with Reading() as reading:
            until(has_the_webcam)
            until(lambda: distance(reading.frame, served.wanted) < 1)
        until(lambda: not has_the_webcam())
        assert is_fed(), "it stays in the lists"


def test_two_at_once_the_second_names_the_first(served: Served) -> None:
    said = refused(4, "--camera", "vivid")
    assert "in use by" in said
    assert str(served.process.pid) in said


@pytest.mark.skipif(shutil.which("chromium-headless-shell") is None, reason="needs chromium-headless-shell")
def test_chromium_lists_it_and_shows_its_frames(served: Served) -> None:
    bgr = cv2.cvtColor(served.wanted.reshape(-1, SIZE.width), cv2.COLOR_YUV2BGR_I420)
    wanted = bgr[8::16, 8::16, ::-1].astype(int).reshape(-1)
    with Browser(Path("/dev/shm/chromium")) as browser:

        def shows_it() -> bool:
            assert "error" not in browser.report, browser.report
            pixels = np.array(browser.report.get("pixels", []), int)
            return pixels.size == wanted.size and float(np.abs(pixels - wanted).mean()) < 4

        until(shows_it)
        assert "LowLight Cam" in str(browser.report["labels"])
        assert browser.report["size"] == list(SIZE)


def test_a_webcam_that_goes_silent_gives_a_card_and_comes_back(served: Served, programs: Start) -> None:
    with Reading() as reading:
        until(lambda: distance(reading.frame, served.wanted) < 1)
        for holder in holders(node_of("Source Cam")):
            if holder.name == "ffmpeg":
                os.kill(holder.pid, signal.SIGKILL)
        until(lambda: distance(reading.frame, served.wanted) > CARD_BYTES_DIFFER)
        announce_again("Source Cam")
        programs(*play(served.clip))
        until(lambda: distance(reading.frame, served.wanted) < 1)


def announce_again(label: str) -> None:
    """Make a device that a killed program fed ready for the next; 0.12.7 needs that."""
    sink = V4l2Output(label)
    sink.open(OutputMode(SIZE, 25.0, PixelFormat.YUYV))
    sink.close()


PAGE = """<!doctype html><title>reader</title><script>
async function main() {
  const report = {};
  try {
    await navigator.mediaDevices.getUserMedia({video: true}).then(s => s.getTracks().forEach(t => t.stop()));
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter(d => d.kind === 'videoinput');
    report.labels = devices.map(d => d.label);
    const ours = devices.find(d => d.label.startsWith('LowLight Cam'));
    const stream = await navigator.mediaDevices.getUserMedia({video: {deviceId: {exact: ours.deviceId}}});
    const video = document.createElement('video');
    video.muted = true; video.srcObject = stream; await video.play();
    const canvas = document.createElement('canvas');
    report.size = [video.videoWidth, video.videoHeight];
    [canvas.width, canvas.height] = report.size;
    const paint = canvas.getContext('2d', {willReadFrequently: true});
    for (;;) {
      await new Promise(r => video.requestVideoFrameCallback(r));
      paint.drawImage(video, 0, 0);
      const data = paint.getImageData(0, 0, canvas.width, canvas.height).data;
      report.pixels = [];
      for (let y = 8; y < canvas.height; y += 16)
        for (let x = 8; x < canvas.width; x += 16)
          report.pixels.push(...data.slice(4 * (y * canvas.width + x), 4 * (y * canvas.width + x) + 3));
      await fetch('/report', {method: 'POST', body: JSON.stringify(report)});
      await new Promise(r => setTimeout(r, 500));
    }
  } catch (error) {
    report.error = String(error);
    await fetch('/report', {method: 'POST', body: JSON.stringify(report)});
  }
}
main();
</script>"""


class Browser:
    """Headless Chromium on a page that reads the virtual camera, and what it reported last.

    The shell is Chromium without its windows; the whole of it takes minutes to start on this machine.
    """

    def __init__(self, profile: Path) -> None:
        browser = self
        self.report: dict[str, object] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(PAGE.encode())

            def do_POST(self) -> None:
                browser.report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._chromium = [
            *(
                "chromium-headless-shell",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ),
            *("--in-process-gpu", "--no-zygote", "--no-first-run", "--disable-background-networking"),
            *("--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream"),
            *(f"--user-data-dir={profile}", f"http://127.0.0.1:{self._server.server_port}/"),
        ]

    def __enter__(self) -> Self:
        self._thread.start()
        self._process = subprocess.Popen(
            self._chromium,
            # a screen that does not answer keeps it busy for ever
            env={name: value for name, value in os.environ.items() if name != "DISPLAY"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    def __exit__(self, *error: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
