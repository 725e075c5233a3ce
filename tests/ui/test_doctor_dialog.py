"""The doctor's window: findings as they come, a check that breaks, diagnostics, the welcome."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.looks import clipped
from vcam.core.errors import SettingsError
from vcam.doctor import report
from vcam.doctor.check import Check, Finding, Place, Status
from vcam.ui.app import _greet
from vcam.ui.background import Background
from vcam.ui.doctor_dialog import DoctorDialog, FindingRow
from vcam.ui.program import Program

LEFT = Qt.MouseButton.LeftButton
GOOD = Finding("program", Status.OK, "Program", "all there")
WARN = Finding("gpu", Status.WARN, "GPU", "none", "Do without.")
BAD = Finding("virtual-camera", Status.FAIL, "Virtual camera", "there is none", "lowlight-cam setup")
Make = Callable[..., DoctorDialog]


@pytest.fixture
def make(background: Background, qtbot: QtBot) -> Make:
    def made(*findings: Finding, diagnostics: Callable[[], str] = lambda: "text") -> DoctorDialog:
        dialog = DoctorDialog(background, lambda: iter(findings), diagnostics)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.again.isEnabled)
        return dialog

    return made


def deleted() -> None:
    """Let Qt delete what was closed."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def test_each_finding_has_a_row_with_its_fix(make: Make) -> None:
    dialog = make(GOOD, WARN, BAD)
    assert dialog.findings == [GOOD, WARN, BAD]
    assert len(dialog.findChildren(FindingRow)) == 3
    assert not dialog.progress.isVisible()
    assert clipped(dialog) == []


@pytest.mark.parametrize(("finding", "offered"), [(BAD, True), (GOOD, False), (WARN, False)])
def test_setting_up_is_offered_where_that_is_what_fails(
    make: Make, qtbot: QtBot, finding: Finding, offered: bool
) -> None:
    dialog = make(finding)
    assert dialog.setup_button.isVisible() is offered
    if offered:
        with qtbot.waitSignal(dialog.asked_for_setup):
            QTest.mouseClick(dialog.setup_button, LEFT)


def test_checking_again_begins_anew(make: Make, qtbot: QtBot) -> None:
    dialog = make(GOOD, BAD)
    QTest.mouseClick(dialog.again, LEFT)
    assert not dialog.again.isEnabled()
    assert dialog.findings == []
    qtbot.waitUntil(dialog.again.isEnabled)
    deleted()
    assert len(dialog.findChildren(FindingRow)) == 2


def test_a_check_that_raises_is_a_failed_finding(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_place: Place) -> Iterator[Finding]:
        raise ZeroDivisionError("in the check")

    monkeypatch.setattr(
        report,
        "CHECKS",
        (Check("program", "Program", lambda _place: iter([GOOD])), Check("b", "Broken", breaks)),
    )
    program.show_doctor()
    dialog = program._dialogs["doctor"]
    assert isinstance(dialog, DoctorDialog)
    qtbot.waitUntil(dialog.again.isEnabled)
    assert [each.status for each in dialog.findings] == [Status.OK, Status.FAIL]
    assert "in the check" in dialog.findings[1].detail
    dialog.close()


def test_checks_that_cannot_be_made_at_all_end_too(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Iterator[Finding]:
        yield GOOD
        raise ZeroDivisionError("a fault of ours")

    dialog = DoctorDialog(background, broken, lambda: "")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.again.isEnabled)
    assert dialog.findings == [GOOD]
    assert "a fault of ours" in dialog.summary.text()
    assert not dialog.progress.isVisibleTo(dialog)
    caplog.clear()


def test_diagnostics_are_copied(make: Make, qtbot: QtBot) -> None:
    dialog = make(GOOD, diagnostics=lambda: "the report\nof this machine")
    QTest.mouseClick(dialog.copy, LEFT)
    assert not dialog.copy.isEnabled()
    qtbot.waitUntil(dialog.copy.isEnabled)
    assert QGuiApplication.clipboard().text() == "the report\nof this machine"
    assert dialog.copy.text() == "Copied"


def test_diagnostics_that_cannot_be_had_say_so(
    make: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise OSError("no log")

    dialog = make(GOOD, diagnostics=broken)
    QTest.mouseClick(dialog.copy, LEFT)
    qtbot.waitUntil(dialog.copy.isEnabled)
    assert "no log" in dialog.summary.text()
    caplog.clear()


def test_the_programs_own_diagnostics_are_copied(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "CHECKS", (Check("program", "Program", lambda _place: iter([GOOD])),))
    program.show_doctor()
    dialog = program._dialogs["doctor"]
    assert isinstance(dialog, DoctorDialog)
    QTest.mouseClick(dialog.copy, LEFT)
    qtbot.waitUntil(dialog.copy.isEnabled, timeout=60_000)
    assert "all there" in QGuiApplication.clipboard().text()
    dialog.close()


def test_closed_while_it_checks_it_goes_without_a_trace(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(_place: Place) -> Iterator[Finding]:
        go_on.wait(60)
        yield GOOD

    monkeypatch.setattr(report, "CHECKS", (Check("program", "Program", slow),))
    program.show_doctor()
    dialog = program._dialogs["doctor"]
    assert isinstance(dialog, DoctorDialog)
    QTest.mouseClick(dialog.copy, LEFT)
    dialog.close()
    deleted()
    assert "doctor" not in program._dialogs
    go_on.set()
    qtbot.waitUntil(lambda: not program.background._timer.isActive())  # an error in a slot fails this test


def test_opened_twice_there_is_one(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "CHECKS", ())
    for _time in range(3):
        program.show_doctor()
        deleted()
    shown = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DoctorDialog) and each.isVisible()
    ]
    assert shown == [program._dialogs["doctor"]]
    shown[0].close()
    deleted()
    assert program._dialogs == {}


def test_the_welcome_comes_once(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "CHECKS", ())
    _greet(program, None, background=True)  # at the login nobody is to be greeted
    assert program._dialogs == {}
    _greet(program, None, background=False)
    assert program._dialogs["doctor"].windowTitle() == "Welcome to LowLight Cam"
    program._dialogs["doctor"].close()
    QSettings().sync()
    _greet(program, None, background=False)
    assert program._dialogs == {}


def test_settings_that_could_not_be_read_are_told_of(program: Program) -> None:
    QSettings().setValue("welcomed", True)
    program.show_window()
    _greet(
        program, SettingsError("settings.toml:3: fps = 0 is not allowed", hint="1 to 120"), background=False
    )
    assert program.window.message.isVisible()
    assert "settings.toml:3" in program.window.message.detail.text()
