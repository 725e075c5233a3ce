"""A video in, a video out: every picture through a callback; size, times and sound stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from vcam.core.errors import UnwritableMedia
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.media.decoder import VideoDecoder
from vcam.media.encoder import VideoEncoder
from vcam.media.planes import picture_to_frame
from vcam.media.unfinished import unwritable

# tags that belong to the container and not to the film
_CONTAINER_TAGS = frozenset({"major_brand", "minor_version", "compatible_brands", "encoder"})
_AAC_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Transcoded:
    """What was done; `finished` is False if it was cancelled, and there is no file then."""

    frames: int
    size: FrameSize
    finished: bool


def transcode(
    path_in: Path,
    path_out: Path,
    process: Callable[[Frame, Frame], None],
    *,
    progress: Callable[[int, int | None], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    crf: int = 18,
    preset: str = "medium",
) -> Transcoded:
    """Make `path_out` from `path_in`, picture by picture.

    The pictures are turned upright, and the time stamps are the file's. All sound tracks come along: copied
    where the container can hold them, else as AAC. Subtitles and data tracks do not. H.264 has even sides, so
    an odd side becomes one pixel longer.

    Parameters
    ----------
    process
        ``process(frame_in, frame_out)`` fills ``frame_out.data``: I420 of the same size and colour.
        `frame_in` is in the file's own format. `captured_ns` is the picture's time in the film. Both frames
        are used again for the next picture.
    progress
        Told after each picture: how many are done, and how many there are if that is known (about).
    cancelled
        Asked before each picture.
    crf, preset
        Quality and effort of x264.

    Raises
    ------
    UnreadableMedia
        If `path_in` is no video.
    UnwritableMedia
        If `path_out` cannot be written, or is the file that is read. What was there before is kept.
    """
    if path_out.exists() and path_in.exists() and path_out.samefile(path_in):
        raise UnwritableMedia(f"{path_out.name} is the file that is read", hint="Give another name for OUT.")
    decoder = VideoDecoder(path_in)
    try:
        with _Transcoding(decoder, path_out, crf=crf, preset=preset) as film:
            finished = film.run(process, progress, cancelled)
            return Transcoded(film.frames, decoder.info.size, finished)
    finally:
        decoder.close()


class _Transcoding:
    """A film under way: the two files and what leads from one to the other."""

    def __init__(self, decoder: VideoDecoder, path_out: Path, *, crf: int, preset: str) -> None:
        info = decoder.info
        self.frames = 0
        self._decoder = decoder
        self._scaler = VideoReformatter()
        self._time_base = decoder.stream.time_base or 1 / info.fps
        self._step = max(1, round(1 / info.fps / self._time_base))
        self._time = -self._step
        # a recorded broadcast begins at some hour of its day; the new film begins at zero
        self._start_s = Fraction(decoder.container.start_time or 0, av.time_base)
        self._frame_in = Frame.allocate(info.format, info.size, info.colour)
        self._frame_out = Frame.allocate(PixelFormat.I420, info.size, info.colour)
        self._encoder = VideoEncoder(
            path_out,
            PixelFormat.I420,
            info.size,
            info.colour,
            fps=info.fps,
            time_base=self._time_base,
            crf=crf,
            preset=preset,
            primaries=info.primaries,
            transfer=info.transfer,
        )
        container = self._encoder.container
        tags = decoder.container.metadata
        container.metadata.update({tag: tags[tag] for tag in tags.keys() - _CONTAINER_TAGS})
        self._sound = {sound.index: _Sound(sound, container) for sound in decoder.container.streams.audio}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._encoder.discard()  # does nothing to a finished file

    def run(
        self,
        process: Callable[[Frame, Frame], None],
        progress: Callable[[int, int | None], None],
        cancelled: Callable[[], bool],
    ) -> bool:
        """Work through the film; False if it was cancelled."""
        for item in self._decoder.pictures(*self._decoder.container.streams.audio):
            if cancelled():
                return False
            if isinstance(item, VideoFrame):
                self._picture(item, process)
                progress(self.frames, self._decoder.info.frames)
            else:
                self._mux_sound(self._sound[item.stream_index].packets(item, self._start_s))
        for sound in self._sound.values():
            self._mux_sound(sound.rest())
        self._encoder.finish()
        return True

    def _picture(self, picture: VideoFrame, process: Callable[[Frame, Frame], None]) -> None:
        self._time = self._time_of(picture)
        picture_to_frame(picture, self._frame_in, self._scaler)
        self._frame_in.captured_ns = round(self._time * self._time_base * 1_000_000_000)
        self._frame_in.sequence = self.frames
        self._frame_out.stamp(self._frame_in)
        process(self._frame_in, self._frame_out)
        self._encoder.write(self._frame_out, self._time)
        self.frames += 1

    def _time_of(self, picture: VideoFrame) -> int:
        """Time in units of the file's time base; always later than the one before, which x264 needs."""
        if picture.pts is None:
            return self._time + self._step
        time = picture.pts - round(self._start_s / self._time_base)
        return time if self.frames == 0 or time > self._time else self._time + 1

    def _mux_sound(self, packets: list[Packet[Any]]) -> None:
        try:
            self._encoder.container.mux(packets)
        except (av.FFmpegError, ValueError) as error:
            raise unwritable(self._encoder.path, error) from error


class _Sound:
    """One sound track: its packets as they are, or made anew as AAC where the container cannot hold them."""

    def __init__(self, track: AudioStream, container: OutputContainer) -> None:
        self._copied: AudioStream | None = None
        self._track = track
        try:
            self._copied = container.add_stream_from_template(track)
        except ValueError:
            layout = "mono" if track.codec_context.channels == 1 else "stereo"
            self._aac = container.add_stream("aac", rate=_AAC_RATE, layout=layout)

    def packets(self, packet: Packet[Any], start_s: Fraction) -> list[Packet[Any]]:
        """What is to be written for one packet of the old track."""
        if self._copied is None:
            return self._encoded(packet, start_s)
        if packet.dts is None:  # the decoder's sign for the end
            return []
        shift = round(start_s / packet.time_base)
        packet.dts -= shift
        if packet.pts is not None:
            packet.pts -= shift
        packet.stream = self._copied
        return [packet]

    def rest(self) -> list[Packet[Any]]:
        """What the AAC encoder still holds."""
        return [] if self._copied is not None else self._aac.encode(None)

    def _encoded(self, packet: Packet[Any], start_s: Fraction) -> list[Packet[Any]]:
        try:
            heard = self._track.decode(packet)
        except av.FFmpegError:
            return []  # a damaged packet is a short silence
        coded: list[Packet[Any]] = []
        for sound in heard:
            if sound.pts is not None and sound.time_base is not None:
                sound.pts -= round(start_s / sound.time_base)
            coded += self._aac.encode(sound)
        return coded
