"""`lowlight-cam phone`: a phone as the camera."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vcam.commands.options import add_look_flags, add_settings_flags, settings_from
from vcam.commands.phone_list import forget, from_app, show_authority, show_phones, show_report, show_whip
from vcam.core.errors import AppSilent, BridgeError
from vcam.settings import PHONE, Settings

if TYPE_CHECKING:
    from vcam.phone_mode import PhoneMode

APP_S, LOOK_S = 10.0, 0.2


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "phone",
        help="use a phone as the camera",
        description="Shows a code for the phone to scan, and feeds the virtual camera from the phone until "
        "Ctrl-C. Nothing is installed on the phone: its browser sends the picture.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--usb", action="store_true", help="by a USB cable (needs adb), without Wi-Fi")
    what.add_argument("--list", action="store_true", help="list the paired phones")
    what.add_argument("--report", action="store_true", help="print what the last phone's self-test found")
    what.add_argument("--forget", metavar="NAME|ID|all", help="let a paired phone come back no more")
    what.add_argument(
        "--ca", action="store_true", help="make a certificate authority for phones: no browser warning then"
    )
    what.add_argument("--whip", action="store_true", help="address and key for OBS and others that send WHIP")
    parser.add_argument("--json", action="store_true", help="print list or report as JSON")
    add_settings_flags(parser, "size", "fps", "device", "output_format", "backend", "runtime", "phone_port")
    add_look_flags(parser)
    parser.add_argument(
        "--always",
        dest="on_demand",
        action="store_const",
        const=False,
        help="take the phone's pictures also while nobody reads",
    )
    parser.add_argument("--seconds", metavar="N", type=float, help="stop by itself after so long")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    from vcam.phone_mode import PhoneMode

    if args.report:
        return show_report(as_json=args.json)
    settings = settings_from(args).replace(camera=PHONE)
    phone = PhoneMode(settings)
    if args.list:
        return show_phones(phone.phones(), as_json=args.json)
    if args.forget is not None:
        return forget(phone, args.forget)
    if args.ca:
        return show_authority(settings.phone_port)
    in_app = whip(phone, settings.phone_port) if args.whip else show_in_app(usb=args.usb)
    return 0 if in_app else serve(settings, phone, args)


def whip(phone: PhoneMode, port: int) -> bool:
    """Show the key for WHIP; whether the app runs, which then is where its pictures go."""
    key = from_app("whip").get("key")
    show_whip(key or phone.whip_key(), port)
    if key:
        print("LowLight Cam's app is running: choose Phone as its camera.")
    return bool(key)


def serve(settings: Settings, phone: PhoneMode, args: argparse.Namespace) -> int:
    """Show the code, and feed the virtual camera from the phone."""
    from vcam.assemble import make_virtual_camera
    from vcam.commands.phone_words import PhoneLines
    from vcam.commands.run import feed

    lines = PhoneLines(phone.snapshot)
    codes = Codes(phone, usb=args.usb) if not args.whip else tuple
    try:
        return feed(
            settings,
            make_virtual_camera(settings),
            phone,
            seconds=args.seconds,
            more=lambda: [*codes(), *lines()],
        )
    finally:
        phone.stop()


class Codes:
    """Shows a code until a phone has come; another when it is no longer valid, or the network changes."""

    def __init__(self, phone: PhoneMode, *, usb: bool) -> None:
        self._phone = phone
        self._usb = usb
        self._paired = False
        self._listening: tuple[str, ...] | None = None

    def __call__(self) -> Iterator[str]:
        """What there is to show now."""
        now = self._phone.snapshot()
        if self._paired or now is None:
            return
        self._paired = now.phone is not None
        if not self._paired and (not now.offered or now.listening != self._listening):
            self._listening = now.listening
            offer = self._phone.offer()
            yield shown(offer.urls, offer.usb_url, offer.fingerprint, usb=self._usb)


def shown(urls: tuple[str, ...], usb_url: str, fingerprint: str, *, usb: bool) -> str:
    """Return the code and what to do with it; by a cable the app or the page is opened on the phone."""
    from vcam.commands.phone_words import USB_STEPS, instructions

    if usb:
        from vcam.phone_cable import connect_cable

        name = connect_cable(usb_url)
        return f"LowLight Cam is open on {name}.\n\n{USB_STEPS.format(url=usb_url)}"
    return instructions(urls, fingerprint, colours=sys.stdout.isatty())


# ---------------------------------------------------------------------- the running app


def show_in_app(*, usb: bool) -> bool:
    """Have the running app show its window for pairing, and print its code too; False if none runs."""
    deadline_s = time.monotonic() + APP_S
    while "usb_url" not in (answer := from_app("phone")):
        if not answer:
            return False
        if "title" in answer:
            raise BridgeError(answer["title"], hint=answer.get("hint", ""))
        if time.monotonic() > deadline_s:
            raise AppSilent("the app shows no code", hint="Look at its window.")
        time.sleep(LOOK_S)
    print("LowLight Cam's app is running: its window shows the code, and the picture goes through it.\n")
    print(shown(tuple(answer["urls"]), answer["usb_url"], answer["fingerprint"], usb=usb))
    return True
