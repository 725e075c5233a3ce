"""Two ways to write a virtual camera, compared: pyvirtualcam and this program's own.

Runs in the rig: ``tests/device/rig -- python bench/output.py > docs/results/output.json``.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time

import pyvirtualcam

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode, Sink
from vcam.sinks.pyvirtualcam_output import PyvirtualcamOutput
from vcam.sinks.v4l2_output import V4l2Output, find_output

SIZE = FrameSize(1280, 720)
FRAMES = 300


def time_per_send(sink: Sink, layout: PixelFormat) -> dict[str, float]:
    sink.open(OutputMode(SIZE, 30.0, layout))
    frame = Frame.allocate(layout, SIZE)
    for _ in range(10):
        sink.send(frame)
    times = []
    processor = time.process_time()
    for _ in range(FRAMES):
        start = time.perf_counter()
        sink.send(frame)
        times.append(1000 * (time.perf_counter() - start))
    processor = time.process_time() - processor
    sink.close()
    return {
        "median_ms": round(statistics.median(times), 3),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 3),
        "processor_ms": round(1000 * processor / FRAMES, 3),
    }


def main() -> None:
    results: dict[str, object] = {
        "machine": f"rig, Linux {platform.release()}, {os.environ.get('RIG_GENERATION')} v4l2loopback",
        "versions": {"pyvirtualcam": pyvirtualcam.__version__, "python": platform.python_version()},
        "size": str(SIZE),
        "frames": FRAMES,
    }
    # ours first: pyvirtualcam leaves a device of 0.12.7 that only ours can open again
    for layout in (PixelFormat.I420, PixelFormat.YUYV):
        results[f"v4l2 {layout.name}"] = time_per_send(V4l2Output(), layout)
    results["pyvirtualcam I420"] = time_per_send(PyvirtualcamOutput(str(find_output())), PixelFormat.I420)
    V4l2Output().open(OutputMode(SIZE, 30.0))
    try:
        PyvirtualcamOutput(str(find_output())).open(OutputMode(SIZE, 30.0))
    except Exception as error:
        results["pyvirtualcam, device in use"] = str(error)
    json.dump(results, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
