"""A phone at a USB cable: its own localhost leads here, so its browser asks for no certificate."""

from __future__ import annotations

from collections.abc import Sequence


def connect_cable(url: str) -> Sequence[str]:
    """Lead the phone's localhost through the cable to the port of `url`, and open `url` in its browser.

    Returns
    -------
    What was done, in lines.

    Raises
    ------
    BridgeError
        If adb is missing, no phone is there, or it does not allow this computer; the hint says what to do.
    """
    from mobile_bridge import adb  # noqa: PLC0415

    return adb.connect(url)
