"""The phone keeps the promises of every source, and is woken by nothing but pictures and its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import numpy as np
import pytest

from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.phone import Encoder, Phone, sending, until
from vcam.core.errors import PhoneLost
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest

SIZE = FrameSize(322, 182)  # its rows have padding in the decoder
WANTED = CaptureRequest(SIZE, 30.0)


@pytest.fixture
def phone(bridge: Bridge) -> Iterator[Phone]:
    with Phone(bridge.offer().urls[0]) as phone:
        phone.hello(token=bridge.offer().token, name="Pixel 8")
        phone.stream(SIZE)
        yield phone


@pytest.fixture
def source(bridge: Bridge, phone: Phone) -> Iterator[PhoneSource]:
    """A source whose phone sends."""
    with ExitStack() as stack:
        stack.enter_context(sending(phone, Encoder(SIZE), 90))
        source = PhoneSource(bridge)
        yield source
        source.close()


def frame_for(mode: CaptureMode) -> Frame:
    return Frame.allocate(mode.format, mode.size, mode.colour)


def test_its_mode_is_the_pictures(source: PhoneSource) -> None:
    mode = source.open(CaptureRequest(FrameSize(1920, 1080), 60.0))
    assert (mode.format, mode.size, mode.fps) == (PixelFormat.I420, SIZE, 30)


def test_label_is_for_people(source: PhoneSource) -> None:
    assert source.label == "Pixel 8"


def test_frames_are_counted_and_their_times_increase(source: PhoneSource) -> None:
    frame, found = frame_for(source.open(WANTED)), []
    for _ in range(20):
        assert source.read_into(frame)
        found.append((frame.sequence, frame.captured_ns))
    assert found == sorted(found)
    assert len({sequence for sequence, _ in found}) == len({time_ns for _, time_ns in found}) == 20
    assert not frame.enhanced


def test_writes_the_whole_frame_and_nothing_beyond(source: PhoneSource) -> None:
    mode = source.open(WANTED)
    for fill in (0, 255):
        guarded = np.full(mode.format.frame_bytes(mode.size) + 128, fill, np.uint8)
        assert source.read_into(Frame(guarded[64:-64], mode.format, mode.size, mode.colour))
        assert (guarded[:64] == fill).all()
        assert (guarded[-64:] == fill).all()
        luma = guarded[64:-64][: SIZE.width * SIZE.height]
        assert np.abs(luma.astype(int) - 90).max() <= 2
        assert np.abs(guarded[64:-64][SIZE.width * SIZE.height :].astype(int) - 128).max() <= 2


def test_no_frame_after_close_and_it_opens_again(source: PhoneSource) -> None:
    mode = source.open(WANTED)
    frame = frame_for(mode)
    assert source.read_into(frame)
    source.close()
    assert source.read_into(frame) is False
    source.close()
    assert source.open(WANTED) == mode
    assert source.read_into(frame)


def test_it_is_not_opened_twice(source: PhoneSource) -> None:
    source.open(WANTED)
    with pytest.raises(RuntimeError, match="open already"):
        source.open(WANTED)


def test_close_may_come_unopened(bridge: Bridge) -> None:
    PhoneSource(bridge).close()
    assert PhoneSource(bridge).label == "Phone"


def test_close_wakes_a_read_that_waits(bridge: Bridge, phone: Phone) -> None:
    source, encoder = PhoneSource(bridge), Encoder(SIZE)
    opened: list[CaptureMode] = []
    opening = threading.Thread(target=lambda: opened.append(source.open(WANTED)))
    opening.start()
    phone.wait("want")
    phone.show(encoder.encode(90, key=True), key=True)
    opening.join()
    frame = frame_for(opened[0])
    assert source.read_into(frame)
    answers: list[bool] = []
    reader = threading.Thread(target=lambda: answers.append(source.read_into(frame)))
    reader.start()
    source.close()
    reader.join(30)
    assert answers == [False]


def test_a_picture_from_before_it_was_opened_is_not_shown(bridge: Bridge, phone: Phone) -> None:
    phone.show(Encoder(SIZE).encode(200, key=True), key=True)
    until(lambda: (now := bridge.snapshot().phone) and now.received)
    time.sleep(0.1)
    source = PhoneSource(bridge)
    with pytest.raises(PhoneLost) as caught:
        source.open(WANTED)
    source.close()
    assert "Pixel 8 sends no pictures" in caught.value.title
    assert caught.value.hint
