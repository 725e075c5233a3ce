"""What every source of frames promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from vcam.core.formats import Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """What is asked of a source; it may come close instead. The format is the source's to choose."""

    size: FrameSize = FrameSize(1280, 720)
    fps: float = 30.0


@dataclass(frozen=True, slots=True)
class CaptureMode:
    """What a source delivers from `open` to `close`; it does not change in between."""

    format: PixelFormat
    size: FrameSize
    fps: float
    colour: Colour


class Source(Protocol):
    """Frames, one after the other.

    ``open`` once, then ``read_into`` from one thread, then ``close`` once or more from any thread. After
    `close` the same object may be opened again, which is how a camera that comes back is taken up.
    """

    @property
    def label(self) -> str:
        """Name for people: the camera's, or the file's without its folders."""

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Begin to capture in the mode nearest to `wanted`.

        A size is approximated by the smallest mode that is not smaller, else the largest; a rate is a wish.
        Raises a `SourceError`; the source is closed then.
        """

    def read_into(self, frame: Frame) -> bool:
        """Wait for the next frame and write it into ``frame.data``, with `captured_ns` and `sequence`.

        `frame` has the mode's format and size. Returns False when there is no more: the file has ended or
        `close` was called. Raises `CameraLost` when the device went away or was silent for two seconds. A
        damaged frame (a cut JPEG) is skipped, never delivered and never an error by itself.
        """

    def close(self) -> None:
        """Stop; wakes a `read_into` that waits in another thread within half a second. Never raises."""
