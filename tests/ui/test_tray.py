"""The icon beside the clock, in a real tray that comes and goes, and where there is none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.exceptions import TimeoutError  # noqa: A004 - its name
from pytestqt.qtbot import QtBot

from tests.ui.desktop import Desktop
from tests.ui.fakes import LIVE, WAITING, FakeEngines, with_problem
from vcam.core import errors
from vcam.enhance.look import EnhanceMode
from vcam.settings import Settings
from vcam.ui.devices import Devices
from vcam.ui.presenter import present
from vcam.ui.program import Program
from vcam.ui.tray import Tray

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 20_000
StartTray = Callable[[], subprocess.Popen[bytes]]


def texts(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions() if not each.isSeparator()]


def entry(menu: QMenu, text: str) -> QAction:
    (found,) = [each for each in menu.actions() if each.text() == text]
    return found


def place_of(tray: Tray) -> QPoint:
    """The icon's middle on the screen; null while it is in no tray."""
    place = tray._icon.geometry()
    return place.center() if place.y() > 0 else QPoint()  # where it is before a tray takes it, in the corner


def bring_tray(program: Program, start_tray: StartTray, qtbot: QtBot) -> subprocess.Popen[bytes]:
    """Start a tray, and wait until the icon is in it."""
    process = start_tray()
    qtbot.waitUntil(QSystemTrayIcon.isSystemTrayAvailable, timeout=WAIT_MS)
    program.tray.look()
    qtbot.waitUntil(lambda: not place_of(program.tray).isNull(), timeout=WAIT_MS)
    return process


def click_icon(program: Program, qtbot: QtBot, until: Callable[[], bool], button: int = 1) -> None:
    """Click at the icon as a person does: once more where it has just moved away."""
    hand = Desktop(os.environ["DISPLAY"])
    for _attempt in range(10):
        place = place_of(program.tray)
        hand.click(place.x(), place.y(), button)
        with suppress(TimeoutError):
            qtbot.waitUntil(until, timeout=2000)
            return
    raise AssertionError("the icon does nothing")


def end_tray(process: subprocess.Popen[bytes], qtbot: QtBot) -> None:
    process.terminate()
    process.wait()
    qtbot.waitUntil(lambda: not QSystemTrayIcon.isSystemTrayAvailable(), timeout=WAIT_MS)


def colour_at(place: QPoint) -> set[str]:
    """Colours of the screen around a place."""
    image = QGuiApplication.primaryScreen().grabWindow(0, place.x() - 12, place.y() - 12, 24, 24).toImage()
    return {image.pixelColor(x, y).name() for x in range(24) for y in range(24)}


# ---------------------------------------------------------------------- the menu, without a tray


def test_the_menu_has_all_that_matters(program: Program) -> None:
    assert texts(program.tray.menu)[1:] == [
        "Show window",
        "Enhance",
        "Strength",
        "Camera",
        "Use a phone…",
        "Save a snapshot",
        "Doctor…",
        "Start at login",
        "Quit",
    ]
    assert texts(program.tray.strength) == ["100%", "75%", "50%", "25%"]
    assert texts(program.tray.cameras) == ["First camera found", "Phone", "Demo scene, no camera needed"]


def test_its_first_line_is_the_state(program: Program, engines: FakeEngines) -> None:
    program.look()
    assert program.tray.state.text() == "Waiting for an app – Nobody is watching: the camera is off"
    engines.last.now = with_problem(errors.NoVirtualCamera("none"), of_sink=True)
    program.look()
    assert program.tray.state.text() == "Live, enhanced – The virtual camera is not set up yet"
    assert not program.tray.state.isEnabled()


def test_the_tooltip_and_the_picture_are_of_the_state(program: Program, engines: FakeEngines) -> None:
    pictures = set()
    for snapshot in (with_problem(errors.CameraLost("gone")), LIVE, WAITING):
        engines.last.now = snapshot
        program.look()
        view = present(snapshot, program.session.settings)
        assert program.tray._icon.toolTip() == view.tooltip
        pictures.add(program.tray._icon.icon().cacheKey())
    program.session.enhance(on=False)
    program.look()
    pictures.add(program.tray._icon.icon().cacheKey())
    assert len(pictures) == 4


@pytest.mark.parametrize(("text", "strength"), [("25%", 0.25), ("75%", 0.75)])
def test_the_strength_is_chosen(program: Program, engines: FakeEngines, text: str, strength: float) -> None:
    entry(program.tray.strength, text).trigger()
    assert engines.last.settings == Settings(strength=strength)
    assert entry(program.tray.strength, text).isChecked()


def test_a_strength_between_the_steps_is_shown(program: Program) -> None:
    program.session.change(strength=0.33)
    assert texts(program.tray.strength) == ["33%", "100%", "75%", "50%", "25%"]
    assert entry(program.tray.strength, "33%").isChecked()


def test_a_camera_that_comes_is_offered_and_chosen(program: Program, engines: FakeEngines) -> None:
    program.devices.now = Devices((("Web & Cam", "Web & Cam"),))
    program.devices.changed.emit()
    assert texts(program.tray.cameras) == [
        "First camera found (Web && Cam)",
        "Web && Cam",
        "Phone",
        "Demo scene, no camera needed",
    ]
    entry(program.tray.cameras, "Web && Cam").trigger()
    assert engines.last.settings == Settings(camera="Web & Cam")
    program.devices.now = Devices()
    program.devices.changed.emit()
    assert entry(program.tray.cameras, "Web && Cam").isChecked()


def test_enhance_is_switched_and_shown(program: Program, engines: FakeEngines) -> None:
    entry(program.tray.menu, "Enhance").trigger()
    assert [each.mode for each in engines.last.applied] == [EnhanceMode.OFF]
    program.session.change(mode="on")
    assert program.enhance_action.isChecked()


def test_start_at_login_is_switched(program: Program) -> None:
    from vcam.system import autostart

    entry(program.tray.menu, "Start at login").trigger()
    assert autostart.is_enabled()
    assert program.login_action.isChecked()
    program.login_action.trigger()
    assert not autostart.is_enabled()


def test_a_start_at_login_that_cannot_be_kept_is_told_of(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/dev/null")
    told: list[str] = []
    monkeypatch.setattr(program, "say", lambda title, _text: told.append(title))
    program.login_action.trigger()
    assert "start at login" in told[0]
    assert not program.login_action.isChecked()


# ---------------------------------------------------------------------- trays


def test_without_a_tray_the_window_is_shown(program: Program) -> None:
    program.start(background=True)
    assert program.window.isVisible()


def test_a_click_on_the_icon_shows_the_window(
    program: Program, start_tray: StartTray, qtbot: QtBot, engines: FakeEngines
) -> None:
    bring_tray(program, start_tray, qtbot)
    program.start(background=True)
    assert not program.window.isVisible()
    click_icon(program, qtbot, program.window.isVisible)
    assert engines.last.previewed[-1] is True


def test_the_menu_of_the_icon_toggles(
    program: Program, start_tray: StartTray, qtbot: QtBot, engines: FakeEngines
) -> None:
    bring_tray(program, start_tray, qtbot)
    program.start(background=True)
    menu = program.tray.menu
    click_icon(program, qtbot, menu.isVisible, 3)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(program.enhance_action).center())
    qtbot.waitUntil(lambda: not menu.isVisible(), timeout=WAIT_MS)
    assert [each.mode for each in engines.last.applied] == [EnhanceMode.OFF]


def test_choosing_in_an_open_sub_menu_rebuilds_it_without_harm(
    program: Program, start_tray: StartTray, qtbot: QtBot, engines: FakeEngines
) -> None:
    bring_tray(program, start_tray, qtbot)
    program.start(background=True)
    menu = program.tray.strength
    for text, strength in (("50%", 0.5), ("25%", 0.25)):
        program.tray.menu.popup(QPoint(200, 200))
        menu.popup(QPoint(400, 200))
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry(menu, text)).center())
        qtbot.wait(50)
        assert engines.last.settings.strength == strength
        menu.hide()
        program.tray.menu.hide()


def test_the_icon_on_the_screen_changes_with_the_state(
    program: Program, start_tray: StartTray, qtbot: QtBot, engines: FakeEngines
) -> None:
    bring_tray(program, start_tray, qtbot)
    program.start(background=True)
    qtbot.wait(300)
    former = colour_at(place_of(program.tray))
    engines.last.now = with_problem(errors.CameraLost("gone"))
    program.look()
    qtbot.waitUntil(lambda: colour_at(place_of(program.tray)) != former, timeout=WAIT_MS)


def test_a_tray_that_goes_and_comes_is_followed_and_nothing_is_lost(
    program: Program, start_tray: StartTray, qtbot: QtBot, engines: FakeEngines
) -> None:
    first = bring_tray(program, start_tray, qtbot)
    program.start(background=True)
    program.session.change(strength=0.5)
    end_tray(first, qtbot)
    with qtbot.waitSignal(program.tray.came_or_went) as told:
        program.tray.look()
    assert told.args == [False]
    qtbot.waitUntil(program.window.isMinimized, timeout=WAIT_MS)
    assert program.window.isVisible()
    bring_tray(program, start_tray, qtbot)
    assert program.tray.is_there
    program.window.close()
    assert not program.window.isVisible()
    click_icon(program, qtbot, program.window.isVisible)
    assert program.session.settings == engines.last.settings == Settings(strength=0.5)
    assert (len(engines.made), engines.last.starts, engines.last.stops) == (1, 1, 0)


def test_it_looks_by_itself_whether_a_tray_has_come(
    program: Program, start_tray: StartTray, qtbot: QtBot
) -> None:
    program.start(background=False)
    program.tray._timer.setInterval(20)
    with qtbot.waitSignal(program.tray.came_or_went, timeout=WAIT_MS) as told:
        process = start_tray()
    assert told.args == [True]
    assert program.window.isVisible()  # whoever looks at it keeps it
    with qtbot.waitSignal(program.tray.came_or_went, timeout=WAIT_MS) as told:
        end_tray(process, qtbot)
    assert told.args == [False]


def test_messages_are_told_where_they_can_be_seen(
    program: Program, monkeypatch: pytest.MonkeyPatch, engines: FakeEngines
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _self, title, *_more: told.append(title), raising=True
    )
    program.tray.is_there = True
    program.session.failed.emit("disk full")
    assert told == ["Something went wrong"]
    program.show_window()
    program.session.failed.emit("disk full")
    assert program.window.message.isVisible()
    assert len(told) == 1


def test_the_same_state_again_does_not_touch_the_icon(program: Program, engines: FakeEngines) -> None:
    program.look()
    program.tray._icon.setToolTip("as it was")
    engines.last.now = replace(WAITING, captured=1)
    program.look()
    assert program.tray._icon.toolTip() == "as it was"
