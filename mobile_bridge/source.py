"""The phone as a camera like any other."""

from __future__ import annotations

from av.video.reformatter import VideoReformatter

from mobile_bridge.bridge import Bridge
from mobile_bridge.slot import Picture
from vcam.core.errors import ModeChanged, PhoneAwaited, PhoneLost
from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.media.planes import colour_of, size_of
from vcam.sources.base import CaptureMode, CaptureRequest, Source

FIRST_S = 5.0  # a phone may have to switch its camera on first
SILENT_S = 1.0


class PhoneSource(Source):
    """The pictures of the phone that is connected to a bridge, which runs as long as phones may come."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._mode: CaptureMode | None = None
        self._next: Picture | None = None
        self._scaler = VideoReformatter()

    @property
    def label(self) -> str:
        """The name of the phone that came last."""
        return self._bridge.snapshot().last or "Phone"

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Ask the phone for pictures and wait for the first; PhoneLost if none comes."""
        if self._mode is not None:
            raise RuntimeError(f"{self.label} is open already")
        self._bridge.slot.arm()
        self._bridge.want(frames=True, size=wanted.size, fps=wanted.fps)
        first = self._bridge.slot.take(FIRST_S)
        if first is None:
            raise self._lost()
        phone = self._bridge.snapshot().phone
        fps = phone.fps if phone is not None and phone.fps > 0 else wanted.fps
        self._next = first
        self._mode = CaptureMode(PixelFormat.I420, size_of(first.video), fps, colour_of(first.video))
        return self._mode

    def read_into(self, frame: Frame) -> bool:
        """Wait for the phone's next picture; see `Source.read_into`. ModeChanged if it has another size."""
        mode = self._mode
        if mode is None:
            return False
        picture, self._next = self._next or self._bridge.slot.take(SILENT_S), None
        if self._mode is None:  # closed meanwhile
            return False
        if picture is None:
            raise self._lost()
        if (size_of(picture.video), colour_of(picture.video)) != (mode.size, mode.colour):
            raise ModeChanged(f"{self.label} sends {size_of(picture.video)} now")
        picture.write_into(frame, self._scaler)
        return True

    def close(self) -> None:
        """Let the phone rest; see `Source.close`."""
        self._mode = None
        self._bridge.want(frames=False)
        self._bridge.slot.wake()

    def _lost(self) -> PhoneLost:
        now = self._bridge.snapshot()
        if not now.last:
            return PhoneAwaited(
                "no phone is connected yet",
                hint="Open the page on the phone, or pair it: Use a phone, or lowlight-cam phone.",
            )
        if now.phone is None:
            return PhoneLost(
                f"{now.last} is gone", hint="Open the page on the phone again; it is taken up by itself."
            )
        return PhoneLost(
            f"{self.label} sends no pictures",
            hint="Is the page in front on the phone, and the screen on?",
        )
