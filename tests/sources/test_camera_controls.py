"""What a camera is told about lamps and darkness, and that it gets its own ways back."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.v4l2.fake_kernel import FakeControl, FakeDevice, FakeKernel
from vcam.core.errors import CameraLost
from vcam.sources.base import CaptureRequest
from vcam.sources.camera import Camera
from vcam.sources.synthetic import SyntheticScene
from vcam.v4l2 import abi

MAINS, DARK = abi.CID_POWER_LINE_FREQUENCY, abi.CID_EXPOSURE_AUTO_PRIORITY
AUTO = CaptureRequest()
FIXED = CaptureRequest(power_line="50", keep_fps=True)
ENTRIES = {0: "Disabled", 1: "50 Hz", 2: "60 Hz"}


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    return FakeKernel(tmp_path, monkeypatch)


@pytest.fixture
def mains() -> FakeControl:
    return FakeControl("Power Line Frequency", 2, 2, dict(ENTRIES))


@pytest.fixture
def dark() -> FakeControl:
    return FakeControl("Exposure, Dynamic Framerate", 1)


@pytest.fixture
def webcam(kernel: FakeKernel, mains: FakeControl, dark: FakeControl) -> FakeDevice:
    device = FakeDevice(modes={"YUYV": {(640, 480): [30.0]}}, controls={MAINS: mains, DARK: dark})
    kernel.add(0, "Webcam", device)
    return device


@pytest.fixture
def camera(kernel: FakeKernel, webcam: FakeDevice) -> Camera:
    return Camera(tree=kernel.tree)


def test_set_at_open_and_put_back_at_close(camera: Camera, mains: FakeControl, dark: FakeControl) -> None:
    assert camera.open(FIXED).notes == ()
    assert (mains.value, dark.value) == (1, 0)
    camera.close()
    assert (mains.value, dark.value) == (2, 1)


def test_what_is_not_asked_for_is_not_touched(camera: Camera, webcam: FakeDevice) -> None:
    assert camera.open(AUTO).notes == ()
    camera.adjust(AUTO)
    camera.close()
    assert abi.S_CTRL not in webcam.requests


def test_what_is_as_wanted_is_not_touched(camera: Camera, webcam: FakeDevice) -> None:
    camera.open(CaptureRequest(power_line="60"))
    camera.close()
    assert abi.S_CTRL not in webcam.requests


def test_adjusted_while_open_and_the_first_values_come_back(
    camera: Camera, mains: FakeControl, dark: FakeControl
) -> None:
    camera.open(AUTO)
    assert camera.adjust(FIXED) == ()
    assert (mains.value, dark.value) == (1, 0)
    assert camera.adjust(CaptureRequest(power_line="off")) == ()
    assert (mains.value, dark.value) == (0, 1)
    assert camera.adjust(AUTO) == ()
    assert mains.value == 2
    camera.adjust(FIXED)
    camera.close()
    assert (mains.value, dark.value) == (2, 1)


def test_a_closed_camera_is_left_alone(camera: Camera, mains: FakeControl) -> None:
    assert camera.adjust(FIXED) == ()
    camera.open(AUTO)
    camera.close()
    assert camera.adjust(FIXED) == ()
    assert mains.value == 2


def test_put_back_when_the_camera_does_not_start(
    camera: Camera, webcam: FakeDevice, mains: FakeControl
) -> None:
    webcam.errors[abi.REQBUFS] = errno.EIO
    with pytest.raises(CameraLost):
        camera.open(FIXED)
    assert abi.S_CTRL in webcam.requests
    assert mains.value == 2


@pytest.mark.parametrize("at_open", [True, False])
def test_a_camera_without_the_controls_says_so(camera: Camera, webcam: FakeDevice, at_open: bool) -> None:
    webcam.controls.clear()
    notes = camera.open(FIXED if at_open else AUTO).notes
    if not at_open:
        notes = camera.adjust(FIXED)
    camera.close()
    assert notes == (
        "the camera has no control against the flicker of lamps",
        "the camera has no control to keep its frame rate in the dark",
    )


def test_an_entry_that_the_camera_does_not_have(camera: Camera, mains: FakeControl) -> None:
    del mains.entries[1]
    (note,) = camera.open(CaptureRequest(power_line="50")).notes
    camera.close()
    assert note == "the camera's control against the flicker of lamps has only: Disabled, 60 Hz"
    assert mains.value == 2


def test_a_control_that_cannot_be_changed_or_is_refused(
    camera: Camera, mains: FakeControl, dark: FakeControl
) -> None:
    mains.flags = abi.CTRL_READ_ONLY
    dark.refuses = errno.EBUSY
    notes = camera.open(FIXED).notes
    camera.close()
    assert notes == (
        "the camera's control against the flicker of lamps cannot be changed",
        "the camera refused its control to keep its frame rate in the dark (Device or resource busy)",
    )


def test_an_unplugged_camera_closes_without_a_word(camera: Camera, mains: FakeControl) -> None:
    camera.open(FIXED)
    mains.refuses = errno.ENODEV
    assert camera.adjust(AUTO) == (
        "the camera did not take back its control against the flicker of lamps (No such device)",
    )
    camera.close()
    assert mains.value == 1


@pytest.mark.parametrize("rubbish", ["", "55", "AUTO", "50 Hz"])
def test_a_frequency_that_there_is_not_is_a_fault_of_ours(rubbish: str) -> None:
    with pytest.raises(ValueError, match="power_line is"):
        CaptureRequest(power_line=rubbish)


def test_other_sources_have_nothing_to_adjust() -> None:
    assert SyntheticScene().adjust(FIXED) == ()
