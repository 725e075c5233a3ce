"""Frames out of a camera: the driver's own buffers, mapped into this process."""

from __future__ import annotations

import errno
import mmap
import os
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from vcam.core.formats import Plane
from vcam.v4l2 import abi
from vcam.v4l2.device import Device

BUFFERS = 4
STALE_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Filled:
    """A buffer that the driver has filled; `data` is its memory, valid until it is given back."""

    data: Plane
    captured_ns: int
    sequence: int
    damaged: bool


class CaptureStream:
    """Streams from a device whose format has been set; `OSError` with the kernel's errno.

    One thread calls `start`, `filled` and `stop`; `wake` may be called from any.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._waking = threading.Lock()  # closed meanwhile, its number could be another file's already
        self._memory: list[Plane] = []

    def start(self) -> None:
        """Map the buffers, queue them and start."""
        asked = abi.RequestBuffers(count=BUFFERS, type=abi.CAPTURE, memory=abi.MMAP)
        self._device.request(abi.REQBUFS, asked)
        for index in range(asked.count):
            buffer = _buffer(index)
            self._device.request(abi.QUERYBUF, buffer)
            area = mmap.mmap(self._device.fd, buffer.length, prot=mmap.PROT_READ, offset=buffer.offset)
            # the array keeps the mapping alive, and ends it when it goes
            self._memory.append(np.frombuffer(area, np.uint8))
            self._device.request(abi.QBUF, buffer)
        self._device.stream(abi.CAPTURE, on=True)

    @contextmanager
    def filled(self, timeout_s: float) -> Iterator[Filled | None]:
        """Wait for a frame; it goes back to the driver at the end of the ``with``. None after `wake`.

        Raises `TimeoutError` when nothing came in time, `OSError` when the device is gone.
        """
        buffer = self._dequeue(timeout_s)
        if buffer is None:
            yield None
            return
        yield Filled(
            data=self._memory[buffer.index][: buffer.bytesused],
            captured_ns=_captured_ns(buffer),
            sequence=buffer.sequence,
            damaged=bool(buffer.flags & abi.BUFFER_ERROR),
        )
        self._device.request(abi.QBUF, buffer)

    def wake(self) -> None:
        """End the wait in `filled`, now or the next time."""
        with self._waking:
            if self._wake >= 0:
                os.eventfd_write(self._wake, 1)

    def stop(self) -> None:
        """Let go of the buffers; the device's owner closes the device. May be called again."""
        self._memory.clear()
        with self._waking:
            if self._wake >= 0:
                wake, self._wake = self._wake, -1
                os.close(wake)

    def _dequeue(self, timeout_s: float) -> abi.Buffer | None:
        poll = select.poll()
        poll.register(self._device.fd, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        deadline = time.monotonic() + timeout_s
        while True:
            ready = dict(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))
            if self._wake in ready:
                return None
            if not ready:
                raise TimeoutError(f"no frame for {timeout_s:g} s")
            buffer = _buffer(0)
            try:
                self._device.request(abi.DQBUF, buffer)
            except BlockingIOError as error:
                # poll() that reports an error at once, for ever, would spin
                if not ready[self._device.fd] & select.POLLIN:
                    raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
            else:
                return buffer


def _buffer(index: int) -> abi.Buffer:
    return abi.Buffer(index=index, type=abi.CAPTURE, memory=abi.MMAP)


def _captured_ns(buffer: abi.Buffer) -> int:
    """The driver's time of capture if it is on our clock, else now.

    On Linux `perf_counter_ns` is CLOCK_MONOTONIC. Some drivers claim it and count from somewhere else.
    """
    now = time.perf_counter_ns()
    stamp = int(buffer.timestamp.sec) * 1_000_000_000 + int(buffer.timestamp.usec) * 1000
    on_our_clock = buffer.flags & abi.TIMESTAMP_MASK == abi.TIMESTAMP_MONOTONIC
    return stamp if on_our_clock and now - STALE_NS < stamp <= now else now
