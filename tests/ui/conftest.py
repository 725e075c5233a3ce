"""A screen for the tests of windows (Xvfb, else Qt's offscreen one), and the program's parts."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from mobile_bridge.bridge import Bridge
from tests.fake_bridge import FakeBridge
from tests.ui.desktop import TRAYER, Desktop, screen
from tests.ui.fakes import FakeEngines
from vcam.phone_mode import PhoneMode
from vcam.settings import DEFAULT_LABEL, PHONE_PORT, Settings
from vcam.system import paths
from vcam.ui import words
from vcam.ui.app import make_application
from vcam.ui.background import Background
from vcam.ui.devices import DeviceLists
from vcam.ui.instance import Instance
from vcam.ui.program import Program
from vcam.ui.session import Session
from vcam.ui.window import Window


@pytest.fixture(scope="session", autouse=True)
def _screen() -> None:
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return
    # ended by the interpreter, because Qt ends the program whose screen goes
    stack = ExitStack()
    atexit.register(stack.close)
    os.environ["DISPLAY"] = stack.enter_context(screen())
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    if shutil.which("openbox"):
        desktop = Desktop(os.environ["DISPLAY"])
        stack.callback(desktop.stop)
        desktop.start("openbox")


@pytest.fixture(scope="session")
def qapp(_screen: None) -> QApplication:
    """The program's own, in place of pytest-qt's."""
    return make_application()


@pytest.fixture(autouse=True)
def _english_in_an_own_folder(_own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words.use_language("en")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(_own_home))  # of the start at login
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(paths.config_dir().absolute())
    )
    yield
    words.use_language("en")


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def session(qapp: QApplication, engines: FakeEngines, tmp_path: Path) -> Iterator[Session]:
    made = Session(Settings(), tmp_path / "settings.toml", engines.make)
    yield made
    made.stop()


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


@pytest.fixture
def devices(background: Background) -> Iterator[DeviceLists]:
    made = DeviceLists(background, DEFAULT_LABEL)
    yield made
    made.stop()


@pytest.fixture
def window(session: Session, devices: DeviceLists, qtbot: QtBot) -> Iterator[Window]:
    made = Window(session, devices)
    qtbot.addWidget(made)
    yield made
    made.hide()


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge(Path(), PHONE_PORT)


@pytest.fixture
def phone(bridge: FakeBridge) -> PhoneMode:
    return PhoneMode(Settings(), lambda _folder, _port: cast("Bridge", bridge))


@pytest.fixture
def program(session: Session, phone: PhoneMode, tmp_path: Path) -> Iterator[Program]:
    made = Program(session, Instance(tmp_path), Background(), phone)
    yield made
    made.stop()


@pytest.fixture
def start_tray(qtbot: QtBot) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start a tray on the screen; each is ended after the test, and Qt has noticed."""
    if TRAYER is None or os.environ["QT_QPA_PLATFORM"] != "xcb":
        pytest.skip("no tray can be had here")
    desktop = Desktop(os.environ["DISPLAY"])
    yield desktop.start_tray
    desktop.stop()
    qtbot.waitUntil(lambda: not QSystemTrayIcon.isSystemTrayAvailable(), timeout=20_000)


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[Instance]:
    made = Instance(tmp_path)
    assert made.claim()
    yield made
    made.release()
