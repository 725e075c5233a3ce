"""A frame, and the pool that its buffer comes from.

Who owns a buffer: the one who took the frame, from the pool or from a slot, until it is put into the next
slot or released. A frame that is pushed out of a slot is released by the one who pushed. Nothing allocates
while frames run. A round-robin of three buffers instead of a pool tore 20 of 20 frames when the consumer was
slow; the pool tore none.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np

from vcam.core.formats import STUDIO_601, Colour, FrameSize, PixelFormat, Plane


@dataclass(slots=True, eq=False)
class Frame:
    """One picture: a flat uint8 buffer of exactly ``format.frame_bytes(size)`` bytes and what it means.

    `captured_ns` is `time.perf_counter_ns()` when the source had it; `sequence` counts the source's frames.
    `enhanced`: whoever took it has brightened it already, as a phone does, so nothing is to do it again.
    """

    data: Plane
    format: PixelFormat
    size: FrameSize
    colour: Colour = STUDIO_601
    captured_ns: int = 0
    sequence: int = 0
    enhanced: bool = False
    pool: FramePool | None = field(default=None, repr=False)

    @classmethod
    def allocate(cls, format: PixelFormat, size: FrameSize, colour: Colour = STUDIO_601) -> Frame:  # noqa: A002
        """Make a frame with a buffer of its own, all zero, that belongs to no pool."""
        return cls(np.zeros(format.frame_bytes(size), np.uint8), format, size, colour)

    def copy(self) -> Frame:
        """Return a copy with a buffer of its own, that belongs to no pool."""
        copied = Frame(self.data.copy(), self.format, self.size, self.colour)
        copied.stamp(self)
        return copied

    @property
    def planes(self) -> tuple[Plane, ...]:
        """Views of the planes; see `PixelFormat.planes`."""
        return self.format.planes(self.data, self.size)

    def stamp(self, other: Frame) -> None:
        """Take over what is known of the frame that this one was made from."""
        self.captured_ns = other.captured_ns
        self.sequence = other.sequence
        self.enhanced = other.enhanced

    def release(self) -> None:
        """Give the buffer back to the pool that it came from, if it came from one."""
        if self.pool is not None:
            self.pool.give_back(self)


class FramePool:
    """A fixed number of equal frames, lent and given back; safe between threads.

    Parameters
    ----------
    capacity
        How many frames there are. One in each slot, one in each worker's hand and one spare.
    """

    def __init__(self, format: PixelFormat, size: FrameSize, colour: Colour, capacity: int) -> None:  # noqa: A002
        self._lock = threading.Lock()
        self._capacity = capacity
        self._free = [Frame.allocate(format, size, colour) for _ in range(capacity)]
        for frame in self._free:
            frame.pool = self

    def take(self) -> Frame:
        """Lend a frame; RuntimeError if all are out, which means that somebody does not release them."""
        with self._lock:
            if not self._free:
                raise RuntimeError(f"all {self._capacity} frames of the pool are lent")
            return self._free.pop()

    def give_back(self, frame: Frame) -> None:
        """Take a frame back; ValueError for one that is not of this pool, or not lent."""
        with self._lock:
            if frame.pool is not self or any(frame is free for free in self._free):
                raise ValueError("a frame that this pool has not lent was given back")
            self._free.append(frame)
