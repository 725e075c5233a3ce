"""How long a picture takes through the app's link: its Java on this computer's JVM, the bridge here.

    python -m bench.phone_app [--pictures 240] [--json FILE]

720p at thirty a second and 4 Mbit/s, by x264 in place of a phone's encoder, to luma in numpy; once as through
the cable, once through TLS. That leaves out the sensor, the GPU, the encoder chip and Wi-Fi.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bench.result import tell
from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.android.app_link import AppLink
from tests.mobile_bridge.android.app_stream import stream
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from vcam.commands.bench import machine
from vcam.core.formats import FrameSize

SIZE = FrameSize(1280, 720)
FPS = 30
WARM_UP = 60  # pictures, until the JVM has compiled what it runs


def measure(java: Java, pictures: int, *, cable: bool) -> dict[str, object]:
    """Send so many pictures; ages in ms of the frames that were taken."""
    with tempfile.TemporaryDirectory() as folder:
        bridge = Bridge(Path(folder), port=free_port(), addresses=lambda: [LAN_ADDRESS])
        bridge.start()
        try:
            with AppLink(java) as app:
                offer = bridge.offer()
                app.paired(offer.usb_app_url if cable else offer.app_url)
                ages = stream(bridge, app, SIZE, pictures=WARM_UP + pictures, fps=FPS)
                figures = bridge.snapshot().phone
        finally:
            bridge.stop()
    assert figures is not None
    counted = [number for number in ages.from_encoder if number > WARM_UP]
    return {
        "way": "cable" if cable else "TLS",
        "pictures": pictures,
        "taken": len(counted),
        "received": figures.received,
        "lost": figures.lost,
        "errors": figures.errors,
        "mbps": round(ages.sent_bytes * 8 * FPS / (WARM_UP + pictures) / 1e6, 2),
        "encode_to_numpy_ms": spread(ages.from_encoder[number] for number in counted),
        "link_to_numpy_ms": spread(ages.from_link[number] for number in counted),
        "decode_ms": round(figures.decode_ms, 2),
        "estimate_off_by_ms": round(statistics.median(map(abs, ages.estimate_errors)), 2),
    }


def spread(ages: Iterable[float]) -> dict[str, float]:
    values = list(ages)
    named = {f"p{part}": round(float(np.percentile(values, part)), 1) for part in (50, 95, 99)}
    return {**named, "max": round(max(values), 1)}


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pictures", type=int, default=240)
    parser.add_argument("--json", metavar="FILE", type=Path)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as cache:
        java = Java(Path(cache))
        rows = [measure(java, args.pictures, cable=cable) for _ in range(2) for cable in (True, False)]
    tell({"machine": machine(), "rows": rows}, args.json)


if __name__ == "__main__":
    main()
