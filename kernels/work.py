"""The working memory of a pass: float32 lines of quads at places that are known when the pass is compiled.

All lines lie in one flat array. LLVM knows how far apart two of them are, so it can put many into one loop
without asking at run time whether they overlap; with an array for each, loops of more than a few stay scalar.

What a pair of rows needs until it has left the pass is in a slot of its own; slots go round.
"""

from __future__ import annotations

from kernels._jit import inlined
from kernels.quads import PLANES, Line

HALO = 2  # quads beyond each end of a line that has neighbours: the last one repeated
MOST_QUADS = 4096  # a picture has at most 8192 pixels in a row
# not a multiple of a page, or the same place of all lines would fall into the same few lines of the cache
STRIDE = MOST_QUADS + 80

# lines of a slot
RAW = 0  # codes as they came: six planes
CERTAINTY = PLANES * STRIDE  # one over the deviation of luma's noise
GUIDE = CERTAINTY + STRIDE  # mean luma after the filter over time
LUMA_REACH = GUIDE + STRIDE
CHROMA_REACH = LUMA_REACH + STRIDE
SOFT = CHROMA_REACH + STRIDE  # six planes, softened along the row
SLOT = SOFT + PLANES * STRIDE
SLOTS = 5

# lines that are used again for each pair
DEVIATION = SLOTS * SLOT
CHROMA = DEVIATION + STRIDE
EXCESS = CHROMA + STRIDE  # of the energy over that of noise
CALM = EXCESS + STRIDE  # six planes, with halo
ENERGY = CALM + PLANES * STRIDE  # of three pairs

# lines that are used again for each tile
CODES = ENERGY + 3 * STRIDE  # six planes before the curve
OFFSETS = CODES + PLANES * STRIDE  # what U and V add to red, green, blue
CURVE = OFFSETS + 3 * STRIDE  # r, and five of its shape
SUMS = CURVE + 6 * STRIDE  # red, green, blue of the upper row, and of the lower
OUT = SUMS + 6 * STRIDE  # the output's codes
SIZE = OUT + 12 * STRIDE


@inlined
def slot_of(work: Line, pair: int) -> Line:
    """Lines of a pair of rows."""
    return work[(pair % SLOTS) * SLOT :]


@inlined
def energy_of(work: Line, pair: int) -> Line:
    """Energy of a pair of rows."""
    return work[ENERGY + (pair % 3) * STRIDE :]


@inlined
def copy_planes(lines: Line, count: int, out: Line) -> None:
    """Copy six planes, the first `count` quads of each."""
    for plane in range(PLANES):
        line, copied = lines[plane * STRIDE :], out[plane * STRIDE :]
        for i in range(count):
            copied[i] = line[i]


@inlined
def repeat_ends(line: Line, quads: int) -> None:
    """Fill the halo of a line that starts `HALO` before its first quad."""
    for i in range(HALO):
        line[i] = line[HALO]
        line[HALO + quads + i] = line[HALO + quads - 1]
