"""How bright a picture is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import formats
from kernels._jit import kernel

Histogram = NDArray[np.int64]


def luma_histogram(rgb: NDArray[np.uint8], dst: Histogram) -> None:
    """Count the pixels of each luma code.

    Luma is (77 R + 150 G + 29 B + 128) >> 8: the weights of BT.601 in 1/256, full range, exact in integers.

    Parameters
    ----------
    rgb
        uint8 (h, w, 3), R, G, B; the network's small picture is enough.
    dst
        int64 (256,); overwritten.

    Raises
    ------
    TypeError, ValueError
        For a wrong type or shape.
    """
    formats.check_array("rgb", rgb, np.uint8, (None, None, 3))
    formats.check_array("dst", dst, np.int64, (256,))
    count_luma(rgb, dst)


def luma_percentile(histogram: Histogram, percent: float) -> int:
    """Least code that at least `percent` of the pixels do not exceed; ValueError outside 0 to 100."""
    if not 0 <= percent <= 100:
        raise ValueError(f"percent must be in 0 to 100, not {percent}")
    below = np.cumsum(histogram)
    return min(255, int(np.searchsorted(below, below[-1] * percent / 100)))


@kernel("void(Array(u1, 3, 'C', readonly=True), i8[::1])")
def count_luma(rgb: NDArray[np.uint8], dst: Histogram) -> None:
    """See `luma_histogram`; unchecked."""
    dst[:] = 0
    for y in range(rgb.shape[0]):
        for x in range(rgb.shape[1]):
            dst[(77 * rgb[y, x, 0] + 150 * rgb[y, x, 1] + 29 * rgb[y, x, 2] + 128) >> 8] += 1
