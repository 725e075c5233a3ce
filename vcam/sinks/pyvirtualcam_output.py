"""The virtual camera of Windows and macOS (OBS, Unity Capture) through pyvirtualcam."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable
from typing import Any

from vcam.core.errors import NoVirtualCamera, SendFailed, SinkError, VirtualCameraBusy
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.sinks.base import OutputMode

FORMATS = {
    PixelFormat.I420: "I420",
    PixelFormat.NV12: "NV12",
    PixelFormat.YUYV: "YUYV",
    PixelFormat.UYVY: "UYVY",
    PixelFormat.BGR: "BGR",
}
# Words in its messages, which are all RuntimeErrors, and what they mean.
_MISSING = (
    "No v4l2 loopback device found",
    "does not exist",
    "not found",
    "could not be found",
    "not installed",
)
_BUSY = ("already in use", "not a video output device", "resource busy", "could not be started")


class PyvirtualcamOutput:
    """A virtual camera as a `Sink`, where the system's own one cannot be written to directly.

    Parameters
    ----------
    device
        Its name, or on Linux its node: pyvirtualcam takes no labels there. None for the first one.
    find
        Gives the device anew at each `open`, where it may come and go; raises `NoVirtualCamera`.
    """

    def __init__(self, device: str | None = None, *, find: Callable[[], str] | None = None) -> None:
        self._wanted = device
        self._find = find
        self._camera: Any = None
        self._frame_bytes = 0

    @property
    def label(self) -> str:
        """Name of the virtual camera, once it is open."""
        return str(self._camera.device) if self._camera is not None else self._wanted or "virtual camera"

    def open(self, mode: OutputMode) -> None:
        """Start the virtual camera; see `Sink.open`."""
        if self._camera is not None:
            raise RuntimeError(f"{self.label} is open already")
        if mode.format not in FORMATS:
            raise ValueError(f"pyvirtualcam takes no {mode.format.name}")
        import pyvirtualcam  # noqa: PLC0415 - 0.1 s, and not needed on Linux

        if self._find is not None:
            self._wanted = self._find()
        try:
            self._camera = pyvirtualcam.Camera(
                mode.size.width,
                mode.size.height,
                mode.fps,
                fmt=pyvirtualcam.PixelFormat[FORMATS[mode.format]],
                device=self._wanted,
            )
        except RuntimeError as error:
            raise self._translated(error) from error
        self._frame_bytes = mode.format.frame_bytes(mode.size)

    def send(self, frame: Frame) -> None:
        """Hand one frame on; see `Sink.send`. On Linux a failed write is not noticed."""
        if self._camera is None:
            raise RuntimeError(f"{self.label} is not open")
        if frame.data.size != self._frame_bytes:
            raise ValueError(f"a frame of {frame.data.size} bytes, not {self._frame_bytes}")
        try:
            self._camera.send(frame.data)
        except RuntimeError as error:
            raise SendFailed(f"{self.label} refused a frame: {error}") from error

    def readers(self) -> tuple[Reader, ...] | None:
        """These systems do not tell."""
        return None

    def close(self) -> None:
        """Stop the virtual camera; see `Sink.close`."""
        camera, self._camera = self._camera, None
        if camera is not None:
            with contextlib.suppress(RuntimeError):
                camera.close()

    def _translated(self, error: RuntimeError) -> SinkError:
        text = str(error)
        if any(words in text for words in _BUSY):
            return VirtualCameraBusy(
                f"{self.label} is in use by another program", hint=f"Close that program.\n({text})"
            )
        if any(words in text for words in _MISSING):
            return NoVirtualCamera(
                f"there is no virtual camera ({self.label})", hint=f"{_how_to_make()}\n({text})"
            )
        return SinkError(f"{self.label} does not start", hint=text)


def _how_to_make() -> str:
    if platform.system() == "Linux":
        return "Make it once with: lowlight-cam setup"
    return "Install OBS Studio (version 30 or later on macOS), start its virtual camera once, and close OBS."
