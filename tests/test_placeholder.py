"""What is shown without a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vcam import placeholder as placeholder_module
from vcam.core.errors import CameraLost, PhoneAwaited, PhoneLost
from vcam.core.formats import FrameSize
from vcam.media.picture import write_picture
from vcam.placeholder import Placeholder
from vcam.sinks.base import OutputMode
from vcam.snapshot import State, Status

MODE = OutputMode(FrameSize(64, 48), 30.0)
STATUS = Status(State.WAITING, "Camera is off", "Nobody is watching.")

pytestmark = pytest.mark.usefixtures("kernels_ready")


def test_a_card_is_drawn_once_for_a_status_and_anew_for_another() -> None:
    placeholder = Placeholder()
    first = placeholder.show(MODE, STATUS, "card")
    assert placeholder.show(MODE, STATUS, "card") is first
    other = placeholder.show(MODE, Status(State.PROBLEM, "Camera unplugged"), "card")
    assert (other.data != first.data).any()
    assert placeholder.show(OutputMode(FrameSize(32, 24), 30.0), STATUS, "card").size == (32, 24)


def test_black_is_black() -> None:
    frame = Placeholder().show(MODE, STATUS, "black")
    assert [set(np.unique(plane)) for plane in frame.planes] == [{16}, {128}, {128}]


def test_a_picture_of_ones_own_keeps_its_shape(tmp_path: Path) -> None:
    picture = tmp_path / "away.png"
    write_picture(picture, np.full((10, 10, 3), 255, np.uint8))
    luma = Placeholder().show(MODE, STATUS, str(picture)).planes[0]
    assert luma[24, 32] == 235
    assert luma[24, 2] == 16


@pytest.mark.parametrize("content", [b"", b"rubbish", None])
def test_a_picture_that_cannot_be_read_gives_the_card(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    picture = tmp_path / "away.png"
    if content is not None:
        picture.write_bytes(content)
    placeholder = Placeholder()
    frame = placeholder.show(MODE, STATUS, str(picture))
    assert (frame.data == placeholder.show(MODE, STATUS, "card").data).all()
    assert len(caplog.records) == 1
    caplog.clear()


def test_those_in_the_call_read_calm_words(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, ...]] = []
    monkeypatch.setattr(placeholder_module, "draw_card", lambda _frame, *words: drawn.append(words))
    lost = CameraLost("C920 went away (No such device)", hint="Plug it in.")
    Placeholder().show(MODE, Status.problem(lost), "card")
    Placeholder().show(MODE, Status.problem(PhoneLost("Pixel 8 is gone")), "card")
    Placeholder().show(MODE, Status.problem(PhoneAwaited("no phone is connected yet")), "card")
    Placeholder().show(MODE, STATUS, "card")
    assert drawn == [
        ("Camera unplugged, waiting", "C920 went away (No such device)"),
        ("Phone lost, retrying", "Pixel 8 is gone"),
        ("Waiting for your phone", "no phone is connected yet"),
        ("Camera is off", "Nobody is watching."),
    ]
