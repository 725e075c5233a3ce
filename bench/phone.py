"""How long a phone's picture takes, and what it costs: the page in Chromium, the bridge here, on one machine.

    python -m bench.phone [--seconds 20] [--minutes 10] [--json FILE]

The page's camera is made of frames into which the time is drawn, as a bar of bits, in the moment when each is
made; here the bar is read from the decoded frame. Both sides have one clock. That leaves out the phone's
sensor, its encoder chip, Wi-Fi and the display. The network does not run, as Chromium has no GPU here; one
row shows what it costs in software.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser

from bench.result import tell
from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from vcam.commands.bench import machine
from vcam.core.errors import ModeChanged
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest

SETTLE_S = 6.0
BITS, TENTHS = 26, 10  # of a millisecond

CAMERA = """
(() => {
  const [width, height, fps, bits] = [%d, %d, 30, %d];
  navigator.mediaDevices.getUserMedia = async () => {
    const track = new MediaStreamTrackGenerator({ kind: 'video' });
    track.getSettings = () => ({ width, height, frameRate: fps });
    track.getCapabilities = () => ({});
    track.applyConstraints = async () => {};
    const writer = track.writable.getWriter();
    const picture = new Uint8Array(width * height * 3 / 2).fill(128);
    const noise = Uint8Array.from({ length: 3 * width * height }, () => 50 + 40 * Math.random());
    let turn = 0;
    const timer = setInterval(() => {
      if (track.readyState !== 'live') { clearInterval(timer); return; }
      if (writer.desiredSize < 1) return;
      turn += 1;
      picture.set(noise.subarray(turn %% 8 * 2 * width, turn %% 8 * 2 * width + width * height));
      for (let y = height / 3; y < height / 2; y++) {
        const start = y * width + turn %% 900;
        picture.fill(180, start, start + width / 5);
      }
      const tenths = Math.round((performance.timeOrigin + performance.now()) * 10) %% 2 ** bits;
      const side = width / bits;
      for (let y = 0; y < height / 9; y++) {
        for (let bit = 0; bit < bits; bit++) {
          const value = Math.floor(tenths / 2 ** bit) %% 2 ? 235 : 16;
          picture.fill(value, y * width + Math.round(bit * side), y * width + Math.round((bit + 1) * side));
        }
      }
      const timestamp = Math.round(performance.now() * 1000);
      const shape = { format: 'I420', codedWidth: width, codedHeight: height };
      writer.write(new VideoFrame(picture, { ...shape, timestamp }));
    }, 1000 / fps);
    return new MediaStream([track]);
  };
})();
"""


def age_ms(luma: NDArray[np.uint8]) -> float:
    """How old a picture is, by its bar."""
    height, width = luma.shape
    row = luma[height // 30 : height // 12].mean(axis=0)
    centres = ((np.arange(BITS) + 0.5) * width / BITS).astype(int)
    tenths = int((row[centres] > 128) @ (1 << np.arange(BITS)))
    now = round(time.time() * 1000 * TENTHS) % (1 << BITS)
    return ((now - tenths) % (1 << BITS)) / TENTHS


def opened(source: PhoneSource, request: CaptureRequest) -> tuple[CaptureMode, Frame]:
    mode = source.open(request)
    return mode, Frame.allocate(mode.format, mode.size, mode.colour)


def measure(
    browser: Browser, size: FrameSize, seconds: float, *, whip: bool = False, mode: str = "off"
) -> dict[str, object]:
    """Send for so long; ages in ms, rate, cost and memory."""
    bridge = Bridge(Path(tempfile.mkdtemp()), port=free_port(), addresses=lambda: [LAN_ADDRESS])
    bridge.start()
    bridge.set_look(mode, 1.0, 1.0)
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 412, "height": 915})
    page = context.new_page()
    page.add_init_script(CAMERA % (*size, BITS))
    if whip:
        page.add_init_script("delete window.VideoEncoder;")
    page.goto(bridge.offer().urls[0])
    page.wait_for_timeout(SETTLE_S * 1000)
    source, request = PhoneSource(bridge), CaptureRequest(size)
    capture, frame = opened(source, request)
    ages: list[float] = []
    memory: list[float] = []
    until_s = time.monotonic() + 2
    while time.monotonic() < until_s:  # the first pictures wait for a key frame
        source.read_into(frame)
    start_s, start_cpu_s = time.monotonic(), time.process_time()
    while (elapsed_s := time.monotonic() - start_s) < seconds:
        try:
            source.read_into(frame)
        except ModeChanged:
            source.close()
            capture, frame = opened(source, request)
            continue
        ages.append(age_ms(frame.planes[0]))
        if elapsed_s > 10 * len(memory):
            memory.append(resident_mib())
    cpu = (time.process_time() - start_cpu_s) / elapsed_s
    figures = bridge.snapshot().phone
    source.close()
    context.close()
    bridge.stop()
    assert figures is not None
    return {
        "transport": "whip" if whip else "ws",
        "size": str(capture.size),
        "enhanced": figures.enhanced,
        "seconds": round(elapsed_s, 1),
        "fps": round(len(ages) / elapsed_s, 2),
        "p50_ms": round(statistics.median(ages), 1),
        "p95_ms": round(float(np.percentile(ages, 95)), 1),
        "p99_ms": round(float(np.percentile(ages, 99)), 1),
        "max_ms": round(max(ages), 1),
        "cpu_of_one_core": round(cpu, 4),
        "decode_ms": round(figures.decode_ms, 2),
        "lost": figures.lost,
        "errors": figures.errors,
        "bitrate_mbps": round(figures.bitrate_bps / 1e6, 2),
        "rtt_ms": figures.rtt_ms,
        "jitter_ms": round(figures.jitter_ms, 2),
        "memory_mib": [round(each, 1) for each in memory],
    }


def resident_mib() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--minutes", type=float, default=0.0, help="of one long run besides")
    parser.add_argument("--json", metavar="FILE", type=Path)
    args = parser.parse_args(argv)
    hd, small = FrameSize(1280, 720), FrameSize(320, 180)
    rows = []
    with chromium(gpu=False) as browser:
        for _ in range(2):  # in turn: the machine may be busy for a while
            rows.append(measure(browser, hd, args.seconds))
            rows.append(measure(browser, hd, args.seconds, whip=True))
        if args.minutes:
            rows.append(measure(browser, hd, 60 * args.minutes))
    with chromium() as browser:
        rows.append(measure(browser, small, args.seconds, mode="on"))
    tell({"machine": machine(), "rows": rows}, args.json)


if __name__ == "__main__":
    main()
