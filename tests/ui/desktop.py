"""A desktop for the tests: X server, window manager, tray; and a hand for its mouse and its keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TRAYER = shutil.which("trayer")
LIMIT_S = 60.0  # far above what anything takes


@contextmanager
def screen(size: str = "1280x800") -> Iterator[str]:
    """Run an X server; gives its display."""
    read, write = os.pipe()
    # It chooses a display that is free and writes its number when it is ready. Without -noreset it begins
    # anew when its last client leaves, and turns away who comes meanwhile.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def wait_until(true: Callable[[], object], what: str, limit_s: float = LIMIT_S) -> None:
    """Wait, without an event loop of our own."""
    deadline = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < deadline, f"waited {limit_s} s in vain: {what}"
        time.sleep(0.05)


def show(window: QWidget, qtbot: QtBot) -> None:
    """Show a window and wait until it has the keyboard."""
    with qtbot.waitActive(window, timeout=int(LIMIT_S * 1000)):
        window.show()
        window.activateWindow()


class Desktop:
    """Programs on one display, ended by `stop`."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a program."""
        process = subprocess.Popen(
            words,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._running.append(process)
        return process

    def start_tray(self) -> subprocess.Popen[bytes]:
        """Start a tray in the lower right corner; icons of 32 pixels, from its left."""
        words = ["--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"]
        return self.start(TRAYER or "trayer", *words, "--SetDockType", "false", "--expand", "true")

    def do(self, *words: str) -> str:
        """Run xdotool; gives what it says."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return done.stdout.strip()

    def windows(self, name: str, *, visible: bool = True) -> list[str]:
        """Windows whose title contains `name`."""
        only = ["--onlyvisible"] if visible else []
        return self.do("search", *only, "--name", name).split()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen."""
        self.do("mousemove", str(x), str(y), "click", str(button))

    def place(self, window: str) -> dict[str, int]:
        """X, Y, WIDTH, HEIGHT of a window on the screen."""
        lines = self.do("getwindowgeometry", "--shell", window).splitlines()
        return {name: int(value) for name, _, value in (line.partition("=") for line in lines)}

    def stop(self) -> None:
        """End all that was started."""
        for process in reversed(self._running):
            process.terminate()
            process.wait()
        self._running.clear()
