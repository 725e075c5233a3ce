"""Hears when somebody else writes the settings: ``lowlight-cam settings``, or an editor."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 200  # an editor may write in several steps


class SettingsWatch(QObject):
    """Watches the folder of a file that exists, or may: a file is written by putting another in its place.

    Parameters
    ----------
    path
        The file; its folder has to exist.
    """

    changed = Signal()
    """The file is another than before, or may be."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._seen = self._stamp()
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._look)
        self._watcher = QFileSystemWatcher([str(path.parent)], self)
        self._watcher.directoryChanged.connect(lambda _folder: self._settle.start())
        self._watcher.fileChanged.connect(lambda _file: self._settle.start())
        self._watch_file()

    def stop(self) -> None:
        """Stop watching."""
        self._settle.stop()
        self._watcher.removePaths(self._watcher.directories() + self._watcher.files())

    def _look(self) -> None:
        self._watch_file()
        stamp = self._stamp()
        if stamp not in {None, self._seen}:  # without a file there is nothing to take over
            self._seen = stamp
            self.changed.emit()

    def _watch_file(self) -> None:
        # the folder says nothing of one that is written in place; a new file is to be watched anew
        if not self._watcher.files() and self._path.exists():
            self._watcher.addPath(str(self._path))

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            now = self._path.stat()
        except OSError:
            return None
        return now.st_ino, now.st_mtime_ns, now.st_size
