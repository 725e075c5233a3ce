"""The newest picture, before and after, for a window that looks now and then."""

from __future__ import annotations

import threading

import numpy as np

from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.sinks.base import OutputMode


class Preview:
    """Keeps a copy of the newest frame while somebody wants it.

    The window sets `wanted` while it is visible and polls `latest`; nothing is copied while it is False. All
    methods may be called from any thread.
    """

    label = "Preview"

    def __init__(self) -> None:
        self.wanted = False
        self._lock = threading.Lock()
        self._before: Frame | None = None
        self._after: Frame | None = None

    def open(self, mode: OutputMode) -> None:  # noqa: ARG002  a copy takes any mode
        """Forget what was shown before."""
        self._forget()

    def put_before(self, frame: Frame) -> None:
        """Keep the frame as it came from the camera."""
        if self.wanted:
            with self._lock:
                self._before = _copied(frame, self._before)

    def send(self, frame: Frame) -> None:
        """Keep the frame as it goes out."""
        if self.wanted:
            with self._lock:
                self._after = _copied(frame, self._after)

    def readers(self) -> tuple[Reader, ...] | None:
        """Nobody can be named."""
        return None

    def latest(self) -> Frame | None:
        """Take the newest frame that went out; it is the caller's. None if there is no new one."""
        with self._lock:
            frame, self._after = self._after, None
            return frame

    def latest_before(self) -> Frame | None:
        """Take the newest frame from the camera; it is the caller's. None if there is no new one."""
        with self._lock:
            frame, self._before = self._before, None
            return frame

    def close(self) -> None:
        """Drop what is kept, so that a stopped camera leaves no picture behind."""
        self._forget()

    def _forget(self) -> None:
        with self._lock:
            self._before = self._after = None


def _copied(frame: Frame, kept: Frame | None) -> Frame:
    """Copy `frame`, into the one that nobody took if it fits."""
    if kept is None or (kept.format, kept.size, kept.colour) != (frame.format, frame.size, frame.colour):
        kept = Frame(np.empty_like(frame.data), frame.format, frame.size, frame.colour)
    np.copyto(kept.data, frame.data)
    kept.stamp(frame)
    return kept
