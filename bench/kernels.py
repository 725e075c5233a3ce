"""How long the kernels take on one thread: CPU milliseconds, median over rounds in alternating order.

    python -m bench.kernels [--json] [--rounds N] [--size 1280x720 ...]

All contenders take turns within a round, so that a busy machine slows all of them alike; ratios are good even
where milliseconds are not.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import time
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from kernels import colour, convert, formats, fused, resize, temporal, warm

Work = Callable[[], object]
NAMES = ("BGR", "I420", "NV12", "YUYV", "I422", "UYVY")
PAIRS = ((1, 1), (2, 1), (2, 2), (3, 1), (3, 3), (4, 1), (0, 1), (0, 0))
TO_RGB, TO_YUV = (
    colour.yuv_to_rgb(bt709=False, full_range=False),
    colour.rgb_to_yuv(bt709=False, full_range=False),
)


def kernels_at(width: int, height: int, noise: np.random.Generator) -> dict[str, Work]:
    curve_map = noise.uniform(-1, 0, (14, 24)).astype(np.float32)
    new_map = curve_map.copy()
    space, small = fused.workspace(width, 14), np.zeros((56, 96, 3), np.uint8)
    work: dict[str, Work] = {
        "widen map": lambda: resize.widen(curve_map, space),
        "smooth map": lambda: temporal.smooth_map(curve_map, new_map, 0.2),
    }
    sources = [noise.integers(0, 256, formats.frame_bytes(fmt, width, height), np.uint8) for fmt in range(6)]
    for fmt, src in enumerate(sources):
        work[f"shrink {NAMES[fmt]}"] = lambda src=src, fmt=fmt: resize.shrink(
            src, fmt, width, height, TO_RGB, small
        )
    for src_fmt, dst_fmt in PAIRS:
        src, dst = sources[src_fmt], np.zeros(formats.frame_bytes(dst_fmt, width, height), np.uint8)
        frame = (src, src_fmt, dst, dst_fmt, width, height)
        pair = f"{NAMES[src_fmt]} to {NAMES[dst_fmt]}"
        work[f"enhance {pair}"] = lambda frame=frame: fused.enhance(
            *frame, curve_map, TO_RGB, TO_YUV, 8, 1.0, space
        )
        work[f"convert {pair}"] = lambda frame=frame: convert.convert(*frame, TO_RGB, TO_YUV)
    return work


def others_at(width: int, height: int, noise: np.random.Generator) -> dict[str, Work]:
    """The same work without the kernels: NV12 to I420 by OpenCV and numpy, and a plain copy as the floor."""
    nv12 = noise.integers(0, 256, (height * 3 // 2, width), np.uint8)
    copy, small_map = np.zeros_like(nv12), noise.uniform(-1, 0, (90, 160, 3)).astype(np.float32)

    # made once, as a careful program would: fresh pages would cost it more than the arithmetic
    shape = (height, width, 3)
    step, rgb, r_full = (np.zeros(shape, np.float32) for _ in range(3))
    codes, out = np.zeros(shape, np.uint8), np.zeros_like(nv12)

    def curve(x: NDArray[np.float32], r: NDArray[np.float32]) -> None:
        for _ in range(8):
            np.multiply(x, x, out=step)
            np.subtract(step, x, out=step)
            np.multiply(step, r, out=step)
            np.add(x, step, out=x)

    def enhance() -> None:
        cv2.cvtColor(nv12, cv2.COLOR_YUV2RGB_NV12, dst=codes)
        np.multiply(codes, np.float32(1 / 255), out=rgb)
        curve(rgb, cv2.resize(small_map, (width, height), dst=r_full, interpolation=cv2.INTER_LINEAR))
        np.multiply(rgb, np.float32(255), out=rgb)
        np.rint(rgb, out=rgb)
        np.copyto(codes, rgb, casting="unsafe")
        cv2.cvtColor(codes, cv2.COLOR_RGB2YUV_I420, dst=out)

    x = noise.uniform(0, 1, (height, width, 3)).astype(np.float32)
    r = np.full_like(x, -0.2)
    return {
        "memcpy of NV12": lambda: np.copyto(copy, nv12),
        "numpy curve alone": lambda: curve(x, r),
        "OpenCV and numpy, NV12 to I420": enhance,
        "OpenCV area shrink of NV12": lambda: cv2.resize(
            cv2.cvtColor(nv12, cv2.COLOR_YUV2RGB_NV12, dst=codes), (160, 90), interpolation=cv2.INTER_AREA
        ),
    }


def measure(work: dict[str, Work], rounds: int) -> dict[str, float]:
    """Median CPU milliseconds of each."""
    times: dict[str, list[int]] = {name: [] for name in work}
    names = list(work)
    order = random.Random(0)  # noqa: S311
    for _ in range(rounds):
        order.shuffle(names)
        for name in names:
            start_ns = time.process_time_ns()
            work[name]()
            times[name].append(time.process_time_ns() - start_ns)
    return {name: float(np.median(each)) / 1e6 for name, each in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU milliseconds of the kernels on one thread")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--size", nargs="+", default=["1280x720", "1920x1080"])
    options = parser.parse_args()
    cv2.setNumThreads(1)
    start_ns = time.process_time_ns()
    warm.warm_up()
    warm_s = (time.process_time_ns() - start_ns) / 1e9
    sizes: dict[str, dict[str, float]] = {}
    for size in options.size:
        width, height = map(int, size.split("x"))
        noise = np.random.default_rng(0)
        sizes[size] = measure(
            kernels_at(width, height, noise) | others_at(width, height, noise), options.rounds
        )
    if options.json:
        print(json.dumps({"machine": platform.processor(), "warm_up_cpu_s": warm_s, "median_cpu_ms": sizes}))
        return
    print(f"warm-up: {warm_s:.1f} s of CPU")
    for size, figures in sizes.items():
        floor, peer = figures["memcpy of NV12"], figures["OpenCV and numpy, NV12 to I420"]
        print(f"\n{size:<34}{'CPU ms':>9}{'x memcpy':>10}{'OpenCV+numpy / it':>19}")
        for name, ms in figures.items():
            print(f"{name:<34}{ms:>9.3f}{ms / floor:>10.1f}{peer / ms:>19.1f}")


if __name__ == "__main__":
    main()
