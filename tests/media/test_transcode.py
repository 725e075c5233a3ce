from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import ramp, write_clip
from vcam.core.errors import UnreadableMedia, UnwritableMedia
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.media.transcode import transcode


def copy(frame_in: Frame, frame_out: Frame) -> None:
    np.copyto(frame_out.data, frame_in.data)


def decoded(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def times_ms(path: Path) -> list[int]:
    return [round(picture.time * 1000) for picture in decoded(path)]


def luma(picture: av.VideoFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    plane = picture.planes[0]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:, : picture.width]


def test_every_picture_goes_through_the_callback(tmp_path: Path) -> None:
    seen: list[tuple[int, int, PixelFormat, PixelFormat]] = []

    def lighten(frame_in: Frame, frame_out: Frame) -> None:
        seen.append((frame_in.sequence, frame_in.captured_ns // 1_000_000, frame_in.format, frame_out.format))
        assert (frame_out.size, frame_out.colour) == (frame_in.size, frame_in.colour)
        assert (frame_out.sequence, frame_out.captured_ns) == (frame_in.sequence, frame_in.captured_ns)
        frame_out.data[:] = 128
        np.add(frame_in.planes[0], 20, out=frame_out.planes[0])

    path_in = write_clip(tmp_path / "in.mkv", times_ms=(0, 40, 80))
    done = transcode(path_in, tmp_path / "out.mp4", lighten, crf=1)
    assert (done.frames, done.size, done.finished) == (3, FrameSize(64, 48), True)
    assert seen == [(n, 40 * n, PixelFormat.I420, PixelFormat.I420) for n in range(3)]
    for index, picture in enumerate(decoded(tmp_path / "out.mp4")):
        assert np.abs(luma(picture).astype(int) - ramp(64, 48, index)[0] - 20).max() <= 3


def test_variable_rate_stays(tmp_path: Path) -> None:
    times = (0, 40, 50, 200, 1000)
    path_in = write_clip(tmp_path / "in.mkv", times_ms=times)
    transcode(path_in, tmp_path / "out.mp4", copy)
    assert times_ms(tmp_path / "out.mp4") == list(times)


def test_turned_upright(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mp4", codec="libx264", rotation=-90)
    assert transcode(path_in, tmp_path / "out.mp4", copy, crf=1).size == FrameSize(48, 64)
    picture = decoded(tmp_path / "out.mp4")[0]
    assert (picture.width, picture.height, picture.rotation) == (48, 64, 0)
    assert np.abs(luma(picture).astype(int) - np.rot90(ramp(64, 48, 0)[0], -1)).max() <= 3


def test_colour_tags_stay(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mkv", colour=(6, 2))
    transcode(path_in, tmp_path / "out.mp4", copy)
    picture = decoded(tmp_path / "out.mp4")[0]
    assert (picture.colorspace, picture.color_range) == (6, 2)


def sound_of(path: Path) -> tuple[str, int, float]:
    """Codec, samples, and where the sound begins in seconds."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(audio=0))
        return stream.codec_context.name, sum(frame.samples for frame in frames), float(frames[0].time or 0)


def packets_of(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(container.streams.audio[0]) if packet.size]


SECOND = tuple(range(0, 1040, 40))


def test_sound_is_copied_where_it_can_be(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mp4", times_ms=SECOND, codec="libx264", sound="aac")
    transcode(path_in, tmp_path / "out.mp4", copy)
    assert packets_of(tmp_path / "out.mp4") == packets_of(path_in)
    assert sound_of(tmp_path / "out.mp4") == sound_of(path_in)


def test_sound_is_made_aac_where_it_must_be(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mkv", times_ms=SECOND, sound="wavpack")
    transcode(path_in, tmp_path / "out.mp4", copy)
    codec, samples, start_s = sound_of(tmp_path / "out.mp4")
    assert codec == "aac"
    assert samples == pytest.approx(48_000, rel=0.1)
    assert start_s == pytest.approx(0, abs=0.1)


def test_broadcast_that_begins_late_begins_at_zero(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.ts", times_ms=SECOND, codec="libx264", sound="mp2")
    assert times_ms(path_in)[0] > 0
    transcode(path_in, tmp_path / "out.mp4", copy)
    assert times_ms(tmp_path / "out.mp4")[0] < 100
    assert sound_of(tmp_path / "out.mp4")[2] < 0.1


def test_progress_and_total(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mp4", codec="libx264")
    told: list[tuple[int, int | None]] = []
    transcode(path_in, tmp_path / "out.mp4", copy, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 10) for n in range(1, 11)]


def test_cancelled_leaves_nothing(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mkv")
    out = tmp_path / "out.mp4"
    out.write_bytes(b"old")
    done = []
    result = transcode(
        path_in, out, copy, progress=lambda n, _: done.append(n), cancelled=lambda: len(done) == 3
    )
    assert (result.frames, result.finished) == (3, False)
    assert out.read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["in.mkv", "out.mp4"]


def test_error_of_the_callback_goes_up_and_leaves_nothing(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mkv")

    def fail(frame_in: Frame, frame_out: Frame) -> None:
        raise RuntimeError("the network is ill")

    with pytest.raises(RuntimeError, match="ill"):
        transcode(path_in, tmp_path / "out.mp4", fail)
    assert [entry.name for entry in tmp_path.iterdir()] == ["in.mkv"]


@pytest.mark.parametrize("alias", ["in.mp4", "link.mp4", "../{folder}/in.mp4"])
def test_the_file_that_is_read_is_not_overwritten(alias: str, tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mp4", codec="libx264")
    (tmp_path / "link.mp4").symlink_to(path_in)
    before = path_in.read_bytes()
    with pytest.raises(UnwritableMedia, match="is the file that is read"):
        transcode(path_in, tmp_path / alias.format(folder=tmp_path.name), copy)
    assert path_in.read_bytes() == before


def test_odd_size_becomes_even(tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mkv", (65, 47))
    assert transcode(path_in, tmp_path / "out.mp4", copy).size == FrameSize(65, 47)
    assert (decoded(tmp_path / "out.mp4")[0].width, decoded(tmp_path / "out.mp4")[0].height) == (66, 48)


@pytest.mark.parametrize("content", [None, b"", b"not a video"])
def test_rubbish_in(content: bytes | None, tmp_path: Path) -> None:
    path_in = tmp_path / "in.mp4"
    if content is not None:
        path_in.write_bytes(content)
    with pytest.raises(UnreadableMedia):
        transcode(path_in, tmp_path / "out.mp4", copy)
    assert not (tmp_path / "out.mp4").exists()


def test_truncated_in_gives_what_there_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    whole = write_clip(tmp_path / "in.mkv", times_ms=SECOND).read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole[: len(whole) // 2])
    done = transcode(cut, tmp_path / "out.mp4", copy)
    assert 5 < done.frames < len(SECOND)
    assert len(decoded(tmp_path / "out.mp4")) == done.frames
    assert len(caplog.records) <= 1


@pytest.mark.parametrize("name", ["out.webm", "out", "missing/out.mp4"])
def test_where_it_cannot_be_written(name: str, tmp_path: Path) -> None:
    path_in = write_clip(tmp_path / "in.mkv")
    with pytest.raises(UnwritableMedia) as caught:
        transcode(path_in, tmp_path / name, copy)
    assert caught.value.hint
    assert [entry.name for entry in tmp_path.iterdir()] == ["in.mkv"]
