"""Window and program on the real engine: pictures, snapshots, a camera that dies, one that is not allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import FakeSource
from tests.ui.fakes import engine_with
from vcam.core.errors import CameraDenied, CameraLost, CameraNotFound, LowLightError
from vcam.media.picture import read_picture
from vcam.phone_mode import PhoneMode
from vcam.settings import Settings
from vcam.system import paths
from vcam.ui.background import Background
from vcam.ui.instance import Instance
from vcam.ui.program import Program
from vcam.ui.session import Session

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 60_000
Start = Callable[[FakeSource], Program]

pytestmark = pytest.mark.usefixtures("kernels_ready")


@pytest.fixture
def start(qapp: QApplication, phone: PhoneMode, tmp_path: Path) -> Iterator[Start]:
    programs: list[Program] = []

    def made(source: FakeSource) -> Program:
        session = Session(Settings(size=source.mode.size), tmp_path / "settings.toml", engine_with(source))
        programs.append(Program(session, Instance(tmp_path), Background(), phone))
        programs[-1].start(background=False)
        programs[-1]._look.setInterval(20)
        return programs[-1]

    yield made
    for program in programs:
        program.stop()


def pictures() -> list[Path]:
    return sorted(paths.pictures_dir().glob("*.png"))


def test_opening_the_window_shows_the_camera_without_another_app(start: Start, qtbot: QtBot) -> None:
    source = FakeSource(interval_s=0.02)
    program = start(source)
    qtbot.waitUntil(lambda: program.window.view.pair is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: program.window._headline.text() == "Preview, enhanced", timeout=WAIT_MS)
    program.session.change(release_after_s=0.5)
    program.window.hide()
    qtbot.waitUntil(lambda: not source.is_open, timeout=WAIT_MS)


def test_a_snapshot_is_two_pictures_of_one_frame(start: Start, qtbot: QtBot) -> None:
    program = start(FakeSource(interval_s=0.02))
    qtbot.waitUntil(lambda: program.window._headline.text() == "Preview, enhanced", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: program.window.view.pair is not None, timeout=WAIT_MS)
    QTest.mouseClick(program.window.snapshot_button, LEFT)
    qtbot.waitUntil(lambda: program.window.message.title.text() == "Saved", timeout=WAIT_MS)
    after, before = pictures()
    assert (after.name.endswith("after.png"), before.name.endswith("before.png")) == (True, True)
    pair = [read_picture(each) for each in (before, after)]
    assert [each.shape for each in pair] == [(48, 64, 3)] * 2
    assert pair[0].mean() < pair[1].mean()
    assert str(before) in program.window.message.detail.text()


def test_without_a_picture_a_snapshot_says_what_to_do(start: Start, qtbot: QtBot) -> None:
    program = start(FakeSource(open_faults=[CameraNotFound("none")] * 1000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program.window.view, "_shown", None)
        program.take_snapshot()
    assert program.window.message.title.text() == "There is no picture to save"
    assert pictures() == []
    program.session.stop()


def test_a_folder_that_cannot_be_written_is_told_of(start: Start, qtbot: QtBot) -> None:
    paths.pictures_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.pictures_dir().write_text("a file in its place")
    program = start(FakeSource(interval_s=0.02))
    qtbot.waitUntil(lambda: program.window.view.pair is not None, timeout=WAIT_MS)
    program.take_snapshot()
    qtbot.waitUntil(
        lambda: program.window.message.title.text() == "The pictures could not be saved", timeout=WAIT_MS
    )


@pytest.mark.parametrize(
    ("exc", "title"),
    [
        (
            CameraDenied("You may not open /dev/video0", hint="Join the group video."),
            "You may not use the camera",
        ),
        (CameraNotFound("there is no camera"), "No camera found"),
    ],
)
def test_a_camera_that_does_not_open_is_told_of_and_taken_up_later(
    start: Start, qtbot: QtBot, caplog: pytest.LogCaptureFixture, exc: LowLightError, title: str
) -> None:
    program = start(FakeSource(open_faults=[exc, exc], interval_s=0.02))
    banner = program.window.banner
    qtbot.waitUntil(lambda: banner.isVisible() and banner.title.text() == title, timeout=WAIT_MS)
    assert program.window._headline.text() == "No picture"
    qtbot.waitUntil(lambda: program.window.view.pair is not None and not banner.isVisible(), timeout=WAIT_MS)
    caplog.clear()


def test_a_camera_that_dies_while_its_settings_are_open_comes_back(
    start: Start, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    program = start(FakeSource(faults={20: CameraLost("unplugged")}, interval_s=0.02))
    window = program.window
    window.tabs.setCurrentWidget(window.camera)
    qtbot.waitUntil(lambda: window.banner.title.text() == "Camera unplugged, waiting", timeout=WAIT_MS)
    program.session.change(power_line="50", keep_fps=True, mirror=True)
    qtbot.waitUntil(lambda: window.view.pair is not None and not window.banner.isVisible(), timeout=WAIT_MS)
    assert program.session.snapshot().captured > 20
    caplog.clear()
