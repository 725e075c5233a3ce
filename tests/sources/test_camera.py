"""The camera's reasons and copies, on a kernel of our own; the real thing is in tests/device."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from tests.v4l2.fake_kernel import LOOPBACK_IDLE, FakeDevice, FakeKernel, usual_modes
from vcam.core.errors import (
    CameraBusy,
    CameraDenied,
    CameraLost,
    CameraNotFound,
    ModeUnsupported,
    SourceError,
)
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest
from vcam.sources.camera import Camera, copy_rows
from vcam.sources.camera_list import find_camera, list_cameras
from vcam.v4l2 import abi


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    return FakeKernel(tmp_path, monkeypatch)


def webcam(card: str = "Webcam") -> FakeDevice:
    return FakeDevice(card=card, modes=usual_modes())


def loopback(card: str, caps: int) -> FakeDevice:
    return FakeDevice(card=card, driver="v4l2 loopback", caps=caps, modes=usual_modes())


def test_list_has_real_cameras_first_and_not_our_own(kernel: FakeKernel) -> None:
    capture = abi.CAP_VIDEO_CAPTURE | abi.CAP_STREAMING
    kernel.add(0, "OBS Cam", loopback("OBS Cam", capture), virtual=True)
    kernel.add(1, "LowLight Cam", loopback("LowLight Cam", capture), virtual=True)
    kernel.add(2, "Idle Cam", loopback("Idle Cam", LOOPBACK_IDLE), virtual=True)
    kernel.add(3, "Webcam: Webcam", webcam())
    kernel.add(4, "Webcam: Webcam", FakeDevice(caps=abi.CAP_STREAMING))  # its metadata
    cameras = list_cameras(tree=kernel.tree)
    assert [(camera.name, camera.loopback) for camera in cameras] == [("Webcam", False), ("OBS Cam", True)]
    assert len(cameras[0].modes) == 6
    own = str(kernel.tree.dev / "video0")
    assert "OBS Cam" not in {camera.name for camera in list_cameras(own=own, tree=kernel.tree)}


def test_a_camera_that_cannot_be_asked_is_listed_with_the_reason(kernel: FakeKernel) -> None:
    kernel.add(0, "Webcam", FakeDevice(errors={abi.QUERYCAP: errno.EACCES}))
    (camera,) = list_cameras(tree=kernel.tree)
    assert (camera.name, camera.modes, camera.problem) == ("Webcam", (), "Permission denied")


def test_found_by_name_part_number_node_and_link(kernel: FakeKernel) -> None:
    kernel.add(0, "Front", webcam("Front Cam"))
    node = kernel.add(5, "Back", webcam("Back Cam"))
    link = kernel.tree.dev / "v4l" / "by-id" / "usb-back-index0"
    link.parent.mkdir(parents=True)
    link.symlink_to(node)
    for wanted in ("Back Cam", "back", "5", 5, str(node), str(link)):
        assert find_camera(wanted, tree=kernel.tree).node.path == node
    assert find_camera(tree=kernel.tree).name == "Front Cam"


def test_an_exact_name_wins_over_a_longer_one(kernel: FakeKernel) -> None:
    kernel.add(0, "Cam 2", webcam("Cam 2"))
    node = kernel.add(1, "Cam", webcam("Cam"))
    assert find_camera("cam", tree=kernel.tree).node.path == node


def test_two_of_one_name_are_the_first(kernel: FakeKernel) -> None:
    first = kernel.add(0, "Cam", webcam("Cam"))
    kernel.add(1, "Cam", webcam("Cam"))
    assert find_camera("Cam", tree=kernel.tree).node.path == first


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("Cam", "more than one camera is called 'Cam'"),
        ("Zoom", "there is no camera 'Zoom'"),
        ("99", "there is no camera '99'"),
        ("/dev/null", "there is no camera '/dev/null'"),
        ("\0", "there is no camera"),
    ],
)
def test_not_found_lists_what_there_is(wanted: str, title: str, kernel: FakeKernel) -> None:
    kernel.add(0, "Front", webcam("Front Cam"))
    kernel.add(1, "Back", webcam("Back Cam"))
    with pytest.raises(CameraNotFound, match=title) as info:
        find_camera(wanted, tree=kernel.tree)
    assert "Front Cam (" in info.value.hint
    assert "Back Cam (" in info.value.hint


def test_no_camera_at_all(kernel: FakeKernel) -> None:
    with pytest.raises(CameraNotFound, match="no camera was found") as info:
        find_camera(tree=kernel.tree)
    assert info.value.hint.startswith("Plug a camera in")


@pytest.mark.parametrize(
    ("request_", "code", "error", "words"),
    [
        (abi.S_FMT, errno.EBUSY, CameraBusy, r"in use by zoom \(process 812\)"),
        (abi.REQBUFS, errno.EBUSY, CameraBusy, "zoom"),
        (abi.S_FMT, errno.EACCES, CameraDenied, "may not open Webcam"),
        (abi.S_FMT, errno.ENODEV, CameraNotFound, "gone away"),
        (abi.REQBUFS, errno.EIO, CameraLost, "Input/output"),
        (abi.S_FMT, errno.EINVAL, ModeUnsupported, "refuses its own format"),
    ],
)
def test_reasons(request_: int, code: int, error: type[SourceError], words: str, kernel: FakeKernel) -> None:
    device = webcam()
    node = kernel.add(0, "Webcam", device)
    kernel.add_process(812, "zoom", node)
    device.errors[request_] = code
    camera = Camera("Webcam", tree=kernel.tree)
    with pytest.raises(error, match=words):
        camera.open(CaptureRequest(FrameSize(640, 480)))
    # closed, so that it may be tried again
    with pytest.raises(error, match=words):
        camera.open(CaptureRequest(FrameSize(640, 480)))
    camera.close()
    camera.close()


def test_a_camera_without_readable_formats(kernel: FakeKernel) -> None:
    kernel.add(0, "Webcam", FakeDevice(modes={"GREY": {(640, 480): [30.0]}}))
    with pytest.raises(ModeUnsupported) as info:
        Camera(tree=kernel.tree).open(CaptureRequest())
    assert "the camera has GREY" in info.value.hint


def test_a_driver_that_takes_another_format(kernel: FakeKernel) -> None:
    device = webcam()
    device.takes_formats = False
    device.pix = abi.PixFormat(640, 480, abi.fourcc("GREY"))
    kernel.add(0, "Webcam", device)
    with pytest.raises(ModeUnsupported, match="does not take it"):
        Camera(tree=kernel.tree).open(CaptureRequest())


def test_reading_a_closed_camera_is_the_end() -> None:
    camera = Camera("any")
    camera.close()
    assert camera.read_into(Frame.allocate(PixelFormat.NV12, FrameSize(4, 4))) is False


@pytest.mark.parametrize("layout", [PixelFormat.YUYV, PixelFormat.NV12, PixelFormat.I420])
@pytest.mark.parametrize("padding", [0, 8])
def test_rows_with_padding(layout: PixelFormat, padding: int) -> None:
    frame = Frame.allocate(layout, FrameSize(6, 4))
    expected = np.arange(frame.data.size, dtype=np.uint8)
    row_bytes = frame.planes[0].strides[0] + padding
    parts = []
    for index, plane in enumerate(layout.planes(expected, frame.size)):
        rows = plane.reshape(plane.shape[0], -1)
        stride = row_bytes // 2 if index and layout is PixelFormat.I420 else row_bytes
        parts.append(np.pad(rows, ((0, 0), (0, stride - rows.shape[1])), constant_values=99).reshape(-1))
    data = np.concatenate(parts)
    assert copy_rows(data, row_bytes, frame)
    assert np.array_equal(frame.data, expected)
    assert not copy_rows(data[:-1], row_bytes, frame)
    assert not copy_rows(data[:0], row_bytes, frame)
