"""A phone as the camera: the code to scan, whether it is there, and which phones may come back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from mobile_bridge.bridge import Offer
from mobile_bridge.pairing import PairedPhone
from vcam.core.errors import LowLightError
from vcam.ui import phone_words
from vcam.ui.background import Background
from vcam.ui.controls import panel
from vcam.ui.icon import icon
from vcam.ui.phone_pages import OtherPage, UsbPage, WifiPage
from vcam.ui.phone_watch import PhoneWatch
from vcam.ui.widgets import button, label
from vcam.ui.words import tr

log = logging.getLogger(__name__)

LOOK_MS = 250
ROW_PX, ROWS_SEEN = 52, 3
Cable = Callable[[str], str]
"""Leads the phone's localhost through the cable and opens an address there; gives the phone's name."""


class PhoneDialog(QDialog):
    """Phones may come while it is open. Each code is for one phone; there is always a valid one.

    Parameters
    ----------
    use
        Makes an address the camera.
    cable
        Connects the phone by its cable; called in the background.
    """

    def __init__(
        self,
        watch: PhoneWatch,
        background: Background,
        use: Callable[[str], None],
        cable: Cable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Use a phone"))
        self._watch = watch
        self._background = background
        self._use = use
        self._cable = cable
        self.offer: Offer | None = None
        self.problem: LowLightError | None = None
        self._listening: tuple[str, ...] = ()
        self._asking = False
        self._phones: tuple[PairedPhone, ...] | None = None
        self._make_parts()
        self._lay_out()
        watch.begin_pairing()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Show how it stands; ask for a code where there is none that counts."""
        self._watch.look()
        now = self._watch.now
        if not self._asking and (now is None or not now.offered or now.listening != self._listening):
            self._asking = True
            self._background.run(self._watch.mode.offer, self._show_offer, self._show_problem)
        there = now is not None and now.phone is not None
        if self.problem is None:
            sent = phone_words.where_enhanced(now.phone) if now and now.phone and now.phone.live else ""
            self._say(", ".join(filter(None, (phone_words.connection(now), sent))), good=there)
        self.close_button.setText(tr("Done") if there else tr("Close"))
        self._list_phones()

    def done(self, result: int) -> None:
        """Close; phones may come no more, unless one is the camera."""
        if self._timer.isActive():
            self._timer.stop()
            self._watch.end_pairing()
        super().done(result)

    def answer(self) -> dict[str, object]:
        """What ``lowlight-cam phone`` prints."""
        if self.problem is not None:
            return {"title": self.problem.title, "hint": self.problem.hint}
        if self.offer is None:
            return {"waiting": True}
        offer = self.offer
        return {"urls": list(offer.urls), "usb_url": offer.usb_url, "fingerprint": offer.fingerprint}

    # ------------------------------------------------------------------ inside

    def _show_offer(self, offer: Offer) -> None:
        self._asking = False
        self.problem = None
        self.offer = offer
        now = self._watch.now
        self._listening = now.listening if now is not None else ()
        self.wifi.show_offer(offer)
        self.usb.show_offer(offer)

    def _show_problem(self, exc: Exception) -> None:
        self._asking = False  # tried again with the next look
        if not isinstance(exc, LowLightError):
            log.error("the phone's window: %s", exc)
        self.problem = exc if isinstance(exc, LowLightError) else LowLightError(str(exc))
        self.offer = None
        self.wifi.show_offer(None)
        self.usb.show_offer(None)
        self._say(f"{self.problem.title}. {self.problem.hint}", bad=True)

    def _say(self, text: str, *, good: bool = False, bad: bool = False) -> None:
        self.state.setText(text)
        name = "status-ok" if good else "status-fail" if bad else "tray-phone"
        self.mark.setPixmap(icon(name).pixmap(QSize(22, 22)))

    def _connect_cable(self, url: str) -> None:
        self.usb.go.setEnabled(False)
        self.usb.show_result(tr("Working…"))

        def say(words: str) -> None:
            self.usb.go.setEnabled(True)
            self.usb.show_result(words)

        self._background.run(
            lambda: self._cable(url),
            lambda name: say(tr("LowLight Cam is open on {name}. Allow the camera there.", name=name)),
            lambda exc: say(str(exc)),
        )

    def _choose_address(self, address: str) -> None:
        self._use(address)
        self.accept()

    def _list_phones(self) -> None:
        phones = self._watch.mode.phones()
        if phones == self._phones:
            return
        self._phones = phones
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, phone in enumerate(phones):
            time = QDateTime.fromSecsSinceEpoch(int(phone.last_seen))
            seen = QLocale().toString(time, QLocale.FormatType.ShortFormat)
            forget = button(tr("Forget"))
            forget.setAccessibleName(tr("Forget {name}", name=phone.name))
            forget.clicked.connect(lambda _checked=False, phone=phone: self._forget(phone))
            self._rows.addWidget(label(phone.name), row, 0)
            self._rows.addWidget(label(tr("last seen {when}", when=seen), "small"), row, 1)
            self._rows.addWidget(forget, row, 2)
        self._scroll.setFixedHeight(min(len(phones), ROWS_SEEN) * ROW_PX)
        self._paired.setVisible(bool(phones))

    def _forget(self, phone: PairedPhone) -> None:
        self._watch.forget(phone.id)
        self._list_phones()

    def _make_parts(self) -> None:
        self.wifi = WifiPage()
        self.usb = UsbPage(self._connect_cable)
        self.other = OtherPage()
        self.other.chosen.connect(self._choose_address)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.wifi, tr("Wi-Fi"))
        self.tabs.addTab(self.usb, tr("USB cable"))
        self.tabs.addTab(self.other, tr("Other camera"))
        self.mark = label()
        self.state = label("", "heading", wrap=True)
        self.close_button = button(tr("Close"))
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(10)
        state.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        rows = QWidget()
        self._rows = QGridLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setColumnStretch(1, 1)
        self._rows.setHorizontalSpacing(14)
        self._paired = QWidget()
        paired = QVBoxLayout(self._paired)
        paired.setContentsMargins(0, 0, 0, 0)
        paired.addWidget(label(tr("Phones that may come back"), "heading"))
        self._scroll = panel(rows)
        paired.addWidget(self._scroll)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        about = tr("It enhances the picture itself, nothing is installed on it, nothing leaves your network.")
        layout.addWidget(label(tr("Use a phone as the camera"), "title"))
        layout.addWidget(label(about, "muted", wrap=True))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(state)
        layout.addWidget(self._paired)
        layout.addLayout(buttons)
        self.resize(720, 600)
