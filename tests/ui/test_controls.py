"""Every control of the panels: what a person does arrives in the engine's settings, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFileDialog,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.desktop import show
from tests.ui.fakes import FakeEngines
from vcam.settings import FIELDS, Settings
from vcam.ui.controls import ChoiceRow, Row, SegmentsRow, SliderRow, SwitchRow
from vcam.ui.devices import DeviceLists, Devices
from vcam.ui.session import Session
from vcam.ui.window import Window

LEFT = Qt.MouseButton.LeftButton
NOT_SHOWN = {"output_format", "backend", "release_after_s", "phone_port"}
SHOWN = [name for name in FIELDS if name not in NOT_SHOWN]
CAMERAS = (("Webcam", "Webcam"), ("/dev/video3", "Twin (/dev/video3)"))
OUTPUTS = (("LowLight Cam", "LowLight Cam (/dev/video10)"), ("OBS", "OBS (/dev/video11)"))
OTHER: dict[str, object] = {
    "mode": "on",
    "strength": 0.25,
    "denoise": 0.3,
    "mirror": True,
    "camera": "/dev/video3",
    "size": "640x480",
    "fps": 60.0,
    "keep_fps": True,
    "power_line": "60",
    "device": "OBS",
    "placeholder": "black",
    "on_demand": False,
    "runtime": "cpu",
}


@pytest.fixture
def shown(window: Window, devices: DeviceLists, qtbot: QtBot) -> Window:
    devices.now = Devices(CAMERAS, OUTPUTS)
    devices.changed.emit()
    show(window, qtbot)
    return window


def row_of(window: Window, name: str) -> Row:
    """The row of a setting, with its tab in front."""
    (row,) = [each for each in window.findChildren(Row) if each.name == name]
    tabs = window.tabs
    for index in range(tabs.count()):
        tab = tabs.widget(index)
        if tab is not None and tab.isAncestorOf(row):
            tabs.setCurrentIndex(index)
    return row


def control_of(row: Row) -> QWidget:
    """What is operated."""
    match row:
        case SliderRow():
            return row.slider
        case SwitchRow():
            return row.switch
        case SegmentsRow():
            return next(each for each in row.segments.buttons.values() if each.isChecked())
        case ChoiceRow():
            return row.combo
    raise AssertionError(row)


def shows(row: Row) -> object:
    """What the control shows, as the setting has it."""
    kind = type(FIELDS[row.name].default)
    match row:
        case SliderRow():
            return row.slider.value() / 100
        case SwitchRow():
            return row.switch.isChecked()
        case SegmentsRow():
            return next(value for value, each in row.segments.buttons.items() if each.isChecked())
        case ChoiceRow():
            text = row.combo.currentData()
            return float(text) if kind is float else text
    raise AssertionError(row)


def by_mouse(row: Row) -> None:
    match row:
        case SliderRow():
            QTest.mouseClick(row.slider, LEFT, pos=QPoint(row.slider.width() // 4, row.slider.height() // 2))
        case SwitchRow():
            QTest.mouseClick(row.switch, LEFT)
        case SegmentsRow():
            other = next(each for each in row.segments.buttons.values() if not each.isChecked())
            QTest.mouseClick(other, LEFT)
        case ChoiceRow():
            index = row.combo.findData(str(OTHER[row.name]).removesuffix(".0"))
            row.combo.showPopup()
            QTest.qWait(300)  # a popup takes no release of the button that soon after it has opened
            view = row.combo.view()
            place = view.visualRect(view.model().index(index, 0)).center()
            QTest.mouseMove(view.viewport(), place)
            QTest.mouseClick(view.viewport(), LEFT, pos=place)


def by_keyboard(row: Row) -> None:
    control = control_of(row)
    control.setFocus()
    keys = {
        SliderRow: Qt.Key.Key_Left,
        SwitchRow: Qt.Key.Key_Space,
        SegmentsRow: Qt.Key.Key_Right,
    }
    back = isinstance(row, ChoiceRow) and row.combo.currentIndex() == row.combo.count() - 1
    QTest.keyClick(control, keys.get(type(row), Qt.Key.Key_Up if back else Qt.Key.Key_Down))


def test_the_window_shows_these_settings(window: Window) -> None:
    assert sorted(row.name for row in window.findChildren(Row)) == sorted(SHOWN)


@pytest.mark.parametrize("operate", [by_mouse, by_keyboard])
@pytest.mark.parametrize("name", SHOWN)
def test_operating_it_changes_this_setting_in_the_engine_and_no_other(
    shown: Window, session: Session, engines: FakeEngines, name: str, operate: object
) -> None:
    row = row_of(shown, name)
    operate(row)  # type: ignore[operator]
    assert engines.last.applied, "nothing has arrived"
    now = engines.last.settings
    assert getattr(now, name) != getattr(Settings(), name)
    assert now == Settings().replace(**{name: getattr(now, name)})
    assert shows(row) == (str(now.size) if name == "size" else getattr(now, name))


@pytest.mark.parametrize("name", SHOWN)
def test_it_shows_a_change_from_outside_and_tells_nobody(
    shown: Window, session: Session, engines: FakeEngines, name: str
) -> None:
    row = row_of(shown, name)
    session.change(**{name: OTHER[name]})
    assert shows(row) == OTHER[name]
    assert len(engines.last.applied) == 1
    session.undo()
    default = FIELDS[name].default
    assert shows(row) == (str(default) if name == "size" else default)


@pytest.mark.parametrize("name", SHOWN)
def test_its_reset_is_there_when_it_does_something_and_does_it(
    shown: Window, session: Session, engines: FakeEngines, name: str
) -> None:
    row = row_of(shown, name)
    assert not row.reset.isVisible()
    session.change(**{name: OTHER[name]}, release_after_s=9.0)
    assert row.reset.isVisible()
    QTest.mouseClick(row.reset, LEFT)
    assert engines.last.settings == Settings(release_after_s=9.0)
    assert not row.reset.isVisible()
    session.change(**{name: OTHER[name]})
    row.reset.setFocus()
    QTest.keyClick(row.reset, Qt.Key.Key_Space)
    assert session.settings == Settings(release_after_s=9.0)


@pytest.mark.parametrize("name", SHOWN)
def test_operated_it_survives_a_restart(shown: Window, session: Session, tmp_path: Path, name: str) -> None:
    from vcam import settings as store

    by_keyboard(row_of(shown, name))
    session.stop()
    assert store.load(tmp_path / "settings.toml") == session.settings != Settings()


def test_all_that_can_be_operated_has_a_name_and_is_reached_by_tab(shown: Window) -> None:
    for index in range(shown.tabs.count()):
        shown.tabs.setCurrentIndex(index)
        operable = [
            each
            for kind in (QAbstractButton, QAbstractSlider, QComboBox, QTabBar)
            for each in shown.findChildren(kind)
            if each.isVisible() and not isinstance(each, QScrollBar)
        ]
        assert len(operable) > 8
        for each in operable:
            interface = QAccessible.queryAccessibleInterface(each)
            if not isinstance(each, QTabBar):
                assert interface.text(QAccessible.Text.Name).strip(), f"{each} has no name"
            assert each.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{each} is not reached by Tab"


def test_every_segment_is_chosen_by_a_click(shown: Window, session: Session) -> None:
    for row in shown.findChildren(SegmentsRow):
        row_of(shown, row.name)
        for value, each in row.segments.buttons.items():
            QTest.mouseClick(each, LEFT)
            assert getattr(session.settings, row.name) == value


def test_a_slider_goes_to_both_ends(shown: Window, session: Session) -> None:
    for name in ("strength", "denoise"):
        row = row_of(shown, name)
        for key, value, words in ((Qt.Key.Key_Home, 0.0, "0 %"), (Qt.Key.Key_End, 1.0, "100 %")):
            QTest.keyClick(control_of(row), key)
            assert getattr(session.settings, name) == value
            assert row.value.text() == words


def test_a_slider_is_dragged(shown: Window, session: Session, engines: FakeEngines) -> None:
    row = row_of(shown, "strength")
    slider = control_of(row)
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.width() - 8, middle))
    for x in range(slider.width() - 8, slider.width() // 2, -4):
        QTest.mouseMove(slider, QPoint(x, middle))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() // 2, middle))
    assert 0.4 < session.settings.strength < 0.6
    assert len(engines.last.applied) > 5
    session.undo()
    assert session.settings == Settings()


def combo(window: Window, name: str) -> QComboBox:
    control = control_of(row_of(window, name))
    assert isinstance(control, QComboBox)
    return control


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("size", "800x600", "800x600"),
        ("fps", 29.97, "29.97"),
        ("camera", "Gone", "Gone (not connected)"),
        ("camera", "synthetic", "Demo scene, no camera needed"),
        ("device", "/dev/video9", "/dev/video9"),
        ("placeholder", "/home/me/cat.png", "cat.png"),
    ],
)
def test_a_value_that_is_not_listed_is_shown(
    shown: Window, session: Session, name: str, value: object, text: str
) -> None:
    session.change(**{name: value})
    assert combo(shown, name).currentText() == text


def test_a_camera_that_comes_is_named_and_stays_chosen(
    shown: Window, session: Session, engines: FakeEngines, devices: DeviceLists
) -> None:
    session.change(camera="Gone")
    devices.now = Devices((*CAMERAS, ("Gone", "Gone")), OUTPUTS)
    devices.changed.emit()
    assert combo(shown, "camera").currentText() == "Gone"
    devices.now = Devices()
    devices.changed.emit()
    assert combo(shown, "camera").currentText() == "Gone (not connected)"
    assert len(engines.last.applied) == 1


def test_the_first_camera_is_named(shown: Window, devices: DeviceLists) -> None:
    assert combo(shown, "camera").currentText() == "First camera found (Webcam)"
    devices.now = Devices()
    devices.changed.emit()
    assert combo(shown, "camera").currentText() == "First camera found"
    assert combo(shown, "device").currentText() == "LowLight Cam"


def answer(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (path, ""))


def choose_own_picture(window: Window) -> QComboBox:
    list_ = combo(window, "placeholder")
    list_.setFocus()
    index = list_.findData("?")
    list_.setCurrentIndex(index)
    list_.activated.emit(index)
    return list_


def test_a_picture_of_ones_own_is_asked_for(
    shown: Window, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "/home/me/cat.png")
    list_ = choose_own_picture(shown)
    assert session.settings.placeholder == "/home/me/cat.png"
    assert list_.currentText() == "cat.png"
    answer(monkeypatch, "")
    choose_own_picture(shown)
    assert (session.settings.placeholder, list_.currentText()) == ("/home/me/cat.png", "cat.png")


def test_a_cancelled_question_changes_nothing(
    shown: Window, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "")
    list_ = choose_own_picture(shown)
    assert list_.currentText() == "A card with the reason"
    assert engines.last.applied == []


@pytest.mark.parametrize("name", ["camera", "size", "fps", "strength"])
def test_the_wheel_scrolls_the_panel_and_changes_nothing(
    shown: Window, engines: FakeEngines, qtbot: QtBot, name: str
) -> None:
    control = control_of(row_of(shown, name))
    place = QPointF(control.rect().center())
    wheel = QWheelEvent(
        place,
        QPointF(control.mapToGlobal(control.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, wheel)
    assert engines.last.applied == []
