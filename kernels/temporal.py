"""Steadiness over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import formats
from kernels._jit import kernel
from kernels.resize import CurveMap


def smooth_map(state: CurveMap, new_map: NDArray[np.float32], weight: float) -> None:
    """Move the curve map towards the network's newest one: state += weight * (new - state), in place.

    Parameters
    ----------
    state
        float32 (h, w); the map that `fused.enhance` takes.
    new_map
        float32 (h, w), as the network gives it. Must not overlap `state`.
    weight
        0 to 1; 1 takes the new map over as it is.

    Raises
    ------
    TypeError, ValueError
        For a wrong type, shape or range.
    """
    formats.check_array("state", state, np.float32, (None, None))
    formats.check_array("new_map", new_map, np.float32, state.shape)
    if not 0 <= weight <= 1:
        raise ValueError(f"weight must be in 0 to 1, not {weight}")
    smooth(state, new_map, weight)


@kernel("void(f4[:,::1], Array(f4, 2, 'C', readonly=True), f4)")
def smooth(state: CurveMap, new_map: NDArray[np.float32], weight: np.float32) -> None:
    """See `smooth_map`; unchecked."""
    for y in range(state.shape[0]):
        for x in range(state.shape[1]):
            state[y, x] += weight * (new_map[y, x] - state[y, x])
