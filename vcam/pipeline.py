"""The whole way of one frame on one screen. No threads, no I/O.

A camera's frame, in the camera's own pixel format and size, becomes a frame for the virtual camera:

    shrink    the frame, averaged down to a small RGB picture                      kernels.resize
    network   the small picture gives the curve map                                enhance.model
    calm      the map follows the scene smoothly, and so does the curve's shape     enhance.calm, .tone
    noise     how noisy the camera is, and what has changed since the last frame    enhance.noise, .change
    enhance   noise is taken down, the map, scaled up along the picture's edges,
              bends each pixel's curve; in the sink's format                       kernels.fused
    fit       into the virtual camera's size, and mirrored; only where needed      enhance.fit

A frame that needs no enhancement, or that a phone has enhanced, goes to `convert` and keeps its values. With
less than full effort `shrink` and `network` have their turn on some frames only; in between the last answer
stands for the scene, and the map and the amount move on towards it with the time that passes.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kernels import fused
from kernels.fused import Denoising
from vcam.core.formats import Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.auto import AutoExposure, median_luma
from vcam.enhance.calm import CalmMap
from vcam.enhance.change import Change, SceneWatch
from vcam.enhance.effort import FULL_EFFORT, DenoiseLevel, Effort
from vcam.enhance.fit import Fit
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.noise import NoiseLevel, black_shift
from vcam.enhance.tone import Tone
from vcam.passes import FramePasses

THREADS = 2
SMALL_SIDE = 160  # of the small picture, where there is no network to say it


class MapModel(Protocol):
    """What the pipeline asks of a network; see `vcam.enhance.model` and `vcam.enhance.choice`."""

    @property
    def runtime(self) -> str:
        """What it runs on, in words."""

    def input_size(self, frame: FrameSize) -> FrameSize:
        """Size of the small picture for frames of this size."""

    def configure(self, size: FrameSize) -> FrameSize:
        """Get ready for small pictures of this size; returns the map's size."""

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        """From `small`, (H, W, 3) uint8 RGB, the curve map `out`, (h, w) float32 from -1 to 1."""


class Pipeline:
    """Enhances frames one after the other; follows a source that changes its size or format.

    Parameters
    ----------
    model
        The network, or None: then frames pass as they are.
    times
        Where it tells what each stage takes.
    threads
        At most so many work on a large frame.
    """

    def __init__(self, model: MapModel | None, times: StageTimes, threads: int = THREADS) -> None:
        self.model = model
        self._threads = threads
        self.amount = 0.0
        self._times = times
        self._way: Way | None = None

    @property
    def runtime(self) -> str:
        """What the network runs on, in words."""
        return self.model.runtime if self.model else "no network"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the network had to fall back from, and why; most have nothing to fall back to."""
        notes: tuple[str, ...] = getattr(self.model, "notes", ())
        return notes

    def process(self, frame: Frame, out: Frame, look: Look, effort: Effort = FULL_EFFORT) -> None:
        """Enhance `frame` into `out`, which has any size and a format that the kernels write.

        `effort` says how much work may go into this frame; each frame may have another. Raises
        `InferenceFailed` if the network gives up; `out` is undefined then.
        """
        way = self._way
        if way is None or not way.serves(frame, out):
            way = self._way = Way(frame, out, self.model, self._threads)
        with self._times.stage("total"):
            self._process(way, frame, out, look, effort)
        out.stamp(frame)

    def _process(self, way: Way, frame: Frame, out: Frame, look: Look, effort: Effort) -> None:
        stage = self._times.stage
        elapsed_s = way.elapsed_s(frame)
        target = out if way.is_straight and not look.mirror else way.full_size
        mode = EnhanceMode.OFF if frame.enhanced else look.mode  # a phone may have done all of it
        is_turn = mode is not EnhanceMode.OFF and way.is_turn(effort.network_every)
        if is_turn:
            with stage("shrink"):
                way.passes.shrink(frame, way.small)
        self.amount = self._decide(way, mode, elapsed_s)

        curve_map, factor, white = None, 1.0, 1.0
        if self.amount > 0 and self.model is not None:
            if is_turn or not way.has_map:
                with stage("network"):
                    self.model.predict(way.small, way.fresh_map)
                way.has_map = True
            with stage("calm"):
                curve_map = way.calm.update(way.small, way.fresh_map, elapsed_s)
                factor, white = way.tone.update(way.small, curve_map, elapsed_s)
        else:
            way.forget_map()

        # a map of zeros is the network's word that the picture is bright enough
        if curve_map is not None and look.strength > 0 and curve_map.any():
            denoising = fused.OFF
            if look.denoise > 0 and effort.denoise is not DenoiseLevel.OFF:
                with stage("noise"):
                    denoising = way.denoising(frame, look.denoise, effort.denoise, is_turn=is_turn)
            else:
                way.forget_noise()
            with stage("enhance"):
                strength = self.amount * look.strength * factor
                way.passes.enhance(frame, target, way.small, curve_map, strength, denoising, white)
        else:
            way.forget_noise()
            with stage("convert"):
                way.passes.convert(frame, target)

        if target is not out:
            with stage("fit"):
                way.finish(out, mirror=look.mirror)

    def _decide(self, way: Way, mode: EnhanceMode, elapsed_s: float) -> float:
        match mode:
            case EnhanceMode.ON:
                return 1.0
            case EnhanceMode.OFF:
                return 0.0
            case EnhanceMode.AUTO:
                return way.auto.update(median_luma(way.small), elapsed_s)


class Way:
    """What frames of one kind need on their way to an output of one kind: memory, coefficients, state."""

    def __init__(self, frame: Frame, out: Frame, model: MapModel | None, threads: int) -> None:
        self._kind = _kind(frame), _kind(out)
        small = model.input_size(frame.size) if model else _small(frame.size)
        fresh = model.configure(small) if model else FrameSize(1, 1)
        self.small = np.empty((small.height, small.width, 3), np.uint8)
        self.fresh_map = np.empty((fresh.height, fresh.width), np.float32)
        self.has_map = False  # `fresh_map` is an answer to this scene
        self.passes = FramePasses(frame.colour, out.colour, threads)
        self.auto, self.calm, self.tone = AutoExposure(), CalmMap(), Tone()
        self.noise, self.watch = NoiseLevel(*frame.size), SceneWatch()
        self.is_straight = frame.size == out.size
        # Planes are fitted one by one, so what is to be fitted, or mirrored, is I420 in between.
        self.full_size = Frame.allocate(PixelFormat.I420, frame.size, out.colour)
        self._fit = Fit(frame.size, out.size)
        self._fitted = Frame.allocate(PixelFormat.I420, out.size, out.colour)
        self._repack = FramePasses(out.colour, out.colour)
        self._captured_ns = 0
        self._skip = 0

    def denoising(self, frame: Frame, amount: float, level: DenoiseLevel, *, is_turn: bool) -> Denoising:
        """How the noise of this frame is to be taken down; on its turn the frame is looked at."""
        change = self.watch.update(self.small) if is_turn else Change()
        noise = self.noise.update(frame, change) if is_turn or self.noise.noise is None else self.noise.noise
        if noise is None:
            return fused.OFF
        return Denoising(noise, amount, int(level), change.light, black_shift(frame, change.light))

    def forget_map(self) -> None:
        """Take the next map as the first: this frame has none."""
        self.calm.reset()
        self.tone.forget()
        self.has_map = False

    def forget_noise(self) -> None:
        """Take the next frame as the first: this one keeps its noise."""
        self.noise.forget()
        self.watch.forget()
        self.passes.forget()

    def serves(self, frame: Frame, out: Frame) -> bool:
        """Tell whether these frames are of the kind that this was made for."""
        return self._kind == (_kind(frame), _kind(out))

    def elapsed_s(self, frame: Frame) -> float:
        """Return the seconds since the last frame; 0 for the first."""
        former, self._captured_ns = self._captured_ns or frame.captured_ns, frame.captured_ns
        return max(0, frame.captured_ns - former) / 1e9

    def is_turn(self, every: int) -> bool:
        """Tell whether this frame is looked at, if each `every`-th is; the first always."""
        if self._skip:
            self._skip -= 1
            return False
        self._skip = every - 1
        return True

    def finish(self, out: Frame, *, mirror: bool) -> None:
        """From `full_size` to `out`."""
        fitted = out if out.format is PixelFormat.I420 else self._fitted
        self._fit.apply(self.full_size, fitted, mirror=mirror)
        if fitted is not out:
            self._repack.convert(fitted, out)


def _kind(frame: Frame) -> tuple[PixelFormat, FrameSize, Colour]:
    return frame.format, frame.size, frame.colour


def _small(size: FrameSize) -> FrameSize:
    scale = min(1.0, SMALL_SIDE / max(size))
    return FrameSize(max(1, round(size.width * scale)), max(1, round(size.height * scale)))
