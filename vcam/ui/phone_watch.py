"""Between phones and the session: who is there, what they change, and when they may come at all."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from vcam.phone_mode import PhoneMode
from vcam.settings import PHONE
from vcam.ui import phone_words
from vcam.ui.background import Background
from vcam.ui.devices import DeviceLists
from vcam.ui.session import Session

if TYPE_CHECKING:
    from mobile_bridge.snapshot import BridgeSnapshot, PhoneFigures

log = logging.getLogger(__name__)


class PhoneWatch(QObject):
    """Lets phones come while the camera is one or a person pairs one. For the main thread.

    Who chooses the phone as the camera and has none paired is asked to pair one (`nobody_paired`); who closes
    that window without it gets the former camera back.
    """

    nobody_paired = Signal()

    def __init__(
        self, mode: PhoneMode, session: Session, devices: DeviceLists, background: Background
    ) -> None:
        super().__init__()
        self.mode = mode
        self._session = session
        self._devices = devices
        self._background = background
        self._settling = False
        self._pairing = False
        self._came = False
        self._camera = session.settings.camera
        self._former = "" if self._camera == PHONE else self._camera
        session.changed.connect(self._on_settings)

    @property
    def now(self) -> BridgeSnapshot | None:
        """What goes on; None while no phone may come."""
        return self.mode.snapshot()

    @property
    def figures(self) -> PhoneFigures | None:
        """The phone that is the camera now; None if it is not there, or another camera is."""
        now = self.now
        return now.phone if now is not None and self._session.settings.camera == PHONE else None

    def start(self) -> None:
        """Begin."""
        self._name_it()
        self.look()

    def stop(self) -> None:
        """End; phones are sent away."""
        self.mode.stop()

    def look(self) -> None:
        """Take over what phones do."""
        if self.mode.unsettled:
            self._settle()
        now = self.now
        came = now is not None and now.phone is not None
        if came != self._came:
            self._came = came
            self._name_it()
            if came and self._pairing:
                self._session.change(camera=PHONE)
        if self._session.settings.camera == PHONE and (changes := self.mode.changes()):
            self._session.change(**changes)

    def begin_pairing(self) -> None:
        """A person wants to pair a phone."""
        self._pairing = True
        self._came = False
        self.mode.pair(wanted=True)

    def end_pairing(self) -> None:
        """That has ended, whether a phone came or not."""
        self._pairing = False
        self.mode.withdraw()
        self.mode.pair(wanted=False)
        if self._session.settings.camera == PHONE and not self._came and not self.mode.phones():
            self._session.change(camera=self._former)
        self._name_it()
        self.look()

    def forget(self, phone_id: str) -> None:
        """Let a phone come back no more."""
        self.mode.forget(phone_id)
        self._name_it()

    def _on_settings(self) -> None:
        settings = self._session.settings
        former, self._camera = self._camera, settings.camera
        self.mode.follow(settings)
        if settings.camera != PHONE:
            self._former = settings.camera
        elif former != PHONE and not self._pairing and not self.mode.phones():
            self.nobody_paired.emit()
        self.look()

    def _name_it(self) -> None:
        now = self.now
        if now is not None and now.phone is not None:
            self._devices.name_phone(phone_words.in_list(now.phone.name, connected=True))
            return
        phones = self.mode.phones()
        self._devices.name_phone(phone_words.in_list(phones[0].name if phones else "", connected=False))

    def _settle(self) -> None:
        """In the background: a web server takes a moment to start and to stop."""
        if not self._settling:
            self._settling = True
            self._background.run(self.mode.settle, self._settled, self._not_settled)

    def _settled(self, _nothing: None) -> None:
        self._settling = False

    def _not_settled(self, exc: Exception) -> None:
        self._settling = False  # tried again with the next look; the mode keeps the reason
        log.debug("phones cannot come: %s", exc)
