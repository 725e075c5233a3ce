"""The adapter's contract, on a stand-in for OpenCV's capture; the real one is in tests/device."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vcam.core.errors import CameraLost, CameraNotFound
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest
from vcam.sources.opencv_camera import OpenCvCamera


class FakeCapture:
    """Gives so many pictures, then none."""

    pictures = 3

    def __init__(self, index: int) -> None:
        self.left = self.pictures
        self.wanted: dict[int, float] = {}
        self.released = False

    def set(self, what: int, value: float) -> bool:
        self.wanted[what] = value
        return True

    def get(self, what: int) -> float:
        return self.wanted.get(what, 0.0)

    def read(self) -> tuple[bool, np.ndarray | None]:
        self.left -= 1
        return (True, np.full((48, 64, 3), self.left, np.uint8)) if self.left >= 0 else (False, None)

    def release(self) -> None:
        self.released = True


@pytest.fixture
def capture(monkeypatch: pytest.MonkeyPatch) -> type[FakeCapture]:
    monkeypatch.setattr(cv2, "VideoCapture", FakeCapture)
    return FakeCapture


def test_pictures_until_the_camera_is_lost(capture: type[FakeCapture]) -> None:
    camera = OpenCvCamera(1)
    mode = camera.open(CaptureRequest(FrameSize(64, 48), 30.0))
    assert (mode.format, mode.size, mode.fps) == (PixelFormat.BGR, FrameSize(64, 48), 30.0)
    frame = Frame.allocate(mode.format, mode.size)
    for value in (1, 0):
        assert camera.read_into(frame)
        assert (frame.data == value).all()
    assert frame.sequence == 1
    with pytest.raises(CameraLost, match="camera 1"):
        camera.read_into(frame)
    camera.close()
    assert camera.read_into(frame) is False


def test_a_camera_that_gives_nothing_is_not_found(
    capture: type[FakeCapture], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeCapture, "pictures", 0)
    camera = OpenCvCamera()
    for _ in range(2):
        with pytest.raises(CameraNotFound, match="camera 0"):
            camera.open(CaptureRequest())


def test_close_twice_and_open_again(capture: type[FakeCapture]) -> None:
    camera = OpenCvCamera()
    for _ in range(2):
        camera.open(CaptureRequest())
        with pytest.raises(RuntimeError, match="open already"):
            camera.open(CaptureRequest())
        camera.close()
        camera.close()


def test_a_frame_of_another_size_is_a_mistake(capture: type[FakeCapture]) -> None:
    camera = OpenCvCamera()
    camera.open(CaptureRequest())
    with pytest.raises(ValueError, match="broadcast"):
        camera.read_into(Frame.allocate(PixelFormat.BGR, FrameSize(8, 8)))
    camera.close()


def test_what_cannot_be_told_to_the_camera_is_a_note(capture: type[FakeCapture]) -> None:
    camera = OpenCvCamera()
    assert camera.open(CaptureRequest()).notes == ()
    camera.close()
    notes = camera.open(CaptureRequest(power_line="50", keep_fps=True)).notes
    camera.close()
    assert notes == (
        "the camera cannot be adjusted against the flicker of lamps on this system",
        "the camera cannot be adjusted to keep its frame rate in the dark on this system",
    )
