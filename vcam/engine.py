"""Runs a pipeline in threads: capture, enhance, send. On demand: the camera is open while somebody reads.

    capture  --LatestFrame-->  enhance  --LatestFrame-->  send
    owns the source            owns the network,          owns the sink, the cards and the demand
                               the governor

The source may come, go and change; the sink keeps one format and size while a program reads it, for that
cannot follow a change. While there is no picture the sink shows a card that says why. The threads' work is in
`vcam.workers`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from vcam.core.errors import SinkError
from vcam.core.frame import Frame
from vcam.core.latest import LatestFrame
from vcam.core.times import StageTimes
from vcam.governor import Governor
from vcam.outlet import Outlet
from vcam.pipeline import MapModel
from vcam.settings import Settings
from vcam.sinks.base import OutputMode, Sink
from vcam.snapshot import Snapshot, State
from vcam.sources.base import Source
from vcam.system.priority import prefer_this_thread
from vcam.workers.capture import Capture
from vcam.workers.enhancer import Enhancer, Prepare
from vcam.workers.send import Send
from vcam.workers.state import RunState

JOIN_S = 10.0  # far above what it takes, on a machine with other work to do as well
COMPILER_JOIN_S = 0.5


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
        prepare: Prepare | None = None,
        on_frame: Callable[[Frame, Frame], None] | None = None,
        governor: Governor | None = None,
        make_sink: Callable[[Settings], Sink] | None = None,
        patient: bool = False,
    ) -> None:
        self._patient = patient
        self._prepare = prepare
        self._slots: tuple[LatestFrame[Frame], LatestFrame[Frame]] = LatestFrame(), LatestFrame()
        captured, enhanced = self._slots
        self._state = RunState(settings)
        self._times = StageTimes()
        self._outlet = Outlet(sink, output, make_sink)
        self._capture = Capture(self._state, make_source, captured)
        self._enhancer = Enhancer(
            self._state,
            captured,
            enhanced,
            self._outlet,
            make_model,
            self._times,
            governor or Governor(1000 / settings.fps),
            lambda: self._capture.mode,
            on_frame,
        )
        self._send = Send(self._state, enhanced, self._outlet, self._capture, self._times, patient=patient)
        self._failure: BaseException | None = None
        self._finished = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(work,), name=name, daemon=True)
            for name, work in (
                ("send", self._send.run),
                ("enhance", self._enhance),
                ("capture", self._capture_all),
            )
        ]

    def start(self) -> None:
        """Open the sink and begin; raises the `SinkError` if the virtual camera cannot be had.

        A patient engine does not wait for that.
        """
        for thread in self._threads:
            thread.start()
        if self._patient:
            return
        try:
            self._send.opened.result()
        except SinkError:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop in the order of the data; may be called again. RuntimeError names a thread that hangs.

        While kernels are compiled the enhance thread may wait for one, and nothing can wake it: it is left
        behind then, and ends with its kernel or with the program.
        """
        preparing = self._state.status.state is State.PREPARING
        self._state.stop()
        self._capture.wake()
        for slot in self._slots:
            if (frame := slot.close()) is not None:
                frame.release()
        if preparing:
            self._leave_behind("enhance")
        deadline = time.monotonic() + JOIN_S
        for thread in self._threads:
            if thread.ident is not None and thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))
        self._state.stopped()
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
        Does not wait for any of that.
        """
        self._outlet.ask(self._state.settings, settings)
        self._state.settings = settings

    def preview(self, *, wanted: bool) -> None:
        """Keep the camera open for somebody who looks at the picture here, reader or not."""
        self._state.previewed = wanted

    def snapshot(self) -> Snapshot:
        """What is going on right now."""
        capture, enhancer, send = self._capture, self._enhancer, self._send
        step, effort = enhancer.stepped_down
        return Snapshot(
            status=self._state.status,
            sink=self._outlet.label,
            output=self._outlet.mode,
            source=capture.label,
            capture=capture.mode,
            readers=send.readers,
            captured=capture.rate.count,
            sent=send.rate.count,
            dropped=capture.dropped + enhancer.dropped,
            late=enhancer.late,
            fps_in=capture.rate.per_second(),
            fps_out=send.rate.per_second(),
            amount=enhancer.amount,
            enhanced_by=capture.label if enhancer.comes_enhanced and capture.mode is not None else "",
            runtime=enhancer.runtime,
            budget_ms=enhancer.budget_ms,
            step=step,
            effort=effort,
            notes=tuple(self._notes()),
            times=self._times.summary(),
            sink_problem=self._state.sink_problem,
            recent_ms=self._times.recent_ms("total"),
        )

    def _notes(self) -> Iterator[str]:
        yield from (*self._enhancer.notes, *self._capture.notes)
        if self._send.readers and (target := self._outlet.waiting_for) is not None:
            yield f"{target.size} {target.format.name} when no program reads the virtual camera"
        if self._outlet.refused:
            yield self._outlet.refused

    def _capture_all(self) -> None:
        if self._capture.run():
            self._finished.set()

    def _enhance(self) -> None:
        self._enhancer.run(self._start_preparing(self._prepare) if self._prepare is not None else None)

    def _start_preparing(self, work: Prepare) -> threading.Event:
        """Begin with the work before the first frame; the event tells when it is done."""
        prepared = threading.Event()

        def prepare() -> None:
            work(self._state.prepare)
            prepared.set()

        threading.Thread(target=self._guard, args=(prepare,), name="prepare", daemon=True).start()
        return prepared

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
            if not self._send.opened.done():
                self._send.opened.set_exception(exc)
            self._finished.set()
