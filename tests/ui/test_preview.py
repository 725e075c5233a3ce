"""The preview window, on the screen that `conftest` has made."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.preview import Preview
from vcam.sinks.base import OutputMode
from vcam.snapshot import Snapshot, State, Status
from vcam.ui.preview import PreviewWindow, describe, show
from vcam.ui.split_view import SplitView

SIZE = FrameSize(64, 36)
LIMIT_S = 120  # far above what it takes, a kernel's first compilation included
OUTPUT = OutputMode(SIZE, 30.0)
LIVE = Snapshot(Status(State.LIVE, "Live"), "Preview", OUTPUT, source="Webcam", fps_out=29.7, amount=1.0)


@pytest.fixture(scope="module")
def app() -> QApplication:
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["test"])


@pytest.fixture
def view(app: QApplication) -> Iterator[SplitView]:
    preview = Preview()
    shown = SplitView(preview)
    shown.resize(640, 360)
    shown.show()
    preview.put(flat(40), flat(200))
    deadline = time.monotonic() + LIMIT_S
    while shown.pair is None:
        assert time.monotonic() < deadline, "it shows nothing"
        QTest.qWait(20)
    yield shown
    shown.hide()


def flat(level: int) -> Frame:
    frame = Frame.allocate(PixelFormat.I420, SIZE)
    frame.data.fill(128)
    frame.planes[0].fill(level)
    return frame


def row(view: SplitView) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Brightness along a row of the window, above the handle's knob."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return np.array([image.pixelColor(x, 40).red() for x in range(image.width())], np.int64)


def test_before_is_left_of_the_handle_and_after_right(view: SplitView) -> None:
    levels = row(view)
    assert levels[100] < 60
    assert levels[540] > 180


def test_the_handle_follows_the_mouse(view: SplitView) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(160, 200))
    assert view.split == pytest.approx(0.25, abs=0.01)
    levels = row(view)
    assert levels[100] < 60
    assert levels[300] > 180


@pytest.mark.parametrize(
    ("key", "split"),
    [
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, 1.0),
        (Qt.Key.Key_Left, 0.45),
        (Qt.Key.Key_Right, 0.55),
    ],
)
def test_the_handle_follows_the_keyboard(view: SplitView, key: Qt.Key, split: float) -> None:
    QTest.keyClick(view, key)
    assert view.split == pytest.approx(split)


def test_a_hidden_view_asks_for_no_frames(app: QApplication) -> None:
    preview = Preview()
    view = SplitView(preview)
    wanted = [preview.wanted]
    view.show()
    wanted.append(preview.wanted)
    view.hide()
    wanted.append(preview.wanted)
    assert wanted == [False, True, False]


def test_the_words_say_what_goes_on(app: QApplication) -> None:
    window = PreviewWindow(Preview(), lambda: LIVE)
    window.refresh_words()
    assert window.words.text() == "Webcam  ·  30 fps  ·  enhanced 100%"
    busy = replace(LIVE, effort="no denoise: a reason")
    assert describe(busy).endswith("enhanced 100%  ·  no denoise: a reason")
    problem = Snapshot(Status(State.PROBLEM, "Camera unplugged", "Plug it in."), "", OUTPUT)
    assert describe(problem) == "Camera unplugged. Plug it in."
    window.close()


def test_the_window_closes_when_the_engine_has_finished(app: QApplication) -> None:
    asked: list[int] = []

    def finished() -> bool:
        asked.append(1)
        return len(asked) > 2

    former = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(True)  # as it is in that program; in the tray app it is not
    show(Preview(), lambda: LIVE, finished)
    app.setQuitOnLastWindowClosed(former)
    assert len(asked) > 2
