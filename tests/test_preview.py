from __future__ import annotations

import itertools
import threading

import numpy as np

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.preview import Preview

SIZE = FrameSize(16, 8)


def flat(level: int, size: FrameSize = SIZE) -> Frame:
    frame = Frame.allocate(PixelFormat.I420, size)
    frame.data.fill(level)
    frame.sequence = level
    return frame


def wanted() -> Preview:
    preview = Preview()
    preview.wanted = True
    return preview


def test_nothing_is_kept_while_nobody_looks() -> None:
    preview = Preview()
    preview.put(flat(1), flat(2))
    assert preview.take() is None


def test_the_newest_pair_wins_and_is_given_once() -> None:
    preview = wanted()
    for level in (1, 2, 3):
        preview.put(flat(level), flat(100 + level))
    pair = preview.take()
    assert pair is not None
    assert (pair.before.data[0], pair.before.sequence) == (3, 3)
    assert (pair.after.data[0], pair.after.sequence) == (103, 103)
    assert preview.take() is None


def test_a_pair_that_was_given_is_the_callers_until_it_is_given_back() -> None:
    preview = wanted()
    source = flat(1)
    preview.put(source, source)
    pair = preview.take()
    assert pair is not None
    source.data.fill(9)
    preview.put(flat(2), flat(2))
    preview.put(flat(3), flat(3))
    assert (pair.before.data == 1).all()
    assert (pair.after.data == 1).all()
    taken = preview.take()
    preview.give_back(pair)
    preview.put(flat(4), flat(4))
    assert taken is not None
    assert (taken.after.data == 3).all()
    again = preview.take()
    assert again is not None
    assert again.after is pair.after, "its memory is used again"


def test_follows_a_new_size() -> None:
    preview = wanted()
    preview.put(flat(1), flat(1))
    preview.put(flat(2, FrameSize(32, 32)), flat(2))
    pair = preview.take()
    assert pair is not None
    assert (pair.before.size, pair.after.size) == (FrameSize(32, 32), SIZE)


def test_who_looks_away_leaves_no_picture_behind() -> None:
    preview = wanted()
    preview.put(flat(1), flat(1))
    preview.wanted = False
    preview.wanted = True
    assert preview.take() is None


def test_who_waits_is_sent_away_when_frames_are_wanted_no_more() -> None:
    preview = wanted()
    waiting = threading.Thread(target=preview.take, args=(3600.0,), daemon=True)
    waiting.start()
    preview.wanted = False
    waiting.join(60)
    assert not waiting.is_alive()


def test_no_torn_frame_between_threads() -> None:
    preview = wanted()
    enough = threading.Event()

    def feed() -> None:
        for index in itertools.count():
            if enough.is_set():
                return
            preview.put(flat(index % 250), flat(index % 250))

    feeder = threading.Thread(target=feed)
    feeder.start()
    seen = 0
    try:
        while seen < 300:
            pair = preview.take()
            if pair is not None:
                seen += 1
                assert np.ptp(np.concatenate([pair.before.data, pair.after.data])) == 0
                preview.give_back(pair)
    finally:
        enough.set()
        feeder.join()
