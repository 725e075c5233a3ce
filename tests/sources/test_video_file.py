from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import ramp, write_clip
from vcam.core.errors import UnreadableMedia
from vcam.core.formats import Colour, FrameSize, Matrix, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest
from vcam.sources.video_file import VideoFile

WANTED = CaptureRequest()


def frames_of(source: VideoFile, limit: int = 1000) -> tuple[CaptureMode, list[Frame]]:
    mode = source.open(WANTED)
    found: list[Frame] = []
    while len(found) < limit:
        frame = Frame.allocate(mode.format, mode.size, mode.colour)
        if not source.read_into(frame):
            break
        found.append(frame)
    source.close()
    return mode, found


def times_ms(frames: list[Frame]) -> list[int]:
    return [round((frame.captured_ns - frames[0].captured_ns) / 1e6) for frame in frames]


@pytest.mark.parametrize("size", [(64, 48), (66, 50), (65, 49), (2, 2), (130, 5)])
def test_planes_come_exactly_and_without_line_padding(size: tuple[int, int], tmp_path: Path) -> None:
    mode, frames = frames_of(VideoFile(write_clip(tmp_path / "clip.mkv", size)))
    assert (mode.format, mode.size, len(frames)) == (PixelFormat.I420, FrameSize(*size), 10)
    for index, frame in enumerate(frames):
        for plane, expected in zip(frame.planes, ramp(*size, index), strict=True):
            assert np.array_equal(plane, expected)


@pytest.mark.parametrize(
    ("codec", "pix_fmt", "expected"),
    [
        ("ffv1", "yuv422p", PixelFormat.I422),
        ("rawvideo", "nv12", PixelFormat.NV12),
        ("rawvideo", "yuyv422", PixelFormat.YUYV),
        ("rawvideo", "uyvy422", PixelFormat.UYVY),
        ("mjpeg", "yuvj422p", PixelFormat.I422),
        ("ffv1", "yuv444p", PixelFormat.I420),
        ("ffv1", "yuv420p10le", PixelFormat.I420),
        ("ffv1", "gray", PixelFormat.I420),
    ],
)
def test_native_format_where_there_is_one(
    codec: str, pix_fmt: str, expected: PixelFormat, tmp_path: Path
) -> None:
    path = write_clip(tmp_path / "clip.nut", codec=codec, pix_fmt=pix_fmt)
    mode, frames = frames_of(VideoFile(path))
    assert mode.format is expected
    first = frames[3].planes[0]
    luma = {PixelFormat.YUYV: first[..., ::2], PixelFormat.UYVY: first[..., 1::2]}.get(mode.format, first)
    wanted = ramp(64, 48, 3)[0].astype(float)
    if mode.colour.full_range:
        wanted = (wanted - 16) * 255 / 219
    assert np.abs(luma.reshape(48, 64) - wanted).mean() < 2


@pytest.mark.parametrize(
    ("size", "tags", "expected"),
    [
        ((64, 48), None, Colour(Matrix.BT601)),
        ((64, 720), None, Colour(Matrix.BT709)),
        ((64, 48), (1, 1), Colour(Matrix.BT709)),
        ((64, 720), (6, 1), Colour(Matrix.BT601)),
        ((64, 720), (5, 2), Colour(Matrix.BT601, full_range=True)),
        ((64, 48), (9, 1), Colour(Matrix.BT709)),
    ],
)
def test_colour_is_the_stream_s_or_goes_by_the_lines(
    size: tuple[int, int], tags: tuple[int, int] | None, expected: Colour, tmp_path: Path
) -> None:
    mode, _ = frames_of(VideoFile(write_clip(tmp_path / "clip.mkv", size, (0,), colour=tags)))
    assert mode.colour == expected


def test_bt2020_is_converted_to_bt709(tmp_path: Path) -> None:
    _, kept = frames_of(VideoFile(write_clip(tmp_path / "a.mkv", times_ms=(0,), colour=(1, 1))))
    _, converted = frames_of(VideoFile(write_clip(tmp_path / "b.mkv", times_ms=(0,), colour=(9, 1))))
    assert not np.array_equal(kept[0].data, converted[0].data)


@pytest.mark.parametrize("rotation", [90, 180, -90])
def test_rotation_is_applied(rotation: int, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "phone.mp4", codec="libx264", rotation=rotation)
    mode, frames = frames_of(VideoFile(path))
    expected = [np.rot90(plane, rotation // 90) for plane in ramp(64, 48, 2)]
    assert mode.size == FrameSize(expected[0].shape[1], expected[0].shape[0])
    for plane, wanted in zip(frames[2].planes, expected, strict=True):
        assert np.array_equal(plane, wanted)


def test_variable_rate_keeps_its_times(tmp_path: Path) -> None:
    times = (0, 40, 50, 200, 1000)
    _, frames = frames_of(VideoFile(write_clip(tmp_path / "clip.mkv", times_ms=times)))
    assert times_ms(frames) == list(times)


def test_loop_goes_on_without_a_step_back(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", times_ms=(0, 40, 80))
    _, frames = frames_of(VideoFile(path, loop=True), limit=7)
    assert times_ms(frames) == [0, 40, 80, 120, 160, 200, 240]
    assert [frame.sequence for frame in frames] == list(range(7))
    assert np.array_equal(frames[0].data, frames[3].data)


def test_realtime_frame_is_not_early(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", times_ms=(0, 100, 200))
    _, frames = frames_of(VideoFile(path, realtime=True))
    # a late reader may stretch the clip; nothing may be squeezed
    times = times_ms(frames)
    assert times[1] >= 100
    assert times[2] - times[1] >= 100


def test_truncated_file_is_read_as_far_as_it_goes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    whole = write_clip(
        tmp_path / "a.mp4",
        times_ms=range(0, 2000, 40),
        codec="libx264",
        options={"movflags": "+faststart"},
    )
    cut = tmp_path / "cut.mp4"
    data = whole.read_bytes()
    cut.write_bytes(data[: len(data) * 6 // 10])
    _, frames = frames_of(VideoFile(cut))
    assert 5 < len(frames) < 50
    for index, frame in enumerate(frames[:5]):
        assert np.array_equal(frame.planes[0], ramp(64, 48, index)[0])
    assert len(caplog.records) <= 1


def test_damaged_packets_are_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = write_clip(tmp_path / "a.mkv", times_ms=range(0, 1200, 40))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 600] = b"\xff" * 600
    path.write_bytes(data)
    _, frames = frames_of(VideoFile(path))
    assert 5 < len(frames) < 30
    assert np.array_equal(frames[0].planes[0], ramp(64, 48, 0)[0])


def test_late_picture_of_another_size_is_scaled(tmp_path: Path) -> None:
    parts = [write_clip(tmp_path / f"{w}.ts", (w, 48), (0, 40), codec="libx264") for w in (64, 96)]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    mode, frames = frames_of(VideoFile(joined))
    assert mode.size == FrameSize(64, 48)
    assert len(frames) > 2


def rubbish(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.mp4"
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("this is not a video\n" * 100)
        case "terminal":
            path = path.with_suffix(".txt")
            path.write_text("this is not a video\n" * 100)
        case "noise":
            path.write_bytes(np.random.default_rng(0).bytes(50_000))
        case "headless":
            whole = write_clip(folder / "whole.mp4", codec="libx264").read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
        case "folder":
            path.mkdir()
        case "sound":
            with av.open(str(path), "w") as container:
                stream = container.add_stream("aac", rate=48_000)
                assert isinstance(stream, av.AudioStream)
                frame = av.AudioFrame.from_ndarray(np.zeros((1, 2048), np.int16), "s16", "stereo")
                frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
                container.mux(stream.encode(frame))
                container.mux(stream.encode(None))
        case "playlist":
            path = path.with_suffix(".m3u8")
            path.write_text("#EXTM3U\n#EXTINF:10,\nhttp://localhost:1/a.ts\n#EXT-X-ENDLIST\n")
    return path


@pytest.mark.parametrize(
    "kind", ["missing", "empty", "text", "terminal", "noise", "headless", "folder", "sound", "playlist"]
)
def test_rubbish_gets_a_clear_error_and_leaves_the_source_closed(kind: str, tmp_path: Path) -> None:
    path = rubbish(tmp_path, kind)
    source = VideoFile(path)
    with pytest.raises(UnreadableMedia) as caught:
        source.open(WANTED)
    assert path.name in caught.value.title
    assert caught.value.hint
    assert not source.read_into(Frame.allocate(PixelFormat.I420, FrameSize(64, 48)))
    source.close()


def test_names_of_any_kind(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "déjà vu: 100 % (日本) #1?.mkv")
    _, frames = frames_of(VideoFile(path))
    assert len(frames) == 10
