"""The settings, their file and the engine, as the windows share them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.fakes import LIVE, FakeEngines
from vcam import settings as store
from vcam.core.errors import CameraLost, SettingsError
from vcam.enhance.look import EnhanceMode
from vcam.settings import FIELDS, Settings
from vcam.settings_recovery import load_or_set_aside
from vcam.ui.session import SAVE_MS, UNDO_STEPS, Session


def file_of(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def restarted(tmp_path: Path, engines: FakeEngines) -> Session:
    settings, trouble = load_or_set_aside(file_of(tmp_path))
    assert trouble is None
    return Session(settings, file_of(tmp_path), engines.make)


@pytest.mark.parametrize(
    ("name", "value"),
    [("strength", 0.4), ("mode", EnhanceMode.ON), ("mirror", True), ("camera", "Über-Cam"), ("fps", 60.0)],
)
def test_a_change_reaches_the_engine_and_survives_a_restart(
    session: Session, engines: FakeEngines, tmp_path: Path, name: str, value: object
) -> None:
    session.change(**{name: value})
    assert engines.last.applied == [Settings().replace(**{name: value})]
    session.stop()
    again = restarted(tmp_path, engines)
    assert getattr(again.settings, name) == value
    assert engines.last.settings == again.settings


def test_a_change_is_written_a_moment_later(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(session.saved):
        session.change(strength=0.3)
        assert not file_of(tmp_path).exists()
    assert store.load(file_of(tmp_path)).strength == 0.3


def test_a_slider_that_is_dragged_is_written_once(session: Session, qtbot: QtBot) -> None:
    saved: list[int] = []
    session.saved.connect(lambda: saved.append(1))
    for step in range(100):
        session.change(strength=step / 100)
    qtbot.wait(2 * SAVE_MS)
    assert saved == [1]


def test_stopping_writes_what_is_still_to_be_written(session: Session, tmp_path: Path) -> None:
    session.change(denoise=0.25)
    session.stop()
    assert store.load(file_of(tmp_path)).denoise == 0.25


def test_stopping_without_a_change_writes_nothing(
    session: Session, engines: FakeEngines, tmp_path: Path
) -> None:
    session.stop()
    assert not file_of(tmp_path).exists()
    assert engines.last.stops == 1


def test_the_same_value_again_is_no_change(session: Session, engines: FakeEngines) -> None:
    session.change(strength=1.0)
    assert engines.last.applied == []
    assert not session.can_undo


@pytest.mark.parametrize(
    "changes", [{"strength": 2.0}, {"nonsense": 1}, {"fps": "fast"}, {"mirror": 5}, {"size": "0x0"}]
)
def test_what_is_not_allowed_changes_nothing(
    session: Session, engines: FakeEngines, changes: dict[str, object]
) -> None:
    with pytest.raises(SettingsError):
        session.change(**changes)
    assert session.settings == Settings()
    assert engines.last.applied == []


def test_undo_takes_one_step_back(session: Session, engines: FakeEngines, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.saved):
        session.change(strength=0.5)
    session.change(mirror=True)
    assert session.undo()
    assert session.settings == Settings(strength=0.5)
    assert session.undo()
    assert session.settings == Settings() == engines.last.settings
    assert not session.undo()


def test_what_a_slider_does_in_one_go_is_one_step(session: Session) -> None:
    for step in range(99, 50, -1):
        session.change(strength=step / 100)
    session.undo()
    assert session.settings.strength == 1.0


def test_an_undone_change_is_written_too(session: Session, tmp_path: Path) -> None:
    session.change(mirror=True)
    session.undo()
    session.stop()
    assert store.load(file_of(tmp_path)) == Settings()


def test_undo_remembers_so_many_steps(session: Session) -> None:
    for step in range(UNDO_STEPS + 10):
        session.change(strength=step / 100)
        session.save()
        session._save.stop()
    count = 0
    while session.undo():
        count += 1
    assert count == UNDO_STEPS


def test_reset_puts_back_what_is_named_or_all(session: Session) -> None:
    session.change(strength=0.5, mirror=True, camera="x")
    session.reset("strength")
    assert session.settings == Settings(mirror=True, camera="x")
    session.reset()
    assert session.settings == Settings()


def test_reset_covers_every_setting(session: Session) -> None:
    session.change(size="640x480", output_format="nv12", backend="v4l2", release_after_s=9, runtime="cpu")
    session.reset(*FIELDS)
    assert session.settings == Settings()


@pytest.mark.parametrize("mode", [EnhanceMode.AUTO, EnhanceMode.ON])
def test_enhancing_comes_back_as_it_was(session: Session, mode: EnhanceMode) -> None:
    session.change(mode=mode)
    session.enhance(on=False)
    assert not session.is_enhancing
    session.enhance(on=True)
    assert session.settings.mode is mode


def test_started_with_it_off_enhancing_begins_as_auto(
    qtbot: QtBot, engines: FakeEngines, tmp_path: Path
) -> None:
    session = Session(Settings(mode=EnhanceMode.OFF), file_of(tmp_path), engines.make)
    session.enhance(on=True)
    assert session.settings.mode is EnhanceMode.AUTO
    session.stop()


def test_settings_that_cannot_be_written_are_told_of_and_used(
    qtbot: QtBot, engines: FakeEngines, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    session = Session(Settings(), tmp_path / "file" / "settings.toml", engines.make)
    with qtbot.waitSignal(session.failed) as told:
        session.change(strength=0.5)
    assert "cannot be written" in (told.args or [""])[0]
    assert engines.last.settings.strength == 0.5
    session.stop()


def test_an_engine_that_dies_is_replaced(
    session: Session, engines: FakeEngines, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    session.start()
    session.show_preview(wanted=True)
    session.change(mirror=True)
    first = engines.last
    first.failure = ZeroDivisionError("a fault of ours")
    with qtbot.waitSignal(session.failed) as told:
        shown = session.snapshot()
    assert told.args == ["ZeroDivisionError: a fault of ours"]
    assert shown is engines.last.now
    assert (first.stops, engines.last.starts) == (1, 1)
    assert engines.last is not first
    assert engines.last.settings.mirror
    assert engines.last.previewed == [True]
    assert "the engine stopped" in caplog.text
    caplog.clear()


def test_an_engine_that_dies_at_once_is_not_replaced_at_every_look(
    session: Session, engines: FakeEngines, caplog: pytest.LogCaptureFixture
) -> None:
    session.start()
    for _ in range(5):
        engines.last.failure = ZeroDivisionError("a fault of ours")
        session.snapshot()
    assert len(engines.made) == 2
    caplog.clear()


def test_one_that_hangs_when_it_is_stopped_is_replaced_too(
    session: Session, engines: FakeEngines, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    first = engines.last
    first.failure, first.stop_failure = CameraLost("gone"), RuntimeError("still running: capture")
    with qtbot.waitSignal(session.failed):
        session.snapshot()
    engines.last.now = LIVE
    assert session.snapshot() is LIVE
    assert len(engines.made) == 2
    caplog.clear()


def test_an_engine_that_hangs_does_not_keep_the_program(
    session: Session, engines: FakeEngines, caplog: pytest.LogCaptureFixture
) -> None:
    engines.last.stop_failure = RuntimeError("still running after 5 s: capture")
    session.stop()
    assert [(each.levelno, each.getMessage()) for each in caplog.records] == [
        (logging.WARNING, "still running after 5 s: capture")
    ]
    caplog.clear()
    engines.last.stop_failure = None


def test_the_preview_of_the_session_gets_the_engines_frames(session: Session, engines: FakeEngines) -> None:
    assert engines.last.on_frame == session.preview.put
