"""The kernels, made ready for frames of one kind: which coefficients, which scratch memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import colour
from kernels.convert import convert
from kernels.fused import enhance, workspace
from kernels.resize import shrink
from vcam.core.formats import Colour, Matrix
from vcam.core.frame import Frame

ITERATIONS = 8  # of the curve, as SGZ has it


class FramePasses:
    """What is done with all pixels of a frame.

    Parameters
    ----------
    source, target
        What the frames' values mean before and after.
    """

    def __init__(self, source: Colour, target: Colour) -> None:
        self._to_rgb = colour.yuv_to_rgb(*_meaning(source))
        self._to_yuv = colour.rgb_to_yuv(*_meaning(target))
        self._wide_map: NDArray[np.float32] | None = None

    def shrink(self, frame: Frame, small: NDArray[np.uint8]) -> None:
        """Average `frame` down into `small`, (h, w, 3) uint8 RGB."""
        shrink(frame.data, frame.format, *frame.size, self._to_rgb, small)

    def convert(self, frame: Frame, out: Frame) -> None:
        """Write `frame` into `out`, in another format but with the same light."""
        convert(frame.data, frame.format, out.data, out.format, *frame.size, self._to_rgb, self._to_yuv)

    def enhance(self, frame: Frame, out: Frame, curve_map: NDArray[np.float32], strength: float) -> None:
        """Write `frame`, brightened by `curve_map` (h, w), into `out`."""
        if self._wide_map is None or self._wide_map.shape != (curve_map.shape[0], frame.size.width):
            self._wide_map = workspace(frame.size.width, curve_map.shape[0])
        enhance(
            frame.data,
            frame.format,
            out.data,
            out.format,
            *frame.size,
            curve_map,
            self._to_rgb,
            self._to_yuv,
            ITERATIONS,
            strength,
            self._wide_map,
        )


def _meaning(of: Colour) -> tuple[bool, bool]:
    return of.matrix is Matrix.BT709, of.full_range
