"""The adapter of the other systems, on a real device: its contract holds on Linux as well."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from tests.device.conftest import run
from vcam.core.errors import CameraLost, CameraNotFound
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest
from vcam.sources.opencv_camera import OpenCvCamera

pytestmark = [pytest.mark.device, pytest.mark.slow]

Start = Callable[..., subprocess.Popen[bytes]]
VIVID = CaptureRequest(FrameSize(320, 180), 30.0)


def test_frames_then_unplugged_then_again() -> None:
    camera = OpenCvCamera(0)
    mode = camera.open(VIVID)
    assert (mode.format, mode.size) == (PixelFormat.BGR, VIVID.size)
    frame = Frame.allocate(mode.format, mode.size)
    assert camera.read_into(frame)
    # the first of the driver's colour bars is 75 % white, the last is black
    row = frame.planes[0][mode.size.height - 20]
    assert abs(row[10].astype(int) - 191).max() <= 5
    assert row[-10].max() <= 5
    run("v4l2-ctl", "-d", "/dev/video0", "-c", "disconnect=1")
    with pytest.raises(CameraLost):
        read_on(camera, frame)
    camera.close()
    camera.open(VIVID)
    assert camera.read_into(frame)
    camera.close()


def read_on(camera: OpenCvCamera, frame: Frame) -> None:
    while camera.read_into(frame):
        pass


def test_a_missing_camera() -> None:
    with pytest.raises(CameraNotFound, match="camera 77"):
        OpenCvCamera(77).open(VIVID)
