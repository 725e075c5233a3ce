"""`lowlight-cam bench --runtimes`: the network in every format, by every runtime that is installed.

The map network at its own size, as the product runs it, and the whole way as one graph of 512x512 pixels
(shrink, network, enlarge, curve), as such networks are often run.
"""

from __future__ import annotations

import importlib.resources
import importlib.util
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from vcam.core.formats import FrameSize
from vcam.enhance.gpu import KIND
from vcam.enhance.model import DEFAULT_MODEL, quiet_runtime, read_model
from vcam.enhance.probe import probe_gpu, time_gpu

TFLITE_KINDS = ("float32", "float16", "dynamic-int8", "int8", "whole-float32", "whole-int8")
ONNX_KINDS = ("onnx", "onnx-int8", "whole-onnx", "whole-onnx-int8")
GPU_KINDS = ("float32", "int8", "whole-float32", "whole-int8")
THREADS = (1, 2)
LEAST_RUNS = 7
SHARE_S = 0.15  # of each turn, for one way to run

Run = Callable[[], object]
Row = dict[str, object]


def measure(seconds: float) -> list[Row]:
    """Time all ways, in turns of random order for about `seconds` each; then the GPU, if there is one."""
    ways = _ways()
    times: dict[tuple[str, str, int], list[tuple[float, float]]] = {name: [] for name in ways}
    for run in ways.values():
        run()
    turns = max(1, round(seconds / SHARE_S))
    order = list(ways)
    for _ in range(turns):
        random.shuffle(order)
        for name in order:
            times[name] += _timed(ways[name])
    rows = [_row(*name, each) for name, each in times.items()]
    return rows + [_gpu_row(kind) for kind in GPU_KINDS]


def _timed(run: Run) -> list[tuple[float, float]]:
    """Wall and CPU milliseconds of some runs."""
    found: list[tuple[float, float]] = []
    end = time.perf_counter() + SHARE_S
    while len(found) < LEAST_RUNS or time.perf_counter() < end:
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        found.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
    return found


def _row(runtime: str, kind: str, threads: int, times: list[tuple[float, float]]) -> Row:
    wall, cpu = zip(*times, strict=True)
    return {
        "runtime": runtime,
        "model": kind,
        "threads": threads,
        "runs": len(times),
        "wall_ms": {"min": min(wall), "median": statistics.median(wall)},
        "cpu_ms": {"min": min(cpu), "median": statistics.median(cpu)},
    }


def _ways() -> dict[tuple[str, str, int], Run]:
    ways: dict[tuple[str, str, int], Run] = {}
    for threads in THREADS:
        for kind in TFLITE_KINDS:
            ways["TFLite XNNPACK", kind, threads] = _tflite(_content(kind), threads)
        if importlib.util.find_spec("onnxruntime"):
            for kind in ONNX_KINDS:
                ways["ONNX Runtime", kind, threads] = _onnx(_content(kind), threads)
    return ways


def _content(kind: str) -> bytes:
    return read_model(DEFAULT_MODEL, kind, importlib.resources.files("models")).content


def _tflite(content: bytes, threads: int) -> Run:
    from ai_edge_litert.interpreter import Interpreter  # heavy

    with quiet_runtime():
        interpreter = Interpreter(model_content=content, num_threads=threads)
        interpreter.allocate_tensors()
    (source,) = interpreter.get_input_details()
    interpreter.set_tensor(source["index"], _picture(tuple(source["shape"])).astype(source["dtype"]))
    return interpreter.invoke  # type: ignore[no-any-return]


def _onnx(content: bytes, threads: int) -> Run:
    import onnxruntime  # not a dependency: only where it is installed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0]
    values = {source.name: _picture(tuple(source.shape))}
    return lambda: session.run(None, values)


def _picture(shape: tuple[int, ...]) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.random.default_rng(0).random(shape, np.float32)


def _gpu_row(kind: str) -> Row:
    found = probe_gpu() if kind == KIND else time_gpu(_content(kind), _own_size(kind))
    if found.error:
        return {"runtime": "TFLite GPU", "model": kind, "error": found.error}
    name = f"{found.adapter}{', software' if found.is_software else ''}"
    whole = "" if found.fully_accelerated else ", in part"
    return {"runtime": f"TFLite GPU ({name}{whole})", "model": kind, "wall_ms": {"median": found.gpu_ms}}


def _own_size(kind: str) -> FrameSize:
    from ai_edge_litert.interpreter import Interpreter  # heavy

    with quiet_runtime():
        _, height, width, _ = Interpreter(model_content=_content(kind)).get_input_details()[0]["shape"]
    return FrameSize(int(width), int(height))


def text(rows: list[Row]) -> list[str]:
    """Lay the rows out for people."""
    lines = [f"{'runtime':<34} {'model':<16} {'threads':>7} {'wall ms':>9} {'CPU ms':>9}"]
    for row in rows:
        if "error" in row:
            lines.append(f"{row['runtime']:<34} {row['model']:<16} {row['error']}")
            continue
        wall, cpu = (row.get(each, {}) for each in ("wall_ms", "cpu_ms"))
        figures = [each.get("median") for each in (wall, cpu) if isinstance(each, dict)]
        shown = " ".join(f"{each:9.2f}" if each is not None else f"{'':>9}" for each in figures)
        lines.append(f"{row['runtime']:<34} {row['model']:<16} {row.get('threads', ''):>7} {shown}")
    return lines
