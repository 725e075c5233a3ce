"""The sink's decisions, on a kernel of our own; the real thing is in tests/device."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from tests.v4l2.fake_kernel import LOOPBACK_IDLE, FakeDevice, FakeKernel
from vcam.core.errors import NoVirtualCamera, SendFailed, SinkError, VirtualCameraBusy
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.base import OutputMode
from vcam.sinks.v4l2_output import V4l2Output, find_output
from vcam.v4l2 import abi

MODE = OutputMode(FrameSize(16, 8), 30.0)
NEITHER = abi.CAP_STREAMING


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    return FakeKernel(tmp_path, monkeypatch)


def loopback(caps: int = LOOPBACK_IDLE, **answers: object) -> FakeDevice:
    return FakeDevice(card="LowLight Cam", driver="v4l2 loopback", caps=caps, **answers)  # type: ignore[arg-type]


def frame() -> Frame:
    made = Frame.allocate(PixelFormat.I420, MODE.size)
    made.data[:] = np.arange(made.data.size)
    return made


def test_frames_are_written_as_they_are(kernel: FakeKernel) -> None:
    node = kernel.add(10, "LowLight Cam", loopback(), virtual=True)
    sink = V4l2Output(tree=kernel.tree)
    sink.open(MODE)
    sink.send(frame())
    sink.send(frame())
    sink.close()
    sink.close()
    assert sink.label == f"LowLight Cam ({node})"
    assert sink.node == node
    assert node.read_bytes() == frame().data.tobytes() * 2


def test_found_by_label_or_path_and_never_another(kernel: FakeKernel) -> None:
    kernel.add(8, "OBS", loopback(), virtual=True)
    node = kernel.add(9, "LowLight Cam", loopback(), virtual=True)
    kernel.add(7, "LowLight Cam", FakeDevice())  # a real camera that is called so
    assert find_output(tree=kernel.tree) == node
    assert find_output(str(node), tree=kernel.tree) == node


@pytest.mark.parametrize("device", ["LowLight Cam", "/dev/null", "/no/such", "", "\0"])
def test_none_there(device: str, kernel: FakeKernel) -> None:
    kernel.add(8, "OBS", loopback(), virtual=True)
    with pytest.raises(NoVirtualCamera, match=r"only OBS \(") as info:
        V4l2Output(device, tree=kernel.tree).open(MODE)
    assert "lowlight-cam setup" in info.value.hint
    assert "card_label=" in info.value.hint


def test_no_loopback_driver_behind_the_label(kernel: FakeKernel) -> None:
    kernel.add(8, "LowLight Cam", FakeDevice(driver="akvcam", caps=LOOPBACK_IDLE), virtual=True)
    with pytest.raises(NoVirtualCamera, match="akvcam"):
        V4l2Output(tree=kernel.tree).open(MODE)


def test_another_copy_of_this_program(kernel: FakeKernel) -> None:
    node = kernel.add(8, "LowLight Cam", loopback(), virtual=True)
    kernel.add_process(41, "lowlight-cam", node)
    first, second = V4l2Output(tree=kernel.tree), V4l2Output(tree=kernel.tree)
    first.open(MODE)
    with pytest.raises(VirtualCameraBusy, match=r"lowlight-cam \(process 41\)"):
        second.open(MODE)
    first.close()
    second.open(MODE)
    second.close()


@pytest.mark.parametrize("request_", [abi.S_FMT, abi.G_FMT])
def test_the_module_says_busy(request_: int, kernel: FakeKernel) -> None:
    kernel.add(8, "LowLight Cam", loopback(errors={request_: errno.EBUSY}), virtual=True)
    with pytest.raises(VirtualCameraBusy, match="another program"):
        V4l2Output(tree=kernel.tree).open(MODE)


def test_announced_again_after_a_producer_left_it_silent(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = loopback(NEITHER)
    kernel.add(8, "LowLight Cam", device, virtual=True)
    answer = FakeDevice.answer

    def until_streamon(self: FakeDevice, request: int, argument: object) -> None:
        answer(self, request, argument)  # type: ignore[arg-type]
        if request == abi.STREAMON:
            self.caps = LOOPBACK_IDLE
            raise OSError(errno.EINVAL, "as the module does")

    monkeypatch.setattr(FakeDevice, "answer", until_streamon)
    sink = V4l2Output(tree=kernel.tree)
    sink.open(MODE)
    sink.send(frame())
    sink.close()


def test_another_size_than_asked_for(kernel: FakeKernel) -> None:
    device = loopback(takes_formats=False)
    node = kernel.add(8, "LowLight Cam", device, virtual=True)
    kernel.add_process(812, "zoom", node)
    with pytest.raises(SinkError, match="stays at 640x480 YUYV; 16x8 YU12") as info:
        V4l2Output(tree=kernel.tree).open(MODE)
    assert "zoom (process 812)" in info.value.hint


def test_no_permission(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel.add(8, "LowLight Cam", loopback(), virtual=True)

    def denied(*arguments: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("vcam.v4l2.device.os.open", denied)
    with pytest.raises(SinkError, match="Permission denied") as info:
        V4l2Output(tree=kernel.tree).open(MODE)
    assert "usermod -aG video" in info.value.hint


def test_a_refused_frame(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel.add(8, "LowLight Cam", loopback(), virtual=True)
    sink = V4l2Output(tree=kernel.tree)
    sink.open(MODE)

    def gone(*arguments: object) -> int:
        raise OSError(errno.ENODEV, "No such device")

    with monkeypatch.context() as patch:
        patch.setattr("vcam.sinks.v4l2_output.os.write", gone)
        with pytest.raises(SendFailed, match=r"No such device \(errno 19\)"):
            sink.send(frame())
        patch.setattr("vcam.sinks.v4l2_output.os.write", lambda *arguments: 5)
        with pytest.raises(SendFailed, match="took 5 of a frame's 192 bytes"):
            sink.send(frame())
    sink.close()


def test_mistakes_of_the_caller(kernel: FakeKernel) -> None:
    kernel.add(8, "LowLight Cam", loopback(), virtual=True)
    sink = V4l2Output(tree=kernel.tree)
    with pytest.raises(RuntimeError, match="not open"):
        sink.send(frame())
    with pytest.raises(ValueError, match="I422"):
        sink.open(OutputMode(MODE.size, 30.0, PixelFormat.I422))
    sink.open(MODE)
    with pytest.raises(RuntimeError, match="open already"):
        sink.open(MODE)
    with pytest.raises(ValueError, match="6 bytes, not 192"):
        sink.send(Frame.allocate(PixelFormat.I420, FrameSize(2, 2)))
    sink.close()
