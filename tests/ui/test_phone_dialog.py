"""The phone's window: a code that counts, whether the phone is there, and what becomes of the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.fake_bridge import FINGERPRINT, PAIRED, PIXEL, FakeBridge
from tests.ui.desktop import show
from tests.ui.fakes import LIVE, FakeEngines
from tests.ui.looks import LANGUAGES, clipped
from vcam.core.errors import BridgeError, PortInUse
from vcam.settings import PHONE, Settings
from vcam.ui import program as program_module
from vcam.ui import theme, words
from vcam.ui.app import make_application
from vcam.ui.instance import Instance
from vcam.ui.phone_dialog import PhoneDialog
from vcam.ui.program import Program

WAIT_MS = 20_000
Pair = Callable[[], PhoneDialog]


@pytest.fixture
def pair(program: Program, bridge: FakeBridge, qtbot: QtBot) -> Iterator[Pair]:
    """Open the window and wait for its code."""

    def opened() -> PhoneDialog:
        dialog = program.show_phone()
        qtbot.waitUntil(lambda: dialog.offer is not None, timeout=WAIT_MS)
        return dialog

    yield opened
    for dialog in list(program._dialogs.values()):
        dialog.close()


def until(qtbot: QtBot, program: Program, condition: Callable[[], bool]) -> None:
    """Look, as the program does from time to time, until it has come true."""

    def looked() -> bool:
        program.look()
        return condition()

    qtbot.waitUntil(looked, timeout=WAIT_MS)


def read_code(widget: QWidget) -> str:
    """What a camera reads of it."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(pixels[:, : image.width()]))
    return text


def forget_button(dialog: PhoneDialog, name: str) -> QPushButton | None:
    buttons = dialog.findChildren(QPushButton)
    return next((each for each in buttons if each.accessibleName() == f"Forget {name}"), None)


def forget(dialog: PhoneDialog, name: str) -> None:
    button = forget_button(dialog, name)
    assert button is not None
    button.click()


@pytest.mark.parametrize("colours", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_the_code_can_be_read_from_the_screen(
    pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, colours: theme.Colours
) -> None:
    with monkeypatch.context() as changed:
        changed.setattr(theme, "colours", lambda: colours)
        theme.restyle(make_application())
        dialog = pair()
        assert dialog.offer is not None
        assert read_code(dialog.wifi.qr) == dialog.offer.urls[0] == dialog.wifi.address.text()
    theme.restyle(make_application())
    assert dialog.state.text() == "Waiting for the phone…"
    assert dialog.wifi.fingerprint.text().replace("\n", ":") == FINGERPRINT
    dialog.wifi.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.offer.urls[0]


def test_of_several_networks_one_is_chosen_and_stays_with_the_next_code(
    pair: Pair, bridge: FakeBridge, qtbot: QtBot
) -> None:
    bridge.addresses = ("192.168.1.5", "10.0.0.5")
    dialog = pair()
    assert dialog.wifi.networks.isVisible()
    dialog.wifi.networks.setCurrentIndex(1)
    assert "10.0.0.5" in read_code(dialog.wifi.qr)
    former = dialog.offer
    bridge.withdraw()
    qtbot.waitUntil(lambda: dialog.offer is not former, timeout=WAIT_MS)
    assert "https://10.0.0.5:8443/#t=Zr7pQx0mWc3vLd9sTe1f02" in read_code(dialog.wifi.qr)


def test_without_a_network_it_says_so_and_the_code_comes_with_the_network(
    pair: Pair, bridge: FakeBridge, qtbot: QtBot
) -> None:
    bridge.addresses = ()
    dialog = pair()
    assert dialog.wifi.missing.isVisible()
    bridge.addresses = ("192.168.1.5",)
    bridge.now = replace(bridge.now, listening=("127.0.0.1", "192.168.1.5"))
    qtbot.waitUntil(lambda: not dialog.wifi.missing.isVisible(), timeout=WAIT_MS)
    assert "192.168.1.5" in read_code(dialog.wifi.qr)


def test_a_phone_that_comes_is_the_camera_and_the_code_is_used_up(
    pair: Pair, program: Program, bridge: FakeBridge, qtbot: QtBot
) -> None:
    dialog = pair()
    bridge.come()
    qtbot.waitUntil(lambda: program.session.settings.camera == PHONE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bridge.offers == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Pixel 8 is connected" in dialog.state.text(), timeout=WAIT_MS)
    assert dialog.close_button.text() == "Done"
    assert program.devices.now.phone == "Phone: Pixel 8"
    dialog.close_button.click()
    program.look()
    assert program.session.settings.camera == PHONE
    assert bridge.running
    assert not bridge.now.offered, "the code is worth nothing once the window is closed"


def test_closed_without_a_phone_nothing_listens_any_more(
    pair: Pair, program: Program, bridge: FakeBridge, qtbot: QtBot
) -> None:
    program.session.change(camera="Webcam")
    pair().close()
    until(qtbot, program, lambda: not bridge.running)
    assert program.session.settings.camera == "Webcam"


def test_who_chooses_the_phone_and_pairs_none_gets_the_former_camera_back(
    program: Program, bridge: FakeBridge, qtbot: QtBot
) -> None:
    program.session.change(camera="Webcam")
    program.session.change(camera=PHONE)
    dialog = program._dialogs["phone"]
    assert dialog.isVisible()
    dialog.close()
    assert program.session.settings.camera == "Webcam"
    until(qtbot, program, lambda: not bridge.running)


def test_who_has_a_phone_is_not_asked_to_pair_one(program: Program, bridge: FakeBridge, qtbot: QtBot) -> None:
    program.phone.mode.pair(wanted=True)
    program.phone.mode.settle()
    bridge.paired = (PAIRED,)
    program.session.change(camera=PHONE)
    assert program._dialogs == {}
    bridge.come()
    until(qtbot, program, lambda: program.devices.now.phone == "Phone: Pixel 8")
    bridge.go()
    until(qtbot, program, lambda: program.devices.now.phone == "Phone: Pixel 8 (not connected)")


def test_paired_phones_are_listed_and_can_be_forgotten(
    pair: Pair, program: Program, bridge: FakeBridge, qtbot: QtBot
) -> None:
    bridge.paired = (PAIRED, replace(PAIRED, id="2", name="Old phone"))
    dialog = pair()
    forget(dialog, "Old phone")
    assert [phone.name for phone in bridge.paired] == ["Pixel 8"]
    qtbot.waitUntil(lambda: forget_button(dialog, "Old phone") is None, timeout=WAIT_MS)
    forget(dialog, "Pixel 8")
    assert not bridge.phones()


def test_a_port_in_use_is_told_with_its_fix_and_tried_again(
    program: Program, bridge: FakeBridge, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    bridge.fault = PortInUse("another program uses port 8443", hint="Choose another port.")
    dialog = program.show_phone()
    qtbot.waitUntil(lambda: dialog.problem is not None, timeout=WAIT_MS)
    assert dialog.state.text() == "another program uses port 8443. Choose another port."
    assert dialog.answer() == {"title": bridge.fault.title, "hint": bridge.fault.hint}
    bridge.fault = None
    qtbot.waitUntil(lambda: dialog.offer is not None, timeout=WAIT_MS)
    assert [record.getMessage() for record in caplog.records] == ["another program uses port 8443"]
    caplog.clear()


def test_by_cable_it_says_how_it_went(
    pair: Pair, program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def cable(url: str) -> str:
        asked.append(url)
        if len(asked) == 1:
            raise BridgeError("no phone is at the cable", hint="Switch USB debugging on.")
        return "Pixel 8"

    monkeypatch.setattr(program_module, "connect_cable", cable)
    dialog = pair()
    dialog.usb.go.click()
    qtbot.waitUntil(lambda: "USB debugging on." in dialog.usb.result.text(), timeout=WAIT_MS)
    assert "no phone is at the cable" in dialog.usb.result.text()
    dialog.usb.go.click()
    qtbot.waitUntil(lambda: "open on Pixel 8" in dialog.usb.result.text(), timeout=WAIT_MS)
    assert dialog.offer is not None
    assert asked == [dialog.offer.usb_url] * 2


def test_another_camera_is_used_by_its_address_and_its_password_is_not_shown(
    pair: Pair, program: Program, engines: FakeEngines
) -> None:
    dialog = pair()
    dialog.other.field.setText("my camera")
    assert not dialog.other.go.isEnabled()
    address = "rtsp://anna:secret@192.168.1.7/live"
    dialog.other.field.setText(f" {address} ")
    dialog.other.go.click()
    assert program.session.settings.camera == engines.last.settings.camera == address
    assert not dialog.isVisible()
    shown = [program.window.camera.camera.combo.currentText(), *_texts(program), str(program.status())]
    assert not [text for text in shown if "secret" in text]
    assert "rtsp://…@192.168.1.7/live" in shown


def _texts(program: Program) -> list[str]:
    return [action.text() for action in program.tray.cameras.actions()]


def test_a_look_that_is_changed_on_the_phone_is_that_of_the_settings(
    pair: Pair, program: Program, bridge: FakeBridge, qtbot: QtBot
) -> None:
    pair()
    bridge.come()
    until(qtbot, program, lambda: program.session.settings.camera == PHONE)
    bridge.now = replace(bridge.now, look=replace(bridge.now.look, strength=0.5))
    until(qtbot, program, lambda: program.session.settings.strength == 0.5)
    assert program.session.can_undo


def test_the_command_line_has_the_code_from_the_app(program: Program, first: Instance, qtbot: QtBot) -> None:
    again = Program(program.session, first, program.background, program.phone.mode)
    answer = first.requests["phone"]("")
    assert answer == {"waiting": True}
    dialog = again._dialogs["phone"]
    assert isinstance(dialog, PhoneDialog)
    qtbot.waitUntil(lambda: dialog.offer is not None, timeout=WAIT_MS)
    offer = dialog.offer
    assert offer is not None
    assert first.requests["phone"]("") == {
        "urls": list(offer.urls),
        "usb_url": offer.usb_url,
        "fingerprint": FINGERPRINT,
    }
    assert first.requests["forget"](PIXEL.id) == {"forgotten": False}
    assert first.requests["whip"]("") == {"key": "key"}
    dialog.close()
    again.tray.stop()
    again.devices.stop()


def test_its_figures_are_in_the_window(program: Program, bridge: FakeBridge, engines: FakeEngines) -> None:
    program.phone.mode.follow(Settings(camera=PHONE))
    program.phone.mode.settle()
    bridge.come(replace(PIXEL, hot=True))
    program.session.change(camera=PHONE)
    engines.last.now = replace(LIVE, source="Pixel 8", enhanced_by="Pixel 8", amount=0.0)
    program.show_window()
    facts = program.window.performance.facts.text().splitlines()
    assert "It sends 1280 × 720, 30 fps, enhanced on the phone (WebGL2)" in facts
    assert "Delay 38 ms, jitter 3 ms" in facts
    assert "Battery 81 %, not charging" in facts
    assert "phone 38 ms, 30 fps" in program.window._figures.text()
    assert program.window.work.title.text().startswith("The phone is hot")
    status = program.status()["phone"]
    assert isinstance(status, dict)
    assert status["name"] == "Pixel 8"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_room(program: Program, bridge: FakeBridge, qtbot: QtBot, language: str) -> None:
    words.use_language(language)
    bridge.addresses = ("192.168.178.123", "10.0.0.5")
    bridge.paired = (PAIRED,)
    dialog = program.show_phone()
    show(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.offer is not None, timeout=WAIT_MS)
    bridge.now = replace(bridge.now, phone=PIXEL)
    dialog.look()
    for index in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(index)
        for _ in range(3):  # what is laid out later asks for more room
            QGuiApplication.processEvents()
        assert clipped(dialog) == [], f"{language}, tab {index}"
    dialog.close()


def test_the_keyboard_reaches_everything(pair: Pair, qtbot: QtBot) -> None:
    dialog = pair()
    reached = (dialog.wifi.copy, dialog.close_button, dialog.usb.go, dialog.other.field)
    for each in (*reached, dialog.tabs.tabBar()):
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert dialog.wifi.qr.accessibleName()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
