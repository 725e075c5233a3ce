"""What the hot path takes with the vector instructions of older processors.

``python -m bench.vectors [--rounds N] [--json FILE]``: 720p, NV12 to I420, one thread, processor time of
`kernels.fused.enhance`. Each set of instructions has a process of its own, and they take turns. An old
processor has fewer of everything else besides.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import llvmlite.binding as llvm
import numpy as np

from bench.result import tell
from kernels import colour, formats, fused
from kernels.denoise import FULL, LIGHT, OVER_TIME
from kernels.memory import Memory

SIZE = 1280, 720
FRAMES = 60
# what a set leaves away of this processor's features, and the processor that LLVM is to think of
SETS = {
    "as it is": (None, ()),
    "AVX2": ("haswell", ("avx512", "avx10", "evex512", "amx")),
    "SSE4.2": ("nehalem", ("avx", "evex512", "amx", "fma", "f16c", "vaes", "vpclmulqdq")),
}
DENOISING = {"off": None, "over time": OVER_TIME, "light": LIGHT, "full": FULL}


def environment(name: str, cache: str) -> dict[str, str]:
    """Variables for numba."""
    processor, without = SETS[name]
    found = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    found["NUMBA_CACHE_DIR"] = str(Path(cache) / name.replace(" ", "-"))
    if processor:
        features = llvm.get_host_cpu_features()
        kept = (("+" if on and not key.startswith(without) else "-") + key for key, on in features.items())
        found |= {"NUMBA_CPU_NAME": processor, "NUMBA_CPU_FEATURES": ",".join(kept)}
    return found


def child() -> dict[str, float]:
    """Median milliseconds of each way to take noise down."""
    width, height = SIZE
    rng = np.random.default_rng(0)
    still = rng.integers(20, 60, formats.frame_bytes(formats.NV12, width, height)).astype(np.float32)
    frames = [np.clip(still + rng.normal(0, 2, still.size), 0, 255).astype(np.uint8) for _ in range(4)]
    out = np.zeros(formats.frame_bytes(formats.I420, width, height), np.uint8)
    curve_map = np.zeros((2, 56, 96), np.float32)
    curve_map[1] = -0.6
    noise = np.array([2, 0, 0.5, 1.5, 0.2], np.float32)
    meanings = colour.yuv_to_rgb(False, False), colour.rgb_to_yuv(False, False)  # noqa: FBT003
    medians = {}
    for name, level in DENOISING.items():
        memory = Memory(width, height, 56)
        denoising = fused.Denoising(noise, level=level) if level else fused.OFF
        times = []
        for turn in range(FRAMES + 3):
            start_ns = time.thread_time_ns()
            src = frames[turn % 4]
            fused.enhance(src, formats.NV12, out, formats.I420, curve_map, *meanings, 1.0, memory, denoising)
            times.append((time.thread_time_ns() - start_ns) / 1e6)
        medians[name] = statistics.median(times[3:])
    return medians


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="turns of each set of instructions [3]")
    parser.add_argument("--json", type=Path, help="file to write")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        sys.stdout.write(json.dumps(child()))
        return
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in SETS}
    with tempfile.TemporaryDirectory() as cache:
        for turn in range(chosen.rounds + 1):
            for name, found in rows.items():
                command = [sys.executable, "-m", "bench.vectors", "--child"]
                done = subprocess.run(
                    command, env=environment(name, cache), capture_output=True, text=True, check=True
                )
                if turn:  # the first compiles
                    found.append(json.loads(done.stdout))
    medians = {
        name: {way: statistics.median(each[way] for each in found) for way in DENOISING}
        for name, found in rows.items()
    }
    base = medians["as it is"]["full"]
    result = {
        "host": llvm.get_host_cpu_name(),
        "median ms": medians,
        "full, times as long": {name: each["full"] / base for name, each in medians.items()},
    }
    tell(result, chosen.json)


if __name__ == "__main__":
    main()
