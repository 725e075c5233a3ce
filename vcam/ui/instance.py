"""One copy of the program per user: a second start shows the window of the first."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QSysInfo, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW = b"show\n"
ANSWER_MS = 1000


class Instance(QObject):
    """Finds out whether this is the first copy, and hears of later ones.

    Parameters
    ----------
    folder
        Of this user's lock; two programs with one folder are copies of each other.
    """

    asked_to_show = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = folder / "running.lock"
        self._lock = QLockFile(str(self._file))
        self._lock.setStaleLockTime(0)  # stale is one whose process is gone, however old
        self._name = _socket_name(folder)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the first copy; False if there is one, which then shows its window."""
        if not self._lock.tryLock(0) and self._first_is_there():
            return False
        QLocalServer.removeServer(self._name)  # of a copy that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let another copy be the first; may be called again."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._lock.unlock()

    def _first_is_there(self) -> bool:
        """Ask it to show its window; False if the lock is nobody's and the program may run without it."""
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return False  # no lock can be had in that folder: better two copies than none
        if self._ask_first():
            return True
        pid, host = self._lock.getLockInfo()[:2]
        if pid and host == QSysInfo.machineHostName():
            return True  # it is only busy
        # empty since a power cut, or of a name that this machine had before: Qt would keep that for ever
        self._file.unlink(missing_ok=True)
        return not self._lock.tryLock(0)

    def _ask_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(SHOW)
        socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def _hear(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            # whoever may connect is this user; all that can be asked for is the window
            self.asked_to_show.emit()


def _socket_name(folder: Path) -> str:
    # a hash, as the place of the lock may be longer than a socket's name can be
    return f"lowlight-cam-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
