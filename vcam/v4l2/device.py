"""An open V4L2 node: the requests that this program makes, as methods."""

from __future__ import annotations

import ctypes
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from vcam.core.formats import FrameSize
from vcam.v4l2 import abi

Entry = TypeVar("Entry", abi.FormatDescription, abi.FrameSizeEntry, abi.FrameIntervalEntry)

LOOPBACK_DRIVER = "v4l2 loopback"
FALLBACK_FPS = 30.0


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a node can do now; a loopback device's abilities change with who uses it."""

    driver: str
    card: str
    bus: str
    capture: bool
    output: bool

    @property
    def loopback(self) -> bool:
        """True for v4l2loopback."""
        return self.driver == LOOPBACK_DRIVER


class Device:
    """An open node: ``/dev/videoN``, or a link to it. Its methods raise `OSError` with the kernel's errno."""

    def __init__(self, node: Path) -> None:
        self.node = node
        self.fd = os.open(node, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the node; may be called again."""
        if self.fd >= 0:
            fd, self.fd = self.fd, -1
            os.close(fd)

    def request(self, number: int, argument: ctypes.Structure | ctypes.c_int32) -> None:
        """Make one request; `argument` is changed in place."""
        fcntl.ioctl(self.fd, number, argument)

    def abilities(self) -> Abilities:
        """Ask who the driver is and what the node can do now."""
        answer = abi.Capability()
        self.request(abi.QUERYCAP, answer)
        caps = answer.device_caps if answer.capabilities & abi.CAP_DEVICE_CAPS else answer.capabilities
        return Abilities(
            driver=abi.text_of(answer.driver),
            card=abi.text_of(answer.card),
            bus=abi.text_of(answer.bus_info),
            capture=bool(caps & abi.CAP_VIDEO_CAPTURE and caps & abi.CAP_STREAMING),
            output=bool(caps & abi.CAP_VIDEO_OUTPUT),
        )

    def entries(self, number: int, entry: Entry) -> Iterator[Entry]:
        """Entries of one of the kernel's lists, from index 0 until it says that there are no more.

        The same `entry` is yielded each time, with new content.
        """
        for index in range(256):  # a driver that never ends its list must not hang us
            entry.index = index
            try:
                self.request(number, entry)
            except OSError:
                return
            yield entry

    def get_format(self, kind: int) -> abi.PixFormat:
        """Format of the `abi.CAPTURE` or `abi.OUTPUT` side now."""
        answer = abi.Format(type=kind)
        self.request(abi.G_FMT, answer)
        return _copy(answer.pix)

    def set_format(self, kind: int, pix: abi.PixFormat) -> abi.PixFormat:
        """Ask for a format; returns the one that the driver took, which may be another one."""
        answer = abi.Format(type=kind)
        answer.pix = pix
        self.request(abi.S_FMT, answer)
        return _copy(answer.pix)

    def set_fps(self, kind: int, fps: float) -> float:
        """Ask for a rate; returns the one that the driver took, or `fps` where it has no say."""
        parameters = abi.StreamParameters(type=kind)
        parameters.parm.timeperframe = abi.Fraction(1000, round(fps * 1000))
        try:
            self.request(abi.S_PARM, parameters)
        except OSError:
            return fps
        interval = parameters.parm.timeperframe
        if not interval.numerator or not interval.denominator:
            return fps
        return float(interval.denominator / interval.numerator)

    def stream(self, kind: int, *, on: bool) -> None:
        """Start or stop streaming."""
        self.request(abi.STREAMON if on else abi.STREAMOFF, ctypes.c_int32(kind))


def pix_format(size: FrameSize, fourcc: str) -> abi.PixFormat:
    """Picture format to ask a driver for."""
    return abi.PixFormat(
        width=size.width, height=size.height, pixelformat=abi.fourcc(fourcc), field=abi.FIELD_NONE
    )


def _copy(pix: abi.PixFormat) -> abi.PixFormat:
    # a structure taken out of a union is a view of it
    return abi.PixFormat.from_buffer_copy(pix)
