"""One copy of the program per user: a second start shows the window of the first.

Whoever connects says in one line what is wanted, and gets one line of JSON; the other end, for programs
without Qt, is `vcam.system.running`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from vcam.system.running import address

log = logging.getLogger(__name__)

SHOW, STATUS = b"show", b"status"
LONGEST_REQUEST = 64
ANSWER_MS = 1000
PATIENCE_MS = 10_000  # with who connects and says nothing; the program may be busy itself


class Instance(QObject):
    """Finds out whether this is the first copy, and hears of later ones.

    Parameters
    ----------
    folder
        Of this user's lock; two programs with one folder are copies of each other.

    Attributes
    ----------
    status
        What is answered to who asks for the status; has to be fit for JSON.
    requests
        What else may be asked for: its first word, and what gives the answer from the rest of the line.
    """

    asked_to_show = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.status: Callable[[], Mapping[str, object]] = dict
        self.requests: dict[str, Callable[[str], Mapping[str, object]]] = {}
        self._file = folder / "running.lock"
        self._lock = QLockFile(str(self._file))
        self._lock.setStaleLockTime(0)  # stale is one whose process is gone, however old
        self._name = address(folder)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the first copy; False if there is one, which then shows its window."""
        if not self._lock.tryLock(0) and self._first_is_there():
            return False
        QLocalServer.removeServer(self._name)  # of a copy that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        if not self._server.listen(self._name):
            log.warning("other copies cannot reach this one: %s", self._server.errorString())
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
        socket.write(SHOW + b"\n")
        socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def _hear(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._read, socket))
            QTimer.singleShot(PATIENCE_MS, socket, socket.abort)
            self._read(socket)  # what came before this

    def _read(self, socket: QLocalSocket) -> None:
        request = bytes(socket.peek(LONGEST_REQUEST).data())
        if b"\n" in request:
            answer = self._answer(request.partition(b"\n")[0].strip())
        elif len(request) < LONGEST_REQUEST:
            return  # there is more to come
        else:
            answer = {"error": "the request is too long"}
        socket.readyRead.disconnect()  # one request each
        socket.write(json.dumps(answer).encode() + b"\n")
        socket.disconnectFromServer()  # when that is written

    def _answer(self, request: bytes) -> Mapping[str, object]:
        """Do what is asked for; whoever may connect is this user."""
        if request == SHOW:
            self.asked_to_show.emit()
            return {}
        if request == STATUS:
            return self.status()
        words = request.decode(errors="replace")
        name, _, rest = words.partition(" ")
        if name in self.requests:
            return self.requests[name](rest)
        return {"error": f"no such request: {words}"}
