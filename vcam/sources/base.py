"""What every source of frames promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from vcam.core.formats import Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame

POWER_LINES = ("auto", "off", "50", "60")


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """What is asked of a source; it may come close instead. The format is the source's to choose.

    `power_line` is the frequency of the mains in Hz, against the flicker of lamps: one of `POWER_LINES`, of
    which "auto" leaves the camera as it is. `keep_fps` asks a camera not to expose for longer than a frame
    takes; without, it stays as it is.
    """

    size: FrameSize = FrameSize(1280, 720)
    fps: float = 30.0
    power_line: str = "auto"
    keep_fps: bool = False

    def __post_init__(self) -> None:
        if self.power_line not in POWER_LINES:
            raise ValueError(f"power_line is {self.power_line!r}, must be one of {POWER_LINES}")


@dataclass(frozen=True, slots=True)
class CaptureMode:
    """What a source delivers from `open` to `close`; it does not change in between.

    `notes` say, for people, which wishes the source could not fulfil, beside size and rate.
    """

    format: PixelFormat
    size: FrameSize
    fps: float
    colour: Colour
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """Frames, one after the other. A source that has nothing to adjust inherits that from here.

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

    def adjust(self, wanted: CaptureRequest) -> tuple[str, ...]:  # noqa: ARG002  most have nothing to adjust
        """Set what can change while frames run: `power_line` and `keep_fps`; from any thread.

        Returns what was not possible, as `CaptureMode.notes`. A closed source does nothing. Never raises.
        """
        return ()

    def close(self) -> None:
        """Stop; wakes a `read_into` that waits in another thread within half a second. Never raises."""
