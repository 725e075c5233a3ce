"""What a pass over frames needs, and what it keeps from one frame for the next."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from kernels import work
from kernels.denoise import BLOCK
from kernels.quads import PLANES
from kernels.work import MOST_QUADS

AHEAD = 3  # pairs of rows from the first look at one to its way out

# of a quad in `Memory.history`: its codes, then its gain
_KEPT = PLANES + 1


class Memory:
    """What a pass over frames of one size needs, and what it keeps from one frame for the next.

    Nothing is allocated after this. `forget` makes the next frame the first.

    Parameters
    ----------
    width, height
        Of the frames, in pixels.
    map_rows
        Height of the curve map.
    strips
        Into so many parts a frame is cut, each for a thread of its own.
    """

    def __init__(self, width: int, height: int, map_rows: int, strips: int = 1) -> None:
        if min(width, height, map_rows, strips) < 1:
            raise ValueError(
                f"{width}x{height} pixels, {map_rows} map rows, {strips} strips: at least 1 each"
            )
        quads, pairs = (width + 1) // 2, (height + 1) // 2
        if quads > MOST_QUADS:
            raise ValueError(f"a picture is at most {2 * MOST_QUADS} pixels wide, not {width}")
        self.size = width, height
        self.is_fresh = True
        blocks = -(-quads // BLOCK)
        self.kept = np.zeros((pairs, blocks * _KEPT * BLOCK), np.uint16)
        self.wide = np.zeros((2, map_rows, quads), np.float32)
        # a strip of fewer pairs than it looks ahead would need its neighbour's neighbour
        strips = max(1, min(strips, pairs // (2 * AHEAD)))
        edges = [pairs * i // strips for i in range(strips + 1)]
        self.strips = list(itertools.pairwise(edges))
        self.works = [np.zeros(work.SIZE, np.float32) for _ in self.strips]
        self.borders = [np.zeros((2 * AHEAD, self.kept.shape[1]), np.uint16) for _ in self.strips]

    @property
    def history(self) -> NDArray[np.uint16]:
        """What is kept of each quad, (pairs, 7, quads): its codes and its gain, in steps. A copy."""
        return self._planes()[..., : (self.size[0] + 1) // 2]

    @history.setter
    def history(self, value: NDArray[np.uint16]) -> None:
        planes = self._planes()
        planes[..., : value.shape[2]] = value
        self.kept[:] = planes.reshape(len(planes), _KEPT, -1, BLOCK).swapaxes(1, 2).reshape(self.kept.shape)

    def _planes(self) -> NDArray[np.uint16]:
        pairs = len(self.kept)
        return self.kept.reshape(pairs, -1, _KEPT, BLOCK).swapaxes(1, 2).reshape(pairs, _KEPT, -1)

    def forget(self) -> None:
        """Take the next frame as it comes, without a past."""
        self.is_fresh = True

    def copy_borders(self) -> None:
        """Keep what strips see of each other as it is before they begin to change it."""
        for (first, last), border in zip(self.strips, self.borders, strict=True):
            above, below = self.kept[max(first - AHEAD, 0) : first], self.kept[last : last + AHEAD]
            border[AHEAD - len(above) : AHEAD], border[AHEAD : AHEAD + len(below)] = above, below
