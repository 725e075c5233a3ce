"""The enhancement curve: x += r * (x * x - x), several times over, with the same r each time.

From SGZ (arXiv 2110.00970, eq. 1), which has it from Zero-DCE (arXiv 2001.06826, eq. 2). With r in -1 to 1, x
stays in 0 to 1; a negative r brightens.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels._jit import inlined

Line = NDArray[np.float32]

# rounds between reading and writing a line: few enough to stay in registers, many enough to hide the access
_ROUNDS = 4


@inlined
def bend(
    line: Line, upper: Line, lower: Line, weight: np.float32, strength: np.float32, iterations: int
) -> None:
    """Apply the curve in place to a line of values from 0 to 1.

    Its r is `strength` times what lies between the map's rows `upper` and `lower`, `weight` of the way down.
    """
    for _ in range(iterations // _ROUNDS):
        for i in range(line.size):
            r = strength * (upper[i] + weight * (lower[i] - upper[i]))
            x = line[i]
            for _ in range(_ROUNDS):
                x += r * (x * x - x)
            line[i] = x
    for _ in range(iterations % _ROUNDS):
        for i in range(line.size):
            r = strength * (upper[i] + weight * (lower[i] - upper[i]))
            x = line[i]
            line[i] = x + r * (x * x - x)
