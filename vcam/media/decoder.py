"""A video file, decoded picture by picture."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vcam.core.errors import UnreadableMedia
from vcam.core.formats import Colour, FrameSize, PixelFormat
from vcam.media.planes import colour_of, format_of, size_of

_log = logging.getLogger(__name__)

_HINT = "Give a video file such as .mp4, .mov, .mkv, .webm or .avi that plays in a video player."
FALLBACK_FPS = Fraction(30)


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What the first picture and the headers say.

    `size` is the upright one. `frames` is the number of pictures where the file knows it, or about what its
    duration says, else None. `primaries` and `transfer` are codes of ITU-T H.273; 2 is "not said".
    """

    format: PixelFormat
    size: FrameSize
    colour: Colour
    fps: Fraction
    frames: int | None
    primaries: int
    transfer: int


class VideoDecoder:
    """Reads one file from its beginning to its end. One thread.

    Parameters
    ----------
    path
        The file; it is opened here.

    Raises
    ------
    UnreadableMedia
        If the file is missing, empty, no video, or has not one picture that can be decoded.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.info = _probe(path)
        self.container = _open(path)
        self.stream = _video_stream(self.container, path)

    def pictures(self, *others: Stream) -> Iterator[VideoFrame | Packet[Stream]]:
        """Yield the video's pictures, and the undecoded packets of `others`, in the order of the file.

        Damaged packets and pictures are left out. Where the file breaks off, the iteration ends. Times are
        the file's; a picture may have none.
        """
        try:
            for packet in self.container.demux(self.stream, *others):
                if packet.stream_index != self.stream.index:
                    yield packet
                    continue
                yield from _decoded(self.stream, packet)
        except av.FFmpegError as error:
            _log.warning("%s is damaged: only its beginning could be read (%s)", self.path.name, error)

    def close(self) -> None:
        """Close the file; may be called again."""
        self.container.close()


def _decoded(stream: VideoStream, packet: Packet[Any]) -> Iterator[VideoFrame]:
    try:
        pictures = stream.decode(packet)
    except av.FFmpegError as error:
        _log.debug("skipped a damaged packet: %s", error)
        return
    for picture in pictures:
        if not picture.is_corrupt:
            yield picture


def _open(path: Path) -> InputContainer:
    if path.is_file() and path.stat().st_size == 0:
        raise UnreadableMedia(f"{path.name} is empty", hint=_HINT)
    try:
        # a play list must not make this program fetch from the network
        container = av.open(f"file:{path}", "r", options={"protocol_whitelist": "file"})
    except (av.FFmpegError, OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if container.format.name == "tty":  # FFmpeg reads a text file as a film of a terminal
        container.close()
        raise UnreadableMedia(f"{path.name} is a text file, not a video", hint=_HINT)
    return container


def _unreadable(path: Path, error: Exception) -> UnreadableMedia:
    if isinstance(error, FileNotFoundError):
        return UnreadableMedia(f"There is no file {path}", hint="Check the name and the folder.")
    if isinstance(error, PermissionError):
        return UnreadableMedia(f"{path.name} may not be read by you", hint=f"Give yourself the right: {path}")
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return UnreadableMedia(f"{path.name} is a folder, not a video", hint=_HINT)
    return UnreadableMedia(f"{path.name} is not a video that can be read", hint=_HINT)


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    stream = container.streams.best("video")
    if not isinstance(stream, VideoStream) or stream.codec_context is None:
        container.close()
        raise UnreadableMedia(f"{path.name} has no pictures in it", hint=_HINT)
    stream.thread_type = "AUTO"
    return stream


def _probe(path: Path) -> VideoInfo:
    """Decode the first picture; the headers do not know its format, colour and rotation for sure."""
    container = _open(path)
    try:
        stream = _video_stream(container, path)
        picture = _first_picture(container, stream)
        if picture is None:
            raise UnreadableMedia(f"{path.name} has no picture that can be read", hint=_HINT)
        fps = stream.average_rate or stream.guessed_rate or FALLBACK_FPS
        return VideoInfo(
            format=format_of(picture),
            size=size_of(picture),
            colour=colour_of(picture),
            fps=fps,
            frames=stream.frames or _frames_by_duration(container, fps),
            primaries=int(picture.color_primaries),
            transfer=int(picture.color_trc),
        )
    finally:
        container.close()


def _first_picture(container: InputContainer, stream: VideoStream) -> VideoFrame | None:
    try:
        for packet in container.demux(stream):
            for picture in _decoded(stream, packet):
                return picture
    except av.FFmpegError:
        pass
    return None


def _frames_by_duration(container: InputContainer, fps: Fraction) -> int | None:
    if not container.duration:
        return None
    return max(1, round(container.duration / av.time_base * fps))
