"""Small clips and pictures, written with PyAV and OpenCV themselves and not with what is under test."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from numpy.typing import NDArray

MILLISECONDS = Fraction(1, 1000)


def ramp(width: int, height: int, index: int) -> list[NDArray[np.uint8]]:
    """Planes of a 4:2:0 picture that is dark at the upper left, with the index in its level."""
    y, x = np.mgrid[0:height, 0:width]
    half = ((height + 1) // 2, (width + 1) // 2)
    luma = (30 + index * 5 + x + 2 * y) % 200 + 20
    return [luma.astype(np.uint8), np.full(half, 90 + index, np.uint8), np.full(half, 170, np.uint8)]


def picture(planes: Sequence[NDArray[np.uint8]], pix_fmt: str = "yuv420p") -> VideoFrame:
    """Make a picture of FFmpeg from planes (H, row bytes)."""
    made = VideoFrame(planes[0].shape[1], planes[0].shape[0], pix_fmt)
    for plane, data in zip(made.planes, planes, strict=True):
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        rows[: data.shape[0], : data.shape[1]] = data
    return made


def write_clip(
    path: Path,
    size: tuple[int, int] = (64, 48),
    times_ms: Sequence[int] = tuple(range(0, 400, 40)),
    *,
    codec: str = "ffv1",
    pix_fmt: str = "yuv420p",
    rotation: int = 0,
    colour: tuple[int, int] | None = None,
    sound: str | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a clip of ramps, without loss where the codec has none.

    `colour` is the matrix (ITU-T H.273) and the range (1 studio, 2 full); `sound` a codec for a tone.
    """
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=25, time_base=MILLISECONDS)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, pix_fmt
        if codec == "libx264":
            stream.options = {"qp": "0", "preset": "ultrafast"}
        if rotation:
            stream.set_display_rotation(rotation)
        if colour:
            stream.codec_context.colorspace, stream.codec_context.color_range = colour
        tone = container.add_stream(sound, rate=48_000) if sound else None
        if tone is not None:
            assert isinstance(tone, av.AudioStream)
            tone.bit_rate = 128_000
        for index, time_ms in enumerate(times_ms):
            made = picture(ramp(*size, index))
            if colour:
                made.colorspace, made.color_range = colour
            if pix_fmt != "yuv420p":
                made = made.reformat(format=pix_fmt)
            made.pts, made.time_base = time_ms, MILLISECONDS
            container.mux(stream.encode(made))
        container.mux(stream.encode(None))
        if tone is not None:
            assert isinstance(tone, av.AudioStream)
            _write_tone(container, tone, times_ms[-1] / 1000)
    return path


def _write_tone(container: av.container.OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    block = 1024
    for start in range(0, int(seconds * 48_000), block):
        wave = 8000 * np.sin(2 * np.pi * 440 / 48_000 * np.arange(start, start + block))
        frame = AudioFrame.from_ndarray(np.repeat(wave.astype(np.int16), 2)[None], "s16", "stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
