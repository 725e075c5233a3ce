"""An engine that does nothing and keeps what it is told, and snapshots to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.fakes import FakeModel, FakeSink, FakeSource
from vcam.core.errors import LowLightError
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.core.times import StageTime
from vcam.engine import Engine
from vcam.settings import Settings
from vcam.sinks.base import OutputMode
from vcam.snapshot import Snapshot, State, Status
from vcam.sources.base import CaptureMode
from vcam.ui.session import MakeEngine

SIZE = FrameSize(1280, 720)
BROWSER = Reader(4711, "browser")
WAITING = Snapshot(Status(State.WAITING, "Camera is off"), "Fake", OutputMode(SIZE, 30.0), readers=())
LIVE = replace(
    WAITING,
    status=Status(State.LIVE, "Live", "Webcam"),
    readers=(BROWSER,),
    source="Webcam",
    capture=CaptureMode(PixelFormat.NV12, SIZE, 30.0, STUDIO_601),
    fps_in=30.0,
    fps_out=29.9,
    amount=1.0,
    runtime="CPU",
    recent_ms=(9.0, 12.0, 40.0),
    times={
        name: StageTime(1.5, 2.0, 3.0) for name in ("shrink", "network", "enhance", "total", "send", "age")
    },
)


def with_problem(exc: LowLightError, *, of_sink: bool = False) -> Snapshot:
    """A snapshot of an engine that has met `exc`."""
    if of_sink:
        return replace(LIVE, sink_problem=Status.problem(exc))
    return replace(WAITING, status=Status.problem(exc))


class FakeEngine:
    """Stands in for `vcam.engine.Engine`; what it tells is set by a test."""

    def __init__(self, settings: Settings, on_frame: Callable[[Frame, Frame], None]) -> None:
        self.settings = settings
        self.on_frame = on_frame
        self.applied: list[Settings] = []
        self.previewed: list[bool] = []
        self.now = WAITING
        self.failure: Exception | None = None
        self.stop_failure: Exception | None = None
        self.starts = 0
        self.stops = 0

    def start(self) -> None:
        self.starts += 1

    def stop(self) -> None:
        self.stops += 1
        if self.stop_failure is not None:
            raise self.stop_failure

    def wait(self, timeout_s: float | None = None) -> bool:
        if self.failure is not None:
            raise self.failure
        return False

    def apply(self, settings: Settings) -> None:
        self.settings = settings
        self.applied.append(settings)

    def preview(self, *, wanted: bool) -> None:
        self.previewed.append(wanted)

    def snapshot(self) -> Snapshot:
        return self.now


class FakeEngines:
    """Makes them, and keeps them."""

    def __init__(self) -> None:
        self.made: list[FakeEngine] = []

    def make(self, settings: Settings, on_frame: Callable[[Frame, Frame], None]) -> FakeEngine:
        self.made.append(FakeEngine(settings, on_frame))
        return self.made[-1]

    @property
    def last(self) -> FakeEngine:
        return self.made[-1]


def engine_with(source: FakeSource) -> MakeEngine:
    """Make the program's engine, on a source of the tests."""

    def make(settings: Settings, on_frame: Callable[[Frame, Frame], None]) -> Engine:
        settings = settings.replace(mode="on")
        sink = FakeSink()
        sink.watched_by = ()  # only the window looks
        return Engine(
            settings,
            settings.output,
            sink,
            lambda _settings: source,
            lambda _settings: FakeModel(),
            on_frame=on_frame,
        )

    return make
