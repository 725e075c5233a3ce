from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.v4l2.fake_kernel import FakeDevice, FakeKernel, usual_modes
from vcam.core.formats import FrameSize
from vcam.v4l2 import abi
from vcam.v4l2.device import Device, pix_format
from vcam.v4l2.modes import Mode, capture_modes


def test_abilities(kernel: FakeKernel) -> None:
    node = kernel.add(0, "Cam", FakeDevice(card="HD Cam"))
    with Device(node) as device:
        able = device.abilities()
    assert (able.card, able.driver, able.bus) == ("HD Cam", "uvcvideo", "usb-1")
    assert (able.capture, able.output, able.loopback) == (True, False, False)


def test_the_format_that_the_driver_took_is_returned(kernel: FakeKernel) -> None:
    node = kernel.add(0, "Cam", FakeDevice(takes_formats=False))
    with Device(node) as device:
        got = device.set_format(abi.CAPTURE, pix_format(FrameSize(1280, 720), "NV12"))
    assert (got.width, got.height, abi.fourcc_text(got.pixelformat)) == (640, 480, "YUYV")


def test_a_driver_without_rates_leaves_the_wanted_one(kernel: FakeKernel) -> None:
    node = kernel.add(0, "Cam", FakeDevice(errors={abi.S_PARM: errno.ENOTTY}))
    with Device(node) as device:
        assert device.set_fps(abi.CAPTURE, 30.0) == 30.0


def test_modes(kernel: FakeKernel) -> None:
    node = kernel.add(0, "Cam", FakeDevice(modes=usual_modes()))
    with Device(node) as device:
        modes = capture_modes(device)
    assert modes[:3] == (
        Mode("MJPG", FrameSize(640, 480), 30.0),
        Mode("MJPG", FrameSize(1280, 720), 30.0),
        Mode("MJPG", FrameSize(1280, 720), 15.0),
    )
    assert len(modes) == 6
    assert str(modes[0]) == "MJPG 640x480 at 30 fps"


def test_a_range_of_sizes_and_rates(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(self: FakeDevice, request: int, argument: object) -> None:
        match argument:
            case abi.FormatDescription() if argument.index == 0:
                argument.pixelformat = abi.fourcc("YUYV")
            case abi.FrameSizeEntry() if argument.index == 0:
                argument.type = 3
                for side, largest in (("width", 1280), ("height", 720)):
                    setattr(argument.stepwise, f"min_{side}", 2)
                    setattr(argument.stepwise, f"max_{side}", largest)
                    setattr(argument.stepwise, f"step_{side}", 2)
            case abi.FrameIntervalEntry() if argument.index == 0:
                argument.type = 3
                argument.stepwise.min = abi.Fraction(1, 60)
                argument.stepwise.max = abi.Fraction(1, 5)
            case _:
                raise OSError(errno.EINVAL, "no more")

    monkeypatch.setattr(FakeDevice, "answer", answer)
    with Device(kernel.add(0, "Cam", FakeDevice())) as device:
        modes = capture_modes(device)
    assert {mode.fps for mode in modes} == {60.0, 30.0, 5.0}
    assert {mode.size for mode in modes} == {
        FrameSize(320, 240),
        FrameSize(640, 360),
        FrameSize(640, 480),
        FrameSize(960, 540),
        FrameSize(1280, 720),
    }


def test_a_list_that_never_ends_is_cut(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeDevice, "answer", lambda *arguments: None)
    with Device(kernel.add(0, "Cam", FakeDevice())) as device:
        assert len(list(device.entries(abi.ENUM_FMT, abi.FormatDescription()))) == 256


@pytest.mark.parametrize("rubbish", ["/dev/null", "/", "/no/such/node"])
def test_what_is_no_video_device_is_an_oserror(rubbish: str) -> None:
    with pytest.raises(OSError, match=r"."):
        Device(Path(rubbish)).abilities()


def test_close_twice(tmp_path: Path) -> None:
    (tmp_path / "node").touch()
    device = Device(tmp_path / "node")
    device.close()
    device.close()
