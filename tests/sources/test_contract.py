"""What every source promises, asked of every source."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.clips import write_clip
from tests.fakes import FakeSource
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.sources.pictures import Pictures
from vcam.sources.synthetic import SyntheticScene
from vcam.sources.video_file import VideoFile

WANTED = CaptureRequest(FrameSize(64, 48), 30.0)
SLOW = CaptureRequest(FrameSize(64, 48), 0.01)

Make = Callable[[Path], Source]


def pictures_in(folder: Path) -> Path:
    for index in range(3):
        cv2.imwrite(str(folder / f"{index}.png"), np.full((48, 64, 3), 50 * index, np.uint8))
    return folder


SOURCES: dict[str, Make] = {
    "synthetic": lambda folder: SyntheticScene(realtime=False, frames=3),
    "video": lambda folder: VideoFile(write_clip(folder / "clip.mkv", times_ms=(0, 40, 80))),
    "pictures": lambda folder: Pictures(pictures_in(folder)),
    "fake": lambda folder: FakeSource(frames=3),
}
# each waits long before its second frame
WAITING: dict[str, Make] = {
    "synthetic": lambda folder: SyntheticScene(),
    "video": lambda folder: VideoFile(write_clip(folder / "c.mkv", times_ms=(0, 100_000)), realtime=True),
    "pictures": lambda folder: Pictures(pictures_in(folder), realtime=True),
    "fake": lambda folder: FakeSource(frames=1, then_block=True),
}


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    return SOURCES[request.param](tmp_path)


def frame_for(mode: CaptureMode) -> Frame:
    return Frame.allocate(mode.format, mode.size, mode.colour)


def read_all(source: Source, frame: Frame) -> list[tuple[int, int]]:
    found = []
    while source.read_into(frame):
        found.append((frame.sequence, frame.captured_ns))
    return found


def test_label_is_for_people(source: Source) -> None:
    assert source.label.strip()
    assert "/" not in source.label


def test_frames_are_counted_and_their_times_increase(source: Source) -> None:
    found = read_all(source, frame_for(source.open(WANTED)))
    source.close()
    assert [sequence for sequence, _ in found] == [0, 1, 2]
    times = [time for _, time in found]
    assert times == sorted(set(times))


def test_end_stays_the_end(source: Source) -> None:
    frame = frame_for(source.open(WANTED))
    read_all(source, frame)
    assert source.read_into(frame) is False
    source.close()


def test_writes_the_whole_frame_and_nothing_beyond(source: Source) -> None:
    mode = source.open(WANTED)
    seen = []
    for fill in (0, 255):
        size = mode.format.frame_bytes(mode.size)
        guarded = np.full(size + 128, fill, np.uint8)
        source.close()
        source.open(WANTED)
        assert source.read_into(Frame(guarded[64:-64], mode.format, mode.size, mode.colour))
        assert (guarded[:64] == fill).all()
        assert (guarded[-64:] == fill).all()
        seen.append(guarded[64:-64].copy())
    source.close()
    # what was in the buffer before does not matter, so every byte was written
    assert np.array_equal(seen[0], seen[1])


def test_no_frame_after_close(source: Source) -> None:
    frame = frame_for(source.open(WANTED))
    assert source.read_into(frame)
    source.close()
    assert source.read_into(frame) is False


def test_opens_again_after_close(source: Source) -> None:
    first_mode = source.open(WANTED)
    assert source.read_into(frame_for(first_mode))
    source.close()
    mode = source.open(WANTED)
    assert mode == first_mode
    assert [sequence for sequence, _ in read_all(source, frame_for(mode))] == [0, 1, 2]
    source.close()


def test_close_may_come_twice_and_unopened(source: Source) -> None:
    source.close()
    source.open(WANTED)
    source.close()
    source.close()


@pytest.mark.parametrize("name", WAITING)
def test_close_wakes_a_read_that_waits(name: str, tmp_path: Path) -> None:
    source = WAITING[name](tmp_path)
    frame = frame_for(source.open(SLOW))
    assert source.read_into(frame)
    answers: list[bool] = []
    reader = threading.Thread(target=lambda: answers.append(source.read_into(frame)))
    reader.start()
    source.close()
    reader.join(30)
    assert not reader.is_alive()
    assert answers == [False]
