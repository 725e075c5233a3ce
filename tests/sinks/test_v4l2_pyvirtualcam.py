"""The adapter's contract, on a stand-in for pyvirtualcam; the real one is in tests/device."""

from __future__ import annotations

import pytest
import pyvirtualcam

from vcam.core.errors import NoVirtualCamera, SendFailed, SinkError, VirtualCameraBusy
from vcam.core.formats import FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.pyvirtualcam_output import PyvirtualcamOutput

MODE = OutputMode(FrameSize(16, 8), 30.0)


class FakeCamera:
    """Keeps what is sent; fails as it is told."""

    failure: str | None = None

    def __init__(self, width: int, height: int, fps: float, **options: object) -> None:
        if self.failure:
            raise RuntimeError(self.failure)
        self.sent: list[bytes] = []
        self.device = "OBS Virtual Camera"
        self.arguments = (width, height, fps, options["fmt"], options["device"])

    def send(self, data: Plane) -> None:
        if self.failure:
            raise RuntimeError(self.failure)
        self.sent.append(data.tobytes())

    def close(self) -> None:
        if self.failure:
            raise RuntimeError(self.failure)


@pytest.fixture(autouse=True)
def _camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyvirtualcam, "Camera", FakeCamera)


def test_open_send_close() -> None:
    sink = PyvirtualcamOutput()
    sink.open(MODE)
    assert sink.label == "OBS Virtual Camera"
    sink.send(Frame.allocate(PixelFormat.I420, MODE.size))
    camera = sink._camera
    assert camera.arguments == (16, 8, 30.0, pyvirtualcam.PixelFormat.I420, None)
    assert camera.sent == [bytes(192)]
    sink.close()
    sink.close()
    assert sink.label == "virtual camera"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("'v4l2loopback' backend: No v4l2 loopback device found at /dev/video[0-99].", NoVirtualCamera),
        ("'v4l2loopback' backend: Device /dev/video77 does not exist.", NoVirtualCamera),
        ("'v4l2loopback' backend: Device /dev/video10 is not a video output device.", VirtualCameraBusy),
        ("'v4l2loopback' backend: Device /dev/video10 is already in use.", VirtualCameraBusy),
        ("'v4l2loopback' backend: x could not be configured: Device or resource busy", VirtualCameraBusy),
        ("something new", SinkError),
    ],
)
def test_its_runtime_errors_are_translated(
    text: str, error: type[SinkError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeCamera, "failure", text)
    with pytest.raises(SinkError) as info:
        PyvirtualcamOutput().open(MODE)
    assert type(info.value) is error
    assert text in info.value.hint


def test_a_refused_frame_and_a_failing_close(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = PyvirtualcamOutput()
    sink.open(MODE)
    monkeypatch.setattr(FakeCamera, "failure", "gone")
    with pytest.raises(SendFailed, match="gone"):
        sink.send(Frame.allocate(PixelFormat.I420, MODE.size))
    sink.close()


def test_mistakes_of_the_caller() -> None:
    sink = PyvirtualcamOutput()
    with pytest.raises(RuntimeError, match="not open"):
        sink.send(Frame.allocate(PixelFormat.I420, MODE.size))
    with pytest.raises(ValueError, match="I422"):
        sink.open(OutputMode(MODE.size, 30.0, PixelFormat.I422))
    sink.open(MODE)
    with pytest.raises(RuntimeError, match="open already"):
        sink.open(MODE)
    with pytest.raises(ValueError, match="6 bytes, not 192"):
        sink.send(Frame.allocate(PixelFormat.I420, FrameSize(2, 2)))
