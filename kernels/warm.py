"""Compile all kernels before the first frame."""

from __future__ import annotations

from collections.abc import Callable

from kernels import change, convert, curves, fused, measure, resize, temporal

# Those that frames need to pass unenhanced come first.
KERNELS = (
    convert.frame_pass,
    resize.shrink_box,
    measure.count_luma,
    measure.sum_products,
    temporal.smooth,
    resize.widen,
    curves.keep_mean,
    resize.fit_lines,
    change.light_between,
    change.least_difference,
    measure.count_noise,
    fused.strip_pass,
)


def warm_up(progress: Callable[[int, int, str], None] | None = None) -> None:
    """Compile every kernel, or load it from the disk cache; call it away from the thread that has the frames.

    Parameters
    ----------
    progress
        Called with (kernels done, kernels in all, name of the next one), at last with an empty name.
    """
    for done, each in enumerate(KERNELS):
        if progress:
            progress(done, len(KERNELS), each.name)
        each.compile()
    if progress:
        progress(len(KERNELS), len(KERNELS), "")
