"""What every sink of frames promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from vcam.core.formats import STUDIO_601, Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.reader import Reader


@dataclass(frozen=True, slots=True)
class OutputMode:
    """What a sink gets from `open` to `close`: one format and size, for callers cannot follow a change."""

    size: FrameSize
    fps: float
    format: PixelFormat = PixelFormat.I420
    colour: Colour = STUDIO_601


class Sink(Protocol):
    """Takes frames. ``open``, ``send`` and ``close`` from one thread."""

    @property
    def label(self) -> str:
        """Name for people, with the device or file: ``LowLight Cam (/dev/video10)``."""

    def open(self, mode: OutputMode) -> None:
        """Get ready for frames of exactly this format and size; the rate is a hint.

        Raises a `SinkError`, also when the device would take another size than the one asked for; the sink
        is closed then.
        """

    def send(self, frame: Frame) -> None:
        """Hand one frame on; the buffer is the caller's again on return. Raises `SendFailed`."""

    def readers(self) -> tuple[Reader, ...] | None:
        """Who reads now, without waiting; None where that cannot be known, which counts as being read."""

    def close(self) -> None:
        """Release the device or finish the file; may be called again.

        Never raises, except that a recording that cannot be finished raises `UnwritableMedia` the first time.
        """
