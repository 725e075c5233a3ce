"""Holds the frame budget: less work per frame before frames are late, all of it again when there is room.

Pure logic, one call a frame; the engine's enhance thread owns it. The figure that it goes by is the third
highest time of the last hundred frames (p98). Two outliers, such as the first frame or a pause of the
scheduler, change nothing; a load that comes shows after three frames; and with two frames in a hundred above
`NEAR`, the one in a hundred that p99 means is below the budget.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from vcam.enhance.effort import FULL_EFFORT, DenoiseLevel, Effort

# What is least seen goes first. The map is smoothed over 0.3 s, so that a network that runs half as often
# shows only when the light changes; it frees the processor, but a frame with the network in it takes as long
# as before. What makes the longest frames shorter is less denoising, and that can be seen.
LADDER = (
    FULL_EFFORT,
    Effort(2),
    Effort(2, DenoiseLevel.LIGHT),
    Effort(3, DenoiseLevel.TEMPORAL),
    Effort(3, DenoiseLevel.OFF),
)

WINDOW_FRAMES = 100
OUTLIERS = 2

# Shares of the budget. Above 0.7 one more time slice of another program (3 to 4 ms on Linux), with the
# hand-over to the sender, makes a frame late at 60 fps. Between the two nothing changes.
NEAR = 0.7
ROOMY = 0.5

PAUSE_FRAMES = WINDOW_FRAMES  # between two steps up, so that each is judged by a window of its own
PAUSE_FRAMES_MAX = 16 * PAUSE_FRAMES
PROVEN_FRAMES = 3 * WINDOW_FRAMES  # a step up that lasts so long was right


class Governor:
    """Chooses the effort for the next frame from what the last ones took.

    Parameters
    ----------
    budget_ms
        Time from one frame to the next, in milliseconds, above 0.
    ladder
        Efforts from the most to the least, at least one.

    Notes
    -----
    A step down is remembered with what the step above took, so that the way back is taken only if that would
    fit by now: the present time, scaled by the ratio of the two. What was measured may have been a load that
    has ended with the step, so the ratio loses half of its excess over 1 with each pause. A step up that is
    taken back within `PROVEN_FRAMES` doubles the pause before the next, up to `PAUSE_FRAMES_MAX`; one that
    lasts ends the doubling.
    """

    def __init__(self, budget_ms: float, ladder: Sequence[Effort] = LADDER) -> None:
        self._ladder = tuple(ladder)
        self.reset(budget_ms)

    def reset(self, budget_ms: float) -> None:
        """Begin anew at full effort, because the frames are others; ValueError for a budget that is none."""
        if not (math.isfinite(budget_ms) and budget_ms > 0):
            raise ValueError(f"the budget is {budget_ms} ms, must be above 0")
        self.budget_ms = budget_ms
        self.step = 0
        self.reason = ""
        self._recent: deque[float] = deque(maxlen=WINDOW_FRAMES)
        self._held_frames = 0  # since the last step
        self._pause_frames = PAUSE_FRAMES
        self._on_trial = False  # the last step went up and is not proven yet
        self._left_at_ms: float | None = None  # what the step above took, until this one is measured
        self._dearer = [1.0] * len(self._ladder)  # how many times as long the step above each takes

    @property
    def effort(self) -> Effort:
        """What the next frame may cost."""
        return self._ladder[self.step]

    def __str__(self) -> str:
        """Say in words what is left out and why; empty at full effort."""
        return f"{self.effort}: {self.reason}" if self.step else ""

    def observe(self, busy_ms: float) -> Effort:
        """Take in how long a frame took, in milliseconds of wall time; returns the effort for the next.

        Raises ValueError for a time below 0 or one that is not finite.
        """
        if not (math.isfinite(busy_ms) and busy_ms >= 0):
            raise ValueError(f"a frame cannot take {busy_ms} ms")
        self._recent.append(busy_ms)
        self._held_frames += 1
        if self._on_trial and self._held_frames >= PROVEN_FRAMES:
            self._on_trial = False
            self._pause_frames = PAUSE_FRAMES
        if len(self._recent) > OUTLIERS:
            high_ms = sorted(self._recent)[-1 - OUTLIERS]
            if high_ms > NEAR * self.budget_ms:
                if self.step < len(self._ladder) - 1:
                    self._step_down(high_ms)
            elif self.step and self._held_frames % self._pause_frames == 0:
                self._consider_up(high_ms)
        return self.effort

    def _step_down(self, high_ms: float) -> None:
        self._learn(high_ms)
        if self._on_trial:
            self._pause_frames = min(2 * self._pause_frames, PAUSE_FRAMES_MAX)
        self._move(1, f"frames took {high_ms:.3g} of {self.budget_ms:.3g} ms (p98)")
        self._left_at_ms = high_ms

    def _consider_up(self, high_ms: float) -> None:
        self._learn(high_ms)
        expected_ms = high_ms * self._dearer[self.step]
        if expected_ms < ROOMY * self.budget_ms:
            self._move(-1, f"on the way up again, {expected_ms:.3g} of {self.budget_ms:.3g} ms expected")
        else:
            self._dearer[self.step] = (1 + self._dearer[self.step]) / 2

    def _learn(self, high_ms: float) -> None:
        """Compare this step with the one above, once after each step down."""
        if self._left_at_ms is not None:
            self._dearer[self.step] = max(1.0, self._left_at_ms / max(high_ms, 1e-3))
            self._left_at_ms = None

    def _move(self, by: int, reason: str) -> None:
        self.step += by
        self.reason = reason
        self._on_trial = by < 0
        self._held_frames = 0
        self._left_at_ms = None
        self._recent.clear()  # those were of another effort
