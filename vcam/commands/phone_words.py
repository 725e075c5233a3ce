"""What `lowlight-cam phone` says: the code and the steps, and then what the phone does."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mobile_bridge.snapshot import BridgeSnapshot, PhoneFigures

LOW_BATTERY = 0.15
NO_NETWORK = """\
This computer is in no local network. Connect it to the phone's Wi-Fi, or to the phone's hotspot; the code
comes by itself then. Or use a cable: lowlight-cam phone --usb"""

STEPS = """\
1. Scan the code with the phone's camera, in the same Wi-Fi as this computer; open the address.
2. The browser warns: it does not know the certificate, which this computer has made itself. Go on:
     Chrome, Edge, Samsung Internet: Advanced, then Proceed (Continue) to {host}
     Firefox: Advanced, Accept the risk and continue.  Safari: Show Details, visit this website
   If you want to be sure that it is this computer: the certificate's SHA-256 fingerprint is
{fingerprint}
3. Allow the camera. Leave the page in front, and the phone where it sees you.
The code is for one phone and for ten minutes. Without the warning: lowlight-cam phone --ca, or --usb
Does the page not open? docs/guide.md, "If the phone does not connect": mostly it is a firewall."""

USB_STEPS = """\
Allow the camera there. Leave the page in front, and the phone where it sees you.
The picture comes through the cable.
Is the page not there? Type into the phone's browser: {url}
(for one phone and for ten minutes)"""


def instructions(urls: tuple[str, ...], fingerprint: str, *, colours: bool) -> str:
    """Return the code for the first address, the others in words, and the steps."""
    from mobile_bridge.qr import terminal

    if not urls:
        return NO_NETWORK
    first, *others = urls
    lines = [terminal(first, colours=colours), "", first]
    lines += [f"or, in another network of this computer: {url}" for url in others]
    host = first.partition("://")[2].partition(":")[0]
    shown = textwrap.indent("\n".join(textwrap.wrap(fingerprint, 48)), "     ")
    return "\n".join([*lines, "", STEPS.format(host=host, fingerprint=shown)])


class PhoneLines:
    """Gives a line for each change: who is connected, what is sent, how it fares.

    Parameters
    ----------
    look
        Gives the bridge's state; None while it does not listen.
    """

    def __init__(self, look: Callable[[], BridgeSnapshot | None]) -> None:
        self._look = look
        self._connected = ""
        self._sent = ""
        self._warned = ""
        self._attempt = ""

    def __call__(self) -> Iterator[str]:
        """What is new since the last call."""
        now = self._look()
        if now is None:
            return
        if now.attempt != self._attempt:
            self._attempt = now.attempt
            yield now.attempt
        yield from self._on_phone(now.phone)

    def _on_phone(self, phone: PhoneFigures | None) -> Iterator[str]:
        name = phone.name if phone is not None else ""
        if name != self._connected:
            yield f"{name} is connected" if name else f"{self._connected} is gone; it may come back by itself"
            self._connected, self._sent, self._warned = name, "", ""
        if phone is None:
            return
        sent = sent_by(phone) if phone.live else ""
        if sent and sent != self._sent:
            self._sent = sent
            yield f"{phone.name}: {sent}, {phone.delay_ms:.0f} ms from the phone to here"
        warning = warning_of(phone)
        if warning and warning != self._warned:
            yield f"{phone.name}: {warning}"
        self._warned = warning


def sent_by(phone: PhoneFigures) -> str:
    """What the phone sends, in words."""
    where = f"enhanced on the phone ({phone.accelerator})" if phone.enhanced else "enhanced here"
    by = " by WebRTC" if phone.transport == "whip" else ""
    return f"live, {phone.width}x{phone.height} at {phone.fps:g} fps{by}, {where}"


def warning_of(phone: PhoneFigures) -> str:
    """What will soon end the picture; empty while nothing will."""
    if phone.hot:
        return "it is hot and may slow down; take it out of its case, or choose a smaller size"
    if phone.battery is not None and phone.battery < LOW_BATTERY and not phone.charging:
        return f"the battery is at {phone.battery:.0%}; plug it in"
    return ""
