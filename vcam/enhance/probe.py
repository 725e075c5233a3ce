"""Tells whether there is a GPU for the network, whether it answers right, and what it takes.

Run as a program it prints the answer as a line of JSON: `vcam.enhance.search` asks for it while frames run.
"""

from __future__ import annotations

import dataclasses
import json
import math
import statistics
import sys
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import ModelError
from vcam.core.formats import FrameSize
from vcam.enhance.gpu import KIND, GpuModel, GpuProcess
from vcam.enhance.gpu_process import COMPILE_LIMIT_S
from vcam.enhance.model import DEFAULT_MODEL, CurveModel

RUNS = 31
FEW_RUNS = 8
LIMIT_S = 5.0  # for one picture: one in software may be that slow, and is to be told by its time
# Largest difference of a map, which goes from -1 to 0, from what the processor makes of the same file. Half
# floats give .0002, the int8 that the processor runs .006; a mistake gives tenths.
TOLERANCE = 0.02
# The GPU is the call's and the screen's too, so that it must be clearly faster in a quiet moment.
MARGIN = 0.7


@dataclass(frozen=True, slots=True)
class GpuProbe:
    """What came out: `error` is empty if the GPU answered, and right. Times are medians for one picture."""

    error: str = ""
    adapter: str = ""
    is_software: bool = False
    fully_accelerated: bool = False
    gpu_ms: float = 0.0
    cpu_ms: float = 0.0

    @classmethod
    def from_json(cls, text: str) -> GpuProbe:
        """Read what `to_json` wrote; ValueError for anything else."""
        try:
            values = json.loads(text)
        except RecursionError as exc:
            raise ValueError(f"not a probe's answer: {text[:80]}") from exc
        if not isinstance(values, dict) or {*values} != {each.name for each in dataclasses.fields(cls)}:
            raise ValueError(f"not a probe's answer: {text[:80]}")
        for field in dataclasses.fields(cls):
            if type(values[field.name]) is not type(field.default):
                raise ValueError(f"{field.name} = {values[field.name]!r}")
            if isinstance(field.default, float) and not 0 <= values[field.name] < math.inf:
                raise ValueError(f"{field.name} = {values[field.name]!r}")
        return cls(**values)

    def to_json(self) -> str:
        """One line."""
        return json.dumps(dataclasses.asdict(self))

    @property
    def gpu(self) -> str:
        """The GPU in words."""
        return f"the GPU ({self.adapter}{', software' if self.is_software else ''})"

    @property
    def why_not(self) -> str:
        """Why the processor is the better choice; empty if the GPU is."""
        if self.error:
            return f"{self.gpu if self.adapter else 'no GPU that it can run on'}: {self.error}"
        if self.is_software:
            # It is the processor in disguise. Should it ever be the faster, then by taking all cores while
            # nobody else wanted them; in a call somebody does.
            return f"{self.gpu} is the processor itself"
        if self.gpu_ms > MARGIN * self.cpu_ms:
            return f"{self.gpu} takes {self.gpu_ms:.2f} ms"
        return ""


def probe_gpu(name: str = DEFAULT_MODEL) -> GpuProbe:
    """Run the network on GPU and processor, in turns, at its own size; what goes wrong is in the answer.

    A `ModelError` is raised only if the processor cannot run it.
    """
    cpu = CurveModel(name)
    pictures = golden_pictures(cpu.input_size(FrameSize(1280, 720)))
    cpu_ms = _medians(pictures, cpu)[0]  # in case that there is nothing else
    gpu: GpuModel | None = None
    try:
        wanted = _maps(CurveModel(name, kind=KIND), pictures)
        gpu = GpuModel(name, limit_s=LIMIT_S)
        off = _largest_difference(_maps(gpu, pictures), wanted)
        cpu_ms, gpu_ms = _medians(pictures, cpu, gpu)
    except ModelError as exc:
        error, gpu_ms = _reason(exc), 0.0
    else:
        # not "off > TOLERANCE": what is not a number is wrong too
        error = "" if off <= TOLERANCE else f"its answers are wrong, by up to {off:.2f}"
    finally:
        if gpu is not None:
            gpu.close()
    if gpu is None:
        return GpuProbe(error, cpu_ms=cpu_ms)
    return GpuProbe(error, gpu.adapter, gpu.is_software, gpu.fully_accelerated, gpu_ms, cpu_ms)


def time_gpu(content: bytes, size: FrameSize) -> GpuProbe:
    """Run any network from pictures of `size`, black ones, on the GPU; it is not compared with anything."""
    try:
        gpu = GpuProcess(content)
    except ModelError as exc:
        return GpuProbe(_reason(exc))
    times = []
    try:
        gpu.compile(size)
        found = gpu.compiled()
        if found is None:
            return GpuProbe(f"not ready within {COMPILE_LIMIT_S:g} s")
        picture = np.zeros((size.height, size.width, 3), found.input_type).data.cast("B")
        answer = np.empty(found.shape, found.output_type).data.cast("B")
        for _ in range(FEW_RUNS):
            start = time.perf_counter()
            gpu.send(picture)
            gpu.receive(answer, LIMIT_S)
            times.append(1000 * (time.perf_counter() - start))
        return GpuProbe("", *gpu.adapter, found.fully_accelerated, statistics.median(times[1:]))
    except ModelError as exc:
        return GpuProbe(_reason(exc))
    finally:
        gpu.close()


def _reason(exc: ModelError) -> str:
    return exc.hint.partition("\n")[0] or exc.title


def golden_pictures(size: FrameSize) -> NDArray[np.uint8]:
    """Return a dark scene with a lamp, a lit one and noise, (3, H, W, 3); the same for ever."""
    rows, columns = np.mgrid[0 : size.height, 0 : size.width] / np.array(size[::-1]).reshape(2, 1, 1)
    lamp = np.exp(-80 * ((rows - 0.3) ** 2 + (columns - 0.7) ** 2))
    dark = 4 + 30 * rows * columns + 120 * lamp
    lit = 60 + 190 * (0.5 + 0.5 * np.sin(9 * rows + 5 * columns))
    noise = np.random.default_rng(0).integers(0, 60, (size.height, size.width))
    tints = np.array([1.0, 0.9, 0.7])
    scenes = np.stack([dark, lit, noise])[..., None] * tints
    return np.asarray(np.clip(scenes, 0, 255), np.uint8)


def _maps(model: CurveModel | GpuModel, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the maps of all pictures, (N, h, w)."""
    _, rows, columns, _ = pictures.shape
    width, height = model.configure(FrameSize(columns, rows))
    maps = np.empty((len(pictures), height, width), np.float32)
    for picture, out in zip(pictures, maps, strict=True):
        model.predict(picture, out)
    return maps


def _largest_difference(got: NDArray[np.float32], wanted: NDArray[np.float32]) -> float:
    return float(np.abs(got - wanted).max()) if got.shape == wanted.shape else math.inf


def _medians(pictures: NDArray[np.uint8], *models: CurveModel | GpuModel) -> list[float]:
    """Milliseconds that each takes for a picture, upload and read-back included, in turns."""
    outs = [_maps(model, pictures)[0] for model in models]
    times: list[list[float]] = [[] for _ in models]
    for _ in range(RUNS):
        for model, out, mine in zip(models, outs, times, strict=True):
            start = time.perf_counter()
            model.predict(pictures[0], out)
            mine.append(1000 * (time.perf_counter() - start))
    return [statistics.median(each) for each in times]


def main() -> None:
    """Print the answer."""
    sys.stdout.write(probe_gpu().to_json() + "\n")


if __name__ == "__main__":
    main()
