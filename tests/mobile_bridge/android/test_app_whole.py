"""The app without Android, and the real computer: its state machine, its link, and coded pictures."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mobile_bridge.bridge import Bridge
from mobile_bridge.snapshot import PhoneFigures
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.phone import Encoder, until
from vcam.core.formats import FrameSize

SIZE = FrameSize(1280, 720)
PICTURES = 30


class WholeApp:
    """Runs `src/test/java/.../core/WholeApp.java`."""

    def __init__(self, java: Java, film: Path) -> None:
        encoder = Encoder(SIZE)
        files = [film / str(number) for number in range(PICTURES)]
        for number, file in enumerate(files):
            file.write_bytes(encoder.encode(40 + number, key=number == 0))
        command = java.command("io.github.lowlightcam.phone.core.WholeApp", *map(str, files))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.now: dict[str, Any] = {}
        self.states: list[str] = []
        self._reading = threading.Thread(target=self._read, name="app's states")
        self._reading.start()

    def tell(self, *words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()

    def wait(self, state: str) -> None:
        until(lambda: self.now.get("state") == state, 20)

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self._reading.join()
            assert self.process.stdout is not None
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.now = json.loads(line)
            self.states.append(self.now["state"])


@pytest.fixture
def app(java: Java, tmp_path: Path) -> Iterator[WholeApp]:
    app = WholeApp(java, tmp_path)
    yield app
    app.end()


def figures(bridge: Bridge) -> PhoneFigures:
    phone = bridge.snapshot().phone
    assert phone is not None
    return phone


def more_pictures(bridge: Bridge, count: int = 20) -> None:
    """Wait for so many pictures more."""
    start = figures(bridge).received
    until(lambda: (phone := bridge.snapshot().phone) and phone.received >= start + count, 20)


def live(bridge: Bridge, app: WholeApp) -> None:
    bridge.want(frames=False)
    app.tell("show")
    app.tell("pair", bridge.offer().app_url)
    app.wait("READY")
    bridge.want(frames=True, size=SIZE)
    app.wait("LIVE")
    more_pictures(bridge)


def test_from_the_code_to_pictures_and_through_every_loss(bridge: Bridge, app: WholeApp) -> None:
    app.tell("report", "all is well")
    live(bridge, app)
    report = bridge.snapshot().report
    assert report is not None
    assert report.text == "all is well"
    assert app.now["desktop"]

    app.tell("take")
    app.wait("CAMERA_TAKEN")
    app.tell("free")
    app.wait("LIVE")
    more_pictures(bridge)

    app.tell("break")
    app.wait("ENCODER_FAILED")
    app.wait("LIVE")
    more_pictures(bridge)

    bridge.stop()
    app.wait("COMPUTER_GONE")
    bridge.start()
    app.wait("LIVE")
    more_pictures(bridge)

    phone = figures(bridge)
    assert phone.errors == 0
    assert phone.lost == 0

    app.tell("stop")
    app.wait("STOPPED")
    until(lambda: bridge.snapshot().phone is None)
    app.tell("start")
    app.wait("LIVE")
    more_pictures(bridge)


def test_nobody_watches_then_somebody_does(bridge: Bridge, app: WholeApp) -> None:
    live(bridge, app)
    bridge.want(frames=False)
    app.wait("READY")
    before = figures(bridge).received
    bridge.want(frames=True, size=SIZE)
    app.wait("LIVE")
    more_pictures(bridge)
    assert figures(bridge).received > before
    assert figures(bridge).errors == 0


def test_the_look_is_the_same_on_both_sides(bridge: Bridge, app: WholeApp) -> None:
    live(bridge, app)
    bridge.set_look("on", 0.5, 0.25)
    until(lambda: app.now["settings"]["mode"] == "on")
    assert app.now["settings"]["strength"] == 0.5
    app.tell("settings", json.dumps({**app.now["settings"], "mode": "off", "strength": 0.75}))
    until(lambda: bridge.snapshot().look.mode == "off")
    assert bridge.snapshot().look.strength == 0.75
    assert bridge.snapshot().look.denoise == 0.25


def test_a_phone_that_is_forgotten_forgets(bridge: Bridge, app: WholeApp) -> None:
    live(bridge, app)
    bridge.forget(bridge.phones()[0].id)
    app.wait("FORGOTTEN")
    app.tell("start")
    app.wait("UNPAIRED")
    live(bridge, app)
