"""Puts the frame before and the frame after side by side into another sink."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace

import numpy as np

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.passes import FramePasses
from vcam.sinks.base import OutputMode, Sink

KEPT = 4  # frames that may be under way between `put_before` and `send`


class BeforeAfter:
    """Left as captured, right as sent; for frames of one size, in I420.

    Parameters
    ----------
    sink
        Gets pictures of twice the width.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._lock = threading.Lock()
        self._befores: deque[Frame] = deque(maxlen=KEPT)
        self.pair: Frame | None = None

    @property
    def label(self) -> str:
        """The other sink's."""
        return self._sink.label

    def open(self, mode: OutputMode) -> None:
        """Open the other sink for pictures of twice the width."""
        if mode.format is not PixelFormat.I420:
            raise ValueError(f"side by side takes I420, not {mode.format.name}")
        size = FrameSize(2 * mode.size.width, mode.size.height)
        self.pair = Frame.allocate(PixelFormat.I420, size, mode.colour)
        self._sink.open(replace(mode, size=size))

    def put_before(self, frame: Frame) -> None:
        """Keep a copy of the frame as captured; from any thread."""
        copy = Frame.allocate(PixelFormat.I420, frame.size)
        FramePasses(frame.colour, copy.colour).convert(frame, copy)
        copy.stamp(frame)
        with self._lock:
            self._befores.append(copy)

    def send(self, frame: Frame) -> None:
        """Send the pair; a frame without another half, such as a card, is left out."""
        if self.pair is None:
            raise ValueError("sent to a closed sink")
        with self._lock:
            before = next((each for each in self._befores if each.captured_ns == frame.captured_ns), None)
        if before is None:
            return
        for left, right, both in zip(before.planes, frame.planes, self.pair.planes, strict=True):
            np.copyto(both[:, : left.shape[1]], left)
            np.copyto(both[:, left.shape[1] :], right)
        self.pair.stamp(frame)
        self._sink.send(self.pair)

    def readers(self) -> tuple[Reader, ...] | None:
        """The other sink's."""
        return self._sink.readers()

    def close(self) -> None:
        """Close the other sink."""
        self._sink.close()
