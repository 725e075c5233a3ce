"""Asking the running app: one line goes to its socket, one line of JSON comes back.

Without Qt, so that a command that only asks starts at once. The other end is `vcam.ui.instance`.
"""

from __future__ import annotations

import hashlib
import json
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from vcam.core.errors import AppNotRunning, AppSilent

ANSWER_S = 10.0  # one that has just been started answers when its window is there
LONGEST_ANSWER = 1 << 20
# Of a name of 108 bytes at most Qt wants some for a folder, in which it makes the socket before it moves it.
LONGEST_NAME = 90


def address(folder: Path) -> str:
    """Where the app of this folder listens: a path; on Windows the name of a pipe.

    The socket is in the folder itself, which is this user's alone and the same for a program from the desktop
    and one from a terminal, whatever their environment says of temporary folders. A folder whose name is too
    long for a socket has it in the temporary folder.
    """
    hashed = f"lowlight-cam-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return hashed
    path = folder.absolute() / "running.socket"
    return str(path) if len(str(path).encode()) <= LONGEST_NAME else str(Path(tempfile.gettempdir(), hashed))


def ask(folder: Path, request: str, *, within_s: float = ANSWER_S) -> dict[str, Any]:
    """Send a request to the app of this folder and return its answer.

    Raises
    ------
    AppNotRunning
        Nobody listens.
    AppSilent
        No answer within that time, or none that can be read.
    """
    if sys.platform == "win32":
        raise AppSilent("the app cannot be asked on this system yet", hint="Its window says how it goes.")
    deadline_s = time.monotonic() + within_s
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
        talk.settimeout(within_s)
        try:
            talk.connect(address(folder))
        except OSError as exc:  # no such file, or one that a killed app left
            raise AppNotRunning(
                "LowLight Cam's app is not running",
                hint="Start it with: lowlight-cam-gui (lowlight-cam run says itself how it goes)",
            ) from exc
        try:
            talk.sendall(request.encode() + b"\n")
            line = _line(talk, deadline_s)
        except OSError as exc:
            raise AppSilent(f"LowLight Cam's app gives no answer: {exc}", hint=_HINT) from exc
    return _parsed(line)


_HINT = "Has it just been started, or is it of another version? Quit it and start it again."


def _line(talk: socket.socket, deadline_s: float) -> bytes:
    """Read up to the end of a line, or of what comes or is read."""
    said = b""
    while not said.endswith(b"\n") and len(said) <= LONGEST_ANSWER:
        talk.settimeout(max(0.001, deadline_s - time.monotonic()))
        piece = talk.recv(65536)
        if not piece and not said:
            raise ConnectionError("it hung up")
        if not piece:
            break
        said += piece
    return said


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise AppSilent(f"LowLight Cam's app gave no answer that can be read: {exc}", hint=_HINT) from exc
    if not isinstance(answer, dict) or "error" in answer:
        why = answer.get("error") if isinstance(answer, dict) else type(answer).__name__
        raise AppSilent(f"LowLight Cam's app did not understand: {why}", hint=_HINT)
    return answer
