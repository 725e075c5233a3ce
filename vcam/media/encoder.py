"""Frames into an H.264 file."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from pathlib import Path

import av
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, VideoReformatter

from vcam.core.errors import UnwritableMedia
from vcam.core.formats import Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.media.planes import FFMPEG_NAMES, H273_MATRIX, frame_to_picture, picture_to_frame, repeat_edge
from vcam.media.unfinished import UnfinishedFile, unwritable

CONTAINERS = {".mp4": "mp4", ".m4v": "mp4", ".mov": "mov", ".mkv": "matroska"}
_H273_BT709 = 1

# what x264 takes as it is; the rest becomes I420
_DIRECT = (PixelFormat.I420, PixelFormat.NV12)


def container_of(path: Path) -> str:
    """FFmpeg's name of the container that `path` asks for; `UnwritableMedia` if it cannot hold H.264."""
    try:
        return CONTAINERS[path.suffix.lower()]
    except KeyError:
        raise UnwritableMedia(
            f"{path.name}: a video cannot be written as {path.suffix or 'a file without an ending'}",
            hint=f"Name it with one of {', '.join(CONTAINERS)}.",
        ) from None


class VideoEncoder:
    """One file while it is written. One thread. The file has its name only after `finish`.

    H.264 4:2:0 has even sides: an odd one becomes one pixel longer, with the last column or row twice.

    Parameters
    ----------
    path
        Where the file will be; its ending says which container.
    format, size, colour
        Of the frames that will come.
    fps
        The nominal rate, for the header; the times are those given to `write`.
    time_base
        Seconds per unit of those times.
    crf
        x264's quality: 0 is lossless, 18 is near to what the eye can tell, 23 is its default.
    preset
        x264's effort.
    primaries, transfer
        Codes of ITU-T H.273 for the header; a camera's picture is shown as BT.709.

    Raises
    ------
    UnwritableMedia
        If the file cannot be made.
    """

    def __init__(
        self,
        path: Path,
        format: PixelFormat,  # noqa: A002
        size: FrameSize,
        colour: Colour,
        *,
        fps: Fraction,
        time_base: Fraction,
        crf: int = 18,
        preset: str = "veryfast",
        primaries: int = _H273_BT709,
        transfer: int = _H273_BT709,
    ) -> None:
        self.path = path
        container = container_of(path)
        self._direct = format if format in _DIRECT else PixelFormat.I420
        even = FrameSize(size.width + size.width % 2, size.height + size.height % 2)
        # odd sides go before the conversion: swscale leaves the last chroma row of 4:2:2 to 4:2:0 unwritten
        self._even = None if even == size else Frame.allocate(format, even, colour)
        # x264 copies what it keeps, so one picture serves for all frames
        self._picture = _picture(self._direct, even, colour)
        if format is not self._direct:
            self._given = _picture(format, even, colour)
            self._planar = Frame.allocate(self._direct, even, colour)
            self._scaler = VideoReformatter()
        self._file = UnfinishedFile(path)
        try:
            self.container = av.open(
                f"file:{self._file.part}", "w", format=container, container_options=_options(container)
            )
            self.stream = self.container.add_stream("libx264", rate=fps, time_base=time_base)
        except (av.FFmpegError, OSError, ValueError) as error:
            self._file.discard()
            raise unwritable(path, error) from error
        self.stream.width, self.stream.height = even
        self.stream.pix_fmt = FFMPEG_NAMES[self._direct]
        self.stream.options = {"crf": str(crf), "preset": preset}
        context = self.stream.codec_context
        context.colorspace, context.color_range = self._picture.colorspace, self._picture.color_range
        context.color_primaries, context.color_trc = primaries, transfer
        self._time_base = time_base
        self._written = False

    def write(self, frame: Frame, time: int) -> None:
        """Encode one frame, to be shown at `time`, which must be later than the one before.

        The frame's buffer is the caller's again on return. Raises `UnwritableMedia`.
        """
        if self._even is not None:
            repeat_edge(frame, self._even)
            frame = self._even
        if frame.format is self._direct:
            frame_to_picture(frame, self._picture)
        else:
            frame_to_picture(frame, self._given)
            picture_to_frame(self._given, self._planar, self._scaler)
            frame_to_picture(self._planar, self._picture)
        self._picture.pts, self._picture.time_base = time, self._time_base
        try:
            self.container.mux(self.stream.encode(self._picture))
        except av.FFmpegError as error:
            raise unwritable(self.path, error) from error
        self._written = True

    def finish(self) -> None:
        """Write what is left and give the file its name; without a frame there is no file.

        Raises `UnwritableMedia`; nothing is left behind then. To be called once.
        """
        if not self._written:
            self.discard()
            return
        try:
            self.container.mux(self.stream.encode(None))
            self.container.close()
        except (av.FFmpegError, OSError) as error:
            self.discard()
            raise unwritable(self.path, error) from error
        with self._file:
            self._file.finish()

    def discard(self) -> None:
        """Give the file up. Never raises."""
        with contextlib.suppress(av.FFmpegError, OSError):
            self.container.close()
        self._file.discard()


def _picture(format: PixelFormat, size: FrameSize, colour: Colour) -> VideoFrame:  # noqa: A002
    picture = VideoFrame(size.width, size.height, FFMPEG_NAMES[format])
    picture.colorspace = H273_MATRIX[colour.matrix]
    picture.color_range = ColorRange.JPEG if colour.full_range else ColorRange.MPEG
    return picture


def _options(container: str) -> dict[str, str]:
    """An index at the front, so that a browser can play the file while it loads."""
    return {"movflags": "+faststart"} if container in {"mp4", "mov"} else {}
