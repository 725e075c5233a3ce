"""The window: what it says, what it does, and when it asks for the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.desktop import show
from tests.ui.fakes import LIVE, WAITING, FakeEngines, with_problem
from vcam.core import errors
from vcam.core.errors import LowLightError
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.enhance.look import EnhanceMode
from vcam.snapshot import State, Status
from vcam.ui.devices import DeviceLists
from vcam.ui.presenter import Fix, Notice
from vcam.ui.program import Program
from vcam.ui.session import Session
from vcam.ui.window import Banner, Window

LEFT = Qt.MouseButton.LeftButton
SIZE = FrameSize(64, 36)


def flat(level: int) -> Frame:
    frame = Frame.allocate(PixelFormat.I420, SIZE)
    frame.data.fill(128)
    frame.planes[0].fill(level)
    return frame


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    show(window, qtbot)
    return window


@pytest.fixture
def with_picture(shown: Window, session: Session, qtbot: QtBot) -> Window:
    shown.show_snapshot(LIVE)
    session.preview.put(flat(40), flat(200))
    qtbot.waitUntil(lambda: shown.view.pair is not None)
    return shown


# ---------------------------------------------------------------------- what it says


def test_it_says_state_readers_and_cost(shown: Window) -> None:
    shown.show_snapshot(LIVE)
    assert shown._headline.text() == "Live, enhanced"
    assert shown._watchers.text() == "browser (pid 4711) is watching"
    assert shown._figures.text() == "1.5 of 33 ms a frame, 30 fps  ·  0 dropped, 0 late"
    assert shown._state.accessibleName() == "Live, enhanced"
    shown.show_snapshot(WAITING)
    assert shown._figures.text() == "No frames are running"


@pytest.mark.parametrize(
    ("exc", "of_sink", "text", "fix"),
    [
        (errors.NoVirtualCamera("x"), True, "Set up…", Fix.SETUP),
        (errors.CameraNotFound("x"), False, "Try the demo scene", Fix.DEMO),
        (errors.CameraBusy("x"), False, "Find out why…", Fix.DOCTOR),
    ],
)
def test_a_problem_has_a_button_that_asks_for_its_fix(
    shown: Window, qtbot: QtBot, exc: LowLightError, of_sink: bool, text: str, fix: Fix
) -> None:
    shown.show_snapshot(with_problem(exc, of_sink=of_sink))
    assert shown.banner.isVisible()
    assert shown.banner.property("severity") == "bad"
    assert shown.banner.fix.text() == text
    with qtbot.waitSignal(shown.asked) as asked:
        QTest.mouseClick(shown.banner.fix, LEFT)
    assert asked.args == [fix]
    shown.show_snapshot(LIVE)
    assert not shown.banner.isVisible()


def test_preparing_shows_how_far_it_is(shown: Window) -> None:
    shown.show_snapshot(replace(LIVE, status=Status(State.PREPARING, "t", "d", done=3, total=9)))
    bar = shown.work.progress
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == (3, 9)
    shown.show_snapshot(LIVE)
    assert not shown.work.isVisible()


def put_away(banner: Banner) -> None:
    (button,) = banner.findChildren(QToolButton)
    QTest.mouseClick(button, LEFT)


def test_a_note_that_was_put_away_stays_away_until_there_is_another(shown: Window) -> None:
    shown.show_snapshot(replace(LIVE, notes=("one",)))
    put_away(shown.work)
    shown.show_snapshot(replace(LIVE, notes=("one",)))
    assert not shown.work.isVisible()
    shown.show_snapshot(replace(LIVE, notes=("two",)))
    assert shown.work.isVisible()


def test_a_message_goes_by_itself(shown: Window, qtbot: QtBot) -> None:
    shown._message_time.setInterval(50)
    shown.tell("Saved", "a.png")
    assert shown.message.title.text() == "Saved"
    assert shown.message.isVisible()
    qtbot.waitUntil(lambda: not shown.message.isVisible())


def test_a_message_that_was_put_away_comes_again_when_it_is_told_again(shown: Window) -> None:
    shown.tell("There is no picture to save", "Open the preview.")
    put_away(shown.message)
    assert not shown.message.isVisible()
    shown.tell("There is no picture to save", "Open the preview.")
    assert shown.message.isVisible()


def test_a_notice_without_detail_and_fix_is_a_title(shown: Window) -> None:
    shown.banner.show_notice(Notice("Only this"))
    assert not shown.banner.detail.isVisible()
    assert not shown.banner.fix.isVisible()
    assert shown.banner.property("severity") == "note"


def test_the_performance_panel_has_a_line_for_each_stage(shown: Window) -> None:
    shown.tabs.setCurrentWidget(shown.performance)
    shown.show_snapshot(LIVE)
    names = [cells[0].text() for cells in shown.performance._cells]
    assert names == [
        "Small copy",
        "Network",
        "Enhance, denoise",
        "All of these",
        "Handing over",
        "Age when sent",
    ]
    assert [cell.text() for cell in shown.performance._cells[0][1:]] == ["1.50", "2.00", "3.00"]
    assert "Camera: 1280x720 NV12 at 30 fps" in shown.performance.facts.text()
    shown.show_snapshot(replace(WAITING, effort="no denoise: too slow"))
    assert not any(cells[0].text() for cells in shown.performance._cells)
    assert "no denoise: too slow" in shown.performance.facts.text()


def test_a_stage_without_a_name_is_shown_by_the_engines(shown: Window) -> None:
    shown.show_snapshot(replace(LIVE, times={**LIVE.times, "novel": LIVE.times["total"]}))
    assert shown.performance._cells[-1][0].text() == "novel"


@pytest.mark.parametrize("recent", [(), (1.0,), (5.0, 400.0) * 300])
def test_the_plot_draws_any_number_of_frames(shown: Window, recent: tuple[float, ...]) -> None:
    shown.show_snapshot(replace(LIVE, recent_ms=recent))
    assert not shown.plot.grab().isNull()


# ---------------------------------------------------------------------- the picture


def brightness(window: Window) -> tuple[int, int]:
    """Of the picture's left and of its right."""
    image = window.view.grab().toImage()
    place = window.view._place()
    y = place.top() + place.height() * 3 // 4
    left, right = (place.left() + place.width() * part // 8 for part in (1, 7))
    return image.pixelColor(left, y).lightness(), image.pixelColor(right, y).lightness()


def test_before_is_left_and_after_right_and_the_buttons_choose(with_picture: Window) -> None:
    left, right = brightness(with_picture)
    assert left < 60
    assert right > 180
    QTest.mouseClick(with_picture.sides.buttons["after"], LEFT)
    assert min(brightness(with_picture)) > 180
    QTest.mouseClick(with_picture.sides.buttons["before"], LEFT)
    assert max(brightness(with_picture)) < 60
    QTest.mouseClick(with_picture.sides.buttons["split"], LEFT)
    assert with_picture.view.split == 0.5


def test_the_handle_is_dragged_and_the_buttons_follow(with_picture: Window) -> None:
    view = with_picture.view
    middle = view.rect().center()
    QTest.mousePress(view, LEFT, pos=middle)
    QTest.mouseMove(view, QPoint(view.width() // 4, middle.y()))
    assert view.split == pytest.approx(0.25, abs=0.02)
    assert view.hasFocus()
    left, right = brightness(with_picture)  # the ring around it leaves the picture to be seen
    assert left < 60
    assert 180 < right < 230
    QTest.mouseMove(view, QPoint(view.width() + 50, middle.y()))
    QTest.mouseRelease(view, LEFT)
    assert view.split == 1.0
    assert with_picture.sides.buttons["before"].isChecked()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert with_picture.sides.buttons["split"].isChecked()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert with_picture.sides.buttons["after"].isChecked()


def test_the_picture_before_is_mirrored_as_the_one_after(
    with_picture: Window, session: Session, qtbot: QtBot
) -> None:
    before = flat(40)
    before.planes[0][:, :32] = 220  # bright on the left
    QTest.mouseClick(with_picture.sides.buttons["before"], LEFT)
    session.preview.put(before, flat(200))
    qtbot.waitUntil(lambda: brightness(with_picture)[0] > 180)
    session.change(mirror=True)
    left, right = brightness(with_picture)
    assert left < 60
    assert right > 180


@pytest.mark.parametrize(
    ("exc", "words"),
    [(errors.CameraLost("gone: Webcam"), "Camera unplugged, waiting"), (None, "Starting the camera")],
)
def test_without_a_picture_it_says_why(with_picture: Window, exc: LowLightError | None, words: str) -> None:
    with_picture.show_snapshot(with_problem(exc) if exc else WAITING)
    assert with_picture.view._words == words
    assert with_picture.view.pair is None


# ---------------------------------------------------------------------- when it asks for the picture


def test_it_is_asked_for_only_while_somebody_can_see_it(
    program: Program, engines: FakeEngines, qtbot: QtBot
) -> None:
    program.start(background=False)
    window, preview, told = program.window, program.session.preview, engines.last.previewed
    qtbot.waitUntil(lambda: preview.wanted and told[-1:] == [True])
    with qtbot.waitExposed(window):  # what is not yet on the screen cannot be made small
        pass
    window.showMinimized()
    qtbot.waitUntil(lambda: not preview.wanted and told[-1:] == [False], timeout=20_000)
    program.show_window()
    qtbot.waitUntil(lambda: preview.wanted and told[-1:] == [True], timeout=20_000)
    window.hide()
    assert not preview.wanted
    assert told[-1] is False
    program.show_window()
    qtbot.waitUntil(lambda: preview.wanted and told[-1:] == [True])
    QTest.mouseClick(window.preview_switch, LEFT)
    assert not preview.wanted
    assert told[-1] is False
    assert window.isVisible()
    program.look()
    assert window.view._words == "The preview is off"


def test_closing_it_makes_it_small_where_there_is_no_tray(program: Program, qtbot: QtBot) -> None:
    program.start(background=False)
    with qtbot.waitExposed(program.window):
        pass
    program.window.close()
    qtbot.waitUntil(program.window.isMinimized)
    assert program.window.isVisible()


def test_closing_it_hides_it_where_there_is_one(program: Program, qtbot: QtBot) -> None:
    program.start(background=False)
    program.tray.is_there = True
    with qtbot.waitExposed(program.window):
        pass
    program.window.close()
    assert not program.window.isVisible()
    program.show_window()
    assert program.window.isVisible()


def test_it_opens_where_it_was_closed(
    shown: Window, session: Session, devices: DeviceLists, qtbot: QtBot
) -> None:
    shown.resize(900, 600)
    qtbot.waitUntil(lambda: shown.size() == QSize(900, 600))
    shown.close()
    again = Window(session, devices)
    qtbot.addWidget(again)
    assert again.size() == QSize(900, 600)


@pytest.mark.parametrize("rubbish", [b"rubbish", "text", 5, b"\x01\xd9\xd0\xcb" + bytes(50)])
def test_a_kept_place_that_is_rubbish_is_ignored(
    session: Session, devices: DeviceLists, qtbot: QtBot, rubbish: object
) -> None:
    QSettings().setValue("window", rubbish)
    window = Window(session, devices)
    qtbot.addWidget(window)
    assert window.width() >= 820
    assert window.height() >= 480


def test_the_switch_enhances_or_not(shown: Window, session: Session, engines: FakeEngines) -> None:
    QTest.mouseClick(shown.enhance, LEFT)
    QTest.keyClick(shown.enhance, Qt.Key.Key_Space)
    assert [each.mode for each in engines.last.applied] == [EnhanceMode.OFF, EnhanceMode.AUTO]
    session.change(mode="off")
    assert not shown.enhance.isChecked()
