"""The rest of `lowlight-cam phone`: the paired phones, the certificate authority, the key for WHIP."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vcam.core.errors import AppNotRunning, BridgeError
from vcam.system import paths

if TYPE_CHECKING:
    from mobile_bridge.pairing import PairedPhone
    from vcam.phone_mode import PhoneMode

ALL, WHIP = "all", "whip"
SHOWN = ("id", "name", "paired_at", "last_seen")

_AUTHORITY = """\
This computer has an authority of its own now, which signs its certificate:
   {path}
A phone that trusts it does not warn. It may vouch for addresses of local networks only, not for web sites;
its key is in the same folder, for your eyes only.

1. Let phones come (lowlight-cam phone, or Use a phone in the app; if that runs already, start it again) and
   open on the phone, past the warning for the last time:
{urls}
2. Android: Settings, search for "CA certificate", Install anyway, choose lowlight-cam-ca.crt. It says that
   the network may be monitored, as of every authority. Chrome takes it, Firefox does not.
   iPhone: Settings, Profile Downloaded, Install; then General, About, Certificate Trust Settings: switch
   it on.
3. Open the address of the code again.
To take it back, remove it on the phone in the same place, and delete authority.pem and authority.key here."""

_WHIP = """\
In OBS: Settings, Stream, Service WHIP. Other programs: WHIP (RFC 9725), H.264 or VP8, without sound.
  Server, from this computer:  http://127.0.0.1:{usb_port}/whip
{servers}  Bearer token:                {key}
The token is valid until a new one is made by this command, or: lowlight-cam phone --forget whip
"""


def show_phones(phones: tuple[PairedPhone, ...], *, as_json: bool) -> int:
    """List the paired phones."""
    if as_json:
        rows = [{name: getattr(each, name) for name in SHOWN} for each in phones]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    if not phones:
        print("No phone is paired. Pair one: lowlight-cam phone")
    for each in phones:
        print(f"{each.name}  ({each.id})")
        print(f"    paired {_minute(each.paired_at)}, last seen {_minute(each.last_seen)}")
    return 0


def show_report(*, as_json: bool) -> int:
    """Print the last report of a phone; BridgeError if there is none."""
    from mobile_bridge.reports import last_report
    from vcam.doctor.phone import told

    report = last_report(paths.phone_dir())
    if report is None:
        raise BridgeError(
            "no phone has told of itself yet",
            hint="The page does when it connects; the app when its self-test is sent to the computer.",
        )
    if as_json:
        print(json.dumps(asdict(report), indent=2, ensure_ascii=False))
    else:
        print(f"{told(report)}\n{report.text}")
    return 0


def forget(phone: PhoneMode, who: str) -> int:
    """Forget phones by name or id; BridgeError if there is none such."""
    if who == WHIP:
        _forget(phone, WHIP)
        print("The token for WHIP is worth nothing any more.")
        return 0
    known = phone.phones()
    chosen = [each for each in known if who in {ALL, each.id, each.name}]
    if not chosen and who != ALL:
        there = ", ".join(f"{each.name} ({each.id})" for each in known) or "none"
        raise BridgeError(f"no phone {who!r} is paired", hint=f"There are: {there}")
    for each in chosen:
        _forget(phone, each.id)
        print(f"{each.name} ({each.id}) is forgotten.")
    return 0


def show_authority(port: int) -> int:
    """Make the local authority, and say how a phone comes to trust it."""
    from mobile_bridge.addresses import lan_addresses
    from mobile_bridge.certificate import make_authority

    path = make_authority(paths.phone_dir())
    urls = [f"     https://{address}:{port}/ca.crt" for address in lan_addresses()]
    print(_AUTHORITY.format(path=path, urls="\n".join(urls) or "     (this computer is in no local network)"))
    return 0


def show_whip(key: str, port: int) -> None:
    """Say where OBS and its like send to, and with which key."""
    from mobile_bridge.addresses import lan_addresses

    servers = [f"  Server, from another one:    https://{each}:{port}/whip\n" for each in lan_addresses()]
    print(_WHIP.format(usb_port=port + 1, servers="".join(servers), key=key), flush=True)


def from_app(request: str) -> dict[str, Any]:
    """Ask the app of this user; nothing where none runs."""
    from vcam.system.running import ask

    try:
        return ask(paths.config_dir(), request)
    except AppNotRunning:
        return {}


def _forget(phone: PhoneMode, phone_id: str) -> None:
    if not from_app(f"forget {phone_id}").get("forgotten"):  # the app keeps the phones while it runs
        phone.forget(phone_id)


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
