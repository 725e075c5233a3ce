"""A stream that is woken and stopped at the same time."""

from __future__ import annotations

import os
import threading
from typing import cast

import pytest

from vcam.v4l2.device import Device
from vcam.v4l2.stream import CaptureStream

LIMIT_S = 10.0


def test_it_is_not_stopped_while_it_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what wakes it is closed already, or its number is another file's."""
    stream = CaptureStream(cast("Device", None))
    in_it, go_on, stopped = threading.Event(), threading.Event(), threading.Event()
    failures: list[OSError] = []

    def write(number: int, _value: int) -> None:
        in_it.set()
        stopped.wait(0.2)  # what would stop it meanwhile has all the time
        assert go_on.wait(LIMIT_S)
        try:
            os.fstat(number)
        except OSError as error:
            failures.append(error)

    def stop() -> None:
        stream.stop()
        stopped.set()

    monkeypatch.setattr(os, "eventfd_write", write)
    waking = threading.Thread(target=stream.wake)
    waking.start()
    assert in_it.wait(LIMIT_S)
    stopping = threading.Thread(target=stop)
    stopping.start()
    go_on.set()
    waking.join(LIMIT_S)
    stopping.join(LIMIT_S)
    assert stopped.is_set()
    assert failures == []
    stream.wake()  # it is over: nothing happens
    stream.stop()
