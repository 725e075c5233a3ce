"""The newest picture, before and after, for a window that looks now and then."""

from __future__ import annotations

import threading
from typing import NamedTuple

import numpy as np

from vcam.core.frame import Frame


class Pair(NamedTuple):
    """One frame as it came from the camera and as it goes out."""

    before: Frame
    after: Frame


class Preview:
    """Keeps a copy of the newest pair while somebody wants it.

    The window sets `wanted` while it is visible and polls `take`; nothing is copied while it is False. All
    methods may be called from any thread.
    """

    def __init__(self) -> None:
        self._wanted = False
        self._changed = threading.Condition()
        self._newest: Pair | None = None
        self._spare: Pair | None = None

    @property
    def wanted(self) -> bool:
        """Whether frames are kept."""
        return self._wanted

    @wanted.setter
    def wanted(self, wanted: bool) -> None:
        self._wanted = wanted
        if not wanted:
            self.clear()

    def put(self, before: Frame, after: Frame) -> None:
        """Keep a copy of both; the newest pair wins."""
        if not self._wanted:
            return
        with self._changed:
            kept = self._newest
            if kept is None:
                kept, self._spare = self._spare, None
            self._newest = Pair(
                _copied(before, kept.before if kept else None), _copied(after, kept.after if kept else None)
            )
            self._changed.notify()

    def take(self, timeout_s: float = 0.0) -> Pair | None:
        """Take the newest pair, the caller's until `give_back`; None if there is none within `timeout_s`.

        Whoever waits when nobody wants frames any more gets None at once.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None or not self._wanted, timeout_s)
            pair, self._newest = self._newest, None
            return pair

    def give_back(self, pair: Pair) -> None:
        """Let the memory of a pair that is not needed any more be used again."""
        with self._changed:
            self._spare = pair

    def clear(self) -> None:
        """Drop what is kept, so that a stopped camera leaves no picture behind."""
        with self._changed:
            self._newest = self._spare = None
            self._changed.notify_all()


def _copied(frame: Frame, kept: Frame | None) -> Frame:
    """Copy `frame`, into the one that nobody took if it fits."""
    if kept is None or (kept.format, kept.size, kept.colour) != (frame.format, frame.size, frame.colour):
        return frame.copy()
    np.copyto(kept.data, frame.data)
    kept.stamp(frame)
    return kept
