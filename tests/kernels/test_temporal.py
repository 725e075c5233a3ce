from __future__ import annotations

import numpy as np
import pytest

from kernels import reference, temporal
from tests.kernels import pictures


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("bounds", [(), (0.1,), (0.0, 0.3), (0.2, 0.2)])
def test_smoothing_is_the_reference(weight: float, bounds: tuple[float, ...]) -> None:
    kernel, wanted = pictures.curve_map("noise", 17, 9, 1), pictures.curve_map("noise", 17, 9, 1)
    new_map = pictures.curve_map("noise", 17, 9, 2)
    new_map.flags.writeable = False
    temporal.smooth_map(kernel, new_map, weight, *bounds)
    reference.smooth_map(wanted, new_map, weight, *bounds)
    np.testing.assert_allclose(kernel, wanted, atol=1e-5)


def test_what_is_in_the_dead_zone_stands_still_to_the_bit() -> None:
    state = pictures.curve_map("noise", 17, 9)
    before = state.copy()
    new_map = before + np.float32(0.05) * pictures.curve_map("noise", 17, 9, 1)
    temporal.smooth_map(state, new_map, 0.3, 0.1, 0.2)
    np.testing.assert_array_equal(state, before)


def test_it_arrives() -> None:
    state, new_map = pictures.curve_map("0", 4, 3), np.full((3, 4), -0.5, np.float32)
    for _ in range(60):
        temporal.smooth_map(state, new_map, 0.2)
    np.testing.assert_allclose(state, -0.5, atol=1e-5)


def test_wrong_arguments() -> None:
    state, new_map = pictures.curve_map("0", 4, 3), np.zeros((3, 4), np.float32)
    with pytest.raises(ValueError, match=r"new_map .*\(3, 4\).*\(4, 3\)"):
        temporal.smooth_map(state, new_map.T.copy(), 0.5)
    with pytest.raises(TypeError, match="state must be float32"):
        temporal.smooth_map(state.astype(np.float64), new_map, 0.5)
    for weight in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match=f"not {weight}"):
            temporal.smooth_map(state, new_map, weight)
    for dead_zone, corridor in ((-0.1, 1.0), (0.2, 0.1), (float("nan"), 1.0), (0.1, float("nan"))):
        with pytest.raises(ValueError, match=f"{dead_zone} and {corridor}"):
            temporal.smooth_map(state, new_map, 0.5, dead_zone, corridor)
