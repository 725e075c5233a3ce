"""A webcam through OpenCV: the way on Windows and macOS. On Linux, `Camera` is better."""

from __future__ import annotations

import os
import threading

# OpenCV waits ten seconds for a silent V4L2 camera, unless told before it is loaded.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

import time

import cv2
import numpy as np

from vcam.core.errors import CameraLost, CameraNotFound
from vcam.core.formats import FULL_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest, Source

CLOSE_WAIT_S = 0.4


class OpenCvCamera(Source):
    """A webcam by its number; a `Source`.

    OpenCV knows no names, gives converted BGR and says no reasons: whatever is wrong at the start is a
    `CameraNotFound`, and later a `CameraLost`. It cannot be woken either: `close` does not wait for the read
    of a silent camera, which then ends by itself.
    """

    def __init__(self, index: int = 0) -> None:
        self._index = index
        self._using = threading.Lock()
        self._closing = threading.Event()
        self._capture: cv2.VideoCapture | None = None
        self._sequence = 0

    @property
    def label(self) -> str:
        """``camera 0``."""
        return f"camera {self._index}"

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Begin to capture; see `Source.open`. The size is what the first picture has."""
        if self._capture is not None:
            raise RuntimeError(f"{self.label} is open already")
        self._closing.clear()
        self._sequence = 0
        capture = cv2.VideoCapture(self._index)
        for what, value in (
            (cv2.CAP_PROP_FRAME_WIDTH, wanted.size.width),
            (cv2.CAP_PROP_FRAME_HEIGHT, wanted.size.height),
            (cv2.CAP_PROP_FPS, wanted.fps),
        ):
            capture.set(what, value)
        good, image = capture.read()
        if not good:
            capture.release()
            raise CameraNotFound(
                f"{self.label} does not start",
                hint="Is it plugged in, free, and is this program allowed to use it? OpenCV does not say.",
            )
        self._capture = capture
        size = FrameSize(image.shape[1], image.shape[0])
        fps = capture.get(cv2.CAP_PROP_FPS) or wanted.fps
        return CaptureMode(PixelFormat.BGR, size, fps, FULL_601, self.adjust(wanted))

    def read_into(self, frame: Frame) -> bool:
        """Wait for the next frame; see `Source.read_into`."""
        with self._using:
            if self._closing.is_set() or self._capture is None:
                return self._end()
            good, image = self._capture.read()
            if self._closing.is_set():
                return self._end()
        if not good:
            raise CameraLost(f"{self.label} sends nothing any more", hint="Plug the camera in again.")
        frame.captured_ns = time.perf_counter_ns()
        frame.sequence = self._sequence
        self._sequence += 1
        np.copyto(frame.planes[0], image, casting="no")
        return True

    def adjust(self, wanted: CaptureRequest) -> tuple[str, ...]:
        """Say that nothing can be adjusted: what OpenCV sets differs from one system to the next."""
        asked = {"against the flicker of lamps": wanted.power_line != "auto"}
        asked["to keep its frame rate in the dark"] = wanted.keep_fps
        return tuple(f"the camera cannot be adjusted {what} on this system" for what in asked if asked[what])

    def close(self) -> None:
        """Stop; see `Source.close`."""
        self._closing.set()
        # to release it under a read that runs would crash
        if self._using.acquire(timeout=CLOSE_WAIT_S):
            try:
                self._end()
            finally:
                self._using.release()

    def _end(self) -> bool:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        return False
