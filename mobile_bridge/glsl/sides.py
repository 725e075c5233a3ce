"""Where a TFLite file says how large its pictures are.

LiteRT.js has no call that resizes a network's input. A network that takes pictures of any size is the same
file but for these numbers, so the page writes its own into the bytes before it hands them over.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Literal

from ai_edge_litert import schema_py_generated as schema

from mobile_bridge.glsl.graph import Unsupported

_SHAPE = 4  # of a tensor's table: the offset of its first field
_INT32_BYTES = 4


@dataclass(frozen=True, slots=True)
class Side:
    """At byte `at`, as a little-endian int32: the small picture's `of`, `divide` times smaller."""

    at: int
    of: Literal["height", "width"]
    divide: int


def find(content: bytes) -> list[Side]:
    """Return the sides of all pictures in a file, the input's included, by where they are.

    Raises `Unsupported` for a picture whose sides do not divide the input's by the same number.
    """
    model = schema.Model.GetRootAs(content)
    graph = model.Subgraphs(0)
    _, rows, columns, _ = graph.Tensors(graph.Inputs(0)).ShapeAsNumpy()
    found: set[Side] = set()
    for number in range(graph.TensorsLength()):
        tensor = graph.Tensors(number)
        if tensor.ShapeLength() != 4 or model.Buffers(tensor.Buffer()).DataLength():
            continue
        _, height, width, _ = (int(side) for side in tensor.ShapeAsNumpy())
        if height == width == 1:
            continue
        if rows % height or columns % width or rows // height != columns // width:
            raise Unsupported(f"a picture of {width}x{height} in a network for {columns}x{rows}")
        start, divide = _start(tensor), int(rows // height)
        found |= {
            Side(start + _INT32_BYTES, "height", divide),
            Side(start + 2 * _INT32_BYTES, "width", divide),
        }
    return sorted(found, key=lambda side: side.at)


def resized(content: bytes, sides: list[Side], width: int, height: int) -> bytes:
    """Return the file for small pictures of another size, as ``engine/litert.js`` does it."""
    out = bytearray(content)
    for side in sides:
        struct.pack_into("<i", out, side.at, {"height": height, "width": width}[side.of] // side.divide)
    return bytes(out)


def _start(tensor: Any) -> int:
    """Where the numbers of a tensor's shape begin."""
    table = tensor._tab  # the generated reader copies vectors and does not say where they were
    return int(table.Vector(table.Offset(_SHAPE)))
