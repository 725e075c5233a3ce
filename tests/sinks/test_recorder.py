from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import ramp
from vcam.core.errors import SendFailed, UnwritableMedia
from vcam.core.formats import FULL_601, STUDIO_601, Colour, FrameSize, Matrix, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.recorder import Recorder

SIZE = FrameSize(64, 48)


def ramp_frame(index: int, size: FrameSize = SIZE, colour: Colour = STUDIO_601) -> Frame:
    data = np.concatenate([plane.ravel() for plane in ramp(*size, index)])
    return Frame(data, PixelFormat.I420, size, colour, captured_ns=1_000_000_000 + index * 40_000_000)


def decoded(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def luma(picture: av.VideoFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    plane = picture.planes[0]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:, : picture.width]


def record(path: Path, frames: list[Frame], *, fixed_rate: bool = False) -> None:
    recorder = Recorder(path, crf=1, fixed_rate=fixed_rate)
    recorder.open(OutputMode(frames[0].size, 25.0, frames[0].format, frames[0].colour))
    for frame in frames:
        recorder.send(frame)
        frame.data.fill(0)  # the buffer is ours again: what is in it now must not be seen
    recorder.close()


def test_frames_come_back(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    record(path, [ramp_frame(index) for index in range(8)])
    pictures = decoded(path)
    assert len(pictures) == 8
    for index, picture in enumerate(pictures):
        assert np.abs(luma(picture).astype(int) - ramp(*SIZE, index)[0]).max() <= 3


@pytest.mark.parametrize("kind", list(PixelFormat), ids=lambda each: each.name)
@pytest.mark.parametrize("size", [SIZE, FrameSize(65, 47)], ids=str)
def test_flat_frames_keep_their_level_in_every_format(
    kind: PixelFormat, size: FrameSize, tmp_path: Path
) -> None:
    frame = Frame.allocate(kind, size, FULL_601)
    frame.data.fill(128)  # middle grey in all of them
    path = tmp_path / "out.mp4"
    record(path, [frame])
    (picture,) = decoded(path)
    assert (picture.width, picture.height) == (size.width + size.width % 2, size.height + size.height % 2)
    for plane in picture.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        assert np.abs(rows[: plane.height, : plane.width].astype(int) - 128).max() <= 1


def test_odd_sides_repeat_the_last_pixels(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    record(path, [ramp_frame(0, FrameSize(63, 47))])
    found = luma(decoded(path)[0]).astype(int)
    expected = np.pad(ramp(63, 47, 0)[0], ((0, 1), (0, 1)), mode="edge")
    assert np.abs(found - expected).max() <= 4


@pytest.mark.parametrize(
    "colour",
    [Colour(matrix, full_range=full) for matrix in Matrix for full in (False, True)],
)
def test_colour_is_in_the_header(colour: Colour, tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    record(path, [ramp_frame(0, colour=colour)])
    picture = decoded(path)[0]
    assert picture.colorspace == {Matrix.BT601: 6, Matrix.BT709: 1}[colour.matrix]
    assert picture.color_range == (2 if colour.full_range else 1)


def recorded_ms(path: Path) -> list[int]:
    return [round(picture.time * 1000) for picture in decoded(path)]


def test_times_are_those_of_capture(tmp_path: Path) -> None:
    frames = [ramp_frame(index) for index in range(4)]
    for frame, time_ms in zip(frames, (5000, 5040, 5200, 5210), strict=True):
        frame.captured_ns = time_ms * 1_000_000
    record(tmp_path / "out.mp4", frames)
    assert recorded_ms(tmp_path / "out.mp4") == [0, 40, 200, 210]


def test_fixed_rate_counts(tmp_path: Path) -> None:
    frames = [ramp_frame(0) for _ in range(4)]
    record(tmp_path / "out.mp4", frames, fixed_rate=True)
    assert recorded_ms(tmp_path / "out.mp4") == [0, 40, 80, 120]


def test_a_step_back_in_time_is_no_error(tmp_path: Path) -> None:
    frames = [ramp_frame(index) for index in (3, 0, 5)]
    record(tmp_path / "out.mp4", frames)
    times = recorded_ms(tmp_path / "out.mp4")
    assert len(times) == 3
    assert times == sorted(times)


def test_index_is_at_the_front(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    record(path, [ramp_frame(index) for index in range(3)])
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("suffix", [".mp4", ".m4v", ".mov", ".mkv", ".MP4"])
def test_containers(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"déjà vu: 1%{suffix}"
    record(path, [ramp_frame(0)])
    assert len(decoded(path)) == 1


def test_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"old")
    recorder = Recorder(path)
    recorder.open(OutputMode(SIZE, 25.0))
    recorder.send(ramp_frame(0))
    assert path.read_bytes() == b"old"
    recorder.close()
    assert len(decoded(path)) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.mp4"]


def test_no_frame_no_file(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "out.mp4")
    recorder.open(OutputMode(SIZE, 25.0))
    recorder.close()
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.webm", "out", "out.txt", "missing/out.mp4", "folder.mp4"])
def test_where_it_cannot_be_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    recorder = Recorder(tmp_path / name)
    with pytest.raises(UnwritableMedia) as caught:
        recorder.open(OutputMode(SIZE, 25.0))
    assert caught.value.hint
    recorder.close()
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder.mp4"]


def test_failure_of_the_encoder_is_send_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(tmp_path / "out.mp4")
    recorder.open(OutputMode(SIZE, 25.0))
    encoder = recorder._encoder
    assert encoder is not None

    def full(*_: object) -> None:
        raise av.error.OSError(28, "No space left on device")

    monkeypatch.setattr(encoder, "stream", type("Full", (), {"encode": full})())
    with pytest.raises(SendFailed, match="No space left"):
        recorder.send(ramp_frame(0))
    recorder.close()
    assert not any(tmp_path.iterdir())


def test_file_that_cannot_be_finished_is_unwritable_once(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    recorder = Recorder(folder / "out.mp4")
    recorder.open(OutputMode(SIZE, 25.0))
    recorder.send(ramp_frame(0))
    (folder / "out.mp4").mkdir()  # somebody made a folder of that name meanwhile
    with pytest.raises(UnwritableMedia):
        recorder.close()
    recorder.close()
    assert [entry.name for entry in folder.iterdir()] == ["out.mp4"]
