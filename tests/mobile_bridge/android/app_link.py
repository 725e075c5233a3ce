"""The app's link to the computer, on this computer's JVM: it does what it is told and says what it hears."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Mapping
from typing import Any, Self

from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.phone import until
from vcam.core.formats import FrameSize

DRIVER = "io.github.lowlightcam.phone.net.LinkDriver"


class AppLink:
    """Runs the driver, which is `src/test/java/.../net/LinkDriver.java`.

    Parameters
    ----------
    properties
        Of the JVM.
    """

    def __init__(self, java: Java, *, properties: Mapping[str, str] | None = None) -> None:
        self._command = java.command(DRIVER, properties=properties)
        self._heard: list[dict[str, Any]] = []
        self.all: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reading = threading.Thread(target=self._read, name="app's words")
        self._reading.start()
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        finally:
            self._process.kill()
            self._reading.join()
            assert self._process.stdout is not None
            self._process.stdout.close()

    def tell(self, what: str, **fields: object) -> None:
        """Give an order."""
        self._write(json.dumps({"do": what, **fields}).encode() + b"\n")

    def show(self, data: bytes, **fields: object) -> None:
        """Let it send what an encoder put out."""
        order = json.dumps({"do": "picture", "bytes": len(data), **fields}).encode() + b"\n"
        self._write(order + data)

    def say(self, kind: str, **fields: object) -> None:
        """Let it send a message."""
        self.tell("send", type=kind, fields=fields)

    def stream(self, size: FrameSize, *, enhanced: bool = False) -> None:
        """Let it say what the pictures are."""
        what = {"width": size.width, "height": size.height, "fps": 30, "enhanced": enhanced}
        self.say("stream", transport="ws", codec="avc1.42001f", accelerator="gles", **what)

    def wait(self, key: str, within_s: float = 15.0, **wanted: object) -> dict[str, Any]:
        """The next line that has this key and these values; lines before it are forgotten."""

        def pick() -> dict[str, Any] | None:
            while self._heard:
                line = self._heard.pop(0)
                if key in line and all(line.get(name) == value for name, value in wanted.items()):
                    return line
            return None

        return until(pick, within_s)

    def wait_message(self, kind: str, within_s: float = 15.0) -> dict[str, Any]:
        """The computer's next message of a kind."""
        while (line := self.wait("message", within_s))["message"]["type"] != kind:
            pass
        return dict(line["message"])

    def paired(self, url: str) -> dict[str, Any]:
        """Pair, and return what is said when the computer has welcomed it."""
        self.tell("pair", url=url)
        line = self.wait("welcome")
        self.wait("state", state="OPEN")
        return line

    def states(self) -> list[tuple[str, str]]:
        """All states so far, with their reasons."""
        return [(line["state"], line["reason"]) for line in self.all if "state" in line]

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for raw in self._process.stdout:
            line = json.loads(raw)
            self.all.append(line)
            self._heard.append(line)
