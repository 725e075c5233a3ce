"""`lowlight-cam bench`: the whole path beside the baselines, as fast as it goes, in one thread."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from vcam.assemble import make_model
from vcam.commands import contest
from vcam.commands.baselines import copy, mjpeg_decode, others
from vcam.commands.contest import WHOLE_PATH, Contestant, Row
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTime, StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.passes import FramePasses
from vcam.pipeline import Pipeline
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.sources.pacing import Pace
from vcam.sources.synthetic import SyntheticScene

FRAMES = 300
WHOLE_PATH_LIMIT_S = 3.0
SCENES = 8  # different frames that go round, so that caches and branches see what a camera gives
SETTLED_FRAMES = 100  # from then on the memory must stay what it is


def measure(
    sizes: Sequence[FrameSize],
    sources: Sequence[PixelFormat],
    targets: Sequence[PixelFormat],
    *,
    count: int | None,
    budget_ms: float,
    baselines: bool,
) -> list[Row]:
    """Compare the whole path with all else, for each size and pair of formats.

    Parameters
    ----------
    count
        How many frames go the whole path, at least 1; None: `FRAMES`, or as many as `WHOLE_PATH_LIMIT_S`
        suffice for.
    budget_ms
        What a frame may take, in milliseconds.
    baselines
        With the other ways to brighten a frame, for which sizes must be even; or only the copy and the JPEG
        decoder.
    """
    limit_s = math.inf if count else WHOLE_PATH_LIMIT_S
    rows: list[Row] = []
    with _one_thread(), tqdm(total=len(sizes) * len(sources) * len(targets), disable=None) as bar:
        for size in sizes:
            scene = dark_scene(size)
            for source, target in product(sources, targets):
                frames, out = [as_format(each, source) for each in scene], Frame.allocate(target, size)
                whole = WholePath(frames, out, limit_s)
                rivals = [
                    copy(frames, out),
                    mjpeg_decode(frames),
                    *(others(frames, out) if baselines else []),
                ]
                kind = {"size": str(size), "from": source.name.lower(), "to": target.name.lower()}
                rows += [kind | row for row in _compare(whole, rivals, count or FRAMES, budget_ms)]
                bar.update()
    return rows


def _compare(whole: WholePath, rivals: Sequence[Contestant], count: int, budget_ms: float) -> list[Row]:
    contestants = [whole.contestant, *rivals]
    for each in contestants:
        each.run(0)  # memory is touched for the first time, the network is set up
    whole.times.clear()
    memory: list[dict[str, float]] = []

    def after_turn(name: str, turns: int) -> None:
        if name == WHOLE_PATH and turns == SETTLED_FRAMES < count:
            memory.append({"frames": turns, "resident": resident_mib()})

    taken = contest.take_turns(contestants, count, after_turn=after_turn)
    memory.append({"frames": taken[WHOLE_PATH].count, "resident": resident_mib()})
    stages = stage_figures(whole.times.summary())
    del stages["total"]  # the row's own figures say it
    row, *others_rows = contest.rows(taken, budget_ms)
    return [row | {"stages": stages, "memory_mib": memory, "runtime": whole.runtime}, *others_rows]


class WholePath:
    """The product: the pipeline with all its stages, always on, as the engine runs it but without threads.

    Parameters
    ----------
    frames
        They go round.
    out
        Where each of them is enhanced into.
    limit_s
        Seconds for all frames together; see `Contestant`.
    """

    def __init__(self, frames: Sequence[Frame], out: Frame, limit_s: float = math.inf) -> None:
        self.times = StageTimes()
        self.contestant = Contestant(WHOLE_PATH, self._run, limit_s)
        self._pipeline = Pipeline(make_model(), self.times, threads=1)
        self._frames, self._out = frames, out
        self._look = Look(EnhanceMode.ON)

    @property
    def runtime(self) -> str:
        """What the network runs on, in words."""
        return self._pipeline.runtime

    def _run(self, turn: int) -> None:
        frame = self._frames[turn % len(self._frames)]
        frame.captured_ns = turn * 33_333_333  # as far as the pipeline can see, 30 a second
        self._pipeline.process(frame, self._out, self._look)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep OpenCV from using more than this thread."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(threads)


def dark_scene(size: FrameSize) -> list[Frame]:
    """Make some frames of the synthetic scene, YUYV."""
    scene = SyntheticScene(realtime=False)
    mode = scene.open(CaptureRequest(size))
    frames = [Frame.allocate(mode.format, mode.size, mode.colour) for _ in range(SCENES)]
    for frame in frames:
        scene.read_into(frame)
    scene.close()
    return frames


class DrawnFrames(Source):
    """A camera whose frames are all drawn before it is opened: it takes next to no time beside the engine.

    A `vcam.sources.base.Source` of some frames of the dark scene, which go round at the rate that is asked
    for.

    Parameters
    ----------
    size, pixel_format
        Of the frames.
    """

    label = "Dark room, drawn before"

    def __init__(self, size: FrameSize, pixel_format: PixelFormat) -> None:
        self._frames = [as_format(frame, pixel_format) for frame in dark_scene(size)]
        self._pace = Pace(realtime=True)
        self._sequence = 0
        self._fps = 30.0

    def open(self, wanted: CaptureRequest) -> CaptureMode:
        """Begin; the size is that of the frames."""
        first = self._frames[0]
        self._sequence, self._fps = 0, wanted.fps
        self._pace.start()
        return CaptureMode(first.format, first.size, wanted.fps, first.colour)

    def read_into(self, frame: Frame) -> bool:
        """Copy the next frame when it is due; False after `close`."""
        captured_ns = self._pace.wait(round(self._sequence * 1e9 / self._fps))
        if captured_ns is None:
            return False
        np.copyto(frame.data, self._frames[self._sequence % len(self._frames)].data)
        frame.captured_ns, frame.sequence = captured_ns, self._sequence
        self._sequence += 1
        return True

    def close(self) -> None:
        """Stop."""
        self._pace.stop()


def as_format(frame: Frame, pixel_format: PixelFormat) -> Frame:
    """Return a frame of `dark_scene` in a camera's format."""
    if pixel_format is frame.format:
        return frame
    if pixel_format is not PixelFormat.I422:
        out = Frame.allocate(pixel_format, frame.size, frame.colour)
        FramePasses(frame.colour, frame.colour).convert(frame, out)
        return out
    # Kernels do not write what only an MJPEG decoder gives; from packed 4:2:2 it is a matter of order.
    out = Frame.allocate(PixelFormat.I422, frame.size, STUDIO_601)
    (packed,) = frame.planes
    luma, blue, red = out.planes
    luma[:, 0::2], luma[:, 1::2] = packed[..., 0], packed[:, : frame.size.width // 2, 2]
    blue[:], red[:] = packed[..., 1], packed[..., 3]
    return out


def stage_figures(times: Mapping[str, StageTime]) -> dict[str, dict[str, float]]:
    """Stages by name, with their figures by name."""
    return {
        name: {"median_ms": each.median_ms, "p95_ms": each.p95_ms, "p99_ms": each.p99_ms}
        for name, each in times.items()
    }


def resident_mib() -> float:
    """Memory of this process that is in RAM, in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    import resource

    return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
