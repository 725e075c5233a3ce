"""The send thread: owns the sink, the placeholder and the demand."""

from __future__ import annotations

import time
from concurrent.futures import Future

from vcam.core.errors import SinkError
from vcam.core.frame import Frame
from vcam.core.latest import LatestFrame
from vcam.core.rate import Rate
from vcam.core.reader import Reader
from vcam.core.times import StageTimes
from vcam.demand import Demand
from vcam.outlet import Outlet
from vcam.placeholder import Placeholder
from vcam.workers.capture import Capture
from vcam.workers.state import RunState

IDLE_TICK_S = 0.1  # how soon a reader is noticed while nothing else happens
CARD_EVERY_S = 0.2  # a virtual camera that gets no frames vanishes from the lists of some programs
SILENT_AFTER_S = 0.7  # no new frame for so long: say so instead of freezing
RETRY_S = 1.0


class Send:
    """Feeds the sink with frames, or with what stands in for them, and finds out who reads.

    Parameters
    ----------
    enhanced
        Where frames come from.
    patient
        Go on without a sink, and take it up when it comes; else the first error is given to `opened`.
    """

    def __init__(
        self,
        state: RunState,
        enhanced: LatestFrame[Frame],
        outlet: Outlet,
        capture: Capture,
        times: StageTimes,
        *,
        patient: bool,
    ) -> None:
        self.readers: tuple[Reader, ...] | None = ()
        self.rate = Rate()
        self.opened: Future[None] = Future()
        self._state = state
        self._enhanced = enhanced
        self._outlet = outlet
        self._capture = capture
        self._times = times
        self._patient = patient
        self._demand = Demand(state.settings.release_after_s)

    def run(self) -> None:
        """Keep the sink open and fed until it is time to stop."""
        state = self._state
        while not state.stopping:
            try:
                self._outlet.open()
                state.sink_problem = None
                self._say_opened()
                self._feed()
            except SinkError as exc:
                if not self._patient and not self.opened.done():
                    self.opened.set_exception(exc)
                    return
                self._say_opened()
                state.lose_sink(exc)
                self._outlet.close()
                self._go_without(RETRY_S)
            finally:
                self._outlet.close()

    def _say_opened(self) -> None:
        if not self.opened.done():
            self.opened.set_result(None)

    def _feed(self) -> None:
        """Send what there is, frame or card, until it is time to stop or to open the sink otherwise."""
        placeholder = Placeholder()
        frame_sent_s = card_sent_s = -SILENT_AFTER_S
        while not self._state.stopping:
            # first, or a reader who came a moment ago would have the sink opened anew without end
            self._update_demand(self._outlet.readers())
            if self._outlet.has_to_change(self.readers):
                return
            frame = self._enhanced.take(IDLE_TICK_S)
            now_s = time.monotonic()
            if frame is not None:
                self._deliver(frame)
                frame_sent_s = now_s
            elif now_s - frame_sent_s >= SILENT_AFTER_S and now_s - card_sent_s >= CARD_EVERY_S:
                choice = self._state.settings.placeholder
                self._outlet.send(placeholder.show(self._outlet.mode, self._state.status, choice))
                card_sent_s = now_s

    def _deliver(self, frame: Frame) -> None:
        try:
            with self._times.stage("send"):
                if not self._outlet.send(frame):
                    return
            self._times.add("age", time.perf_counter_ns() - frame.captured_ns)
            self.rate.tick()
            self._state.live(self._capture.label)
        finally:
            frame.release()

    def _go_without(self, seconds: float) -> None:
        """Let frames pass for whoever looks at them here, until the sink is worth another try."""
        until_s = time.monotonic() + seconds
        while not self._state.stopping and (left_s := until_s - time.monotonic()) > 0:
            self._update_demand(())
            if (frame := self._enhanced.take(min(IDLE_TICK_S, left_s))) is not None:
                frame.release()
                self._state.live(self._capture.label)

    def _update_demand(self, readers: tuple[Reader, ...] | None) -> None:
        self.readers = readers
        settings = self._state.settings
        self._demand.release_after_s = settings.release_after_s
        watched = readers is None or len(readers) > 0 or self._state.previewed or not settings.on_demand
        self._state.want(wanted=self._demand.update(wanted_now=watched, now_ns=time.perf_counter_ns()))
