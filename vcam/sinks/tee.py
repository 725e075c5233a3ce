"""One sink that feeds several."""

from __future__ import annotations

import contextlib
import logging

from vcam.core.errors import SinkError
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.sinks.base import OutputMode, Sink

_log = logging.getLogger(__name__)


class Tee:
    """Sends each frame to a primary sink and to others.

    All open or none. The primary's errors are the caller's. Another sink that fails while frames run is
    closed and left out until the next `open`: a full disk must not end a call.

    Parameters
    ----------
    primary
        The sink that matters; it gives the tee its label.
    others
        Sinks that may fail.
    """

    def __init__(self, primary: Sink, *others: Sink) -> None:
        self._primary = primary
        self._others = others
        self._running: list[Sink] = []

    @property
    def label(self) -> str:
        """Name of the primary sink."""
        return self._primary.label

    def open(self, mode: OutputMode) -> None:
        """Open all; if one cannot be opened, those before it are closed and its error goes up."""
        with contextlib.ExitStack() as opened:
            for sink in (self._primary, *self._others):
                sink.open(mode)
                opened.callback(_close_quietly, sink)
            opened.pop_all()
        self._running = list(self._others)

    def send(self, frame: Frame) -> None:
        """Send to the primary first, then to the others that still run."""
        self._primary.send(frame)
        for sink in tuple(self._running):
            try:
                sink.send(frame)
            except SinkError as error:
                _log.warning("%s is left out: %s", sink.label, error)
                self._running.remove(sink)
                _close_quietly(sink)

    def readers(self) -> tuple[Reader, ...] | None:
        """Who reads the primary sink."""
        return self._primary.readers()

    def close(self) -> None:
        """Close all, the last one first; the first error of a recording that cannot be finished goes up."""
        running, self._running = self._running, []
        with contextlib.ExitStack() as opened:
            for sink in (self._primary, *running):
                opened.callback(sink.close)


def _close_quietly(sink: Sink) -> None:
    try:
        sink.close()
    except SinkError as error:
        _log.warning("%s could not be finished: %s", sink.label, error)
