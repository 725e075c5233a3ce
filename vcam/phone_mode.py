"""The phone as the camera: owns the bridge to it, which listens only while phones are wanted."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from vcam.core.errors import BridgeError, PhoneAwaited
from vcam.settings import PHONE, Settings
from vcam.system import paths

if TYPE_CHECKING:
    from pathlib import Path

    from mobile_bridge.bridge import Bridge, Offer
    from mobile_bridge.pairing import PairedPhone, Pairing
    from mobile_bridge.snapshot import BridgeSnapshot
    from vcam.sources.base import Source

log = logging.getLogger(__name__)

Look = tuple[str, float, float]
"""Mode, strength, denoise."""
MakeBridge = Callable[["Path", int], "Bridge"]


def listening_bridge(folder: Path, port: int) -> Bridge:
    """Make the bridge of this program, not yet listening."""
    from mobile_bridge.bridge import Bridge  # noqa: PLC0415 - loads a web server

    return Bridge(folder, port=port)


class PhoneMode:
    """Phones may come while the camera is a phone, or a person pairs one. For any thread.

    Nothing here waits for the network but `settle`, and what says that it settles.

    Parameters
    ----------
    settings
        What to begin with: camera, port and look.
    make
        Makes a bridge from its folder and its port.
    """

    def __init__(self, settings: Settings, make: MakeBridge = listening_bridge) -> None:
        self.problem: BridgeError | None = None
        self._settings = settings
        self._make = make
        self._folder = paths.phone_dir()
        self._lock = threading.Lock()  # one at a time starts or stops
        self._pairing = False
        self._stopped = False
        self._bridge: Bridge | None = None
        self._look = _look(settings)
        self._on_the_way: set[Look] = set()

    # ------------------------------------------------------------------ what is wanted

    @property
    def wanted(self) -> bool:
        """Whether phones may come."""
        return not self._stopped and (self._pairing or self._settings.camera == PHONE)

    @property
    def unsettled(self) -> bool:
        """Whether `settle` has something to do."""
        bridge = self._bridge
        running = bridge is not None and bridge.running
        return running != self.wanted or (bridge is not None and bridge.port != self._settings.phone_port)

    def follow(self, settings: Settings) -> None:
        """Take over other settings."""
        self._settings = settings
        self._tell_look()

    def pair(self, *, wanted: bool) -> None:
        """Let phones come for as long as a person pairs one, whatever the camera is."""
        self._pairing = wanted

    def settle(self) -> None:
        """Begin or cease to listen, as it is wanted; BridgeError if phones cannot come."""
        with self._lock:
            try:
                self._settle()
            except BridgeError as exc:
                if self.problem is None or self.problem.title != exc.title:
                    log.warning("%s", exc.title)
                self.problem = exc
                raise
            self.problem = None

    def stop(self) -> None:
        """Listen no more, for good."""
        self._stopped = True
        self.settle()

    # ------------------------------------------------------------------ what it gives

    def source(self) -> Source:
        """Settle, and return the phone as a source, not yet opened; PhoneAwaited if none can come."""
        from mobile_bridge.source import PhoneSource  # noqa: PLC0415

        try:
            self.settle()
        except BridgeError as exc:
            raise PhoneAwaited(exc.title, hint=exc.hint) from exc
        bridge = self._bridge
        if bridge is None or not bridge.running:
            raise PhoneAwaited("phones are not wanted any more")
        return PhoneSource(bridge)

    def offer(self) -> Offer:
        """Settle, and return a new one-time code; BridgeError if phones cannot come."""
        self.settle()
        bridge = self._bridge
        if bridge is None or not bridge.running:
            raise BridgeError("phones are not wanted any more")
        return bridge.offer()

    def withdraw(self) -> None:
        """Let the code be worth nothing."""
        if self._bridge is not None:
            self._bridge.withdraw()

    def snapshot(self) -> BridgeSnapshot | None:
        """What goes on with phones; None while none may come."""
        bridge = self._bridge
        return bridge.snapshot() if bridge is not None and bridge.running else None

    def phones(self) -> tuple[PairedPhone, ...]:
        """The phones that may come back."""
        return self._bridge.phones() if self._bridge is not None else _pairing(self._folder).phones

    def forget(self, phone_id: str) -> bool:
        """Let a phone come back no more; False if it is not known."""
        return (self._bridge or _pairing(self._folder)).forget(phone_id)

    def whip_key(self) -> str:
        """Make a new key for OBS and its like."""
        return (self._bridge or _pairing(self._folder)).whip_key()

    def changes(self) -> dict[str, object]:
        """Settings of the look that were changed on the phone; empty if none were."""
        now = self.snapshot()
        if now is None:
            return {}
        said = _of_phone(now)
        if said == self._look:
            self._on_the_way.clear()
        elif said not in self._on_the_way:
            return dict(zip(("mode", "strength", "denoise"), said, strict=True))
        return {}

    # ------------------------------------------------------------------ inside

    def _settle(self) -> None:
        bridge, port = self._bridge, self._settings.phone_port
        if bridge is not None and bridge.port != port:
            bridge.stop()
            self._bridge = bridge = None
        if not self.wanted:
            if bridge is not None:
                bridge.stop()
            return
        if bridge is None:
            self._bridge = bridge = self._make(self._folder, port)
        bridge.start()
        self._tell_look()

    def _tell_look(self) -> None:
        self._look = _look(self._settings)
        if (bridge := self._bridge) is not None:
            # what the bridge still says until it has heard of this one is no change on the phone
            self._on_the_way |= {_of_phone(bridge.snapshot()), self._look}
            bridge.set_look(*self._look)


def _look(settings: Settings) -> Look:
    return str(settings.mode), settings.strength, settings.denoise


def _of_phone(now: BridgeSnapshot) -> Look:
    return now.look.mode, now.look.strength, now.look.denoise


def _pairing(folder: Path) -> Pairing:
    from mobile_bridge.pairing import Pairing  # noqa: PLC0415

    return Pairing(folder)
