"""What has become of a small picture: by what factor its light has changed, and how far it differs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import kernel

Codes = NDArray[np.float32]

RATIO_STEPS, MOST_RATIO = 256, 4  # a ratio of codes is counted in so many steps for each 1, up to here
CODE_STEPS, MOST_CODES = 16, 256  # and a difference


@kernel("f8(f4[:,::1], f4[:,::1], f4, f4)")
def light_between(before: Codes, after: Codes, darkest: float, inlier_codes: float) -> float:
    """By what factor the codes have changed where nothing moved; 1 if too few say so. Unchecked.

    Parameters
    ----------
    before, after
        float32 (h, w), codes of at least 0.
    darkest
        Codes of `before` below it say nothing, nor do all together if an eighth of them is all there is.
    inlier_codes
        What is off by more, after the median of the ratios is taken into account, has moved.
    """
    counts = np.zeros(RATIO_STEPS * MOST_RATIO + 1, np.int32)
    seen = 0
    for y in range(before.shape[0]):
        for x in range(before.shape[1]):
            if before[y, x] >= darkest:
                step = np.float32(RATIO_STEPS) * after[y, x] / before[y, x] + np.float32(0.5)
                counts[min(int(step), counts.size - 1)] += 1
                seen += 1
    if seen < max(1, before.size // 8):
        return 1.0
    middle, below = 0, counts[0]
    while 2 * below < seen:
        middle += 1
        below += counts[middle]
    ratio = np.float32(middle) / np.float32(RATIO_STEPS)
    sum_before = sum_after = 0.0
    for y in range(before.shape[0]):
        for x in range(before.shape[1]):
            is_alike = abs(after[y, x] - ratio * before[y, x]) <= inlier_codes
            if before[y, x] >= darkest and is_alike:
                sum_before += before[y, x]
                sum_after += after[y, x]
    return sum_after / sum_before if sum_before > 0 else 1.0


@kernel("f8(f4[:,::1], f4[:,::1], f8)")
def least_difference(one: Codes, other: Codes, share: float) -> float:
    """Mean difference of that share of two pictures' pixels that differs least; unchecked.

    The last ones are told apart in steps of a code's sixteenth only.
    """
    counts = np.zeros(CODE_STEPS * MOST_CODES, np.int32)
    sums = np.zeros(CODE_STEPS * MOST_CODES, np.float32)
    for y in range(one.shape[0]):
        for x in range(one.shape[1]):
            difference = abs(one[y, x] - other[y, x])
            step = min(int(np.float32(CODE_STEPS) * difference), counts.size - 1)
            counts[step] += 1
            sums[step] += difference
    kept = max(1, int(share * one.size))
    total, left = 0.0, kept
    for step in range(counts.size):
        taken = min(counts[step], left)
        if taken > 0:
            total += sums[step] * taken / counts[step]
            left -= taken
        if left == 0:
            break
    return total / kept
