"""The program, a real bridge, a phone that speaks the protocol: from the code to the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobile_bridge.bridge import Bridge
from tests.fakes import FakeModel, FakeSink
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from tests.mobile_bridge.phone import Encoder, Phone, sending
from vcam.assemble import make_source
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.engine import Engine
from vcam.phone_mode import PhoneMode
from vcam.settings import PHONE, Settings
from vcam.snapshot import State
from vcam.ui.background import Background
from vcam.ui.instance import Instance
from vcam.ui.presenter import Icon
from vcam.ui.program import Program
from vcam.ui.session import Session

SIZE = FrameSize(320, 180)
WAIT_MS = 30_000

pytestmark = pytest.mark.usefixtures("kernels_ready")


def bridge_on_loopback(folder: Path, port: int) -> Bridge:
    return Bridge(folder, port=port, addresses=lambda: [LAN_ADDRESS])


@pytest.fixture
def sink() -> FakeSink:
    made = FakeSink()
    made.watched_by = None  # as where the system does not tell: always
    return made


@pytest.fixture
def program(qapp: QApplication, sink: FakeSink, tmp_path: Path) -> Iterator[Program]:
    settings = Settings().replace(camera="synthetic", size=SIZE, mode="on", phone_port=free_port())
    phone = PhoneMode(settings, bridge_on_loopback)

    def make(settings: Settings, on_frame: Callable[[Frame, Frame], None]) -> Engine:
        source = partial(make_source, phone=phone)
        return Engine(settings, settings.output, sink, source, lambda _: FakeModel(), on_frame=on_frame)

    session = Session(settings, tmp_path / "settings.toml", make)
    made = Program(session, Instance(tmp_path), Background(), phone)
    made._look.setInterval(30)
    made.start(background=True)
    yield made
    made.stop()


def test_from_the_code_to_the_camera_and_back(
    program: Program, sink: FakeSink, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    wait = partial(qtbot.waitUntil, timeout=WAIT_MS)
    wait(lambda: program.session.snapshot().status.state is State.LIVE)
    dialog = program.show_phone()
    wait(lambda: dialog.offer is not None)
    assert dialog.offer is not None
    with Phone(dialog.offer.urls[0]) as phone:
        phone.hello(token=dialog.offer.token, name="Pixel 8")
        phone.stream(SIZE, enhanced=True)
        with sending(phone, Encoder(SIZE), 90, enhanced=True):
            wait(lambda: program.session.settings.camera == PHONE)
            wait(lambda: program.session.snapshot().enhanced_by == "Pixel 8")
            wait(lambda: program.tray._shown is not None and program.tray._shown.icon is Icon.PHONE)
            dialog.close_button.click()
            assert program.session.settings.camera == PHONE
            frame = sink.frames[-1]
            assert abs(int(np.median(frame.planes[0])) - 90) <= 1
            program.session.change(strength=0.5)
            while phone.wait("look")["strength"] != 0.5:
                pass
            phone.say("look", mode="on", strength=0.25, denoise=0.5)
            wait(lambda: program.session.settings.strength == 0.25)
        program.session.change(camera="synthetic")
        wait(lambda: phone.closed is not None)
    wait(lambda: program.session.snapshot().source != "Pixel 8")
    assert [each.name for each in program.phone.mode.phones()] == ["Pixel 8"]
    assert program.devices.now.phone == "Phone: Pixel 8 (not connected)"
    caplog.clear()  # that no picture came for a while before the other camera may have been seen
