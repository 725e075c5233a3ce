"""Asking the memory for what will be needed soon.

A pair of rows takes a few microseconds; its past and its pixels come from beyond the second-level cache, and
the processor's own guess ends with each page.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from kernels._jit import inlined
from kernels.formats import BGR, UYVY, YUYV

LINE_BYTES = 64  # of a cache
_BYTE = ir.IntType(8).as_pointer()
_READ, _ALL_LEVELS, _DATA = 0, 3, 1  # as LLVM has them


@intrinsic  # type: ignore[untyped-decorator]
def _prefetch(typing: Any, array: Any, index: Any) -> Any:  # noqa: ARG001  numba gives it
    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        source = context.make_array(signature.args[0])(context, builder, values[0])
        place = builder.bitcast(builder.gep(source.data, [values[1]]), _BYTE)
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [_BYTE, number, number, number])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        builder.call(function, [place, number(_READ), number(_ALL_LEVELS), number(_DATA)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


@inlined
def ask_for(values: NDArray[Any], start: int, count: int, step: int) -> None:
    """Have `count` values from `start` on brought nearer, `step` of which fill a line of the cache.

    They are not read: it does no harm if there are fewer.
    """
    for i in range(start, start + count, step):
        _prefetch(values, i)


@inlined
def ask_for_past(kept: NDArray[np.uint16], pair: int, part: int) -> None:
    """A third of a pair's past at a time, between what is computed, so that there is time for each."""
    if 0 <= pair < kept.shape[0]:
        third = kept.shape[1] // 3
        ask_for(kept[pair], part * third, third, LINE_BYTES // 2)


@inlined
def ask_for_rows(src: NDArray[np.uint8], fmt: int, width: int, height: int, pair: int) -> None:
    """Luma, or all there is, of a pair of rows."""
    if 0 <= pair < height // 2:
        row = 3 * width if fmt == BGR else 4 * ((width + 1) // 2) if fmt in (YUYV, UYVY) else width
        ask_for(src, 2 * row * pair, 2 * row, LINE_BYTES)
