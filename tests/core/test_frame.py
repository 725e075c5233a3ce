from __future__ import annotations

import threading
import time

import pytest

from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame, FramePool
from vcam.core.latest import LatestFrame

SIZE = FrameSize(4, 2)


def pool(capacity: int = 2) -> FramePool:
    return FramePool(PixelFormat.I420, SIZE, STUDIO_601, capacity)


def test_a_pool_lends_what_it_has_and_says_when_it_has_no_more() -> None:
    frames = pool()
    one, two = frames.take(), frames.take()
    assert one.data is not two.data
    with pytest.raises(RuntimeError, match="all 2 frames"):
        frames.take()
    one.release()
    assert frames.take() is one


def test_a_frame_cannot_be_given_back_twice_or_to_another_pool() -> None:
    frames, others = pool(), pool()
    frame = frames.take()
    with pytest.raises(ValueError, match="not lent"):
        others.give_back(frame)
    frame.release()
    with pytest.raises(ValueError, match="not lent"):
        frame.release()


def test_a_frame_without_a_pool_may_be_released() -> None:
    Frame.allocate(PixelFormat.BGR, SIZE).release()


def test_the_newest_frame_wins_and_the_pushed_out_one_comes_back() -> None:
    slot: LatestFrame[int] = LatestFrame()
    assert slot.put(1) is None
    assert slot.put(2) == 1
    assert slot.take() == 2
    assert slot.take(timeout_s=0) is None


def test_a_closed_slot_gives_everything_back_and_wakes_the_consumer() -> None:
    slot: LatestFrame[int] = LatestFrame()
    got: list[int | None] = []
    waiting = threading.Thread(target=lambda: got.append(slot.take()))
    waiting.start()
    time.sleep(0.02)
    assert slot.close() is None
    waiting.join(2)
    assert got == [None]
    assert slot.put(3) == 3
    assert slot.closed
    assert slot.close() is None


def test_what_lies_in_a_slot_at_its_close_comes_back() -> None:
    slot: LatestFrame[int] = LatestFrame()
    slot.put(1)
    assert slot.close() == 1


def test_no_frame_is_torn_or_lost_between_threads() -> None:
    """A slow consumer, a fast producer: each frame taken is whole, and all come home."""
    frames = pool(4)
    slot: LatestFrame[Frame] = LatestFrame()
    torn: list[int] = []
    taken: list[int] = []

    def consume() -> None:
        while (frame := slot.take()) is not None:
            before = frame.data.copy()
            time.sleep(0.001)
            if (frame.data != before).any() or len(set(before.tolist())) != 1:
                torn.append(frame.sequence)
            taken.append(frame.sequence)
            frame.release()

    consumer = threading.Thread(target=consume)
    consumer.start()
    for i in range(500):
        frame = frames.take()
        frame.data.fill(i % 256)
        frame.sequence = i
        if (pushed_out := slot.put(frame)) is not None:
            pushed_out.release()
    time.sleep(0.05)
    if (left := slot.close()) is not None:
        left.release()
    consumer.join(5)
    assert not torn
    assert taken == sorted(taken)
    assert taken[-1] == 499
    for _ in range(4):
        frames.take()


def test_a_copy_has_a_buffer_of_its_own_and_belongs_to_no_pool() -> None:
    frame = FramePool(PixelFormat.I420, FrameSize(4, 2), STUDIO_601, 1).take()
    frame.data.fill(7)
    frame.captured_ns, frame.sequence, frame.enhanced = 11, 3, True
    copy = frame.copy()
    frame.data.fill(9)
    assert (copy.data == 7).all()
    assert (copy.captured_ns, copy.sequence, copy.enhanced, copy.pool) == (11, 3, True, None)
    assert (copy.format, copy.size, copy.colour) == (frame.format, frame.size, frame.colour)
