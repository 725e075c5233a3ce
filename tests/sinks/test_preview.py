from __future__ import annotations

import itertools
import threading

import numpy as np

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.preview import Preview

MODE = OutputMode(FrameSize(16, 8), 30.0)


def flat(level: int, size: FrameSize = MODE.size) -> Frame:
    frame = Frame.allocate(PixelFormat.I420, size)
    frame.data.fill(level)
    frame.sequence = level
    return frame


def opened() -> Preview:
    preview = Preview()
    preview.wanted = True
    preview.open(MODE)
    return preview


def test_nothing_is_kept_while_nobody_looks() -> None:
    preview = Preview()
    preview.open(MODE)
    preview.put_before(flat(1))
    preview.send(flat(2))
    assert preview.latest() is None
    assert preview.latest_before() is None


def test_newest_of_each_wins_and_is_given_once() -> None:
    preview = opened()
    for level in (1, 2, 3):
        preview.put_before(flat(level))
        preview.send(flat(100 + level))
    before, after = preview.latest_before(), preview.latest()
    assert before is not None
    assert after is not None
    assert (before.data[0], before.sequence, after.data[0], after.sequence) == (3, 3, 103, 103)
    assert preview.latest() is None
    assert preview.latest_before() is None


def test_frame_that_was_given_is_the_callers() -> None:
    preview = opened()
    source = flat(1)
    preview.send(source)
    taken = preview.latest()
    source.data.fill(9)
    preview.send(flat(2))
    preview.send(flat(3))
    assert taken is not None
    assert (taken.data == 1).all()


def test_follows_a_new_size() -> None:
    preview = opened()
    preview.send(flat(1))
    preview.send(flat(2, FrameSize(32, 32)))
    taken = preview.latest()
    assert taken is not None
    assert taken.size == FrameSize(32, 32)


def test_close_leaves_no_picture_behind() -> None:
    preview = opened()
    preview.put_before(flat(1))
    preview.send(flat(1))
    preview.close()
    assert preview.latest() is None
    assert preview.latest_before() is None


def test_no_torn_frame_between_threads() -> None:
    preview = opened()
    enough = threading.Event()

    def feed() -> None:
        for index in itertools.count():
            if enough.is_set():
                return
            preview.send(flat(index % 250))

    feeder = threading.Thread(target=feed)
    feeder.start()
    seen = 0
    try:
        while seen < 300:
            taken = preview.latest()
            if taken is not None:
                seen += 1
                assert np.ptp(taken.data) == 0
    finally:
        enough.set()
        feeder.join()
