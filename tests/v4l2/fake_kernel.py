"""A kernel of our own at the ioctl seam, and the trees in which it shows its devices.

A node is a plain file: opening, locking, mapping and writing it are the real thing.
"""

from __future__ import annotations

import ctypes
import errno
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from vcam.core.formats import FrameSize
from vcam.v4l2 import abi
from vcam.v4l2.nodes import SystemTree

T = TypeVar("T")

WEBCAM = abi.CAP_VIDEO_CAPTURE | abi.CAP_STREAMING
LOOPBACK_IDLE = abi.CAP_VIDEO_OUTPUT | abi.CAP_STREAMING


@dataclass
class FakeControl:
    """A control; `entries` make it a menu."""

    name: str
    value: int
    maximum: int = 1
    entries: dict[int, str] = field(default_factory=dict)
    flags: int = 0
    refuses: int = 0


@dataclass
class FakeDevice:
    """What one node answers."""

    card: str = "Webcam"
    driver: str = "uvcvideo"
    caps: int = WEBCAM
    modes: dict[str, dict[tuple[int, int], list[float]]] = field(default_factory=dict)
    errors: dict[int, int] = field(default_factory=dict)
    pix: abi.PixFormat = field(default_factory=lambda: abi.PixFormat(640, 480, abi.fourcc("YUYV")))
    takes_formats: bool = True
    controls: dict[int, FakeControl] = field(default_factory=dict)
    requests: list[int] = field(default_factory=list)

    def answer(self, request: int, argument: ctypes.Structure) -> None:
        self.requests.append(request)
        if request in self.errors:
            raise OSError(self.errors[request], os.strerror(self.errors[request]))
        match argument:
            case abi.Capability():
                argument.driver[:] = self.driver.encode().ljust(16, b"\0")
                argument.card[:] = self.card.encode().ljust(32, b"\0")
                argument.bus_info[:] = b"usb-1".ljust(32, b"\0")
                argument.capabilities = 0xFFFFFFFF
                argument.device_caps = self.caps
            case abi.FormatDescription():
                argument.pixelformat = abi.fourcc(entry(list(self.modes), argument.index))
            case abi.FrameSizeEntry():
                sizes = list(self.modes[abi.fourcc_text(argument.pixel_format)])
                argument.type = abi.DISCRETE
                argument.discrete.width, argument.discrete.height = entry(sizes, argument.index)
            case abi.FrameIntervalEntry():
                rates = self.modes[abi.fourcc_text(argument.pixel_format)][argument.width, argument.height]
                argument.type = abi.DISCRETE
                argument.discrete = abi.Fraction(1000, round(1000 * entry(rates, argument.index)))
            case abi.ControlDescription() | abi.MenuEntry() | abi.ControlValue():
                if argument.id not in self.controls:
                    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
                answer_control(self.controls[argument.id], request, argument)
            case abi.RequestBuffers():
                argument.count = 0  # nothing to map: a stream without frames
            case abi.Event() | abi.EventSubscription():  # as before 0.13
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            case abi.Format():
                if request == abi.S_FMT and self.takes_formats:
                    self.pix = abi.PixFormat.from_buffer_copy(argument.pix)
                argument.pix = self.pix


def answer_control(control: FakeControl, request: int, argument: ctypes.Structure) -> None:
    match argument:
        case abi.ControlDescription():
            argument.type = abi.CTRL_MENU if control.entries else 2
            argument.name[:] = control.name.encode().ljust(32, b"\0")
            argument.minimum, argument.maximum, argument.step = 0, control.maximum, 1
            argument.flags = control.flags
        case abi.MenuEntry():
            if argument.index not in control.entries:
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            argument.name[:] = control.entries[argument.index].encode().ljust(32, b"\0")
        case abi.ControlValue() if request == abi.S_CTRL:
            if control.refuses:
                raise OSError(control.refuses, os.strerror(control.refuses))
            control.value = argument.value
        case abi.ControlValue():
            argument.value = control.value


def entry(values: list[T], index: int) -> T:
    if index >= len(values):
        raise OSError(errno.EINVAL, "no more")
    return values[index]


class FakeKernel:
    """Devices by node; installed in place of `fcntl.ioctl`."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tree = SystemTree(root / "class", root / "dev", root / "proc")
        self.devices: dict[str, FakeDevice] = {}
        for folder in (self.tree.sysfs, self.tree.dev, self.tree.proc):
            folder.mkdir()
        monkeypatch.setattr("vcam.v4l2.device.fcntl.ioctl", self._ioctl)

    def add(self, index: int, name: str, device: FakeDevice, *, virtual: bool = False) -> Path:
        """Make a node; returns its path."""
        node = f"video{index}"
        place = self.tree.sysfs.parent / "devices" / ("virtual" if virtual else "usb") / node
        place.mkdir(parents=True)
        (place / "name").write_text(f"{name}\n")
        (self.tree.sysfs / node).symlink_to(place)
        path = self.tree.dev / node
        path.touch()
        self.devices[str(path)] = device
        return path

    def add_process(self, pid: int, name: str, *opens: Path) -> None:
        """Make a process that has nodes open."""
        folder = self.tree.proc / str(pid)
        (folder / "fd").mkdir(parents=True)
        (folder / "comm").write_text(f"{name}\n")
        for number, path in enumerate(opens):
            (folder / "fd" / str(number)).symlink_to(path.resolve())

    def _ioctl(self, fd: int, request: int, argument: ctypes.Structure) -> int:
        path = str(Path(f"/proc/self/fd/{fd}").readlink())
        if path not in self.devices:
            raise OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))
        self.devices[path].answer(request, argument)
        return 0


def usual_modes() -> dict[str, dict[tuple[int, int], list[float]]]:
    """A webcam of the common kind: raw pictures are slow at large sizes."""
    small, large = FrameSize(640, 480), FrameSize(1280, 720)
    return {"MJPG": {small: [30.0], large: [30.0, 15.0]}, "YUYV": {small: [30.0, 15.0], large: [10.0]}}
