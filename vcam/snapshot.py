"""What the engine is doing right now, as one frozen object that any thread may look at."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from vcam.core.errors import LowLightError
from vcam.core.reader import Reader
from vcam.core.times import StageTime
from vcam.sinks.base import OutputMode
from vcam.sources.base import CaptureMode


class State(enum.StrEnum):
    """The engine's state in one word."""

    PREPARING = "preparing"  # kernels are being compiled, the network loaded
    WAITING = "waiting"  # nobody reads: the camera is off
    STARTING = "starting"  # somebody reads: the camera is being opened
    LIVE = "live"
    PROBLEM = "problem"  # see title and detail; it tries again by itself
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Status:
    """State, and the words for it: `title` for the card, `detail` with the reason and the fix.

    `code` is the one of the `LowLightError` that is the problem, for a window that offers the fix; `done` of
    `total` is how far preparing has come.
    """

    state: State
    title: str
    detail: str = ""
    code: str = ""
    done: int = 0
    total: int = 0

    @classmethod
    def problem(cls, exc: LowLightError) -> Status:
        """Say what went wrong."""
        return cls(State.PROBLEM, exc.title, exc.hint, exc.code)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One look at the engine.

    `dropped` counts captured frames that a newer one overtook; `fps_in` and `fps_out` are over the last
    second; `amount` is how much of the enhancement is applied here, 0 to 1; `enhanced_by` names the source
    whose frames come enhanced already, as a phone's do; `notes` say which fall-backs were taken and why.

    `budget_ms` is the time from one frame to the next; `late` counts frames that the enhance thread worked on
    for longer than that, from taking the frame to handing it on; `step` is how many steps the governor has
    gone down from full effort, and `effort` says what is left out and why, empty at full effort. `recent_ms`
    is what the last frames took, oldest first.

    `sink_problem` is what keeps the virtual camera from being fed, while `status` speaks of the picture.
    """

    status: Status
    sink: str
    output: OutputMode
    source: str = ""
    capture: CaptureMode | None = None
    readers: tuple[Reader, ...] | None = None
    captured: int = 0
    sent: int = 0
    dropped: int = 0
    late: int = 0
    fps_in: float = 0.0
    fps_out: float = 0.0
    amount: float = 0.0
    enhanced_by: str = ""
    runtime: str = ""
    budget_ms: float = 1000 / 30
    step: int = 0
    effort: str = ""
    notes: tuple[str, ...] = ()
    sink_problem: Status | None = None
    recent_ms: tuple[float, ...] = ()
    times: Mapping[str, StageTime] = field(default_factory=dict)
