"""What can be seen: room for every text, contrast, dark and light, twice as large."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desktop import show
from tests.ui.fakes import LIVE, with_problem
from tests.ui.looks import LANGUAGES, clipped, contrast
from vcam.core import errors
from vcam.snapshot import Snapshot, State, Status
from vcam.ui import theme, words
from vcam.ui.devices import DeviceLists
from vcam.ui.session import Session
from vcam.ui.window import Window

ROOT = Path(__file__).parents[2]
LONG = "a camera of a name that is quite long, and of a reason that is longer still, in words that are many."
SNAPSHOTS = {
    "live": LIVE,
    "no virtual camera": with_problem(errors.NoVirtualCamera("none", hint="See to it."), of_sink=True),
    "a long problem": with_problem(errors.CameraBusy(LONG, hint=LONG)),
    "preparing": replace(LIVE, status=Status(State.PREPARING, "t", "d", done=3, total=9)),
    "notes": replace(LIVE, notes=("the GPU is slower", LONG)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("snapshot", SNAPSHOTS.values(), ids=SNAPSHOTS)
def test_every_text_has_room(
    session: Session, devices: DeviceLists, qtbot: QtBot, language: str, snapshot: Snapshot
) -> None:
    words.use_language(language)
    window = Window(session, devices)
    qtbot.addWidget(window)
    session.change(strength=0.5, denoise=0.25, mirror=True)  # with their ways back
    show(window, qtbot)
    window.show_snapshot(snapshot)
    for size in ((1120, 760), (window.minimumWidth(), window.minimumHeight())):
        window.resize(*size)
        for index in range(window.tabs.count()):
            window.tabs.setCurrentIndex(index)
            QApplication.processEvents()
            QApplication.processEvents()  # a second time for what the first one has laid out
            assert clipped(window) == [], f"{language}, {size}, tab {index}"
    window.hide()


@pytest.mark.parametrize("colours", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_text_can_be_read_on_its_ground(colours: theme.Colours) -> None:
    pairs = [
        *(
            (text, ground)
            for text in (colours.text, colours.muted)
            for ground in (colours.ground, colours.panel)
        ),
        (colours.text, colours.raised),
        (colours.on_accent, colours.accent),
        (colours.text, colours.bad_ground),
        (colours.text, colours.note_ground),
        (colours.muted, colours.raised),
    ]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_it_follows_the_desktop_into_light_and_into_dark(
    qapp: QApplication, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(window, qtbot)
    seen = []
    for scheme, colours in ((Qt.ColorScheme.Light, theme.LIGHT), (Qt.ColorScheme.Dark, theme.DARK)):
        # the X server of the tests has no scheme: this is what Qt does where a desktop has one
        monkeypatch.setattr(theme, "colours", lambda colours=colours: colours)
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        QApplication.processEvents()
        seen.append(window.grab().toImage().pixelColor(4, 4).name())
    assert seen == [theme.LIGHT.ground, theme.DARK.ground]


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [
        (Qt.ColorScheme.Light, theme.LIGHT),
        (Qt.ColorScheme.Dark, theme.DARK),
        (Qt.ColorScheme.Unknown, theme.DARK),
    ],
)
def test_a_desktop_that_tells_nothing_gets_the_dark_one(
    monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, colours: theme.Colours
) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
            return scheme

    monkeypatch.setattr(QApplication, "styleHints", Hints)
    assert theme.colours() is colours


def test_at_200_per_cent_it_is_drawn_with_twice_the_pixels(qapp: QApplication, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.scaled", str(picture)],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": "2", "LOWLIGHT_CAM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen == {"ratio": 2.0, "size": [1120, 760], "clipped": []}
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (2240, 1520)


def test_a_text_without_room_is_found(qapp: QApplication, qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    for number, text in enumerate(
        ("", "short", "far too long for so small a place", "wrapped, and too long for it")
    ):
        label = QLabel(text, ground)
        label.setWordWrap(text.startswith("wrapped"))
        label.setGeometry(0, 30 * number, 60, 20)
    ground.show()
    assert [each.split("'")[1] for each in clipped(ground)] == [
        "far too long for so small a place",
        "wrapped, and too long for it",
    ]
