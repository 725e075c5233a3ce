"""Cameras on real devices: vivid, and a loopback device that ffmpeg feeds."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
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
    ffmpeg_pattern,
    load_vivid,
    node_of,
    picture,
    python,
    run,
    unload,
    until,
)
from vcam.core.errors import CameraBusy, CameraLost, CameraNotFound
from vcam.core.formats import FULL_601, STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.v4l2_output import V4l2Output
from vcam.sources.base import CaptureMode, CaptureRequest
from vcam.sources.camera import Camera
from vcam.sources.camera_list import list_cameras
from vcam.sources.jpeg import JpegDecoder
from vcam.v4l2 import abi
from vcam.v4l2.device import Device, pix_format
from vcam.v4l2.hotplug import CameraListWatch

pytestmark = [pytest.mark.device, pytest.mark.slow]

Start = Callable[..., subprocess.Popen[bytes]]
# Luma of white, yellow, cyan, green, magenta, red, blue and black at 75 %, BT.601, studio range.
BARS_75 = np.array([180, 162, 131, 112, 84, 65, 35, 16])
VIVID = CaptureRequest(FrameSize(320, 180), 30.0)


@pytest.fixture
def vivid() -> Iterator[Camera]:
    camera = Camera("vivid")
    yield camera
    camera.close()


def frame_for(mode: CaptureMode) -> Frame:
    return Frame.allocate(mode.format, mode.size, mode.colour)


def test_list_has_vivid_with_its_modes_and_not_our_output() -> None:
    cameras = {camera.name: camera for camera in list_cameras()}
    assert "LowLight Cam" not in cameras
    assert cameras["vivid"].driver == "vivid"
    assert not cameras["vivid"].loopback
    assert {"YUYV", "NV12"} <= {mode.fourcc for mode in cameras["vivid"].modes}
    assert FrameSize(640, 360) in {mode.size for mode in cameras["vivid"].modes}


def test_our_output_is_not_listed_even_while_it_can_capture(programs: Start, fresh_loopback: None) -> None:
    with feeding(programs, ffmpeg_feed(node_of("LowLight Cam")), "LowLight Cam") as node:
        assert "LowLight Cam" not in {camera.name for camera in list_cameras()}
        assert "LowLight Cam" in {camera.name for camera in list_cameras(own="other")}
        with pytest.raises(CameraNotFound, match="this program shows"):
            Camera(str(node)).open(VIVID)


def test_a_virtual_camera_that_nothing_feeds_says_so(fresh_loopback: None) -> None:
    with pytest.raises(CameraNotFound, match="no program feeds") as info:
        Camera("Source Cam").open(VIVID)
    assert "vivid (/dev/video0)" in info.value.hint


@pytest.mark.parametrize("wanted", ["vivid", "VIV", "/dev/video0", "0", 0, None])
def test_found_by_name_part_of_it_node_number_or_as_the_default(wanted: str | int | None) -> None:
    camera = Camera(wanted)
    mode = camera.open(VIVID)
    try:
        assert camera.label == "vivid"
        assert camera.read_into(frame_for(mode))
    finally:
        camera.close()


def test_found_by_a_link_under_by_id() -> None:
    folder = Path("/dev/v4l/by-id")
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "usb-vivid-index0"
    link.symlink_to("../../video0")
    try:
        assert link in next(camera.node.links for camera in list_cameras() if camera.name == "vivid")
        camera = Camera(str(link))
        camera.open(VIVID)
        camera.close()
        assert camera.label == "vivid"
    finally:
        link.unlink()


@pytest.mark.parametrize("fourcc", ["YUYV", "NV12", "YU12", "UYVY"])
def test_vivid_shows_its_colour_bars(fourcc: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "vcam.sources.camera.capture_modes",
        lambda device: [mode for mode in every(device) if mode.fourcc == fourcc],
    )
    from vcam.v4l2.modes import capture_modes as every

    camera = Camera("vivid")
    mode = camera.open(VIVID)
    frame = frame_for(mode)
    try:
        times = []
        for _ in range(5):
            assert camera.read_into(frame)
            times.append((frame.captured_ns, frame.sequence))
    finally:
        camera.close()
    assert mode.size == VIVID.size
    assert times == sorted(set(times))
    assert mode.colour == STUDIO_601
    # the driver's text is further up
    bars = luma(frame)[mode.size.height - 20].reshape(8, -1)[:, 8:-8].astype(int)
    assert (abs(bars - BARS_75[:, None]) <= 3).all()


def read_on(camera: Camera, frame: Frame) -> bool:
    """Read until there is no more; False then."""
    while camera.read_into(frame):
        pass
    return False


def luma(frame: Frame) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    if frame.format in {PixelFormat.YUYV, PixelFormat.UYVY}:
        first = 0 if frame.format is PixelFormat.YUYV else 1
        return frame.planes[0][:, :, first::2].reshape(frame.size.height, frame.size.width)
    return frame.planes[0]


def test_a_camera_that_ffmpeg_feeds(programs: Start, fresh_loopback: None) -> None:
    with feeding(programs, ffmpeg_feed(node_of("Source Cam")), "Source Cam"):
        camera = Camera("source cam")
        mode = camera.open(CaptureRequest(SIZE, 25.0))
        frame = frame_for(mode)
        assert camera.read_into(frame)
        camera.close()
    assert (mode.format, mode.size) == (PixelFormat.YUYV, SIZE)
    assert np.array_equal(frame.data, ffmpeg_pattern())


@pytest.fixture
def source(fresh_loopback: None) -> Iterator[V4l2Output]:
    """The device that acts as a webcam, to be fed by the test."""
    output = V4l2Output("Source Cam")
    yield output
    output.close()


@pytest.mark.parametrize("layout", [PixelFormat.YUYV, PixelFormat.NV12, PixelFormat.I420, PixelFormat.UYVY])
def test_a_fed_camera_gives_exactly_the_pixels_that_went_in(layout: PixelFormat, source: V4l2Output) -> None:
    source.open(OutputMode(SIZE, 30.0, layout))
    sent = picture(3, layout)
    camera = Camera("Source Cam")
    with Sending(source, sent):
        mode = camera.open(CaptureRequest(SIZE))
        frame = frame_for(mode)
        assert camera.read_into(frame)
        camera.close()
    assert (mode.format, mode.size) == (layout, SIZE)
    assert np.array_equal(frame.data, sent.data)


def test_an_mjpeg_camera_gives_planes_and_skips_damaged_pictures(fresh_loopback: None) -> None:
    image = cv2.resize(np.arange(48, dtype=np.uint8).reshape(4, 4, 3) * 5, SIZE)
    whole = cv2.imencode(
        ".jpg", image, [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422]
    )[1]
    camera = Camera("Source Cam")
    with Device(node_of("Source Cam")) as producer, ThreadPoolExecutor(1) as pool:
        producer.set_format(abi.OUTPUT, pix_format(SIZE, "MJPG"))
        stop = threading.Event()

        def send() -> None:
            while not stop.wait(0.02):
                os.write(producer.fd, whole.data)
                os.write(producer.fd, whole[: whole.size // 2].data)

        os.write(producer.fd, whole.data)
        sending = pool.submit(send)
        mode = camera.open(CaptureRequest(SIZE))
        frame = frame_for(mode)
        read = [camera.read_into(frame) and frame.data.copy() for _ in range(6)]
        camera.close()
        stop.set()
        sending.result()
    assert (mode.format, mode.size, mode.colour) == (PixelFormat.I422, SIZE, FULL_601)
    expected = Frame.allocate(PixelFormat.I422, SIZE)
    decoded = JpegDecoder().decode(whole)
    assert decoded is not None
    assert decoded.copy_to(expected)
    assert all(np.array_equal(got, expected.data) for got in read)


def test_controls_are_set_while_it_streams_and_put_back(
    vivid: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    # vivid has neither control of ours: a menu (entries 1, 3 and 4) and a switch of its own stand in for them
    menu, switch = "menu", "boolean"
    monkeypatch.setattr(abi, "CID_POWER_LINE_FREQUENCY", control_id(menu))
    monkeypatch.setattr(abi, "CID_EXPOSURE_AUTO_PRIORITY", control_id(switch))
    monkeypatch.setattr("vcam.sources.camera_controls.NAMES", defaultdict(str))
    before = control_value(menu), control_value(switch)
    frame = frame_for(vivid.open(replace(VIVID, power_line="50", keep_fps=True)))
    assert vivid.read_into(frame)
    assert (control_value(menu), control_value(switch)) == (1, 0)
    (note,) = vivid.adjust(replace(VIVID, power_line="60"))
    assert "has only: Menu Item 1, Menu Item 3, Menu Item 4" in note
    assert vivid.read_into(frame)
    assert (control_value(menu), control_value(switch)) == (1, before[1])
    vivid.close()
    assert (control_value(menu), control_value(switch)) == before == (3, 1)


def test_a_camera_without_our_controls_says_so(vivid: Camera) -> None:
    notes = vivid.open(replace(VIVID, power_line="50", keep_fps=True)).notes
    assert [note.partition(" control")[0] for note in notes] == ["the camera has no"] * 2


def control_id(name: str) -> int:
    listed = run("v4l2-ctl", "-d", "/dev/video0", "--list-ctrls").stdout
    return int(re.search(rf"^ *{name} (0x[0-9a-f]+)", listed, re.MULTILINE)[1], 16)  # type: ignore[index]


def control_value(name: str) -> int:
    return int(run("v4l2-ctl", "-d", "/dev/video0", "-C", name).stdout.partition(":")[2].split()[0])


def test_busy_names_the_program(programs: Start, vivid: Camera) -> None:
    other = programs("v4l2-ctl", "-d", "/dev/video0", "--stream-mmap", "--stream-count=100000")
    until(lambda: streams_from(vivid) is CameraBusy)
    with pytest.raises(CameraBusy, match=rf"v4l2-ctl \(process {other.pid}\)"):
        vivid.open(VIVID)


def streams_from(camera: Camera) -> type[Exception] | None:
    try:
        camera.open(VIVID)
    except CameraBusy as error:
        return type(error)
    camera.close()
    return None


def test_no_permission() -> None:
    Path("/dev/video0").chmod(0o600)
    try:
        answer = run(
            *python(
                "import os\n"
                "from vcam.core.errors import CameraDenied\n"
                "from vcam.sources.base import CaptureRequest\n"
                "from vcam.sources.camera import Camera\n"
                "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
                "try: Camera('vivid').open(CaptureRequest())\n"
                "except CameraDenied as error: print(error)\n"
            )
        )
    finally:
        Path("/dev/video0").chmod(0o666)
    # the name from sysfs: the driver could not be asked for its own
    assert answer.stdout.startswith("this user may not open vivid-000-vid-cap (/dev/video0)\n")
    assert "usermod -aG video" in answer.stdout


def test_unplugged_while_it_streams_then_opened_again(vivid: Camera) -> None:
    frame = frame_for(vivid.open(VIVID))
    assert vivid.read_into(frame)
    run("v4l2-ctl", "-d", "/dev/video0", "-c", "disconnect=1")
    with pytest.raises(CameraLost, match="vivid"):
        read_on(vivid, frame)
    vivid.close()
    # the driver comes back when its last user has gone
    frame = frame_for(vivid.open(VIVID))
    assert vivid.read_into(frame)


def test_gone_and_back_is_noticed_and_found_by_name(vivid: Camera) -> None:
    watch = CameraListWatch()
    frame = frame_for(vivid.open(VIVID))
    vivid.close()
    assert not watch.changed()
    until(lambda: unload("vivid"))
    assert watch.changed()
    with pytest.raises(CameraNotFound, match="no camera 'vivid'"):
        vivid.open(VIVID)
    load_vivid()
    until(watch.changed)
    vivid.open(VIVID)
    assert vivid.read_into(frame)
    watch.close()


def test_a_source_that_stalls_is_lost(source: V4l2Output) -> None:
    source.open(OUTPUT)
    camera = Camera("Source Cam")
    with Sending(source, picture()):
        frame = frame_for(camera.open(CaptureRequest(SIZE)))
        assert camera.read_into(frame)
    with pytest.raises(CameraLost, match="sent nothing for 2 seconds"):
        read_on(camera, frame)
    camera.close()


def test_close_wakes_a_read_that_waits(source: V4l2Output) -> None:
    source.open(OUTPUT)
    camera = Camera("Source Cam")
    with Sending(source, picture()):
        frame = frame_for(camera.open(CaptureRequest(SIZE)))
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_on, camera, frame)
        time.sleep(0.3)
        camera.close()
        # woken by close: the silence would have raised CameraLost
        assert reading.result() is False
    camera.close()
