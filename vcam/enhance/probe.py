"""Is there a GPU for the network, and how fast is it? Asked of another process.

A driver that crashes takes its process with it, so it is not asked in ours. LiteRT accepts a software adapter
without a word; its name and the time tell.

Run as a program, this file is that other process: it gets a model file's path and prints one line of JSON.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

RUNS = 7
LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class GpuProbe:
    """What came out: `error` is empty if the GPU answered, and the rest is set then."""

    error: str = ""
    adapter: str = ""
    is_software: bool = False
    median_ms: float = 0.0
    fully_accelerated: bool = False


def probe_gpu(path: Path, limit_s: float = LIMIT_S) -> GpuProbe:
    """Run a model file on the GPU in another process; never raises for what goes wrong there."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vcam.enhance.probe", str(path)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return GpuProbe(f"no answer within {limit_s:.0f} s")
    except OSError as exc:
        return GpuProbe(str(exc))
    if done.returncode != 0:
        if "No adapters found" in done.stderr:
            return GpuProbe("no adapter was found")
        said = [line.strip() for line in done.stderr.splitlines() if line.strip() and line[:5] != "INFO:"]
        return GpuProbe(said[-1] if said else f"it ended with status {done.returncode}")
    adapter = re.search(r"Selected adapter: ([^,\n]+)(.*)", done.stderr)
    try:
        answer = json.loads(done.stdout.strip().splitlines()[-1])
        return GpuProbe(
            adapter=adapter.group(1).strip() if adapter else "without a name",
            is_software=bool(adapter and "Software" in adapter.group(2)),
            median_ms=float(answer["median_ms"]),
            fully_accelerated=bool(answer["fully_accelerated"]),
        )
    except (IndexError, KeyError, TypeError, ValueError) as exc:
        return GpuProbe(f"its answer cannot be read: {exc}")


def main(path: str) -> None:
    """Run the model on the GPU and print how it went."""
    from ai_edge_litert.compiled_model import CompiledModel  # noqa: PLC0415  # heavy
    from ai_edge_litert.hardware_accelerator import HardwareAccelerator  # noqa: PLC0415

    model = CompiledModel.from_file(path, hardware_accel=HardwareAccelerator.GPU)
    sources, results = model.create_input_buffers(0), model.create_output_buffers(0)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        model.run_by_index(0, sources, results)
        results[0].read(1, _element_type(model))  # waits until it is done
        times.append(1000 * (time.perf_counter() - start))
    answer = {"median_ms": statistics.median(times[1:]), "fully_accelerated": model.is_fully_accelerated()}
    sys.stdout.write(json.dumps(answer) + "\n")


def _element_type(model: object) -> object:
    import numpy as np  # noqa: PLC0415

    details = next(iter(model.get_output_tensor_details("serving_default").values()))  # type: ignore[attr-defined]
    return np.int8 if "8" in str(details.get("dtype", "")) else np.float32


if __name__ == "__main__":
    main(sys.argv[1])
