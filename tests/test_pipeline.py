from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.effort import FULL_EFFORT, Effort
from vcam.enhance.look import EnhanceMode, Look
from vcam.pipeline import Pipeline

SIZE = FrameSize(64, 48)
FRAME_NS = 33_333_333
ON, OFF, AUTO = Look(EnhanceMode.ON), Look(EnhanceMode.OFF), Look(EnhanceMode.AUTO)
DARK, LIT = 40, 200

pytestmark = pytest.mark.usefixtures("kernels_ready")


class CountingModel:
    """Answers with `r` everywhere, and keeps the mean of each small picture that it sees."""

    runtime = "counting"

    def __init__(self) -> None:
        self.r = -0.5
        self.seen: list[float] = []

    def input_size(self, frame: FrameSize) -> FrameSize:
        return FrameSize(16, 12)

    def configure(self, size: FrameSize) -> FrameSize:
        return FrameSize(4, 3)

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        self.seen.append(float(small.mean()))
        out.fill(self.r)


class Scene:
    """Sends flat frames through a pipeline, one after the other."""

    def __init__(self) -> None:
        self.model = CountingModel()
        self.pipeline = Pipeline(self.model, StageTimes())
        self._frame = Frame.allocate(PixelFormat.I420, SIZE)
        self._frame.planes[1].fill(128)
        self._frame.planes[2].fill(128)
        self._out = Frame.allocate(PixelFormat.I420, SIZE)

    def show(self, luma: int = DARK, *, look: Look = ON, effort: Effort = FULL_EFFORT) -> int:
        """Return the luma that comes out."""
        self._frame.planes[0].fill(luma)
        self._frame.captured_ns += FRAME_NS
        self.pipeline.process(self._frame, self._out, look, effort)
        return int(self._out.planes[0][0, 0])


@pytest.mark.parametrize(("every", "calls"), [(1, 12), (2, 6), (3, 4), (5, 3)])
def test_the_network_runs_on_every_nth_frame(every: int, calls: int) -> None:
    scene = Scene()
    for _ in range(12):
        scene.show(effort=Effort(every))
    assert len(scene.model.seen) == calls


def test_frames_in_between_are_enhanced_and_the_map_moves_on() -> None:
    scene = Scene()
    scene.model.r = -0.2
    scene.show(effort=Effort(2))
    first = scene.show(effort=Effort(2))
    assert first > DARK
    scene.model.r = -0.29  # no further than the map may lag behind
    moving = [scene.show(effort=Effort(2)) for _ in range(12)][::2]
    assert moving == sorted(set(moving)), "brighter with each frame, also without the network"
    assert len(scene.model.seen) == 7


def test_the_map_moves_as_fast_with_the_network_on_every_second_frame() -> None:
    all_of_it, half = Scene(), Scene()
    for scene, effort in ((all_of_it, Effort(1)), (half, Effort(2))):
        scene.show(effort=effort)
        scene.show(effort=effort)
        scene.model.r = -0.9
        lumas = [scene.show(effort=effort) for _ in range(20)]
        scene.model.seen = [*lumas]
    assert half.model.seen == all_of_it.model.seen


def test_full_effort_takes_hold_again_within_the_frames_that_were_left_out() -> None:
    scene = Scene()
    scene.show(effort=Effort(3))
    for _ in range(5):
        scene.show()
    assert len(scene.model.seen) == 1 + 3


def test_a_cut_is_seen_with_the_networks_next_turn() -> None:
    scene = Scene()
    scene.show(effort=Effort(2))
    scene.model.r = -0.1
    scene.show(LIT, effort=Effort(2))
    jumped = scene.show(LIT, effort=Effort(2))
    steady = scene.show(LIT, effort=Effort(2))
    assert jumped == steady, "the new map was taken over at once"


def test_switched_on_in_between_the_network_is_asked_first() -> None:
    scene = Scene()
    assert scene.show(look=OFF, effort=Effort(3)) == DARK
    expected = Scene().show()
    assert scene.show(effort=Effort(3)) == expected
    scene.show(effort=Effort(3))
    assert len(scene.model.seen) == 1


def test_auto_decides_on_the_networks_frames_and_fades_on_all() -> None:
    scene = Scene()
    for _ in range(4):
        scene.show(look=AUTO, effort=Effort(2))
    assert scene.pipeline.amount == 1
    amounts: list[float] = []
    while len(amounts) < 90 and scene.pipeline.amount > 0:
        scene.show(LIT, look=AUTO, effort=Effort(2))
        amounts.append(scene.pipeline.amount)
    fading = [amount for amount in amounts if amount < 1]
    assert len(fading) > 20, "a fade, not a jump"
    assert fading == sorted(set(fading), reverse=True), "on frames in between, too"
    assert fading[-1] == 0
    turns = (4 + len(amounts)) // 2
    assert turns - 1 <= len(scene.model.seen) <= turns, "only on every second frame"
    assert min(scene.model.seen[2:]) > max(scene.model.seen[:2])
