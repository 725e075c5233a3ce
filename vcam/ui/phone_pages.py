"""The pages of the phone's window: by Wi-Fi, by a USB cable, and cameras of other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mobile_bridge.bridge import Offer
from vcam.core.address import is_address
from vcam.ui.qr_view import QrView
from vcam.ui.widgets import button, label
from vcam.ui.words import tr

EXAMPLES = ("http://192.168.1.7:8080/video", "http://192.168.1.7:4747/video", "rtsp://192.168.1.7:8554/live")
FINGERPRINT_LINES = 4


class Page(QWidget):
    """A page that is never lower than its words need: labels with several lines do not see to that."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the height that goes with this width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))


class WifiPage(Page):
    """The code, the address in words, and what to do on the phone."""

    def __init__(self) -> None:
        super().__init__()
        self.qr = QrView()
        self.networks = QComboBox()
        self.networks.setAccessibleName(tr("Network of this computer"))
        self.networks.setToolTip(tr("This computer is in several networks: choose that of the phone"))
        self.networks.currentIndexChanged.connect(lambda _index: self._show_chosen())
        self.address = _selectable("", "small")
        self.address.setAccessibleName(tr("Address for the phone"))
        self.copy = button(tr("Copy the address"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.address.text()))
        self.missing = label(
            tr(
                "This computer is in no network that a phone could reach. "
                "Connect it to the phone's Wi-Fi or hotspot, or use a USB cable."
            ),
            wrap=True,
        )
        self.fingerprint = _selectable("", "small")
        self.fingerprint.setAccessibleName(tr("Fingerprint of the certificate (SHA-256)"))
        left = QVBoxLayout()
        left.setSpacing(8)
        for each in (self.qr, self.networks, self.missing):
            left.addWidget(each)
        left.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(22)
        layout.addLayout(left)
        layout.addLayout(self._words(), 1)
        self.show_offer(None)

    def show_offer(self, offer: Offer | None) -> None:
        """Show this code, or none yet."""
        urls = offer.urls if offer is not None else ()
        self.networks.blockSignals(True)  # noqa: FBT003 - Qt's way
        chosen = self.networks.currentText()
        self.networks.clear()
        for url in urls:
            self.networks.addItem(url.partition("://")[2].partition("/")[0], url)
        self.networks.setCurrentIndex(max(0, self.networks.findText(chosen)))
        self.networks.blockSignals(False)  # noqa: FBT003
        self.networks.setVisible(len(urls) > 1)
        self.missing.setVisible(offer is not None and not urls)
        self.copy.setEnabled(bool(urls))
        self.fingerprint.setText(_in_lines(offer.fingerprint) if offer is not None else "")
        self._show_chosen()

    def _show_chosen(self) -> None:
        url = self.networks.currentData() or ""
        self.qr.show_text(url)
        self.address.setText(url)

    def _words(self) -> QVBoxLayout:
        steps = (
            tr("Scan the code with the phone's camera. It has to be in the same Wi-Fi as this computer."),
            tr(
                "The browser warns of the certificate, because this computer made it itself. "
                "Choose Advanced, then Proceed; in Safari: Show Details, visit this website."
            ),
            tr("Allow the camera. Leave the page in front, and put the phone where it sees you."),
        )
        words = _steps(steps)
        words.addWidget(label(tr("Or type this address into the phone's browser:"), "muted", wrap=True))
        words.addWidget(self.address)
        words.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        words.addSpacing(6)
        compare = tr("The certificate's fingerprint, if you want to compare it:")
        words.addWidget(label(compare, "muted", wrap=True))
        words.addWidget(self.fingerprint)
        words.addStretch(1)
        return words


class UsbPage(Page):
    """A cable instead of Wi-Fi: no certificate, no network.

    Parameters
    ----------
    connect_cable
        Leads the phone's own localhost through the cable to here and opens the page; tells what happened.
    """

    def __init__(self, connect_cable: Callable[[str], None]) -> None:
        super().__init__()
        self._url = ""
        steps = (
            tr(
                "On an Android phone switch USB debugging on: in Settings, About phone, tap Build number "
                "seven times; then System, Developer options, USB debugging."
            ),
            tr("Connect the phone with a USB cable, and allow this computer when the phone asks."),
            tr("Press the button: the page opens on the phone. There allow the camera."),
        )
        self.go = button(tr("Connect by cable"), "primary")
        self.go.clicked.connect(lambda: connect_cable(self._url))
        self.result = _selectable("", wrap=True)
        self.address = _selectable("", "small")
        self.address.setAccessibleName(tr("Address for the phone"))
        layout = _steps(steps)
        layout.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.result)
        else_type = tr("Does no page open? Type this address into the phone's browser:")
        layout.addWidget(label(else_type, "muted", wrap=True))
        layout.addWidget(self.address)
        layout.addStretch(1)
        layout.setContentsMargins(0, 8, 0, 0)
        self.setLayout(layout)

    def show_offer(self, offer: Offer | None) -> None:
        """Use this code, or none yet."""
        self._url = offer.usb_url if offer is not None else ""
        self.address.setText(self._url)
        self.go.setEnabled(bool(self._url))

    def show_result(self, words: str) -> None:
        """Say how it went."""
        self.result.setText(words)


class OtherPage(Page):
    """The address of a camera in the network, as apps for phones and surveillance cameras have it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(EXAMPLES[0])
        self.field.setAccessibleName(tr("Address of the camera"))
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._choose)
        self.go = button(tr("Use this camera"), "primary")
        self.go.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(10)
        about = tr(
            "Cameras that send MJPEG or RTSP: apps such as IP Webcam and DroidCam, network cameras. "
            "They send the picture as it is; it is enhanced on this computer."
        )
        layout.addWidget(label(about, wrap=True))
        layout.addWidget(self.field)
        layout.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(tr("For example:"), "muted"))
        for name, example in zip(("IP Webcam", "DroidCam", "RTSP"), EXAMPLES, strict=True):
            layout.addWidget(_selectable(f"{name}: {example}", "small"))
        layout.addStretch(1)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(is_address(self.field.text().strip()))

    def _choose(self) -> None:
        if self.go.isEnabled():
            self.chosen.emit(self.field.text().strip())


def _steps(texts: Sequence[str]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    for row, text in enumerate(texts):
        grid.addWidget(label(f"{row + 1}", "heading"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True), row, 1)
    layout = QVBoxLayout()
    layout.setSpacing(8)
    layout.addLayout(grid)
    layout.addSpacing(6)
    return layout


def _selectable(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    made = label(text, role, wrap=wrap)
    flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    made.setTextInteractionFlags(flags)
    return made


def _in_lines(fingerprint: str) -> str:
    pairs = fingerprint.split(":")
    length = -(-len(pairs) // FINGERPRINT_LINES)
    return "\n".join(":".join(pairs[at : at + length]) for at in range(0, len(pairs), length))
