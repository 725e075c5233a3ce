"""Runs a pipeline in threads: capture, enhance, send. On demand: the camera is open while somebody reads.

    capture  --LatestFrame-->  enhance  --LatestFrame-->  send
    owns the source            owns the network,          owns the sink, the cards and the demand
                               the governor

The source may come, go and change; the sink keeps one format and size while a program reads it, for that
cannot follow a change. While there is no picture the sink shows a card that says why.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future

from vcam.core.errors import LowLightError, ModelError, SinkError, SourceError
from vcam.core.frame import Frame, FramePool
from vcam.core.latest import LatestFrame
from vcam.core.rate import Rate
from vcam.core.reader import Reader
from vcam.core.times import StageTimes
from vcam.demand import Demand
from vcam.enhance.effort import FULL_EFFORT, Effort
from vcam.enhance.look import EnhanceMode, Look
from vcam.governor import Governor
from vcam.outlet import POOL_FRAMES, Outlet
from vcam.pipeline import MapModel, Pipeline
from vcam.placeholder import Placeholder
from vcam.settings import Settings
from vcam.sinks.base import OutputMode, Sink
from vcam.snapshot import Snapshot, State, Status
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.system.priority import prefer_this_thread

log = logging.getLogger(__name__)

IDLE_TICK_S = 0.1  # how soon a reader is noticed while nothing else happens
CARD_EVERY_S = 0.2  # a virtual camera that gets no frames vanishes from the lists of some programs
SILENT_AFTER_S = 0.7  # no new frame for so long: say so instead of freezing
RETRY_S = 1.0
JOIN_S = 5.0
COMPILER_JOIN_S = 0.5
CAMERA_OFF = Status(State.WAITING, "Camera is off", "Nobody is watching.")


class Engine:
    """One run, from `start` to `stop`; make another for the next.

    Parameters
    ----------
    make_source
        Gives the source that the settings ask for, not yet opened; may raise a `SourceError`.
    make_model
        Loads the network that the settings ask for; called in the thread that will use it. May raise a
        `ModelError`: frames then pass unenhanced and the snapshot says why.
    prepare
        Work to do before frames can be enhanced, given a function to report progress to (done, of, what). It
        has a thread of its own, because compiling cannot be interrupted and `stop` is not to wait for it;
        meanwhile frames pass as they are.
    on_frame
        Called in the enhance thread with the frame before and after; must be quick and not keep them.
    governor
        Chooses the effort per frame; the default is one for the rate in the settings. The rate of the source
        replaces that as soon as it is known.
    make_sink
        Gives the sink that other settings ask for, not yet opened; None if it is always the same.
    patient
        Go on without a virtual camera, and take it up when it comes; else `start` raises what is wrong.
    """

    def __init__(
        self,
        settings: Settings,
        output: OutputMode,
        sink: Sink,
        make_source: Callable[[Settings], Source],
        make_model: Callable[[Settings], MapModel],
        *,
        prepare: Callable[[Callable[[int, int, str], None]], None] | None = None,
        on_frame: Callable[[Frame, Frame], None] | None = None,
        governor: Governor | None = None,
        make_sink: Callable[[Settings], Sink] | None = None,
        patient: bool = False,
    ) -> None:
        self._settings = settings
        self._outlet = Outlet(sink, output, make_sink)
        self._patient = patient
        self._make_source = make_source
        self._make_model = make_model
        self._prepare = prepare
        self._on_frame = on_frame

        self._captured: LatestFrame[Frame] = LatestFrame()
        self._enhanced: LatestFrame[Frame] = LatestFrame()
        self._changed = threading.Condition()  # guards the next six, and wakes whoever pauses
        self._source: Source | None = None
        self._wanted = not settings.on_demand
        self._stopping = False
        self._preparing: Status | None = Status(State.PREPARING, "Getting ready")
        self._status = CAMERA_OFF
        self._sink_problem: Status | None = None
        self._previewed = False
        self._failure: BaseException | None = None

        self._opened: Future[None] = Future()
        self._finished = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(work,), name=name, daemon=True)
            for name, work in (("send", self._send), ("enhance", self._enhance), ("capture", self._capture))
        ]
        self._times = StageTimes()
        self._capture_mode: CaptureMode | None = None
        self._capture_notes: tuple[str, ...] = ()
        self._source_label = ""
        self._pipeline: Pipeline | None = None
        self._governor = governor or Governor(1000 / settings.fps)
        self._governed: CaptureMode | None = None
        self._stepped_down = self._governor.step, str(self._governor)
        self._late = 0
        self._notes: list[str] = []
        self._rate_in, self._rate_out = Rate(), Rate()
        self._dropped = 0
        self._readers: tuple[Reader, ...] | None = ()

    # ------------------------------------------------------------------ for the owner, from any thread

    def start(self) -> None:
        """Open the sink and begin; raises the `SinkError` if the virtual camera cannot be had.

        A patient engine does not wait for that.
        """
        for thread in self._threads:
            thread.start()
        if self._patient:
            return
        try:
            self._opened.result()
        except SinkError:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop in the order of the data; may be called again. RuntimeError names a thread that hangs.

        While kernels are compiled the enhance thread may wait for one, and nothing can wake it: it is left
        behind then, and ends with its kernel or with the program.
        """
        with self._changed:
            self._stopping = True
            source = self._source
            preparing = self._preparing is not None
            self._changed.notify_all()
        if source is not None:
            source.close()
        for slot in (self._captured, self._enhanced):
            if (frame := slot.close()) is not None:
                frame.release()
        if preparing:
            self._leave_behind("enhance")
        deadline = time.monotonic() + JOIN_S
        for thread in self._threads:
            if thread.ident is not None and thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))
        self._set_status(State.STOPPED, "Stopped")
        if left := [thread.name for thread in self._threads if thread.is_alive()]:
            raise RuntimeError(f"still running after {JOIN_S} s: {', '.join(left)}")

    def _leave_behind(self, name: str) -> None:
        """Wait for a thread no longer than a moment, now and when `stop` is called again."""
        for thread in [each for each in self._threads if each.name == name and each.is_alive()]:
            if thread is not threading.current_thread():
                thread.join(COMPILER_JOIN_S)
            if thread.is_alive():
                self._threads.remove(thread)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the source has ended or a worker failed; raises what it failed with."""
        ended = self._finished.wait(timeout_s)
        if self._failure is not None:
            raise self._failure
        return ended

    def apply(self, settings: Settings) -> None:
        """Take over new settings: the look with the next frame, the camera by opening it anew.

        Another size for the virtual camera waits until no program reads it; until then the picture is fitted.
        """
        with self._changed:
            reopen = not _same_capture(self._settings, settings)
            self._outlet.ask(self._settings, settings)
            self._settings = settings
            source = self._source
            self._changed.notify_all()
        if source is not None and reopen:
            source.close()
        elif source is not None:
            self._capture_notes = source.adjust(_request(settings))

    def preview(self, *, wanted: bool) -> None:
        """Keep the camera open for somebody who looks at the picture here, reader or not."""
        self._previewed = wanted

    def snapshot(self) -> Snapshot:
        """What is going on right now."""
        pipeline = self._pipeline
        step, effort = self._stepped_down
        return Snapshot(
            status=self._preparing or self._status,
            sink=self._outlet.label,
            output=self._outlet.mode,
            source=self._source_label,
            capture=self._capture_mode,
            readers=self._readers,
            captured=self._rate_in.count,
            sent=self._rate_out.count,
            dropped=self._dropped,
            late=self._late,
            fps_in=self._rate_in.per_second(),
            fps_out=self._rate_out.per_second(),
            amount=pipeline.amount if pipeline else 0.0,
            runtime=pipeline.runtime if pipeline else "",
            budget_ms=self._governor.budget_ms,
            step=step,
            effort=effort,
            notes=tuple(self._said()),
            times=self._times.summary(),
            sink_problem=self._sink_problem,
            recent_ms=self._times.recent_ms("total"),
        )

    def _said(self) -> Iterator[str]:
        yield from (*self._notes, *self._capture_notes)
        if self._pipeline is not None:
            yield from self._pipeline.notes
        if self._readers and (target := self._outlet.waiting_for) is not None:
            yield f"{target.size} {target.format.name} when no program reads the virtual camera"
        if self._outlet.refused:
            yield self._outlet.refused

    # ------------------------------------------------------------------ capture thread

    def _capture(self) -> None:
        while (settings := self._next_wanted()) is not None:
            try:
                if self._stream(settings):
                    self._finished.set()
                    return
            except SourceError as exc:
                self._set_problem(exc)
                self._pause(RETRY_S)

    def _next_wanted(self) -> Settings | None:
        """Wait until the camera is wanted; None when it is time to stop."""
        with self._changed:
            if not self._wanted:
                self._status = CAMERA_OFF
            self._changed.wait_for(lambda: self._wanted or self._stopping)
            return None if self._stopping else self._settings

    def _stream(self, settings: Settings) -> bool:
        """Capture while the camera is wanted as `settings` have it; True if the source came to its end."""
        source = self._make_source(settings)
        with self._changed:
            self._source = source  # from here on `stop` and `apply` can wake us
            if self._status.state is not State.PROBLEM:
                self._status = Status(State.STARTING, "Starting the camera", source.label)
        try:
            mode = source.open(_request(settings))
            self._capture_mode, self._source_label = mode, source.label
            self._capture_notes = mode.notes
            if (now := _request(self._settings)) != _request(settings):  # changed while it was being opened
                self._capture_notes = source.adjust(now)
            pool = FramePool(mode.format, mode.size, mode.colour, POOL_FRAMES)
            while self._is_wanted(settings):
                frame = pool.take()
                if not source.read_into(frame):
                    return self._is_wanted(settings)
                self._rate_in.tick()
                self._hand_over(self._captured, frame)
            return False
        finally:
            with self._changed:
                self._source = None
            self._capture_mode, self._capture_notes = None, ()
            source.close()

    def _is_wanted(self, settings: Settings) -> bool:
        with self._changed:
            return self._wanted and not self._stopping and _same_capture(self._settings, settings)

    def _hand_over(self, slot: LatestFrame[Frame], frame: Frame) -> None:
        if (pushed_out := slot.put(frame)) is not None:
            self._dropped += pushed_out is not frame
            pushed_out.release()

    # ------------------------------------------------------------------ enhance thread

    def _enhance(self) -> None:
        if self._prepare is not None:
            self._pass_until(self._start_preparing(self._prepare))
        if self._stopping:
            return
        pipeline, runtime = self._new_pipeline(), self._settings.runtime
        with self._changed:
            self._preparing = None
        while (frame := self._captured.take()) is not None:
            start_ns = time.perf_counter_ns()
            if self._settings.runtime != runtime:
                pipeline, runtime = self._new_pipeline(), self._settings.runtime
            self._process(pipeline, frame, self._settings.look, self._governor.effort)
            self._govern((time.perf_counter_ns() - start_ns) / 1e6)

    def _new_pipeline(self) -> Pipeline:
        self._notes.clear()
        self._pipeline = Pipeline(self._load_model(self._settings), self._times)
        return self._pipeline

    def _pass_until(self, prepared: threading.Event) -> None:
        """Let frames pass as they are until all is ready; a call is not to wait for a compiler."""
        pipeline = Pipeline(None, self._times)
        while not prepared.is_set() and not self._stopping:
            if (frame := self._captured.take(IDLE_TICK_S)) is not None:
                as_it_is = Look(EnhanceMode.OFF, mirror=self._settings.mirror)
                self._process(pipeline, frame, as_it_is, FULL_EFFORT)

    def _process(self, pipeline: Pipeline, frame: Frame, look: Look, effort: Effort) -> None:
        enhanced = self._outlet.take()
        try:
            pipeline.process(frame, enhanced, look, effort)
        except ModelError as exc:
            # A picture without enhancement is better than none.
            self._note(exc)
            pipeline.model = None
            pipeline.process(frame, enhanced, look, effort)
        if self._on_frame is not None:
            self._on_frame(frame, enhanced)
        frame.release()
        self._hand_over(self._enhanced, enhanced)

    def _govern(self, busy_ms: float) -> None:
        """Let the governor choose the effort for the next frame from what this one took."""
        governor, mode = self._governor, self._capture_mode
        if mode is not None and mode != self._governed:
            self._governed = mode
            self._stepped_down = 0, ""
            # some drivers say nothing about their rate
            governor.reset(1000 / (mode.fps if mode.fps > 0 else self._settings.fps))
        self._late += busy_ms > governor.budget_ms
        former = governor.step
        governor.observe(busy_ms)
        if governor.step != former:
            self._stepped_down = governor.step, str(governor)
            log.info("%s", str(governor) or "full effort again")

    def _start_preparing(self, work: Callable[[Callable[[int, int, str], None]], None]) -> threading.Event:
        """Begin with the work before the first frame; the event tells when it is done."""
        prepared = threading.Event()

        def prepare() -> None:
            work(self._report_progress)
            prepared.set()

        threading.Thread(target=self._guard, args=(prepare,), name="prepare", daemon=True).start()
        return prepared

    def _load_model(self, settings: Settings) -> MapModel | None:
        try:
            return self._make_model(settings)
        except ModelError as exc:
            self._note(exc)
            return None

    def _note(self, exc: LowLightError) -> None:
        log.warning("not enhanced: %s", exc.title)
        self._notes.append(f"not enhanced: {exc}")

    def _report_progress(self, done: int, total: int, what: str) -> None:
        with self._changed:
            self._preparing = Status(
                State.PREPARING, f"Getting ready: {done} of {total}", what, done=done, total=total
            )

    # ------------------------------------------------------------------ send thread

    def _send(self) -> None:
        demand = Demand(self._settings.release_after_s)
        while not self._stopping:
            try:
                self._outlet.open()
                self._sink_problem = None
                self._say_opened()
                self._feed(demand)
            except SinkError as exc:
                if not self._patient and not self._opened.done():
                    self._opened.set_exception(exc)
                    return
                self._say_opened()
                self._set_sink_problem(exc)
                self._outlet.close()
                self._go_without(demand, RETRY_S)
            finally:
                self._outlet.close()

    def _say_opened(self) -> None:
        if not self._opened.done():
            self._opened.set_result(None)

    def _feed(self, demand: Demand) -> None:
        """Send what there is, frame or card, until it is time to stop or to open the sink otherwise."""
        placeholder = Placeholder()
        frame_sent_s = card_sent_s = -SILENT_AFTER_S
        while not self._stopping and not self._outlet.has_to_change(self._readers):
            self._update_demand(demand, self._outlet.readers())
            frame = self._enhanced.take(IDLE_TICK_S)
            now_s = time.monotonic()
            if frame is not None:
                self._deliver(frame)
                frame_sent_s = now_s
            elif now_s - frame_sent_s >= SILENT_AFTER_S and now_s - card_sent_s >= CARD_EVERY_S:
                status = self._preparing or self._status
                self._outlet.send(placeholder.show(self._outlet.mode, status, self._settings.placeholder))
                card_sent_s = now_s

    def _deliver(self, frame: Frame) -> None:
        try:
            with self._times.stage("send"):
                if not self._outlet.send(frame):
                    return
            self._times.add("age", time.perf_counter_ns() - frame.captured_ns)
            self._rate_out.tick()
            self._set_live()
        finally:
            frame.release()

    def _go_without(self, demand: Demand, seconds: float) -> None:
        """Let frames pass for whoever looks at them here, until the sink is worth another try."""
        until_s = time.monotonic() + seconds
        while not self._stopping and (left_s := until_s - time.monotonic()) > 0:
            self._update_demand(demand, ())
            if (frame := self._enhanced.take(min(IDLE_TICK_S, left_s))) is not None:
                frame.release()
                self._set_live()

    def _set_live(self) -> None:
        with self._changed:
            if self._wanted:
                self._status = Status(State.LIVE, "Live", self._source_label)

    def _update_demand(self, demand: Demand, readers: tuple[Reader, ...] | None) -> None:
        self._readers = readers
        demand.release_after_s = self._settings.release_after_s
        watched = readers is None or len(readers) > 0 or self._previewed or not self._settings.on_demand
        wanted = demand.update(wanted_now=watched, now_ns=time.perf_counter_ns())
        if wanted != self._wanted:
            with self._changed:
                self._wanted = wanted
                self._changed.notify_all()

    # ------------------------------------------------------------------ all threads

    def _run(self, work: Callable[[], None]) -> None:
        """Run the work of one of the three threads."""
        prefer_this_thread()
        self._guard(work)

    def _guard(self, work: Callable[[], None]) -> None:
        """Run a thread's work; a programmer's mistake in it ends the run instead of freezing the picture."""
        try:
            work()
        except BaseException as exc:  # handed to the owner by `wait`
            self._failure = exc
            if not self._opened.done():
                self._opened.set_exception(exc)
            self._finished.set()

    def _pause(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, seconds)

    def _set_problem(self, exc: SourceError) -> None:
        with self._changed:
            if self._status.title != exc.title:
                log.warning("%s", exc.title)
            self._status = Status.problem(exc)

    def _set_sink_problem(self, exc: SinkError) -> None:
        if self._sink_problem is None or self._sink_problem.title != exc.title:
            log.warning("%s", exc.title)
        self._sink_problem = Status.problem(exc)

    def _set_status(self, state: State, title: str) -> None:
        with self._changed:
            self._status = Status(state, title)
            self._preparing = None


def _request(settings: Settings) -> CaptureRequest:
    return CaptureRequest(settings.size, settings.fps, settings.power_line, settings.keep_fps)


def _same_capture(one: Settings, other: Settings) -> bool:
    return (one.camera, one.size, one.fps) == (other.camera, other.size, other.fps)
