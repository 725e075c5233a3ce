"""Steadiness over time."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kernels import formats
from kernels._jit import kernel
from kernels.resize import CurveMap


def smooth_map(
    state: CurveMap,
    new_map: NDArray[np.float32],
    weight: float,
    dead_zone: float = 0.0,
    corridor: float = math.inf,
) -> None:
    """Move the curve map towards the network's newest one, in place.

    Each value moves by `weight` of what its gap, new - state, has beyond the dead zone; then it is brought
    within the corridor around the new one.

    Parameters
    ----------
    state
        float32 (h, w); the map that `fused.enhance` takes.
    new_map
        float32 (h, w), as the network gives it. Must not overlap `state`.
    weight
        0 to 1; 1 without a dead zone takes the new map over as it is.
    dead_zone
        At least 0; values that are off by no more than this stand still.
    corridor
        At least `dead_zone`; no value stays further than this from the new one.

    Raises
    ------
    TypeError, ValueError
        For a wrong type, shape or range.
    """
    formats.check_array("state", state, np.float32, (None, None))
    formats.check_array("new_map", new_map, np.float32, state.shape)
    if not 0 <= weight <= 1:
        raise ValueError(f"weight must be in 0 to 1, not {weight}")
    if not 0 <= dead_zone <= corridor:
        raise ValueError(f"0 <= dead_zone <= corridor must hold, not for {dead_zone} and {corridor}")
    smooth(state, new_map, weight, dead_zone, corridor)


@kernel("void(f4[:,::1], Array(f4, 2, 'C', readonly=True), f4, f4, f4)")
def smooth(
    state: CurveMap,
    new_map: NDArray[np.float32],
    weight: np.float32,
    dead_zone: np.float32,
    corridor: np.float32,
) -> None:
    """See `smooth_map`; unchecked."""
    for y in range(state.shape[0]):
        for x in range(state.shape[1]):
            gap = new_map[y, x] - state[y, x]
            # what is within the dead zone adds an exact 0
            moved = state[y, x] + weight * (gap - min(max(gap, -dead_zone), dead_zone))
            state[y, x] = min(max(moved, new_map[y, x] - corridor), new_map[y, x] + corridor)
