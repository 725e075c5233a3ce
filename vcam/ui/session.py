"""What the windows share: the settings, their file, and the engine that they steer."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from vcam import settings as store
from vcam.core.errors import SettingsError
from vcam.core.frame import Frame
from vcam.enhance.look import EnhanceMode
from vcam.preview import Preview
from vcam.settings import Settings
from vcam.snapshot import Snapshot

log = logging.getLogger(__name__)

RESTART_PAUSE_S = 5.0  # one that dies at once is not to keep the window busy
SAVE_MS = 400  # a slider that is dragged is one change
UNDO_STEPS = 50


class Engine(Protocol):
    """What is asked of `vcam.engine.Engine`."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """Stop; may be called again."""

    def wait(self, timeout_s: float | None = None) -> bool:
        """Raise what a worker failed with."""

    def apply(self, settings: Settings) -> None:
        """Take over new settings."""

    def preview(self, *, wanted: bool) -> None:
        """Keep the camera open for the window."""

    def snapshot(self) -> Snapshot:
        """What is going on."""


MakeEngine = Callable[[Settings, Callable[[Frame, Frame], None]], Engine]


class Session(QObject):
    """Holds the settings and the engine. For the main thread.

    Parameters
    ----------
    settings
        What to begin with.
    path
        Where changes are kept.
    make_engine
        Makes an engine from settings and what wants to see each frame.
    """

    changed = Signal()
    saved = Signal()
    failed = Signal(str)
    """Settings cannot be kept, or the engine stopped by a fault of ours: what, in words."""

    def __init__(self, settings: Settings, path: Path, make_engine: MakeEngine) -> None:
        super().__init__()
        self.settings = settings
        self.preview = Preview()
        self._path = path
        self._make_engine = make_engine
        self._engine = make_engine(settings, self.preview.put)
        self._undo: list[Settings] = []
        self._mode_when_on = settings.mode if settings.mode is not EnhanceMode.OFF else EnhanceMode.AUTO
        self._previewing = False
        self._restart_from_s = 0.0
        self._save = QTimer(self, interval=SAVE_MS, singleShot=True)
        self._save.timeout.connect(self.save)

    def start(self) -> None:
        """Start the engine."""
        self._engine.start()

    def stop(self) -> None:
        """Stop the engine and keep what was changed."""
        if self._save.isActive():
            self._save.stop()
            self.save()
        try:
            self._engine.stop()
        except RuntimeError as exc:  # a driver hangs; its thread is a daemon and does not keep the process
            log.warning("%s", exc)

    def snapshot(self) -> Snapshot:
        """What the engine does; an engine that a fault of ours has ended is replaced by a new one."""
        try:
            self._engine.wait(0)
        except Exception as exc:
            if time.monotonic() < self._restart_from_s:
                return self._engine.snapshot()
            self._restart_from_s = time.monotonic() + RESTART_PAUSE_S
            log.exception("the engine stopped")
            self._restart()
            self.failed.emit(f"{type(exc).__name__}: {exc}")
        return self._engine.snapshot()

    def change(self, **changes: object) -> None:
        """Take over settings by name; SettingsError for what is not allowed."""
        self._adopt(self.settings.replace(**changes), remember=True)

    def reset(self, *names: str) -> None:
        """Put these settings back to their defaults, or all of them."""
        defaults = Settings()
        self.change(**{name: getattr(defaults, name) for name in names or store.FIELDS})

    def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        if not self._undo:
            return False
        self._adopt(self._undo.pop(), remember=False)
        return True

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undo)

    @property
    def is_enhancing(self) -> bool:
        """Whether frames are enhanced, always or while it is dark."""
        return self.settings.mode is not EnhanceMode.OFF

    def enhance(self, *, on: bool) -> None:
        """Switch enhancement on, as it was before, or off."""
        self.change(mode=self._mode_when_on if on else EnhanceMode.OFF)

    def show_preview(self, *, wanted: bool) -> None:
        """Keep the camera open while somebody looks at the window."""
        self._previewing = wanted
        self._engine.preview(wanted=wanted)

    def save(self) -> None:
        """Write the settings to their file."""
        try:
            store.save(self._path, self.settings)
        except SettingsError as exc:
            self.failed.emit(str(exc))
        else:
            self.saved.emit()

    def reload(self) -> None:
        """Take over what somebody else has written into the file."""
        if self._save.isActive():  # what was changed here is the newer, and will be written
            return
        try:
            settings = store.load(self._path)
        except SettingsError as exc:
            self.failed.emit(str(exc))
        else:
            self._adopt(settings, remember=True, save=False)

    def _adopt(self, settings: Settings, *, remember: bool, save: bool = True) -> None:
        if settings == self.settings:
            return
        if remember:
            self._remember()
        self.settings = settings
        if settings.mode is not EnhanceMode.OFF:
            self._mode_when_on = settings.mode
        self._engine.apply(settings)
        if save:
            self._save.start()
        self.changed.emit()

    def _remember(self) -> None:
        # what follows within a moment, as from a slider, is one step
        if not (self._save.isActive() and self._undo):
            self._undo = [*self._undo, self.settings][-UNDO_STEPS:]

    def _restart(self) -> None:
        with contextlib.suppress(RuntimeError):  # a thread of the broken one hangs
            self._engine.stop()
        self._engine = self._make_engine(self.settings, self.preview.put)
        self._engine.preview(wanted=self._previewing)
        self._engine.start()
