"""Frames into an MP4 file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from vcam.core.errors import SendFailed, UnwritableMedia
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.media.encoder import VideoEncoder
from vcam.sinks.base import OutputMode

# of MPEG's clocks; any rate comes out even enough
_CLOCK = Fraction(1, 90_000)


class Recorder:
    """Writes H.264 with the times at which the frames were captured, or at a fixed rate.

    The file appears under its name when it is closed. H.264 has even sides: an odd one becomes one longer.

    Parameters
    ----------
    path
        Where the recording will be; ``.mp4``, ``.m4v``, ``.mov`` or ``.mkv``. A file there is replaced.
    fixed_rate
        Number the frames at the mode's rate instead of believing `captured_ns`.
    crf, preset
        x264's quality and effort; the defaults keep up with a camera.
    """

    def __init__(
        self, path: Path, *, fixed_rate: bool = False, crf: int = 20, preset: str = "ultrafast"
    ) -> None:
        self._path = path
        self._fixed_rate = fixed_rate
        self._crf, self._preset = crf, preset
        self._encoder: VideoEncoder | None = None

    @property
    def label(self) -> str:
        """Name of the file."""
        return f"Recording ({self._path.name})"

    def open(self, mode: OutputMode) -> None:
        """Begin the file; raises `UnwritableMedia`."""
        fps = Fraction(mode.fps).limit_denominator(1001)
        self._encoder = VideoEncoder(
            self._path,
            mode.format,
            mode.size,
            mode.colour,
            fps=fps,
            time_base=_CLOCK,
            crf=self._crf,
            preset=self._preset,
        )
        self._step = max(1, round(1 / fps / _CLOCK))
        self._first_ns: int | None = None
        self._time = -self._step

    def send(self, frame: Frame) -> None:
        """Encode one frame; raises `SendFailed`."""
        assert self._encoder is not None, "the recorder is not open"
        self._time = self._time_of(frame)
        try:
            self._encoder.write(frame, self._time)
        except UnwritableMedia as error:
            raise SendFailed(error.title, hint=error.hint) from error

    def readers(self) -> tuple[Reader, ...] | None:
        """A film is always wanted."""
        return None

    def close(self) -> None:
        """Finish the file; `UnwritableMedia` if that fails. Without a frame there is no file."""
        encoder, self._encoder = self._encoder, None
        if encoder is not None:
            encoder.finish()

    def _time_of(self, frame: Frame) -> int:
        if self._fixed_rate:
            return self._time + self._step
        if self._first_ns is None:
            self._first_ns = frame.captured_ns
        time = round(Fraction(frame.captured_ns - self._first_ns, 1_000_000_000) / _CLOCK)
        return max(time, self._time + 1)  # a clip that begins again must not go back in time
