"""JPEG pictures of a webcam as their own planes: no detour through RGB."""

from __future__ import annotations

import av
import numpy as np
from av.video.frame import VideoFrame

from vcam.core.formats import FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame

# FFmpeg's names; the yuvj ones are those of full-range pictures
_FORMATS = {
    "yuvj420p": PixelFormat.I420,
    "yuv420p": PixelFormat.I420,
    "yuvj422p": PixelFormat.I422,
    "yuv422p": PixelFormat.I422,
}


class JpegDecoder:
    """Decodes one picture after the other."""

    def __init__(self) -> None:
        self._codec = av.CodecContext.create("mjpeg", "r")
        # Threads would hand out each picture one frame late.
        self._codec.thread_count = 1
        # Without it half a picture is filled up with grey and delivered as a whole one.
        self._codec.options = {"err_detect": "explode"}

    def decode(self, data: Plane) -> DecodedJpeg | None:
        """Decode the bytes of one picture; None if they are damaged."""
        if not data.size:  # for the decoder an empty packet is the end of the stream
            return None
        try:
            pictures = self._codec.decode(av.Packet(data.tobytes()))
        except av.FFmpegError:
            return None
        return DecodedJpeg(pictures[0]) if pictures else None


class DecodedJpeg:
    """A decoded picture, in the decoder's memory."""

    def __init__(self, picture: VideoFrame) -> None:
        self._picture = picture

    @property
    def format(self) -> PixelFormat | None:
        """I420 or I422; None for a sampling that webcams do not use (4:4:4, grey)."""
        return _FORMATS.get(self._picture.format.name)

    @property
    def size(self) -> FrameSize:
        """Size of the picture, which may differ from what the camera announced."""
        return FrameSize(self._picture.width, self._picture.height)

    def copy_to(self, frame: Frame) -> bool:
        """Copy into a frame; False if the picture has not the frame's format and size."""
        if self.format is not frame.format or self.size != frame.size:
            return False
        for plane, target in zip(self._picture.planes, frame.planes, strict=True):
            rows = np.asarray(memoryview(plane)).reshape(-1, plane.line_size)
            np.copyto(target, rows[: target.shape[0], : target.shape[1]])
        return True
