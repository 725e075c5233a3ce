"""What the engine's threads and its owner share, and how they wake each other."""

from __future__ import annotations

import logging
import threading

from vcam.core.errors import SinkError, SourceError
from vcam.core.frame import Frame
from vcam.core.latest import LatestFrame
from vcam.settings import Settings
from vcam.snapshot import State, Status

log = logging.getLogger(__name__)

CAMERA_OFF = Status(State.WAITING, "Camera is off", "Nobody is watching.")


class RunState:
    """One run's settings, wishes and status.

    `changed` guards what is written by more than one thread, and wakes whoever waits for a change. `settings`
    is one immutable object that is swapped whole, so reading it needs no lock.
    """

    def __init__(self, settings: Settings) -> None:
        self.changed = threading.Condition()
        self.settings = settings
        self.wanted = not settings.on_demand
        self.previewed = False
        self.stopping = False
        self.sink_problem: Status | None = None
        self._preparing: Status | None = Status(State.PREPARING, "Getting ready")
        self._status = CAMERA_OFF

    @property
    def status(self) -> Status:
        """What is to be said of the picture."""
        return self._preparing or self._status

    def stop(self) -> None:
        """Tell everybody to stop."""
        with self.changed:
            self.stopping = True
            self.changed.notify_all()

    def stopped(self) -> None:
        """All have stopped."""
        with self.changed:
            self._status, self._preparing = Status(State.STOPPED, "Stopped"), None

    def pause(self, seconds: float) -> None:
        """Wait so long, or until it is time to stop."""
        with self.changed:
            self.changed.wait_for(lambda: self.stopping, seconds)

    def want(self, *, wanted: bool) -> None:
        """Say whether the camera is wanted."""
        if wanted != self.wanted:
            with self.changed:
                self.wanted = wanted
                self.changed.notify_all()

    def wait_until_wanted(self) -> bool:
        """Wait until the camera is wanted; False when it is time to stop."""
        with self.changed:
            if not self.wanted:
                self._status = CAMERA_OFF
            self.changed.wait_for(lambda: self.wanted or self.stopping)
            return not self.stopping

    def prepare(self, done: int, total: int, what: str) -> None:
        """Tell how far getting ready has come."""
        with self.changed:
            self._preparing = Status(
                State.PREPARING, f"Getting ready: {done} of {total}", what, done=done, total=total
            )

    def prepared(self) -> None:
        """All is ready."""
        with self.changed:
            self._preparing = None

    def starting(self, label: str) -> None:
        """The camera is being opened; a problem stays to be read until a picture comes."""
        with self.changed:
            if self._status.state is not State.PROBLEM:
                self._status = Status(State.STARTING, "Starting the camera", label)

    def live(self, label: str) -> None:
        """A picture has come through."""
        with self.changed:
            if self.wanted:
                self._status = Status(State.LIVE, "Live", label)

    def lose_picture(self, exc: SourceError) -> None:
        """There is no picture, and why."""
        with self.changed:
            if self._status.title != exc.title:
                log.warning("%s", exc.title)
            self._status = Status.problem(exc)

    def lose_sink(self, exc: SinkError) -> None:
        """The virtual camera cannot be fed, and why."""
        if self.sink_problem is None or self.sink_problem.title != exc.title:
            log.warning("%s", exc.title)
        self.sink_problem = Status.problem(exc)


def hand_over(slot: LatestFrame[Frame], frame: Frame) -> bool:
    """Put a frame into the slot; True if that pushed one out which nobody will see."""
    pushed_out = slot.put(frame)
    if pushed_out is None:
        return False
    pushed_out.release()
    return pushed_out is not frame
