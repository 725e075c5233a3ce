"""The kernels, made ready for frames of one kind: which coefficients, which memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from kernels import colour, fused
from kernels.convert import convert
from kernels.fused import Denoising
from kernels.memory import Memory
from kernels.resize import guide_map, shrink
from vcam.core.formats import Colour, Matrix
from vcam.core.frame import Frame

# Up to here one thread is quick enough, and a call beside us has use for the other processors.
ONE_THREAD_PIXELS = 2560 * 1440


class FramePasses:
    """What is done with all pixels of a frame.

    Parameters
    ----------
    source, target
        What the frames' values mean before and after.
    threads
        At most so many for a large frame.
    """

    def __init__(self, source: Colour, target: Colour, threads: int = 1) -> None:
        self._most_threads = min(threads, os.cpu_count() or 1)
        self._to_rgb = colour.yuv_to_rgb(*_meaning(source))
        self._to_yuv = colour.rgb_to_yuv(*_meaning(target))
        self._memory: Memory | None = None
        self._guided = np.zeros((2, 0, 0), np.float32)
        self._threads: ThreadPoolExecutor | None = None

    def shrink(self, frame: Frame, small: NDArray[np.uint8]) -> None:
        """Average `frame` down into `small`, (h, w, 3) uint8 RGB."""
        shrink(frame.data, frame.format, *frame.size, self._to_rgb, small)

    def convert(self, frame: Frame, out: Frame) -> None:
        """Write `frame` into `out`, in another format but with the same light."""
        convert(frame.data, frame.format, out.data, out.format, *frame.size, self._to_rgb, self._to_yuv)

    def enhance(
        self,
        frame: Frame,
        out: Frame,
        small: NDArray[np.uint8],
        curve_map: NDArray[np.float32],
        strength: float,
        denoising: Denoising = fused.OFF,
        white: float = 1.0,
    ) -> None:
        """Write `frame`, brightened by `curve_map` (h, w) along the edges of `small`, into `out`.

        Noise reduction goes on from the frame before; `forget` begins anew.
        """
        if self._memory is None or self._guided.shape[1:] != small.shape[:2]:
            self._guided = np.empty((2, *small.shape[:2]), np.float32)
            self._memory = Memory(*frame.size, small.shape[0], self._strips(frame))
        guide_map(small, curve_map, self._guided)
        fused.enhance(
            frame.data,
            frame.format,
            out.data,
            out.format,
            self._guided,
            self._to_rgb,
            self._to_yuv,
            strength,
            self._memory,
            denoising,
            self._run_all,
            white,
        )

    def forget(self) -> None:
        """Take the next frame as the first."""
        if self._memory is not None:
            self._memory.forget()

    def _strips(self, frame: Frame) -> int:
        is_large = frame.size.width * frame.size.height > ONE_THREAD_PIXELS
        return self._most_threads if is_large else 1

    def _run_all(self, strips: Sequence[Callable[[], None]]) -> None:
        """Run the first here and each other in a thread of its own."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(len(strips) - 1, thread_name_prefix="strip")
        others = [self._threads.submit(strip) for strip in strips[1:]]
        strips[0]()
        for other in others:
            other.result()


def _meaning(of: Colour) -> tuple[bool, bool]:
    return of.matrix is Matrix.BT709, of.full_range
