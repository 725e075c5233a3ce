"""A video file as a source: once through, or played as if it were a camera."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from vcam.core.frame import Frame
from vcam.media.decoder import VideoDecoder
from vcam.media.planes import picture_to_frame
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.sources.pacing import Pace


class VideoFile(Source):
    """Frames of a video file in the size of the file, upright, in the file's own planes where we know them.

    `captured_ns` keeps the file's distances, also of a variable rate.

    Parameters
    ----------
    path
        Any file that FFmpeg decodes.
    realtime
        Deliver each frame when it is due; otherwise as fast as they are read.
    loop
        Begin again at the end.
    """

    def __init__(self, path: Path, *, realtime: bool = False, loop: bool = False) -> None:
        self._path = path
        self._loop = loop
        self._pace = Pace(realtime=realtime)
        # the decoder belongs to the one who holds this; close() waits for the picture that is being decoded
        self._lock = threading.Lock()
        self._decoder: VideoDecoder | None = None
        self._pictures: Iterator[VideoFrame] = iter(())
        self._scaler = VideoReformatter()

    @property
    def label(self) -> str:
        """Name of the file."""
        return self._path.name

    def open(self, wanted: CaptureRequest) -> CaptureMode:  # noqa: ARG002  a file has one mode
        """Open the file; the mode is the file's. Raises `UnreadableMedia`."""
        with self._lock:
            self._rewind()
            assert self._decoder is not None
            info = self._decoder.info
            self._frame_ns = round(1e9 / info.fps)
            self._clip_ns = -self._frame_ns
            self._sequence = 0
            self._pace.start()
            return CaptureMode(info.format, info.size, float(info.fps), info.colour)

    def read_into(self, frame: Frame) -> bool:
        """Write the next picture into `frame`; False at the end, or after `close`."""
        with self._lock:
            picture = None if self._pace.stopped else self._next_picture()
            if picture is None:
                return False
            self._clip_ns = self._time_of(picture)
            captured_ns = self._pace.wait(self._clip_ns)
            if captured_ns is None:
                return False
            picture_to_frame(picture, frame, self._scaler)
            frame.captured_ns, frame.sequence = captured_ns, self._sequence
            self._sequence += 1
            return True

    def close(self) -> None:
        """Close the file."""
        self._pace.stop()
        with self._lock:
            if self._decoder is not None:
                self._decoder.close()
                self._decoder = None

    def _rewind(self) -> None:
        if self._decoder is not None:
            self._decoder.close()
        self._decoder = VideoDecoder(self._path)
        self._pictures = (found for found in self._decoder.pictures() if isinstance(found, VideoFrame))
        self._offset_ns: int | None = None

    def _next_picture(self) -> VideoFrame | None:
        picture = next(self._pictures, None)
        if picture is None and self._loop:
            self._rewind()
            picture = next(self._pictures, None)
        return picture

    def _time_of(self, picture: VideoFrame) -> int:
        """Time since the first picture of the first round, always later than the one before."""
        next_ns = self._clip_ns + self._frame_ns
        if picture.pts is None or picture.time_base is None:
            return next_ns
        file_ns = round(picture.pts * picture.time_base * 1_000_000_000)
        if self._offset_ns is None:  # the first of a round follows on the last of the round before
            self._offset_ns = next_ns - file_ns
        time_ns = self._offset_ns + file_ns
        return time_ns if time_ns > self._clip_ns else next_ns
