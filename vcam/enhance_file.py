"""Pictures and videos the way that the camera's frames go: the same pipeline, without an engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kernels.warm import warm_up
from vcam.core.errors import UnwritableMedia
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import Look
from vcam.media.picture import read_picture, write_picture
from vcam.media.transcode import transcode
from vcam.pipeline import MapModel, Pipeline


@dataclass(frozen=True)
class Figures:
    """What was done to one file. Means are over all its frames, of luma from 0 to 1."""

    source: str
    target: str
    width: int = 0
    height: int = 0
    frames: int = 0
    mean_before: float = 0.0
    mean_after: float = 0.0
    amount: float = 0.0
    ms_per_frame: float = 0.0
    error: str = ""


class FileEnhancer:
    """Enhances files, one after the other."""

    def __init__(self, look: Look, model: MapModel) -> None:
        warm_up()
        self._look = look
        self._model = model

    def picture(self, source: Path, target: Path) -> Figures:
        """Enhance a picture; `target` has the kind that its name says, and is replaced only when whole."""
        if target.exists() and target.samefile(source):
            raise UnwritableMedia(
                f"{target.name} is the file that is read", hint="Give another name for OUT."
            )
        bgr = read_picture(source)
        size = FrameSize(bgr.shape[1], bgr.shape[0])
        before = Frame(bgr.reshape(-1), PixelFormat.BGR, size)
        after = Frame.allocate(PixelFormat.BGR, size)
        run = _Run(self._look, self._model)
        run.process(before, after)
        write_picture(target, after.planes[0])
        return run.figures(source, target, size)

    def video(self, source: Path, target: Path, progress: Callable[[int, int | None], None]) -> Figures:
        """Enhance a video; `progress` is told the frames done and, if known, how many there are."""
        run = _Run(self._look, self._model)
        done = transcode(source, target, run.process, progress=progress)
        return run.figures(source, target, done.size)


class _Run:
    """One pipeline for one file, and the figures on the way."""

    def __init__(self, look: Look, model: MapModel) -> None:
        self._look = look
        self._pipeline = Pipeline(model, StageTimes())
        self._frames: list[tuple[float, float, float, float]] = []

    def process(self, before: Frame, after: Frame) -> None:
        start_s = time.perf_counter()
        self._pipeline.process(before, after, self._look)
        took_ms = 1000 * (time.perf_counter() - start_s)
        self._frames.append((mean_luma(before), mean_luma(after), self._pipeline.amount, took_ms))

    def figures(self, source: Path, target: Path, size: FrameSize) -> Figures:
        means = np.mean(self._frames, axis=0) if self._frames else np.zeros(4)
        before, after, amount, took_ms = (round(float(mean), 4) for mean in means)
        count = len(self._frames)
        return Figures(str(source), str(target), *size, count, before, after, amount, took_ms)


def mean_luma(frame: Frame) -> float:
    """Return the mean luma of a frame, 0 to 1, by BT.601 or as the frame has it; every 8th row."""
    if frame.format is PixelFormat.BGR:
        return float(frame.planes[0][::8].astype(np.float32).mean((0, 1)) @ (0.114, 0.587, 0.299)) / 255
    luma = frame.planes[0][::8]
    if frame.format is PixelFormat.YUYV:
        luma = luma[..., ::2]
    elif frame.format is PixelFormat.UYVY:
        luma = luma[..., 1::2]
    code = float(luma.mean())
    return code / 255 if frame.colour.full_range else max(0.0, (code - 16) / 219)
