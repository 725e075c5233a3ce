"""Settings that somebody else writes while the app runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vcam import settings as store
from vcam.enhance.look import EnhanceMode
from vcam.settings import Settings
from vcam.snapshot import Snapshot, State, Status
from vcam.ui.session import Session
from vcam.ui.settings_watch import SETTLE_MS, SettingsWatch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def watch(qapp: QApplication, file: Path) -> Iterator[SettingsWatch]:
    made = SettingsWatch(file)
    yield made
    made.stop()


def test_each_way_to_write_the_file_is_heard(watch: SettingsWatch, qtbot: QtBot, file: Path) -> None:
    for strength in (0.1, 0.2):  # the first makes the file
        with qtbot.waitSignal(watch.changed):
            store.save(file, Settings(strength=strength))
    with qtbot.waitSignal(watch.changed):
        store.reset(file)
    for text in ("strength = 0.5\n", "strength = 0.75\n"):  # in place, as some editors do
        with qtbot.waitSignal(watch.changed):
            file.write_text(text)


def test_other_files_and_a_deleted_one_are_nothing(watch: SettingsWatch, qtbot: QtBot, file: Path) -> None:
    store.save(file, Settings(strength=0.5))
    qtbot.wait(2 * SETTLE_MS)
    with qtbot.assertNotEmitted(watch.changed, wait=3 * SETTLE_MS):
        file.with_name("running.lock").write_text("1")
        file.unlink()
    with qtbot.waitSignal(watch.changed):
        store.save(file, Settings(strength=0.4))


def test_a_stopped_watch_is_silent(watch: SettingsWatch, qtbot: QtBot, file: Path) -> None:
    watch.stop()
    with qtbot.assertNotEmitted(watch.changed, wait=2 * SETTLE_MS):
        store.save(file, Settings(strength=0.5))


class IdleEngine:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.applied: list[Settings] = []

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def wait(self, timeout_s: float | None = None) -> bool:
        return False

    def apply(self, settings: Settings) -> None:
        self.applied.append(settings)

    def preview(self, *, wanted: bool) -> None: ...

    def snapshot(self) -> Snapshot:
        return Snapshot(Status(State.WAITING, ""), "Fake", Settings().output)


@pytest.fixture
def engine() -> IdleEngine:
    return IdleEngine()


@pytest.fixture
def watched(watch: SettingsWatch, engine: IdleEngine, file: Path) -> Iterator[Session]:
    """A session that hears of its file, as in the app."""
    made = Session(Settings(), file, lambda _settings, _on_frame: engine)
    watch.changed.connect(made.reload)
    yield made
    made.stop()


def test_what_was_written_elsewhere_is_taken_over_and_can_be_undone(
    watched: Session, engine: IdleEngine, qtbot: QtBot, file: Path
) -> None:
    wanted = Settings(strength=0.25, mode=EnhanceMode.ON)
    with qtbot.waitSignal(watched.changed):
        store.save(file, wanted)
    assert watched.settings == wanted
    assert engine.applied == [wanted]
    watched.enhance(on=False)
    watched.enhance(on=True)
    assert watched.settings.mode is EnhanceMode.ON
    while watched.undo():
        pass
    assert watched.settings == Settings()


def test_taking_over_writes_nothing_so_that_the_other_can_undo(
    watched: Session, qtbot: QtBot, file: Path
) -> None:
    store.save(file, Settings(strength=0.5))
    with qtbot.waitSignal(watched.changed), qtbot.assertNotEmitted(watched.saved, wait=4 * SETTLE_MS):
        store.save(file, Settings(strength=0.25))
    with qtbot.waitSignal(watched.changed):
        store.undo(file)
    assert watched.settings.strength == 0.5


def test_what_the_app_itself_writes_changes_nothing(
    watched: Session, engine: IdleEngine, qtbot: QtBot, file: Path
) -> None:
    with qtbot.waitSignal(watched.saved):
        watched.change(strength=0.5)
    qtbot.wait(3 * SETTLE_MS)
    assert engine.applied == [Settings(strength=0.5)]
    assert watched.undo()
    assert not watched.can_undo


def test_a_change_made_here_meanwhile_is_the_newer(watched: Session, qtbot: QtBot, file: Path) -> None:
    store.save(file, Settings(strength=0.25))
    watched.change(strength=0.5)
    watched.reload()
    assert watched.settings.strength == 0.5
    watched.save()
    assert store.load(file).strength == 0.5


@pytest.mark.parametrize(
    "rubbish", [b"strength = ", b"strength = 9\n", b"colour = 1\n", b"\xff\xfe", b"[" * 5000]
)
def test_rubbish_is_told_and_what_was_set_stays(
    watched: Session, engine: IdleEngine, qtbot: QtBot, file: Path, rubbish: bytes
) -> None:
    with qtbot.waitSignal(watched.failed) as told:
        file.write_bytes(rubbish)
    assert "settings.toml" in str(told.args)
    assert engine.applied == []
    with qtbot.waitSignal(watched.changed):
        file.write_text("strength = 0.5\n")
