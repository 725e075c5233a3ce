"""A camera in the network from which pictures are fetched: IP Webcam, DroidCam, RTSP cameras."""

from __future__ import annotations

from av.video.reformatter import VideoReformatter

from mobile_bridge.puller import Puller
from mobile_bridge.slot import Picture
from mobile_bridge.stream_url import StreamUrl
from vcam.core.errors import CameraNotFound, ModeChanged
from vcam.core.frame import Frame
from vcam.media.planes import colour_of, format_of, size_of
from vcam.sources.base import CaptureMode, CaptureRequest, Source

FIRST_S = 15.0
"""To connect, and until the next key frame: cameras send one every few seconds."""

SILENT_S = 2.0


class PullSource(Source):
    """Pictures of a stream by HTTP (MJPEG and others) or RTSP; the newest wins.

    Parameters
    ----------
    url
        ``http``, ``https`` or ``rtsp``; user and password may be in it, and are shown nowhere.
    """

    def __init__(self, url: str) -> None:
        self._text = url
        self._puller: Puller | None = None
        self._mode: CaptureMode | None = None
        self._next: Picture | None = None
        self._scaler = VideoReformatter()

    @property
    def label(self) -> str:
        """The camera's address, without user, password and path."""
        try:
            return StreamUrl.parse(self._text).label
        except CameraNotFound:
            return "Network camera"

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Connect and wait for the first picture, whose size is the camera's to choose; see `Source.open`."""
        if self._puller is not None:
            raise RuntimeError(f"{self.label} is open already")
        puller = self._puller = Puller(StreamUrl.parse(self._text))
        puller.start()
        self._next = puller.slot.take(FIRST_S)
        if self._next is None:
            self.close()
            raise puller.reason()
        self._mode = _mode(self._next, puller.fps or wanted.fps)
        return self._mode

    def read_into(self, frame: Frame) -> bool:
        """Wait for the next picture; see `Source.read_into`. ModeChanged if it has another size or colour."""
        puller, mode = self._puller, self._mode
        if puller is None or mode is None:
            return False
        picture, self._next = self._next or puller.slot.take(SILENT_S), None
        if self._puller is not puller:  # closed meanwhile
            return False
        if picture is None:
            raise puller.reason()
        if _mode(picture, mode.fps) != mode:
            raise ModeChanged(f"{self.label} sends {size_of(picture.video)} now")
        picture.write_into(frame, self._scaler)
        return True

    def close(self) -> None:
        """Break the connection off; see `Source.close`."""
        puller, self._puller = self._puller, None
        self._mode = self._next = None
        if puller is not None:
            puller.stop()


def _mode(picture: Picture, fps: float) -> CaptureMode:
    video = picture.video
    return CaptureMode(format_of(video), size_of(video), fps, colour_of(video))
