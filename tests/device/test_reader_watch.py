"""Who reads the virtual camera, on both generations of v4l2loopback and by both ways."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.device.conftest import OUTPUT, picture, run, until
from vcam.core.reader import Reader
from vcam.sinks.v4l2_output import V4l2Output
from vcam.v4l2.watch import ReaderWatch

pytestmark = [pytest.mark.device, pytest.mark.slow]

Start = Callable[..., subprocess.Popen[bytes]]
READER = ("v4l2-ctl", "-d", "/dev/video10", "--stream-mmap", "--stream-count=100000")


@pytest.fixture
def sink(fresh_loopback: None) -> Iterator[V4l2Output]:
    """Our virtual camera, fed from another thread."""
    output = V4l2Output()
    output.open(OUTPUT)
    stop = threading.Event()

    def send() -> None:
        while not stop.wait(0.02):
            output.send(picture())

    output.send(picture())
    thread = threading.Thread(target=send)
    thread.start()
    yield output
    stop.set()
    thread.join()
    output.close()


@pytest.fixture(params=[True, False], ids=["event", "inotify"])
def watch(request: pytest.FixtureRequest, sink: V4l2Output, generation: str) -> Iterator[ReaderWatch]:
    assert sink.node is not None
    watching = ReaderWatch(sink.node, use_event=request.param)
    assert watching.by_event == (request.param and generation == "new")
    yield watching
    watching.close()


def poll(watch: ReaderWatch) -> tuple[Reader, ...]:
    return watch.poll(time.perf_counter_ns())


def is_read_by(watch: ReaderWatch, reader: subprocess.Popen[bytes]) -> bool:
    return poll(watch) == (Reader(reader.pid, "v4l2-ctl"),)


def poll_for(watch: ReaderWatch, seconds: float) -> list[tuple[Reader, ...]]:
    answers = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        watch.wait(0.02)
        answers.append(poll(watch))
    return answers


def test_a_reader_comes_and_goes_and_comes_back(watch: ReaderWatch, programs: Start) -> None:
    assert poll(watch) == ()
    for _ in range(2):
        reader = programs(*READER)
        until(partial(is_read_by, watch, reader))
        reader.kill()
        reader.wait()
        until(lambda: poll(watch) == ())


def test_a_reader_from_before_the_watch_is_seen(sink: V4l2Output, programs: Start) -> None:
    reader = programs(*READER)
    until(lambda: b"<" in reader.stderr.read1(1))  # type: ignore[union-attr]
    assert sink.node is not None
    for use_event in (True, False):
        watch = ReaderWatch(sink.node, use_event=use_event)
        assert poll(watch) == (Reader(reader.pid, "v4l2-ctl"),)
        watch.close()


def test_listing_cameras_is_not_reading(watch: ReaderWatch) -> None:
    listing = threading.Thread(target=lambda: [run("v4l2-ctl", "--list-devices") for _ in range(5)])
    listing.start()
    answers = poll_for(watch, 1.0)
    listing.join()
    answers += poll_for(watch, 1.0)
    assert set(answers) == {()}


def test_this_process_is_no_reader(watch: ReaderWatch, sink: V4l2Output) -> None:
    assert sink.node is not None
    with sink.node.open("rb", buffering=0):
        assert set(poll_for(watch, 1.0)) == {()}


def test_waiting_ends_when_a_reader_comes(watch: ReaderWatch, programs: Start) -> None:
    poll(watch)
    reader = programs(*READER)
    start = time.monotonic()
    while not poll(watch):
        watch.wait(60.0)
    # far less than the wait that was asked for
    assert time.monotonic() - start < 50
    reader.kill()
