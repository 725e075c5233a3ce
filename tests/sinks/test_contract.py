"""What every sink promises, asked of every sink."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.fakes import FakeSink
from vcam.core.formats import FULL_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode, Sink
from vcam.sinks.nowhere import Nowhere
from vcam.sinks.recorder import Recorder
from vcam.sinks.tee import Tee

MODE = OutputMode(FrameSize(64, 48), 30.0)

SINKS: dict[str, Callable[[Path], Sink]] = {
    "recorder": lambda folder: Recorder(folder / "out.mp4"),
    "nowhere": lambda folder: Nowhere(),
    "tee": lambda folder: Tee(FakeSink(), Nowhere()),
    "fake": lambda folder: FakeSink(),
}


@pytest.fixture(params=SINKS)
def sink(request: pytest.FixtureRequest, tmp_path: Path) -> Sink:
    return SINKS[request.param](tmp_path)


def frame_of(mode: OutputMode) -> Frame:
    return Frame.allocate(mode.format, mode.size, mode.colour)


def test_label_is_for_people(sink: Sink) -> None:
    assert sink.label.strip()


@pytest.mark.parametrize("kind", list(PixelFormat), ids=lambda each: each.name)
@pytest.mark.parametrize("size", [FrameSize(64, 48), FrameSize(65, 47)], ids=str)
def test_takes_every_format_and_leaves_the_frame_alone(
    sink: Sink, kind: PixelFormat, size: FrameSize
) -> None:
    mode = OutputMode(size, 30.0, kind, FULL_601)
    frame = frame_of(mode)
    frame.data[:] = np.random.default_rng(0).integers(0, 256, frame.data.size)
    before = frame.data.copy()
    sink.open(mode)
    for index in range(3):
        frame.captured_ns = index * 33_000_000
        sink.send(frame)
    sink.close()
    assert np.array_equal(frame.data, before)


def test_opens_again_after_close(sink: Sink) -> None:
    for _ in range(2):
        sink.open(MODE)
        sink.send(frame_of(MODE))
        sink.close()


def test_close_may_come_twice_and_unopened(sink: Sink) -> None:
    sink.close()
    sink.open(MODE)
    sink.close()
    sink.close()
