"""The virtual camera on Linux: frames written straight into a v4l2loopback device.

Why not pyvirtualcam here: docs/adr/002-virtual-camera-output.md.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import select
import time
from contextlib import ExitStack
from pathlib import Path

from vcam.core.errors import NoVirtualCamera, SendFailed, SinkError, VirtualCameraBusy
from vcam.core.formats import Matrix, PixelFormat
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.sinks.base import OutputMode
from vcam.v4l2 import abi
from vcam.v4l2.device import Abilities, Device, pix_format
from vcam.v4l2.holders import holders, name_list
from vcam.v4l2.nodes import SYSTEM, VIRTUAL_CAMERA_LABEL, SystemTree, list_nodes
from vcam.v4l2.watch import ReaderWatch

FOURCC = {
    PixelFormat.I420: "YU12",
    PixelFormat.NV12: "NV12",
    PixelFormat.YUYV: "YUYV",
    PixelFormat.UYVY: "UYVY",
    PixelFormat.BGR: "BGR3",
}
# A program that shows a still picture sends at least one frame in this time.
STILL_FRAME_S = 1.2


def find_output(device: str = VIRTUAL_CAMERA_LABEL, *, tree: SystemTree = SYSTEM) -> Path:
    """Node of the virtual camera with this label, or the node itself if `device` is a path.

    Only a loopback device will do, and only the named one: the others belong to other programs.

    Raises
    ------
    NoVirtualCamera
        The hint is the command that makes one.
    """
    nodes = [node for node in list_nodes(tree) if node.virtual]
    if "/" in device:
        named = [node for node in nodes if node.path.resolve() == Path(device).resolve()]
    else:
        named = [node for node in nodes if node.name == device]
    if named:
        return named[0].path
    others = ", ".join(f"{node.name} ({node.path})" for node in nodes)
    raise NoVirtualCamera(
        f"there is no virtual camera {device!r}" + (f", only {others}" if others else ""),
        hint=_how_to_make(device),
    )


class V4l2Output:
    """A loopback device as a `Sink`.

    Parameters
    ----------
    device
        Label or path; see `find_output`.
    """

    def __init__(self, device: str = VIRTUAL_CAMERA_LABEL, *, tree: SystemTree = SYSTEM) -> None:
        self._wanted = device
        self._tree = tree
        self._node: Path | None = None
        self._device: Device | None = None
        self._watch: ReaderWatch | None = None
        self._frame_bytes = 0

    @property
    def label(self) -> str:
        """Label and node: ``LowLight Cam (/dev/video10)``."""
        return self._wanted if self._node is None else f"{self._wanted} ({self._node})"

    @property
    def node(self) -> Path | None:
        """The device's node, once it has been found."""
        return self._node

    def open(self, mode: OutputMode) -> None:
        """Take the device for frames of exactly this format and size; see `Sink.open`."""
        if self._device is not None:
            raise RuntimeError(f"{self.label} is open already")
        if mode.format not in FOURCC:
            raise ValueError(f"a loopback device takes no {mode.format.name}")
        self._node = find_output(self._wanted, tree=self._tree)
        with ExitStack() as undo:
            device = undo.enter_context(self._claim(self._node))
            self._set_format(device, mode)
            undo.pop_all()
        self._device = device
        with contextlib.suppress(OSError):  # no inotify left on this machine: then always send
            self._watch = ReaderWatch(self._node)
        self._frame_bytes = mode.format.frame_bytes(mode.size)

    def send(self, frame: Frame) -> None:
        """Write one frame; the interpreter's lock is free meanwhile. See `Sink.send`."""
        if self._device is None:
            raise RuntimeError(f"{self.label} is not open")
        if frame.data.size != self._frame_bytes:
            raise ValueError(f"a frame of {frame.data.size} bytes, not {self._frame_bytes}")
        try:
            written = os.write(self._device.fd, frame.data.data)
        except OSError as error:
            raise SendFailed(
                f"{self.label} refused a frame: {error.strerror} (errno {error.errno})",
                hint="Was the v4l2loopback module reloaded? Start again.",
            ) from error
        if written != self._frame_bytes:
            raise SendFailed(f"{self.label} took {written} of a frame's {self._frame_bytes} bytes")

    def readers(self) -> tuple[Reader, ...] | None:
        """Who reads the device; see `Sink.readers` and `ReaderWatch`."""
        return None if self._watch is None else self._watch.poll(time.perf_counter_ns())

    def close(self) -> None:
        """Give the device back; see `Sink.close`."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        if self._device is not None:
            self._device.close()
            self._device = None

    def _claim(self, node: Path) -> Device:
        """Open the device for output, or say who has it."""
        device = self._open(node)
        with ExitStack() as undo:
            undo.callback(device.close)
            self._lock(device)
            able = self._abilities(device)
            if not able.output:
                if able.capture and _is_fed(node):
                    raise self._busy(node)
                device = self._announce_again(device, undo)
            undo.pop_all()
        return device

    def _open(self, node: Path) -> Device:
        try:
            return Device(node)
        except OSError as error:
            if error.errno == errno.EBUSY:
                raise self._busy(node) from error
            hint = "Join the group that owns it, then log in again: sudo usermod -aG video $USER"
            denied = error.errno in {errno.EACCES, errno.EPERM}
            raise SinkError(
                f"{self.label} cannot be opened: {error.strerror}", hint=hint if denied else ""
            ) from error

    def _lock(self, device: Device) -> None:
        """Keep a second copy of this program out, before the first has sent a frame."""
        try:
            fcntl.flock(device.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise self._busy(device.node) from error

    def _abilities(self, device: Device) -> Abilities:
        try:
            able = device.abilities()
        except OSError as error:
            raise SinkError(f"{self.label} is no video device ({error.strerror})") from error
        if not able.loopback:
            raise NoVirtualCamera(
                f"{self.label} is not a v4l2loopback device but {able.driver!r}",
                hint=_how_to_make(VIRTUAL_CAMERA_LABEL),
            )
        return able

    def _announce_again(self, device: Device, undo: ExitStack) -> Device:
        """Bring a device of 0.12.7 back that a producer left with ``write()``.

        With ``exclusive_caps=1`` such a device announces no output until the module is reloaded. It does so
        again when one that called STREAMON closes; the request itself may fail.
        """
        _stream_on(device, abi.OUTPUT)
        device.close()
        device = self._open(device.node)
        undo.callback(device.close)
        self._lock(device)
        self._abilities(device)  # the kernel goes by what the device answered last
        return device

    def _set_format(self, device: Device, mode: OutputMode) -> None:
        asked = pix_format(mode.size, FOURCC[mode.format])
        asked.colorspace = abi.COLORSPACE_SMPTE170M
        asked.ycbcr_enc = abi.YCBCR_709 if mode.colour.matrix is Matrix.BT709 else abi.YCBCR_601
        asked.quantization = abi.FULL_RANGE if mode.colour.full_range else abi.LIMITED_RANGE
        try:
            device.set_format(abi.OUTPUT, asked)
            # S_FMT may succeed and change nothing: ask what the device has now.
            got = device.get_format(abi.OUTPUT)
        except OSError as error:
            if error.errno == errno.EBUSY:
                raise self._busy(device.node) from error
            raise SinkError(f"{self.label} refuses {mode.size}: {error.strerror}") from error
        if (got.width, got.height, got.pixelformat) != (asked.width, asked.height, asked.pixelformat):
            raise SinkError(
                f"{self.label} stays at {got.width}x{got.height} {abi.fourcc_text(got.pixelformat)}; "
                f"{mode.size} {FOURCC[mode.format]} was asked for",
                hint=self._who_holds(device.node) or "The device takes other sizes; choose another one.",
            )
        device.set_fps(abi.OUTPUT, mode.fps)
        # 0.12.7: the close after it announces output again, even when this process is killed.
        _stream_on(device, abi.OUTPUT)

    def _who_holds(self, node: Path) -> str:
        who = name_list(holders(node, proc=self._tree.proc))
        return f"It cannot change while it is read: close it in {who}, or keep the size." if who else ""

    def _busy(self, node: Path) -> VirtualCameraBusy:
        who = name_list(holders(node, proc=self._tree.proc)) or "another program"
        return VirtualCameraBusy(
            f"{self.label} is in use by {who}", hint="Close that program, or this program's other copy."
        )


def _stream_on(device: Device, kind: int) -> None:
    with contextlib.suppress(OSError):  # 0.13 and later want buffers of us first, and need none of this
        device.stream(kind, on=True)


def _is_fed(node: Path) -> bool:
    """True if frames come out of a loopback device: then another producer lives.

    A device of 0.12.7 whose producer has gone while a reader stayed looks just like it from outside.
    """
    try:
        with Device(node) as device:
            # 0.12.7 wakes only those that it knows for readers
            _stream_on(device, abi.CAPTURE)
            _drain(device)
            poll = select.poll()
            poll.register(device.fd, select.POLLIN)
            return bool(poll.poll(STILL_FRAME_S * 1000)) and _drain(device)
    except OSError:
        return True


def _drain(device: Device) -> bool:
    """Take the frames that are there; True if there was one."""
    found = False
    with contextlib.suppress(BlockingIOError):
        # a live producer adds frames while we read: two rounds of buffers are enough
        for _ in range(64):
            os.read(device.fd, 1)
            found = True
    return found


def _how_to_make(device: str) -> str:
    label = VIRTUAL_CAMERA_LABEL if "/" in device else device
    return (
        "Make it once with: lowlight-cam setup\n"
        f"or until the next start: sudo modprobe v4l2loopback exclusive_caps=1 card_label={label!r}"
    )
