from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from tests.fakes import SMALL, FakeModel, FakeSink, FakeSource, level_of
from vcam.core.errors import (
    CameraLost,
    CameraNotFound,
    ModeChanged,
    ModelMissing,
    NoVirtualCamera,
    SendFailed,
    SinkError,
)
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.engine import Engine
from vcam.enhance.look import EnhanceMode
from vcam.governor import LADDER, Governor
from vcam.settings import Settings
from vcam.sinks.base import OutputMode
from vcam.snapshot import State
from vcam.sources.base import CaptureMode, CaptureRequest
from vcam.workers import capture, send

OUTPUT = OutputMode(SMALL.size, 30.0)
READER = (Reader(4711, "browser"),)
ALWAYS = Settings(on_demand=False, mode=EnhanceMode.OFF)
LIMIT_S = 10.0  # far above what anything takes
ON_DEMAND = Settings(mode=EnhanceMode.OFF, release_after_s=0.5)


def fake_model(_settings: Settings) -> FakeModel:
    return FakeModel()


pytestmark = pytest.mark.usefixtures("kernels_ready")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "RETRY_S", 0.05)
    monkeypatch.setattr(send, "RETRY_S", 0.05)
    monkeypatch.setattr(send, "IDLE_TICK_S", 0.01)
    monkeypatch.setattr(send, "CARD_EVERY_S", 0.02)
    monkeypatch.setattr(send, "SILENT_AFTER_S", 0.1)


@contextmanager
def running(
    source: FakeSource | Callable[[Settings], FakeSource],
    sink: FakeSink,
    settings: Settings = ALWAYS,
    output: OutputMode = OUTPUT,
    model: Callable[[], FakeModel] = FakeModel,
    on_frame: Callable[[Frame, Frame], None] | None = None,
) -> Iterator[Engine]:
    make = source if callable(source) else lambda _settings: source
    engine = Engine(settings, output, sink, make, lambda _settings: model(), on_frame=on_frame)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()
        assert not sink.is_open


def until(condition: Callable[[], bool], what: str = "") -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain {what}"
        time.sleep(0.005)


def shown_state(engine: Engine) -> State:
    return engine.snapshot().status.state


def flat(frame: Frame) -> bool:
    return len(np.unique(frame.data)) == 1


def test_frames_come_out_as_they_went_in_and_in_order() -> None:
    sink = FakeSink()
    with running(FakeSource(interval_s=0.005), sink) as engine:
        until(lambda: engine.snapshot().sent >= 20)
        now = engine.snapshot()
    live = [frame for frame in sink.frames if flat(frame)]
    assert [int(frame.data[0]) for frame in live] == [level_of(frame.sequence) for frame in live]
    assert [frame.sequence for frame in live] == sorted(frame.sequence for frame in live)
    assert now.status.state is State.LIVE
    assert now.status.detail == "Fake camera"
    assert now.capture == SMALL
    assert now.fps_in > 0
    assert {"convert", "total", "send", "age"} <= set(now.times)
    assert now.captured - now.sent - now.dropped <= 4  # what is still under way


def test_a_dark_scene_gets_brighter_and_strength_takes_effect() -> None:
    dark = FakeSource(frames=1, then_block=True)
    sink = FakeSink()
    with running(dark, sink, ALWAYS.replace(mode="on")) as engine:
        until(lambda: engine.snapshot().sent == 1)
        assert engine.snapshot().runtime == "fake network"
    (frame,) = [each for each in sink.frames if each.captured_ns]
    luma = frame.planes[0]
    assert luma.min() == luma.max()
    assert level_of(0) == 16
    sink_bright = FakeSink()
    bright = FakeSource(frames=2, then_block=True)
    with running(bright, sink_bright, ALWAYS.replace(mode="on")) as engine:
        until(lambda: any(each.sequence == 1 for each in sink_bright.frames))
    assert sink_bright.frames[-1].planes[0][0, 0] > level_of(1)


def test_without_a_reader_the_camera_stays_off_and_the_card_says_so() -> None:
    source, sink = FakeSource(interval_s=0.005), FakeSink()
    sink.watched_by = ()
    with running(source, sink, ON_DEMAND) as engine:
        assert sink.wait_for_sends(3), "cards keep the virtual camera in the lists"
        assert source.opens == 0
        assert shown_state(engine) is State.WAITING
        sink.watched_by = READER
        until(lambda: shown_state(engine) is State.LIVE)
        assert engine.snapshot().readers == READER
        sink.watched_by = ()
        until(lambda: not source.is_open, "for the camera to be released")
        until(lambda: shown_state(engine) is State.WAITING)
        sink.watched_by = READER
        until(lambda: shown_state(engine) is State.LIVE, "the second time")
    assert source.opens == 2


def test_a_reader_that_leaves_and_comes_back_at_once_keeps_the_camera_open() -> None:
    source, sink = FakeSource(interval_s=0.005), FakeSink()
    sink.watched_by = READER
    with running(source, sink, ON_DEMAND.replace(release_after_s=5)) as engine:
        until(lambda: shown_state(engine) is State.LIVE)
        sink.watched_by = ()
        until(lambda: engine.snapshot().readers == ())
        sent = engine.snapshot().sent
        until(lambda: engine.snapshot().sent > sent + 10)
        sink.watched_by = READER
    assert source.opens == 1


def test_a_lost_camera_is_opened_again_and_the_card_says_why(caplog: pytest.LogCaptureFixture) -> None:
    lost = CameraLost("The camera was unplugged", hint="It is taken up again when it is back.")
    missing = CameraNotFound("There is no camera", hint="Plug one in.")
    started, shown = threading.Event(), []

    class Noting(FakeSource):
        """Notes what is shown whenever the camera is opened anew."""

        def open(self, wanted: CaptureRequest) -> CaptureMode:
            if self.requests:
                assert started.wait(LIMIT_S)
                shown.append(engine.snapshot().status.title)
            return super().open(wanted)

    source = Noting(faults={5: lost}, open_faults=[None, missing, missing, None], interval_s=0.005)
    with running(source, FakeSink()) as engine:
        started.set()
        until(lambda: source.opens == 2 and shown_state(engine) is State.LIVE)
    assert shown == [lost.title, missing.title, missing.title]
    assert [record.getMessage() for record in caplog.records] == [lost.title, missing.title]
    caplog.clear()


def test_a_phone_that_is_turned_goes_on_without_a_card_or_a_word(caplog: pytest.LogCaptureFixture) -> None:
    wide = FakeSource(faults={5: ModeChanged("it sends 48x64 now")}, interval_s=0.005)
    tall = FakeSource(replace(SMALL, size=FrameSize(48, 64)), interval_s=0.005)
    sources, sink, states = iter([wide, tall]), FakeSink(), []
    with running(lambda _settings: next(sources), sink) as engine:
        until(lambda: engine.snapshot().status.state is State.LIVE)

        def turned() -> bool:
            states.append(engine.snapshot().status.state)
            return tall.reads > 5 and sink.frames[-1].captured_ns > 0

        until(turned)
        capture_mode = engine.snapshot().capture
        assert capture_mode is not None
        assert capture_mode.size == (48, 64)
    assert set(states) == {State.LIVE}
    assert not caplog.records
    assert sink.opens == 1


def test_frames_that_come_enhanced_are_told_of_and_left_alone() -> None:
    class Phone(FakeSource):
        label = "Pixel 8"

        def read_into(self, frame: Frame) -> bool:
            frame.enhanced = True
            return super().read_into(frame)

    sink, model = FakeSink(), FakeModel()
    with running(Phone(interval_s=0.005), sink, ALWAYS.replace(mode="on"), model=lambda: model) as engine:
        until(lambda: engine.snapshot().status.state is State.LIVE)
        assert (engine.snapshot().enhanced_by, engine.snapshot().amount) == ("Pixel 8", 0)
    frame = next(each for each in sink.frames if each.captured_ns)
    assert frame.enhanced
    assert (frame.planes[0] == level_of(frame.sequence)).all()
    assert model.calls == 0


def test_a_silent_camera_does_not_freeze_the_picture() -> None:
    sink = FakeSink()
    with running(FakeSource(frames=3, then_block=True), sink):
        until(lambda: any(not flat(frame) for frame in sink.frames), "for a card")


def test_a_source_that_ends_is_told() -> None:
    with running(FakeSource(frames=5), FakeSink()) as engine:
        assert engine.wait(10)


def test_without_a_virtual_camera_start_raises_and_leaves_nothing() -> None:
    sink = FakeSink(open_faults=[NoVirtualCamera("There is none", hint="lowlight-cam setup")])
    source = FakeSource()
    with pytest.raises(NoVirtualCamera), running(source, sink):
        pass
    assert not source.is_open


def test_a_virtual_camera_that_fails_is_opened_again(caplog: pytest.LogCaptureFixture) -> None:
    gone = NoVirtualCamera("It is gone")
    sink = FakeSink(faults={10: SendFailed("no such device")}, open_faults=[None, gone])
    with running(FakeSource(interval_s=0.005), sink) as engine:
        until(lambda: sink.opens == 2 and shown_state(engine) is State.LIVE)
    assert [record.getMessage() for record in caplog.records] == ["no such device", "It is gone"]
    caplog.clear()


@pytest.mark.parametrize("when", ["at the start", "in mid-stream"])
def test_without_a_network_frames_pass_and_the_snapshot_says_why(
    when: str, caplog: pytest.LogCaptureFixture
) -> None:
    def model() -> FakeModel:
        if when == "at the start":
            raise ModelMissing("the network gave up")
        return FakeModel(fails_at=3)

    sink = FakeSink()
    with running(FakeSource(interval_s=0.005), sink, ALWAYS.replace(mode="on"), model=model) as engine:
        until(lambda: engine.snapshot().sent >= 10)
        now = engine.snapshot()
    assert now.notes == ("not enhanced: the network gave up",)
    assert now.runtime == "no network"
    assert flat(sink.frames[-1])
    assert len(caplog.records) == 1
    caplog.clear()


def test_a_fault_of_ours_ends_the_run_and_is_raised() -> None:
    def broken(_before: Frame, _after: Frame) -> None:
        raise ZeroDivisionError("a bug")

    with (
        running(FakeSource(interval_s=0.005), FakeSink(), on_frame=broken) as engine,
        pytest.raises(ZeroDivisionError),
    ):
        engine.wait(10)


def test_another_camera_is_taken_up_without_a_new_engine() -> None:
    sources: dict[str, FakeSource] = {}

    def make(settings: Settings) -> FakeSource:
        return sources.setdefault(settings.camera, FakeSource(interval_s=0.005))

    sink = FakeSink()
    with running(make, sink, ALWAYS.replace(camera="one")) as engine:
        until(lambda: shown_state(engine) is State.LIVE)
        engine.apply(ALWAYS.replace(camera="two"))
        until(lambda: "two" in sources and sources["two"].reads > 3)
        assert not sources["one"].is_open
        assert sink.opens == 1
        engine.apply(ALWAYS.replace(camera="two", strength=0.5))
        sent = engine.snapshot().sent
        until(lambda: engine.snapshot().sent > sent + 3)
    assert sources["two"].opens == 1


def test_a_camera_of_another_size_is_fitted_into_the_output() -> None:
    sink = FakeSink()
    output = OutputMode(FrameSize(128, 72), 30.0)
    with running(FakeSource(interval_s=0.005), sink, output=output) as engine:
        until(lambda: engine.snapshot().sent >= 3)
    frame = next(each for each in sink.frames if each.captured_ns)
    assert frame.size == (128, 72)
    assert (frame.planes[0][:, 0] == 16).all()
    assert (frame.planes[0][:, 64] == level_of(frame.sequence)).all()


def test_stop_is_quick_and_may_be_repeated_while_the_camera_is_silent() -> None:
    source = FakeSource(frames=1, then_block=True)
    engine = Engine(ALWAYS, OUTPUT, FakeSink(), lambda _settings: source, fake_model)
    engine.start()
    until(lambda: engine.snapshot().sent == 1)
    stopping = [threading.Thread(target=engine.stop) for _ in range(3)]
    for thread in stopping:
        thread.start()
    for thread in stopping:
        thread.join(10)
        assert not thread.is_alive()
    assert shown_state(engine) is State.STOPPED
    assert not source.is_open


def test_a_slow_consumer_gets_the_newest_frame_and_the_rest_is_counted() -> None:
    def slow(_before: Frame, _after: Frame) -> None:
        time.sleep(0.02)

    sink = FakeSink()
    with running(FakeSource(interval_s=0.001), sink, on_frame=slow) as engine:
        until(lambda: engine.snapshot().sent >= 10)
        now = engine.snapshot()
    assert now.dropped > 10
    assert now.captured >= now.sent + now.dropped


def test_while_it_gets_ready_frames_pass_as_they_are_and_progress_is_shown() -> None:
    go = threading.Event()
    sink = FakeSink()

    def prepare(progress: Callable[[int, int, str], None]) -> None:
        progress(3, 9, "compiling")
        go.wait(10)

    settings = ALWAYS.replace(mode="on")
    engine = Engine(
        settings, OUTPUT, sink, lambda _settings: FakeSource(interval_s=0.005), fake_model, prepare=prepare
    )
    engine.start()
    try:
        until(lambda: engine.snapshot().sent >= 10)
        assert engine.snapshot().status.title == "Getting ready: 3 of 9"
        assert engine.snapshot().amount == 0
        live = [frame for frame in sink.frames if frame.captured_ns]
        assert [int(frame.data[0]) for frame in live] == [level_of(frame.sequence) for frame in live]
        go.set()
        until(lambda: shown_state(engine) is State.LIVE)
        until(lambda: engine.snapshot().amount == 1)
        until(lambda: int(sink.frames[-1].data[0]) > level_of(sink.frames[-1].sequence))
    finally:
        go.set()
        engine.stop()


def test_stop_does_not_wait_for_the_compiler() -> None:
    go, waits = threading.Event(), threading.Event()

    def compile_slowly(_progress: Callable[[int, int, str], None]) -> None:
        go.wait(10)

    def wait_as_for_a_kernel(_before: Frame, _after: Frame) -> None:
        waits.set()
        go.wait(10)

    engine = Engine(
        ALWAYS,
        OUTPUT,
        FakeSink(),
        lambda _settings: FakeSource(interval_s=0.005),
        fake_model,
        prepare=compile_slowly,
        on_frame=wait_as_for_a_kernel,
    )
    try:
        engine.start()
        assert waits.wait(10)
        for _ in range(2):
            engine.stop()
            assert engine.snapshot().status.state is State.STOPPED
        assert "enhance" in {thread.name for thread in threading.enumerate()}, "or this shows nothing"
    finally:
        go.set()


def test_a_load_steps_the_work_down_and_the_snapshot_says_what_and_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made: list[int] = []

    def slow(before: Frame, _after: Frame) -> None:
        made.append(before.sequence)
        time.sleep(0.008)

    fast = replace(SMALL, fps=200.0)  # a budget of 5 ms, which each frame exceeds
    caplog.set_level(logging.INFO, "vcam.workers.enhancer")
    model = FakeModel()
    sink = FakeSink()
    with running(
        FakeSource(fast, interval_s=0.001),
        sink,
        ALWAYS.replace(mode="on"),
        model=lambda: model,
        on_frame=slow,
    ) as engine:
        until(lambda: engine.snapshot().step == len(LADDER) - 1)
        now = engine.snapshot()
        frames, calls = len(made), model.calls
        until(lambda: len(made) > frames + 30)
        calls = model.calls - calls
        assert calls <= (len(made) - frames) / 3 + 2, "the network runs on every third frame"
    assert now.budget_ms == 5
    assert now.late >= 3 * (len(LADDER) - 1)
    assert now.effort.startswith(f"{LADDER[-1]}: frames took ")
    assert now.notes == ()
    assert len([each for each in caplog.records if "frames took" in each.getMessage()]) == len(LADDER) - 1
    assert {each.levelno for each in caplog.records} == {logging.INFO}


def test_another_frame_rate_is_another_budget_at_full_effort() -> None:
    governor = Governor(1000 / 30)
    for _ in range(3):
        governor.observe(30.0)
    mode = replace(SMALL, fps=10.0)
    engine = Engine(
        ALWAYS,
        OUTPUT,
        FakeSink(),
        lambda _: FakeSource(mode, interval_s=0.005),
        fake_model,
        governor=governor,
    )
    assert engine.snapshot().step == 1
    engine.start()
    try:
        until(lambda: engine.snapshot().budget_ms == 100)
        now = engine.snapshot()
        assert (now.step, now.effort) == (0, "")
    finally:
        engine.stop()


def test_a_camera_that_does_not_tell_its_rate_has_the_budget_of_the_settings() -> None:
    mode = replace(SMALL, fps=0.0)
    with running(FakeSource(mode, interval_s=0.005), FakeSink(), ALWAYS.replace(fps=50)) as engine:
        until(lambda: engine.snapshot().sent > 3)
        assert engine.snapshot().budget_ms == 20


def test_without_a_virtual_camera_a_patient_engine_shows_the_picture_and_takes_the_camera_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    missing = NoVirtualCamera("There is none", hint="lowlight-cam setup")
    sink, shown = FakeSink(open_faults=[missing] * 3), 0

    def show(_before: Frame, _after: Frame) -> None:
        nonlocal shown
        shown += 1

    engine = Engine(
        ON_DEMAND,
        OUTPUT,
        sink,
        lambda _settings: FakeSource(interval_s=0.005),
        fake_model,
        on_frame=show,
        patient=True,
    )
    engine.preview(wanted=True)
    engine.start()
    try:
        until(lambda: shown > 3)
        problem = engine.snapshot().sink_problem
        assert problem is None or (problem.title, problem.code) == ("There is none", "no-virtual-camera")
        until(lambda: sink.sends > 3, "for the camera that came")
        assert engine.snapshot().sink_problem is None
    finally:
        engine.stop()
    assert [record.getMessage() for record in caplog.records] == [missing.title]
    caplog.clear()


def test_the_camera_is_on_while_somebody_previews_and_off_after() -> None:
    source, sink = FakeSource(interval_s=0.005), FakeSink()
    sink.watched_by = ()
    with running(source, sink, ON_DEMAND) as engine:
        assert sink.wait_for_sends(2)
        assert source.opens == 0
        engine.preview(wanted=True)
        until(lambda: shown_state(engine) is State.LIVE)
        engine.preview(wanted=False)
        until(lambda: not source.is_open)
        until(lambda: shown_state(engine) is State.WAITING)


def test_another_size_waits_until_nobody_reads() -> None:
    source, sink = FakeSource(interval_s=0.005), FakeSink()
    sink.watched_by = READER
    with running(source, sink) as engine:
        until(lambda: shown_state(engine) is State.LIVE)
        engine.apply(ALWAYS.replace(size="128x72"))
        until(lambda: engine.snapshot().notes != ())
        assert engine.snapshot().notes == ("128x72 I420 when no program reads the virtual camera",)
        sent = sink.sends
        until(lambda: sink.sends > sent + 5)
        assert sink.mode == OUTPUT
        sink.watched_by = ()
        until(lambda: sink.mode is not None and sink.mode.size == FrameSize(128, 72))
        until(lambda: sink.frames[-1].size == (128, 72) and sink.frames[-1].captured_ns > 0)
        until(lambda: engine.snapshot().notes == ())
        assert engine.snapshot().output.size == (128, 72)


def test_a_reader_who_came_a_moment_ago_keeps_the_size_and_the_sink_open() -> None:
    class LateToSee(FakeSink):
        """Its watch names the reader only when it looks anew."""

        def readers(self) -> tuple[Reader, ...] | None:
            return () if self.opens < 2 else READER

    sink = LateToSee(open_faults=[None, SinkError("it is read")])
    with running(FakeSource(interval_s=0.005), sink) as engine:
        until(lambda: shown_state(engine) is State.LIVE)
        engine.apply(ALWAYS.replace(size="128x72"))
        until(lambda: engine.snapshot().readers == READER)
        sent = sink.sends
        until(lambda: sink.sends > sent + 10)
        assert sink.opens == 2
        assert sink.mode == OUTPUT
        assert engine.snapshot().notes == ("128x72 I420 when no program reads the virtual camera",)


def test_a_size_that_the_device_refuses_leaves_it_as_it_was() -> None:
    source = FakeSource(interval_s=0.005)
    sink = FakeSink(open_faults=[None, SinkError("it will not have 128x72")])
    sink.watched_by = ()
    with running(source, sink) as engine:
        until(lambda: shown_state(engine) is State.LIVE)
        engine.apply(ALWAYS.replace(size="128x72"))
        until(lambda: engine.snapshot().notes != ())
        assert engine.snapshot().notes == ("it will not have 128x72; it stays at 64x48",)
        sent = sink.sends
        until(lambda: sink.sends > sent + 5)
        assert sink.opens == 2
        engine.apply(ALWAYS.replace(size="96x54"))
        until(lambda: engine.snapshot().output.size == (96, 54))
        assert engine.snapshot().notes == ()


def test_another_virtual_camera_is_fed_without_a_new_engine(caplog: pytest.LogCaptureFixture) -> None:
    sinks = {"one": FakeSink(), "two": FakeSink(open_faults=[NoVirtualCamera("there is no two")])}
    engine = Engine(
        ALWAYS.replace(device="one"),
        OUTPUT,
        sinks["one"],
        lambda _settings: FakeSource(interval_s=0.005),
        fake_model,
        make_sink=lambda settings: sinks[settings.device],
    )
    engine.start()
    try:
        until(lambda: sinks["one"].sends > 3)
        engine.apply(ALWAYS.replace(device="two"))
        until(lambda: sinks["two"].sends > 3)
        assert not sinks["one"].is_open
    finally:
        engine.stop()
    assert [record.getMessage() for record in caplog.records] == ["there is no two"]
    caplog.clear()


def test_what_is_shown_without_a_picture_can_be_chosen() -> None:
    sink = FakeSink()
    sink.watched_by = ()
    with running(FakeSource(), sink, ON_DEMAND.replace(placeholder="black")) as engine:
        assert sink.wait_for_sends(1)
        assert set(np.unique(sink.frames[-1].planes[0])) == {16}
        engine.apply(ON_DEMAND)
        until(lambda: not flat(sink.frames[-1]) and len(np.unique(sink.frames[-1].planes[0])) > 2)


def test_another_runtime_is_taken_up_while_frames_run() -> None:
    asked: list[str] = []

    def make(settings: Settings) -> FakeModel:
        asked.append(settings.runtime)
        return FakeModel()

    sink = FakeSink()
    engine = Engine(ALWAYS, OUTPUT, sink, lambda _settings: FakeSource(interval_s=0.005), make)
    engine.start()
    try:
        until(lambda: sink.sends > 3)
        engine.apply(ALWAYS.replace(runtime="cpu"))
        until(lambda: asked == ["auto", "cpu"])
        sent = sink.sends
        until(lambda: sink.sends > sent + 3)
    finally:
        engine.stop()
