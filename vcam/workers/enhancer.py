"""The enhance thread: owns the network, the pipeline and the governor."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from vcam.core.errors import LowLightError, ModelError
from vcam.core.frame import Frame
from vcam.core.latest import LatestFrame
from vcam.core.times import StageTimes
from vcam.enhance.effort import FULL_EFFORT, Effort
from vcam.enhance.look import EnhanceMode, Look
from vcam.governor import Governor
from vcam.outlet import Outlet
from vcam.pipeline import MapModel, Pipeline
from vcam.settings import Settings
from vcam.sources.base import CaptureMode
from vcam.workers.state import RunState, hand_over

log = logging.getLogger(__name__)

LOOK_S = 0.1  # how soon it is seen that all is prepared while no frame comes

Report = Callable[[int, int, str], None]
Prepare = Callable[[Report], None]


class Enhancer:
    """Takes captured frames, enhances them, hands them on.

    Parameters
    ----------
    captured, enhanced
        Where frames come from and where they go.
    outlet
        Lends the frames that are written.
    make_model
        Loads the network that the settings ask for.
    capture_mode
        Tells what the source delivers now; its rate is the frame budget.
    on_frame
        Called with the frame before and after; must be quick and not keep them.

    Attributes
    ----------
    comes_enhanced
        Whoever took the last frame has enhanced it already.
    """

    def __init__(
        self,
        state: RunState,
        captured: LatestFrame[Frame],
        enhanced: LatestFrame[Frame],
        outlet: Outlet,
        make_model: Callable[[Settings], MapModel],
        times: StageTimes,
        governor: Governor,
        capture_mode: Callable[[], CaptureMode | None],
        on_frame: Callable[[Frame, Frame], None] | None,
    ) -> None:
        self.late = 0
        self.dropped = 0
        self.comes_enhanced = False
        self.stepped_down = governor.step, str(governor)
        self._state = state
        self._captured, self._enhanced = captured, enhanced
        self._outlet = outlet
        self._make_model = make_model
        self._times = times
        self._governor = governor
        self._capture_mode = capture_mode
        self._governed: CaptureMode | None = None
        self._on_frame = on_frame
        self._pipeline: Pipeline | None = None
        self._notes: list[str] = []

    @property
    def amount(self) -> float:
        """How much of the enhancement is applied, 0 to 1."""
        return self._pipeline.amount if self._pipeline else 0.0

    @property
    def runtime(self) -> str:
        """What the network runs on, in words; empty while there is none yet."""
        return self._pipeline.runtime if self._pipeline else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Which fall-backs were taken, and why."""
        return (*self._notes, *(self._pipeline.notes if self._pipeline else ()))

    @property
    def budget_ms(self) -> float:
        """Time from one frame to the next."""
        return self._governor.budget_ms

    def run(self, prepared: threading.Event | None) -> None:
        """Work until it is time to stop; until `prepared` is set, frames pass as they are."""
        state = self._state
        if prepared is not None:
            self._pass_until(prepared)
        if state.stopping:
            return
        pipeline, runtime = self._new_pipeline(), state.settings.runtime
        state.prepared()
        while (frame := self._captured.take()) is not None:
            start_ns = time.perf_counter_ns()
            if state.settings.runtime != runtime:
                pipeline, runtime = self._new_pipeline(), state.settings.runtime
            self._process(pipeline, frame, state.settings.look, self._governor.effort)
            self._govern((time.perf_counter_ns() - start_ns) / 1e6)

    def _pass_until(self, prepared: threading.Event) -> None:
        """Let frames pass as they are until all is ready; a call is not to wait for a compiler."""
        pipeline = Pipeline(None, self._times)
        while not prepared.is_set() and not self._state.stopping:
            if (frame := self._captured.take(LOOK_S)) is not None:
                as_it_is = Look(EnhanceMode.OFF, mirror=self._state.settings.mirror)
                self._process(pipeline, frame, as_it_is, FULL_EFFORT)

    def _new_pipeline(self) -> Pipeline:
        self._notes.clear()
        self._pipeline = Pipeline(self._load_model(), self._times)
        return self._pipeline

    def _load_model(self) -> MapModel | None:
        try:
            return self._make_model(self._state.settings)
        except ModelError as exc:
            self._note(exc)
            return None

    def _process(self, pipeline: Pipeline, frame: Frame, look: Look, effort: Effort) -> None:
        enhanced = self._outlet.take()
        try:
            pipeline.process(frame, enhanced, look, effort)
        except ModelError as exc:
            # A picture without enhancement is better than none.
            self._note(exc)
            pipeline.model = None
            pipeline.process(frame, enhanced, look, effort)
        self.comes_enhanced = frame.enhanced
        if self._on_frame is not None:
            self._on_frame(frame, enhanced)
        frame.release()
        self.dropped += hand_over(self._enhanced, enhanced)

    def _govern(self, busy_ms: float) -> None:
        """Let the governor choose the effort for the next frame from what this one took."""
        governor, mode = self._governor, self._capture_mode()
        if mode is not None and mode != self._governed:
            self._governed = mode
            self.stepped_down = 0, ""
            # some drivers say nothing about their rate
            governor.reset(1000 / (mode.fps if mode.fps > 0 else self._state.settings.fps))
        self.late += busy_ms > governor.budget_ms
        former = governor.step
        governor.observe(busy_ms)
        if governor.step != former:
            self.stepped_down = governor.step, str(governor)
            log.info("%s", str(governor) or "full effort again")

    def _note(self, exc: LowLightError) -> None:
        log.warning("not enhanced: %s", exc.title)
        self._notes.append(f"not enhanced: {exc}")
