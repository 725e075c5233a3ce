"""The capture thread: owns the source. Open while the camera is wanted, opened again when it is lost."""

from __future__ import annotations

from collections.abc import Callable

from vcam.core.errors import ModeChanged, SourceError
from vcam.core.frame import Frame, FramePool
from vcam.core.latest import LatestFrame
from vcam.core.rate import Rate
from vcam.outlet import POOL_FRAMES
from vcam.settings import Settings
from vcam.sources.base import CaptureMode, CaptureRequest, Source
from vcam.workers.state import RunState, hand_over

RETRY_S = 1.0


class Capture:
    """Reads frames and hands them on.

    Parameters
    ----------
    make_source
        Gives the source that the settings ask for, not yet opened; may raise a `SourceError`.
    out
        Where the frames go.

    Attributes
    ----------
    mode
        What the source delivers; None while it is closed.
    label, notes
        The source's name, and which wishes it could not fulfil.
    """

    def __init__(
        self, state: RunState, make_source: Callable[[Settings], Source], out: LatestFrame[Frame]
    ) -> None:
        self.mode: CaptureMode | None = None
        self.label = ""
        self.notes: tuple[str, ...] = ()
        self.rate = Rate()
        self.dropped = 0
        self._state = state
        self._make_source = make_source
        self._out = out
        self._source: Source | None = None
        self._goes_on = False  # in another size: what is shown is that it goes on

    def run(self) -> bool:
        """Work until it is time to stop; True if the source came to its end before that."""
        state = self._state
        while state.wait_until_wanted():
            try:
                if self._stream(state.settings):
                    return True
            except ModeChanged:
                self._goes_on = True  # a phone was turned
            except SourceError as exc:
                state.lose_picture(exc)
                state.pause(RETRY_S)
        return False

    def wake(self) -> None:
        """Close the source, so that a read that waits comes back; from any thread, to stop."""
        with self._state.changed:
            source = self._source
        if source is not None:
            source.close()

    def _stream(self, settings: Settings) -> bool:
        """Capture while the camera is wanted as `settings` have it; True if the source came to its end."""
        source = self._make_source(settings)
        with self._state.changed:
            self._source = source  # from here on `wake` reaches it
        if not self._goes_on:
            self._state.starting(source.label)
        self._goes_on = False
        try:
            request = _request(settings)
            mode = source.open(request)
            self.mode, self.label, self.notes = mode, source.label, mode.notes
            pool = FramePool(mode.format, mode.size, mode.colour, POOL_FRAMES)
            while self._is_wanted(settings):
                if (asked := _request(self._state.settings)) != request:
                    request, self.notes = asked, source.adjust(asked)
                frame = pool.take()
                if not source.read_into(frame):
                    return self._is_wanted(settings)
                self.rate.tick()
                self.dropped += hand_over(self._out, frame)
            return False
        finally:
            with self._state.changed:
                self._source = None
            self.mode, self.notes = None, ()
            source.close()

    def _is_wanted(self, settings: Settings) -> bool:
        state = self._state
        return state.wanted and not state.stopping and _same_capture(state.settings, settings)


def _request(settings: Settings) -> CaptureRequest:
    return CaptureRequest(settings.size, settings.fps, settings.power_line, settings.keep_fps)


def _same_capture(one: Settings, other: Settings) -> bool:
    return (one.camera, one.size, one.fps) == (other.camera, other.size, other.fps)
