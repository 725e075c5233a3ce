"""A webcam on Linux, straight from V4L2: the driver's planes, its times, its reasons.

Why not OpenCV or FFmpeg here: docs/adr/001-capture.md.
"""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from vcam.core.errors import (
    CameraBusy,
    CameraDenied,
    CameraLost,
    CameraNotFound,
    ModeUnsupported,
    SourceError,
)
from vcam.core.formats import FULL_601, FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.sources.camera_controls import CameraControls
from vcam.sources.camera_list import find_camera
from vcam.sources.camera_mode import JPEG, RAW, READABLE, choose_mode, colour_of
from vcam.sources.jpeg import JpegDecoder
from vcam.v4l2 import abi
from vcam.v4l2.device import Device, pix_format
from vcam.v4l2.holders import holders, name_list
from vcam.v4l2.modes import Mode, capture_modes
from vcam.v4l2.nodes import SYSTEM, VIRTUAL_CAMERA_LABEL, Node, SystemTree
from vcam.v4l2.stream import CaptureStream, Filled

SILENCE_S = 2.0
FIRST_PICTURES = 30


class Camera(Source):
    """A webcam; a `Source`.

    Parameters
    ----------
    wanted
        Which camera: see `find_camera`. It is looked for anew at each `open`, so a camera that comes back
        under another number is found by its name.
    own
        Label or node of the virtual camera that this program feeds; never opened.
    """

    def __init__(
        self,
        wanted: str | int | None = None,
        *,
        own: str = VIRTUAL_CAMERA_LABEL,
        tree: SystemTree = SYSTEM,
    ) -> None:
        self._wanted = wanted
        self._own = own
        self._tree = tree
        self._label = "camera" if wanted is None else str(wanted)
        self._reading = threading.Lock()
        self._closing = threading.Event()
        self._stream: CaptureStream | None = None
        self._controls: CameraControls | None = None
        self._resources = ExitStack()
        self._mode: CaptureMode | None = None
        self._row_bytes = 0
        self._decoder: JpegDecoder | None = None

    @property
    def label(self) -> str:
        """The camera's name, once it has been open; before, what was asked for."""
        return self._label

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Find the camera and begin to capture; see `Source.open` and `choose_mode`."""
        if self._stream is not None:
            raise RuntimeError(f"{self._label} is open already")
        found = find_camera(self._wanted, own=self._own, tree=self._tree)
        self._label, node = found.name, found.node
        self._closing.clear()
        with self._reading, ExitStack() as undo, self._reasons(node):
            undo.callback(self._release)
            self._mode = self._start(node, wanted)
            undo.pop_all()
        return self._mode

    def read_into(self, frame: Frame) -> bool:
        """Wait for the next frame; see `Source.read_into`."""
        with self._reading:
            while (stream := self._stream) is not None and not self._closing.is_set():
                with self._losses(), stream.filled(SILENCE_S) as filled:
                    if filled is not None and self._take(filled, frame):
                        return True
        return False

    def adjust(self, wanted: CaptureRequest) -> tuple[str, ...]:
        """Set the camera's controls while it streams; see `Source.adjust`. `close` puts them back."""
        controls = self._controls
        return controls.apply(wanted) if controls else ()

    def close(self) -> None:
        """Stop; see `Source.close`."""
        self._closing.set()
        stream = self._stream
        if stream is not None:
            stream.wake()
        with self._reading:
            self._release()

    def _start(self, node: Node, wanted: CaptureRequest) -> CaptureMode:
        device = Device(node.path)
        self._resources.callback(device.close)
        mode = choose_mode(capture_modes(device), wanted)
        if mode is None:
            raise ModeUnsupported(
                f"{self._label} has no picture format that this program reads",
                hint=f"It reads {', '.join(READABLE)}; the camera has "
                f"{', '.join(sorted({mode.fourcc for mode in capture_modes(device)})) or 'none'}.",
            )
        pix = device.set_format(abi.CAPTURE, pix_format(mode.size, mode.fourcc))
        if abi.fourcc_text(pix.pixelformat) != mode.fourcc:
            raise ModeUnsupported(f"{self._label} announces {mode} and does not take it")
        fps = device.set_fps(abi.CAPTURE, mode.fps)
        self._controls = CameraControls(device)
        self._resources.callback(self._controls.restore)
        notes = self._controls.apply(wanted)
        self._stream = CaptureStream(device)
        self._resources.callback(self._stream.stop)
        self._stream.start()
        return replace(self._capture_mode(pix, mode, fps), notes=notes)

    def _capture_mode(self, pix: abi.PixFormat, mode: Mode, fps: float) -> CaptureMode:
        size = FrameSize(pix.width, pix.height)
        if mode.fourcc in JPEG:
            self._decoder = JpegDecoder()
            # how the chroma is sampled is known only when a picture has been seen
            picture_format, size = self._first_picture()
            return CaptureMode(picture_format, size, fps, FULL_601)
        self._decoder = None
        self._row_bytes = pix.bytesperline
        return CaptureMode(RAW[mode.fourcc], size, fps, colour_of(pix))

    def _first_picture(self) -> tuple[PixelFormat, FrameSize]:
        assert self._stream is not None
        assert self._decoder is not None
        for _ in range(FIRST_PICTURES):
            with self._losses(), self._stream.filled(SILENCE_S) as filled:
                if filled is None:
                    raise CameraLost(f"{self._label} was closed before its first picture")
                picture = self._decoder.decode(filled.data)
            if picture is not None:
                if picture.format is None:
                    raise ModeUnsupported(f"{self._label} sends JPEG pictures of an unusual kind")
                return picture.format, picture.size
        raise CameraLost(f"{self._label} sends only damaged pictures")

    def _take(self, filled: Filled, frame: Frame) -> bool:
        """Copy the picture; False if it is damaged, so that the next one is waited for."""
        assert self._mode is not None
        if frame.format is not self._mode.format or frame.size != self._mode.size:
            raise ValueError(f"a frame of {frame.format.name} {frame.size} for a camera in {self._mode}")
        if self._decoder is not None:
            picture = self._decoder.decode(filled.data)
            whole = picture is not None and picture.copy_to(frame)
        else:
            whole = not filled.damaged and copy_rows(filled.data, self._row_bytes, frame)
        frame.captured_ns = filled.captured_ns
        frame.sequence = filled.sequence
        return whole

    @contextmanager
    def _losses(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise CameraLost(
                f"{self._label} has sent nothing for {SILENCE_S:g} seconds",
                hint="Plug it in again, or look whether the program that feeds it still runs.",
            ) from error
        except OSError as error:
            raise CameraLost(
                f"{self._label} went away ({error.strerror})", hint="Plug the camera in again."
            ) from error

    @contextmanager
    def _reasons(self, node: Node) -> Iterator[None]:
        """Say in the program's own errors why a camera cannot be opened."""
        try:
            yield
        except OSError as error:
            raise _reason(f"{self._label} ({node.path})", node, self._tree.proc, error) from error

    def _release(self) -> None:
        self._stream = self._controls = None
        self._resources.close()


def copy_rows(data: Plane, row_bytes: int, frame: Frame) -> bool:
    """Copy a driver's picture, whose rows may be padded; False if `data` is too short for it.

    Parameters
    ----------
    data
        (N,) uint8: the planes one after the other.
    row_bytes
        Bytes from one row to the next of the first plane; the chroma planes of I420 have half of it (V4L2's
        rule for formats in one buffer). 0 means no padding.
    """
    if row_bytes in {0, frame.planes[0].strides[0]}:
        if data.size < frame.data.size:
            return False
        np.copyto(frame.data, data[: frame.data.size])
        return True
    at = 0
    for index, plane in enumerate(frame.planes):
        stride = row_bytes // 2 if index and frame.format is PixelFormat.I420 else row_bytes
        rows = plane.shape[0]
        end = at + stride * rows
        if data.size < end:
            return False
        used = plane.strides[0]
        np.copyto(plane.reshape(rows, used), data[at:end].reshape(rows, stride)[:, :used])
        at = end
    return True


def _reason(camera: str, node: Node, proc: Path, error: OSError) -> SourceError:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return CameraDenied(
            f"this user may not open {camera}",
            hint="Join the group that owns it, then log in again: sudo usermod -aG video $USER",
        )
    if error.errno == errno.EBUSY:
        who = name_list(holders(node.path, proc=proc)) or "another program"
        return CameraBusy(
            f"{camera} is in use by {who}", hint="Close that program, or choose another camera."
        )
    if error.errno in {errno.ENOENT, errno.ENODEV, errno.ENXIO}:
        return CameraNotFound(f"{camera} has just gone away", hint="Plug the camera in again.")
    if error.errno == errno.EINVAL:
        return ModeUnsupported(f"{camera} refuses its own format", hint="Choose another size or camera.")
    return CameraLost(f"{camera} does not start ({error.strerror})", hint="Plug the camera in again.")
