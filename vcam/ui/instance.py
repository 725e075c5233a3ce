"""One copy of the program per user: a second start shows the window of the first."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
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
        self._lock = QLockFile(str(folder / "running.lock"))
        self._lock.setStaleLockTime(0)  # stale is one whose process is gone, however old
        self._name = _socket_name(folder)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the first copy; False if there is one, which then shows its window."""
        if not self._lock.tryLock(0):
            self._ask_first()
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

    def _ask_first(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(ANSWER_MS):
            socket.write(SHOW)
            socket.waitForBytesWritten(ANSWER_MS)
            socket.disconnectFromServer()

    def _hear(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            # whoever may connect is this user; all that can be asked for is the window
            self.asked_to_show.emit()


def _socket_name(folder: Path) -> str:
    # a hash, as the place of the lock may be longer than a socket's name can be
    return f"lowlight-cam-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
