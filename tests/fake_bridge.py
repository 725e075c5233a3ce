"""A bridge that listens nowhere; who comes by it is set by a test."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from mobile_bridge.bridge import Offer
from mobile_bridge.pairing import PairedPhone
from mobile_bridge.slot import Slot
from mobile_bridge.snapshot import BridgeSnapshot, PhoneFigures, PhoneLook
from vcam.core.errors import LowLightError
from vcam.core.formats import FrameSize

FINGERPRINT = ":".join(f"{value:02X}" for value in range(0, 256, 8))
PIXEL = PhoneFigures(
    id="0123456789abcdef",
    name="Pixel 8",
    transport="ws",
    width=1280,
    height=720,
    fps=30.0,
    enhanced=True,
    accelerator="WebGL2",
    live=True,
    rtt_ms=6.4,
    offset_ms=12.0,
    delay_ms=38.2,
    jitter_ms=3.1,
    received=900,
    lost=0,
    errors=0,
    decode_ms=1.1,
    bitrate_bps=4_000_000,
    phone_fps=29.8,
    frame_ms=7.9,
    encode_ms=4.0,
    battery=0.81,
    charging=False,
    hot=False,
)
PAIRED = PairedPhone(PIXEL.id, PIXEL.name, "0" * 64, 1_700_000_000.0, 1_700_000_600.0)


class FakeBridge:
    """Stands in for `mobile_bridge.bridge.Bridge`."""

    def __init__(self, _folder: Path, port: int) -> None:
        self.port = port
        self.slot = Slot()
        self.running = False
        self.starts = 0
        self.offers = 0
        self.fault: LowLightError | None = None
        self.addresses: tuple[str, ...] = ("192.168.1.5",)
        self.paired: tuple[PairedPhone, ...] = ()
        self.told: list[PhoneLook] = []
        self.now = BridgeSnapshot((), port, False, None, "", PhoneLook(), "", None)

    def start(self) -> None:
        if self.fault is not None:
            raise self.fault
        self.starts += not self.running
        self.running = True
        self.now = replace(self.now, listening=("127.0.0.1", *self.addresses))

    def stop(self) -> None:
        self.running = False
        self.now = replace(self.now, listening=(), phone=None, offered=False)

    def offer(self) -> Offer:
        assert self.running
        self.offers += 1
        token = f"Zr7pQx0mWc3vLd9sTe1f{self.offers:02}"
        self.now = replace(self.now, offered=True)
        who = f"t={token}&f=AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg"
        hosts = "".join(f"h={each}&" for each in self.addresses)
        return Offer(
            urls=tuple(f"https://{each}:{self.port}/#{who}" for each in self.addresses),
            usb_url=f"http://localhost:{self.port + 1}/#t={token}",
            app_url=f"lowlightcam://pair?{hosts}p={self.port}&{who}",
            usb_app_url=f"lowlightcam://pair?h=localhost&p={self.port + 1}&t={token}",
            token=token,
            fingerprint=FINGERPRINT,
            expires_s=time.monotonic() + 600,
        )

    def withdraw(self) -> None:
        self.now = replace(self.now, offered=False)

    def phones(self) -> tuple[PairedPhone, ...]:
        return self.paired

    def forget(self, phone_id: str) -> bool:
        known = any(phone.id == phone_id for phone in self.paired)
        self.paired = tuple(phone for phone in self.paired if phone.id != phone_id)
        return known

    def whip_key(self) -> str:
        return "key"

    def want(self, *, frames: bool, size: FrameSize | None = None, fps: float = 30.0) -> None:
        pass

    def set_look(self, mode: str, strength: float, denoise: float) -> None:
        self.told.append(PhoneLook(mode, strength, denoise))

    def snapshot(self) -> BridgeSnapshot:
        return self.now

    def come(self, phone: PhoneFigures = PIXEL) -> None:
        """A phone pairs."""
        self.paired = (PAIRED,)
        self.now = replace(self.now, phone=phone, last=phone.name, offered=False)

    def go(self) -> None:
        """The phone goes."""
        self.now = replace(self.now, phone=None)
