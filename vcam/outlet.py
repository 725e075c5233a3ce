"""Where enhanced frames leave: the sink, open or not, and the frames that are made for it.

A program that reads the virtual camera cannot follow a change of size, so the mode that is open stays while
somebody reads; what the settings ask for comes when nobody does.
"""

from __future__ import annotations

from collections.abc import Callable

from vcam.core.errors import SinkError
from vcam.core.frame import Frame, FramePool
from vcam.core.reader import Reader
from vcam.settings import Settings
from vcam.sinks.base import OutputMode, Sink

POOL_FRAMES = 4  # one in the slot, one in each neighbour's hand, one spare


class Outlet:
    """Opens, feeds and closes the sink. For the send thread, but for `take`, `mode` and `label`.

    Parameters
    ----------
    sink
        The first sink.
    mode
        What it is opened with at first.
    make_sink
        Gives the sink for other settings; None if it is always the same.

    Attributes
    ----------
    mode
        What is open, or was last.
    refused
        Why the mode that was asked for last is not the one that is open; empty if it is.
    """

    def __init__(
        self, sink: Sink, mode: OutputMode, make_sink: Callable[[Settings], Sink] | None = None
    ) -> None:
        self._sink = sink
        self._make_sink = make_sink
        self._pool = _pool(mode)
        self.mode = mode
        self.refused = ""
        self._target: OutputMode | None = None
        self._other_sink: Settings | None = None

    @property
    def label(self) -> str:
        """Name of the sink for people."""
        return self._sink.label

    @property
    def waiting_for(self) -> OutputMode | None:
        """The mode that was asked for and has to wait until nobody reads; None if there is none."""
        return self._target

    def take(self) -> Frame:
        """Lend a frame in the mode that is open; from the enhance thread."""
        return self._pool.take()

    def ask(self, former: Settings, settings: Settings) -> None:
        """Take note of what other settings ask for; from any thread."""
        if settings.output != former.output:
            self._target = settings.output
        if self._make_sink is not None and _sink_of(settings) != _sink_of(former):
            self._other_sink = settings

    def has_to_change(self, readers: tuple[Reader, ...] | None) -> bool:
        """Tell whether it is time to close the sink and `open` it as it was asked for."""
        return self._other_sink is not None or (self._target is not None and not readers)

    def open(self) -> None:
        """Open the sink as it was asked for, or, where a reader keeps it from changing, as it was.

        Raises a `SinkError`; the sink is closed then.
        """
        if (settings := self._other_sink) is not None and self._make_sink is not None:
            self._other_sink = None
            self._sink = self._make_sink(settings)
        target = self._target
        if target is None or target == self.mode:
            self._target = None
            self._sink.open(self.mode)
            return
        try:
            self._sink.open(target)
        except SinkError as exc:
            self._sink.open(self.mode)
            if self._sink.readers() == ():  # nobody keeps it from changing: the device will not have it
                self._target, self.refused = None, f"{exc.title}; it stays at {self.mode.size}"
        else:
            # the pool last: the enhance thread takes its frames from it
            self._target, self.refused = None, ""
            self.mode, self._pool = target, _pool(target)

    def send(self, frame: Frame) -> bool:
        """Hand a frame on; False, and nothing sent, if it was made for another mode."""
        if (frame.format, frame.size, frame.colour) != (self.mode.format, self.mode.size, self.mode.colour):
            return False
        self._sink.send(frame)
        return True

    def readers(self) -> tuple[Reader, ...] | None:
        """Who reads; see `Sink.readers`."""
        return self._sink.readers()

    def close(self) -> None:
        """Close the sink; may be called again."""
        self._sink.close()


def _pool(mode: OutputMode) -> FramePool:
    return FramePool(mode.format, mode.size, mode.colour, POOL_FRAMES)


def _sink_of(settings: Settings) -> tuple[str, str]:
    return settings.device, settings.backend
