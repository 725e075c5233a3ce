from __future__ import annotations

import pytest

from tests.fakes import SMALL, FakeSink
from vcam.core.errors import SendFailed, UnwritableMedia, VirtualCameraBusy
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.tee import Tee

MODE = OutputMode(SMALL.size, 30.0)


def frame() -> Frame:
    return Frame.allocate(MODE.format, MODE.size)


def test_all_get_every_frame() -> None:
    sinks = [FakeSink(), FakeSink(), FakeSink()]
    tee = Tee(*sinks)
    tee.open(MODE)
    tee.send(frame())
    tee.send(frame())
    tee.close()
    assert [sink.sends for sink in sinks] == [2, 2, 2]
    assert [sink.closes for sink in sinks] == [1, 1, 1]


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_all_open_or_none(failing: int) -> None:
    sinks = [FakeSink(open_faults=[VirtualCameraBusy("busy")] if n == failing else []) for n in range(3)]
    with pytest.raises(VirtualCameraBusy):
        Tee(*sinks).open(MODE)
    assert [sink.closes for sink in sinks] == [1] * failing + [0] * (3 - failing)
    assert not any(sink.is_open for sink in sinks)


def test_failing_secondary_is_left_out_and_named(caplog: pytest.LogCaptureFixture) -> None:
    primary, disk, other = FakeSink(), FakeSink(faults={1: SendFailed("disk full")}), FakeSink()
    disk.label = "Recording (x.mp4)"
    tee = Tee(primary, disk, other)
    tee.open(MODE)
    for _ in range(4):
        tee.send(frame())
    tee.close()
    assert (primary.sends, disk.sends, other.sends) == (4, 2, 4)
    assert disk.closes == 1
    assert [record.getMessage() for record in caplog.records] == ["Recording (x.mp4) is left out: disk full"]


def test_it_is_back_after_the_next_open(caplog: pytest.LogCaptureFixture) -> None:
    primary, disk = FakeSink(), FakeSink(faults={0: SendFailed("disk full")})
    tee = Tee(primary, disk)
    for _ in range(2):
        tee.open(MODE)
        tee.send(frame())
        tee.close()
    assert disk.sends == 2
    assert len(disk.frames) == 1
    assert len(caplog.records) == 1


def test_error_of_the_primary_goes_up_and_nobody_is_left_out() -> None:
    primary, other = FakeSink(faults={0: SendFailed("gone")}), FakeSink()
    tee = Tee(primary, other)
    tee.open(MODE)
    with pytest.raises(SendFailed, match="gone"):
        tee.send(frame())
    tee.send(frame())
    tee.close()
    assert (primary.sends, other.sends) == (2, 1)


def test_recording_that_cannot_be_finished_does_not_keep_the_others_open() -> None:
    primary, disk = FakeSink(), FakeSink(close_fault=UnwritableMedia("disk full"))
    tee = Tee(primary, disk)
    tee.open(MODE)
    with pytest.raises(UnwritableMedia):
        tee.close()
    assert primary.closes == 1
    tee.close()


def test_label_is_the_primary_s() -> None:
    assert Tee(FakeSink(), FakeSink()).label == "Fake sink"
