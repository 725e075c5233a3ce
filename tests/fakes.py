"""A source, a sink and a network that do what a test tells them, and count what is done to them."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import InferenceFailed
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.sinks.base import OutputMode
from vcam.sources.base import CaptureMode, CaptureRequest, Source

SMALL = CaptureMode(PixelFormat.I420, FrameSize(64, 48), 30.0, STUDIO_601)


def level_of(index: int) -> int:
    """Fill of every byte of frame `index` of a `FakeSource`; neighbours differ, none is black or white."""
    return 16 + index * 37 % 200


class FakeSource(Source):
    """Flat frames, one level each, with faults where a test wants them.

    Parameters
    ----------
    mode
        What `open` answers, whatever was asked for.
    frames
        How many frames each opening gives; None for no end.
    then_block
        After the last frame wait for `close`, as a silent camera does, instead of ending.
    faults
        Index of a frame, counted over all openings, to what `read_into` raises in its place, once.
    open_faults
        What the first, second ... `open` raises; None where it succeeds. Later ones succeed.
    interval_s
        Pause before each frame; `close` cuts it short.
    """

    label = "Fake camera"

    def __init__(
        self,
        mode: CaptureMode = SMALL,
        *,
        frames: int | None = None,
        then_block: bool = False,
        faults: Mapping[int, Exception] | None = None,
        open_faults: Sequence[Exception | None] = (),
        interval_s: float = 0.0,
    ) -> None:
        self.mode = mode
        self.requests: list[CaptureRequest] = []
        self.opens = 0
        self.closes = 0
        self.reads = 0
        self._frames = frames
        self._then_block = then_block
        self._faults = dict(faults or {})
        self._open_faults = list(open_faults)
        self._interval_s = interval_s
        self._closed = threading.Event()
        self._closed.set()
        self._sequence = 0
        self.adjusted: list[CaptureRequest] = []

    @property
    def is_open(self) -> bool:
        return not self._closed.is_set()

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        assert not self.is_open, "opened twice without close"
        self.requests.append(wanted)
        fault = self._open_faults.pop(0) if self._open_faults else None
        if fault is not None:
            raise fault
        self.opens += 1
        self._sequence = 0
        self._closed = threading.Event()
        return self.mode

    def read_into(self, frame: Frame) -> bool:
        assert (frame.format, frame.size) == (self.mode.format, self.mode.size), "frame of another mode"
        if self._closed.wait(self._interval_s):
            return False
        if self._frames is not None and self._sequence >= self._frames:
            if self._then_block:
                self._closed.wait()
            return False
        fault = self._faults.pop(self.reads, None)
        self.reads += 1
        if fault is not None:
            raise fault
        frame.data.fill(level_of(self._sequence))
        frame.captured_ns = time.perf_counter_ns()
        frame.sequence = self._sequence
        self._sequence += 1
        return True

    def adjust(self, wanted: CaptureRequest) -> tuple[str, ...]:
        self.adjusted.append(wanted)
        return ()

    def close(self) -> None:
        self.closes += 1
        self._closed.set()


class FakeSink:
    """Keeps copies of the frames it got.

    Parameters
    ----------
    faults
        Index of a `send`, counted over all openings, to what it raises, once.
    open_faults
        What the first, second ... `open` raises; None where it succeeds. Later ones succeed.
    close_fault
        What the first `close` of an open sink raises.
    keep
        How many of the newest frames are kept; a long run must not fill the memory.
    """

    label = "Fake sink"

    def __init__(
        self,
        *,
        faults: Mapping[int, Exception] | None = None,
        open_faults: Sequence[Exception | None] = (),
        close_fault: Exception | None = None,
        keep: int = 1000,
    ) -> None:
        self.mode: OutputMode | None = None
        self.frames: list[Frame] = []
        self.opens = 0
        self.closes = 0
        self.sends = 0
        self.watched_by: tuple[Reader, ...] | None = None
        self._faults = dict(faults or {})
        self._open_faults = list(open_faults)
        self._close_fault = close_fault
        self._keep = keep
        self._arrived = threading.Condition()

    @property
    def is_open(self) -> bool:
        return self.mode is not None

    def open(self, mode: OutputMode) -> None:
        assert self.mode is None, "opened twice without close"
        fault = self._open_faults.pop(0) if self._open_faults else None
        if fault is not None:
            raise fault
        self.opens += 1
        self.mode = mode

    def send(self, frame: Frame) -> None:
        assert self.mode is not None, "sent to a closed sink"
        assert (frame.format, frame.size) == (self.mode.format, self.mode.size), "frame of another mode"
        fault = self._faults.pop(self.sends, None)
        with self._arrived:
            self.sends += 1
            if fault is None:
                copy = Frame(np.array(frame.data), frame.format, frame.size, frame.colour)
                copy.stamp(frame)
                self.frames.append(copy)
                del self.frames[: -self._keep]
            self._arrived.notify_all()
        if fault is not None:
            raise fault

    def readers(self) -> tuple[Reader, ...] | None:
        return self.watched_by

    def close(self) -> None:
        self.closes += 1
        was_open, self.mode = self.mode is not None, None
        if was_open and self._close_fault is not None:
            fault, self._close_fault = self._close_fault, None
            raise fault

    def wait_for_sends(self, count: int, timeout_s: float = 10.0) -> bool:
        """Wait until `send` was called `count` times in all; False after `timeout_s`."""
        with self._arrived:
            return self._arrived.wait_for(lambda: self.sends >= count, timeout_s)


class FakeModel:
    """A network that asks for the same everywhere, and fails when told."""

    runtime = "fake network"

    def __init__(self, r: float = -0.5, *, fails_at: int | None = None) -> None:
        self.calls = 0
        self._r = r
        self._fails_at = fails_at

    def input_size(self, frame: FrameSize) -> FrameSize:
        return FrameSize(16, 12)

    def configure(self, size: FrameSize) -> FrameSize:
        return FrameSize(4, 3)

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        self.calls += 1
        if self._fails_at is not None and self.calls >= self._fails_at:
            raise InferenceFailed("the network gave up")
        out.fill(self._r)
