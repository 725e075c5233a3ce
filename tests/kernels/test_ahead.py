from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import ahead
from kernels._jit import kernel


@kernel("i8(u1[::1], i8)")
def asked(values: NDArray[np.uint8], count: int) -> int:
    ahead.ask_for(values, 0, count, ahead.LINE_BYTES)
    return int(values.sum())


def test_it_does_no_harm_to_ask_beyond_the_end() -> None:
    values = np.arange(10, dtype=np.uint8)
    assert asked(values, 10) == 45
    assert asked(values, 1 << 24) == 45
    assert asked(values[:0], 64) == 0
    assert values.tolist() == list(range(10))
