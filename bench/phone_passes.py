"""What each pass over a picture on the phone costs beside the others, on Mesa's software GPU.

    python -m bench.phone_passes [--json OUT]

Milliseconds of a processor say nothing of a phone's: only the shares do, and only roughly. ``fetches`` and
``bytes`` are counted in the shaders, per pixel of the camera's: texels that are asked for, and what goes
through memory if every texel is read once and written once. They tell what a phone has to do.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from OpenGL import GLES3 as GL

from bench.result import tell
from tests.mobile_bridge.gles import Gles
from tests.mobile_bridge.phone_gpu import PhoneGpu
from vcam.commands.bench import machine

FRAMES = 12
SIZES = ((1280, 720), (1920, 1080))
NOISE = np.array([3.0, 0.01, 0.5, 2.0, 0.2], np.float32)

# a quad is four pixels: what is once for each counts a quarter
COUNTED: dict[str, dict[str, float]] = {
    "deviation": {"fetches": 5 / 4, "bytes": (16 + 8 + 4) / 4},
    "follow": {"fetches": (15 + 4 + 2) / 4, "bytes": (4 + 16 + 16 + 16) / 4},
    "soften": {"fetches": (1 + 3 + 4) / 4, "bytes": (16 + 16) / 4},
    "enhance DENOISE": {"fetches": 1 + 1 + 3 + 5, "bytes": 4 + 4 + 4},
    "enhance": {"fetches": 1 + 1 + 4, "bytes": 4 + 4},
}


class TimedGles(Gles):
    """Waits for each pass, and keeps what it took."""

    def __init__(self) -> None:
        super().__init__()
        self.took_ms: dict[int, list[float]] = defaultdict(list)

    def draw(
        self,
        program: int,
        targets: int | list[int],
        textures: Mapping[str, int],
        uniforms: Mapping[str, float | tuple[float, ...]] | None = None,
    ) -> None:
        """See `Gles.draw`."""
        GL.glFinish()
        start = time.perf_counter()
        super().draw(program, targets, textures, uniforms)
        GL.glFinish()
        self.took_ms[program].append(1000 * (time.perf_counter() - start))


def measure(gles: TimedGles, width: int, height: int) -> dict[str, dict[str, float]]:
    """Figures of each pass for frames of one size."""
    rng = np.random.default_rng(0)
    frame = rng.integers(10, 60, (height, width, 3), np.uint8)
    guided = np.full((2, 56, 96), -0.1, np.float32)
    phone = PhoneGpu(gles, width, height, NOISE)
    for _ in range(FRAMES):
        phone.shrink(frame, 96, 56)
        phone.samples(frame)
        phone.enhance(frame, guided)
        phone.enhance(frame, guided, amount=1.0)
    return {name: told(name, gles.took_ms[program]) for name, program in phone.programs.items()}


def told(name: str, took_ms: Sequence[float]) -> dict[str, float]:
    found = {"software_ms": round(min(took_ms), 2)}
    return found | COUNTED.get(name, {})


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="bench.phone_passes", description=__doc__)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(argv)
    gles = TimedGles()
    sizes = {f"{width}x{height}": measure(gles, width, height) for width, height in SIZES}
    gles.close()
    tell({"machine": machine(), "renderer": gles.renderer, "sizes": sizes}, args.json)


if __name__ == "__main__":
    main()
