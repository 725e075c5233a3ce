"""The virtual camera on a real loopback device, read by other programs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.device.conftest import (
    OUTPUT,
    SIZE,
    Sending,
    feeding,
    ffmpeg_feed,
    load_loopback,
    node_of,
    picture,
    python,
    run,
    unload,
    until,
)
from vcam.core.errors import NoVirtualCamera, SinkError, VirtualCameraBusy
from vcam.core.formats import FrameSize, PixelFormat
from vcam.sinks.base import OutputMode
from vcam.sinks.pyvirtualcam_output import PyvirtualcamOutput
from vcam.sinks.v4l2_output import V4l2Output, find_output

pytestmark = [pytest.mark.device, pytest.mark.slow]

Start = Callable[..., subprocess.Popen[bytes]]

# Another process that feeds the camera until it is killed; says so when the first frame is sent.
PRODUCER = """
import time
from tests.device.conftest import OUTPUT, picture
from vcam.sinks.v4l2_output import V4l2Output
sink = V4l2Output()
sink.open(OUTPUT)
print("open", flush=True)
while True:
    sink.send(picture(7))
    time.sleep(0.1)
"""


@pytest.fixture
def sink(fresh_loopback: None) -> Iterator[V4l2Output]:
    output = V4l2Output()
    yield output
    output.close()


def read(count: int = 4) -> list[np.ndarray]:
    """Frames as v4l2-ctl reads them."""
    raw = Path("/dev/shm/read.raw")
    run("v4l2-ctl", "-d", "/dev/video10", "--stream-mmap", f"--stream-count={count}", f"--stream-to={raw}")
    return np.split(np.fromfile(raw, np.uint8), count)


def test_the_camera_has_its_name(sink: V4l2Output) -> None:
    sink.open(OUTPUT)
    assert sink.label == "LowLight Cam (/dev/video10)"
    assert "LowLight Cam" in run("v4l2-ctl", "--list-devices").stdout


@pytest.mark.parametrize("layout", [PixelFormat.I420, PixelFormat.NV12, PixelFormat.YUYV, PixelFormat.UYVY])
def test_a_reader_gets_exactly_what_was_sent(layout: PixelFormat, sink: V4l2Output) -> None:
    sink.open(OutputMode(SIZE, 30.0, layout))
    frame = picture(1, layout)
    with Sending(sink, frame):
        assert all(np.array_equal(got, frame.data) for got in read())


def test_opencv_and_ffmpeg_get_it_too(sink: V4l2Output) -> None:
    sink.open(OutputMode(SIZE, 30.0, PixelFormat.YUYV))
    frame = picture(2, PixelFormat.YUYV)
    raw = Path("/dev/shm/ffmpeg.raw")
    with Sending(sink, frame):
        capture = cv2.VideoCapture("/dev/video10", cv2.CAP_V4L2)
        capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
        good, image = capture.read()
        capture.release()
        run(
            *("ffmpeg", "-v", "error", "-f", "v4l2", "-i", "/dev/video10", "-frames:v", "2"),
            *("-f", "rawvideo", "-y", raw),
        )
    assert good
    assert np.array_equal(image.reshape(-1), frame.data)
    assert np.array_equal(np.fromfile(raw, np.uint8)[-frame.data.size :], frame.data)


def test_works_again_and_again(sink: V4l2Output) -> None:
    for seed in range(3):
        sink.open(OUTPUT)
        with Sending(sink, picture(seed)):
            assert np.array_equal(read()[-1], picture(seed).data)
        sink.close()
        sink.close()


def test_a_reader_that_stays_sees_the_next_session(sink: V4l2Output, programs: Start) -> None:
    sink.open(OUTPUT)
    with Sending(sink, picture(1)):
        reader = programs("v4l2-ctl", "-d", "/dev/video10", "--stream-mmap", "--stream-count=1000")
        until(lambda: b"<" in reader.stderr.read1(1))  # type: ignore[union-attr]
    sink.close()
    sink.open(OUTPUT)
    with Sending(sink, picture(1)):
        until(lambda: b"<" in reader.stderr.read1(1))  # type: ignore[union-attr]


def test_works_after_a_producer_was_killed(sink: V4l2Output, programs: Start) -> None:
    killed = programs(*python(PRODUCER))
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"open\n"
    killed.kill()
    killed.wait()
    sink.open(OUTPUT)
    with Sending(sink, picture(3)):
        assert np.array_equal(read()[-1], picture(3).data)


def test_works_after_another_program_left_the_device_unannounced(sink: V4l2Output, generation: str) -> None:
    once = PyvirtualcamOutput("/dev/video10")
    once.open(OUTPUT)
    once.send(picture())
    once.close()
    if generation == "old":
        with pytest.raises(VirtualCameraBusy):
            once.open(OUTPUT)
    sink.open(OUTPUT)
    with Sending(sink, picture(4)):
        assert np.array_equal(read()[-1], picture(4).data)


def test_a_second_copy_is_refused_even_before_the_first_frame(sink: V4l2Output, programs: Start) -> None:
    first = programs(*python(PRODUCER.replace("sink.send(picture(7))", "pass")))
    assert first.stdout is not None
    assert first.stdout.readline() == b"open\n"
    with pytest.raises(VirtualCameraBusy, match=rf"process {first.pid}\)"):
        sink.open(OUTPUT)
    first.kill()
    first.wait()
    sink.open(OUTPUT)


def test_another_program_that_feeds_it_is_named(sink: V4l2Output, programs: Start) -> None:
    with (
        feeding(programs, ffmpeg_feed(Path("/dev/video10")), "LowLight Cam"),
        pytest.raises(VirtualCameraBusy, match=r"in use by ffmpeg \(process \d+\)"),
    ):
        sink.open(OUTPUT)
    sink.open(OUTPUT)


def test_another_size_while_it_is_read_is_refused(sink: V4l2Output, programs: Start) -> None:
    sink.open(OUTPUT)
    with Sending(sink, picture()):
        reader = programs("v4l2-ctl", "-d", "/dev/video10", "--stream-mmap", "--stream-count=1000")
        until(lambda: b"<" in reader.stderr.read1(1))  # type: ignore[union-attr]
    sink.close()
    with pytest.raises(SinkError, match="640x480") as info:
        sink.open(OutputMode(FrameSize(640, 480), 30.0))
    assert f"process {reader.pid}" in info.value.hint
    sink.open(OUTPUT)


def test_a_size_beyond_the_module_is_refused(sink: V4l2Output) -> None:
    with pytest.raises(SinkError, match="16384x64"):
        sink.open(OutputMode(FrameSize(16384, 64), 30.0))
    sink.open(OUTPUT)


def test_only_the_named_device_will_do(fresh_loopback: None) -> None:
    try:
        load_loopback("Other,Source Cam")
        with pytest.raises(NoVirtualCamera, match=r"only Other \(/dev/video10\)") as info:
            V4l2Output().open(OUTPUT)
        assert "lowlight-cam setup" in info.value.hint
        assert find_output("Source Cam") == Path("/dev/video11")
        load_loopback("Source Cam,LowLight Cam")
        assert find_output() == Path("/dev/video11")
    finally:
        load_loopback()


def test_no_module_at_all() -> None:
    until(lambda: unload("v4l2loopback"))
    try:
        with pytest.raises(NoVirtualCamera, match="there is no virtual camera 'LowLight Cam'"):
            V4l2Output().open(OUTPUT)
    finally:
        load_loopback()


@pytest.mark.parametrize("device", ["/dev/video0", "/dev/null", "/dev/video77", "vivid"])
def test_what_is_no_loopback_device_is_refused(device: str, fresh_loopback: None) -> None:
    with pytest.raises(NoVirtualCamera):
        V4l2Output(device).open(OUTPUT)


def test_no_permission(fresh_loopback: None) -> None:
    node_of("LowLight Cam").chmod(0o600)
    answer = run(
        *python(
            "import os\n"
            "from tests.device.conftest import OUTPUT\n"
            "from vcam.core.errors import SinkError\n"
            "from vcam.sinks.v4l2_output import V4l2Output\n"
            "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            "try: V4l2Output().open(OUTPUT)\n"
            "except SinkError as error: print(error)\n"
        )
    )
    assert "Permission denied" in answer.stdout
    assert "usermod -aG video" in answer.stdout


def test_pyvirtualcam_sends_the_same_pixels(fresh_loopback: None) -> None:
    output = PyvirtualcamOutput(str(find_output()))
    output.open(OUTPUT)
    try:
        with Sending(output, picture(5)):
            assert np.array_equal(read()[-1], picture(5).data)
    finally:
        output.close()


def test_pyvirtualcam_says_what_is_missing(fresh_loopback: None) -> None:
    with pytest.raises(NoVirtualCamera):
        PyvirtualcamOutput("/dev/video77").open(OUTPUT)
