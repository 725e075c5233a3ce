from __future__ import annotations

import numpy as np
import pytest

from kernels import reference, temporal
from tests.kernels import pictures


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
def test_smoothing_is_the_reference(weight: float) -> None:
    kernel, wanted = pictures.curve_map("noise", 17, 9, 1), pictures.curve_map("noise", 17, 9, 1)
    new_map = pictures.curve_map("noise", 17, 9, 2)
    new_map.flags.writeable = False
    temporal.smooth_map(kernel, new_map, weight)
    reference.smooth_map(wanted, new_map, weight)
    np.testing.assert_allclose(kernel, wanted, atol=1e-5)


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
