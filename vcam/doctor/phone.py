"""Whether a phone can come: network, port, firewall, and the program for a USB cable."""

from __future__ import annotations

import errno
import http.client
import shutil
import socket
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from mobile_bridge.reports import KeptReport, last_report
from vcam.core.errors import SettingsError
from vcam.doctor.check import Finding, Place, Status
from vcam.settings import PHONE, Settings, load
from vcam.system import paths

TITLE = "Phone"
OUR_NAME = "LowLight Cam"
_ASK_S = 1.0
_NO_NETWORK_FIX = """\
Connect this computer to the phone's Wi-Fi or hotspot.
Or use a cable: lowlight-cam phone --usb"""


def phone(place: Place) -> Iterator[Finding]:
    """Say what stands in the way of a phone. That matters only to who uses one: else it is no warning."""
    from mobile_bridge.addresses import lan_addresses  # noqa: PLC0415

    settings = _settings()
    addresses = lan_addresses()
    port = settings.phone_port
    yield _network(addresses, port, used=_is_used(settings))
    if walls := list(_firewalls(place)):
        status = Status.WARN if _is_used(settings) else Status.OK
        names = " and ".join(name for name, _ in walls)
        fix = "\n".join(fix.format(port=port) for _, fix in walls)
        yield Finding("phone-firewall", status, "Firewall", f"{names} is on and may keep phones out", fix)
    if shutil.which("adb") is None:
        detail = "adb is not there: a phone can come by Wi-Fi, not by cable"
        fix = "Only for the cable: sudo apt install adb (Fedora: android-tools; Arch: android-tools)"
        yield Finding("phone-cable", Status.OK, "Phone by cable", detail, fix)
    else:
        yield Finding("phone-cable", Status.OK, "Phone by cable", "adb is there")
    yield from _self_test(paths.phone_dir())


def told(report: KeptReport) -> str:
    """Which phone made a report, and when."""
    return f"{report.name}, {datetime.fromtimestamp(report.at).astimezone():%Y-%m-%d %H:%M}"


def _self_test(folder: Path) -> Iterator[Finding]:
    """What the phone that told of itself last has found."""
    if report := last_report(folder):
        detail = f"{told(report)}: {report.text.partition(chr(10))[0]}"
        fix = "The whole report: lowlight-cam phone --report"
        yield Finding("phone-self-test", Status.OK, "Phone's self-test", detail, fix)


def _network(addresses: Sequence[str], port: int, *, used: bool) -> Finding:
    status = Status.WARN if used else Status.OK
    if not addresses:
        return Finding("phone", status, TITLE, "this computer is in no local network", _NO_NETWORK_FIX)
    where = ", ".join(f"{address}:{port}" for address in addresses)
    if problem := _problem_of_ports(addresses[0], port):
        fix = f"End that program, or choose another port: lowlight-cam settings phone_port {_other(port)}"
        return Finding("phone", status, TITLE, problem, fix)
    return Finding("phone", Status.OK, TITLE, f"can come at {where} while that is switched on")


def _problem_of_ports(address: str, port: int) -> str:
    for host, number in ((address, port), ("127.0.0.1", port + 1)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what lingers is not in use
            try:
                tried.bind((host, number))
            except OSError as exc:
                if exc.errno != errno.EADDRINUSE:
                    return f"{host}:{number} cannot be used: {exc.strerror}"
                if not _is_ours(port + 1):
                    return f"another program uses port {number}"
    return ""


def _is_ours(port: int) -> bool:
    """Tell whether it is this program that listens."""
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=_ASK_S)
    try:
        talk.request("HEAD", "/")
        return talk.getresponse().getheader("Server") == OUR_NAME
    except (OSError, http.client.HTTPException):
        return False
    finally:
        talk.close()


def _firewalls(place: Place) -> Iterator[tuple[str, str]]:
    """Each firewall that is on, and the command that lets phones of the local network in."""
    try:
        ufw = (place.root / "etc/ufw/ufw.conf").read_text("utf-8", "replace")
    except OSError:
        ufw = ""
    if any(line.strip().lower() == "enabled=yes" for line in ufw.splitlines()):
        yield "ufw", "To let phones in: sudo ufw allow {port}/tcp"
    if (place.root / "sys/fs/cgroup/system.slice/firewalld.service").is_dir():
        yield "firewalld", "To let phones in until the next restart: sudo firewall-cmd --add-port={port}/tcp"


def _is_used(settings: Settings) -> bool:
    from mobile_bridge.pairing import FILE  # noqa: PLC0415

    return settings.camera == PHONE or (paths.phone_dir() / FILE).exists()


def _settings() -> Settings:
    try:
        return load(paths.settings_file())
    except SettingsError:  # that is another check's to tell
        return Settings()


def _other(port: int) -> int:
    return port + 1000 if port + 1000 < 65535 else port - 1000
