from __future__ import annotations

import threading
from dataclasses import replace
from typing import cast

import pytest

from vcam.commands.run import Reporter, figures
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.times import StageTime
from vcam.engine import Engine
from vcam.sinks.base import OutputMode
from vcam.snapshot import Snapshot, State, Status
from vcam.sources.base import CaptureMode

LIVE = Snapshot(
    Status(State.LIVE, "Live"),
    "Preview",
    OutputMode(FrameSize(64, 48), 60.0),
    dropped=2,
    late=3,
    fps_in=60.0,
    fps_out=59.0,
    budget_ms=1000 / 60,
    times={"total": StageTime(4.0, 5.0, 6.0)},
)


class FakeEngine:
    def __init__(self) -> None:
        self.now = LIVE

    def snapshot(self) -> Snapshot:
        return self.now

    def wait(self, _timeout_s: float) -> bool:
        return False


def test_the_figures_have_the_budget_and_what_was_lost() -> None:
    assert figures(LIVE) == "60 fps in, 59 out, 2 dropped, 3 late  4.0 ms a frame of 17"


def test_each_step_of_the_governor_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    engine = FakeEngine()
    reporter = Reporter(cast("Engine", engine), threading.Event(), None)
    for effort in ("", "no denoise: frames took 15 of 16.7 ms (p98)", ""):
        engine.now = replace(LIVE, effort=effort, notes=("not enhanced: a test",))
        for _ in range(3):
            assert not reporter.finished()
    told = capsys.readouterr().out
    live = "Preview: Live\nnot enhanced: a test\n"
    assert told == f"{live}{live}no denoise: frames took 15 of 16.7 ms (p98)\n{live}"


def test_another_runtime_is_told_once_and_only_with_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    engine = FakeEngine()
    reporter = Reporter(cast("Engine", engine), threading.Event(), None)
    mode = CaptureMode(PixelFormat.NV12, FrameSize(64, 48), 60.0, STUDIO_601)
    live = replace(LIVE, capture=mode, runtime="the processor")
    waiting = replace(live, status=Status(State.WAITING, "Camera is off"), capture=None)
    for now in (live, replace(live, runtime="the GPU"), waiting, replace(waiting, runtime="the processor")):
        engine.now = now
        for _ in range(3):
            assert not reporter.finished()
    assert capsys.readouterr().out.splitlines() == [
        "Preview: Live, 64x48 NV12 at 60 fps, the processor",
        "Preview: Live, 64x48 NV12 at 60 fps, the GPU",
        "Preview: Camera is off",
    ]
