"""`lowlight-cam-gui --background`, as at login: no camera goes on for a preview that nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vcam.phone_mode import PhoneMode
from vcam.settings import Settings
from vcam.snapshot import Snapshot, State, Status
from vcam.system import paths
from vcam.ui.app import make_application
from vcam.ui.background import Background
from vcam.ui.instance import Instance
from vcam.ui.program import Program
from vcam.ui.session import Session


class IdleEngine:
    """Keeps whether its picture is wanted."""

    def __init__(self) -> None:
        self.previewed = False

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def wait(self, timeout_s: float | None = None) -> bool:
        return False

    def apply(self, settings: Settings) -> None: ...

    def preview(self, *, wanted: bool) -> None:
        self.previewed = wanted

    def snapshot(self) -> Snapshot:
        return Snapshot(Status(State.WAITING, ""), "Fake", Settings().output, readers=())


@pytest.fixture
def engine() -> IdleEngine:
    return IdleEngine()


@pytest.fixture
def program(qapp: QApplication, engine: IdleEngine, phone: PhoneMode, tmp_path: Path) -> Iterator[Program]:
    make_application()
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(paths.config_dir()))
    session = Session(Settings(), tmp_path / "settings.toml", lambda _settings, _on_frame: engine)
    made = Program(session, Instance(tmp_path), Background(), phone)
    made.tray.is_there = False
    yield made
    made.stop()


def test_without_a_tray_the_window_is_small_until_it_is_wanted(
    program: Program, engine: IdleEngine, qtbot: QtBot
) -> None:
    program.start(background=True)
    assert program.window.isVisible(), "the person can reach it"
    assert program.window.isMinimized()
    assert not engine.previewed
    program.show_window()
    qtbot.waitUntil(lambda: engine.previewed)


def test_a_tray_that_comes_later_takes_the_small_window(program: Program) -> None:
    program.start(background=True)
    program.tray.is_there = True
    program.tray.came_or_went.emit(True)
    assert not program.window.isVisible()


def test_a_window_that_is_looked_at_stays_when_a_tray_comes(program: Program) -> None:
    program.start(background=False)
    program.tray.is_there = True
    program.tray.came_or_went.emit(True)
    assert program.window.isVisible()


def test_the_status_has_the_settings_and_says_who_answers(program: Program) -> None:
    answer = program.status()
    assert answer["state"] == "waiting"
    assert answer["readers"] == []
    assert isinstance(answer["pid"], int)
    settings = answer["settings"]
    assert isinstance(settings, dict)
    assert settings["strength"] == 1.0
