"""A phone at a USB cable: its own localhost leads here, so its browser asks for no certificate."""

from __future__ import annotations

from urllib.parse import urlsplit

APP = "io.github.lowlightcam.phone"


def connect_cable(url: str) -> str:
    """Lead the phone's localhost through the cable to the port of `url`; open that in the app or browser.

    Returns
    -------
    What the phone is called.

    Raises
    ------
    BridgeError
        If adb is missing, no phone is there, or it does not allow this computer; the hint says what to do.
    """
    from mobile_bridge.adb import Adb, app_link  # noqa: PLC0415

    adb = Adb()
    phone = adb.choose()
    adb.reverse(phone, urlsplit(url).port or 80)
    if adb.has_app(phone, APP):
        adb.open(phone, app_link(url), APP)
    else:
        adb.open(phone, url)
    return phone.model or phone.serial
