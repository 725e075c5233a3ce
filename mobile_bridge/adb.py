"""A phone on a USB cable: `adb` of Android's platform tools lets it reach this computer as its own localhost.

That makes the page's address ``http://localhost``, which browsers trust without any certificate.
"""

from __future__ import annotations

import enum
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from vcam.core.errors import BridgeError

ANSWER_S = 10.0  # the first call starts adb's server, which takes some seconds
UDEV = "https://developer.android.com/studio/run/device"

GET_ADB = {
    "linux": "Install it: sudo apt install adb",
    "darwin": "Install it: brew install --cask android-platform-tools",
    "win32": "Install it: winget install Google.PlatformTools",
}
SWITCH_ON = """On the phone, once:
1. Settings, About phone: tap "Build number" seven times. That shows the developer options.
2. Settings, System, Developer options: switch "USB debugging" on.
3. Connect the cable, and allow this computer when the phone asks; tick "Always allow"."""


class PhoneState(enum.Enum):
    """What adb says of a phone, by its own words."""

    READY = "device"
    UNAUTHORIZED = "unauthorized"
    OFFLINE = "offline"
    NO_PERMISSIONS = "no permissions"
    OTHER = "other"

    @property
    def words(self) -> str:
        """What it means, and what to do."""
        return {
            PhoneState.READY: "ready",
            PhoneState.UNAUTHORIZED: "the phone asks whether to trust this computer: unlock it and allow",
            PhoneState.OFFLINE: "the phone gives no answer: unplug the cable and plug it in again",
            PhoneState.NO_PERMISSIONS: "this user may not speak to it: sudo apt install "
            "android-sdk-platform-tools-common, then plug it in again",
            PhoneState.OTHER: "the phone is in another mode: start it as usual, and choose file transfer",
        }[self]


@dataclass(frozen=True, slots=True)
class UsbPhone:
    """A phone that adb sees."""

    serial: str
    model: str
    state: PhoneState


def app_link(usb_url: str) -> str:
    """What opens the app in the place of the page at this address."""
    parts = urlsplit(usb_url)
    token = parts.fragment.removeprefix("t=")
    return "lowlightcam://pair?" + urlencode({"h": parts.hostname or "", "p": parts.port or 80, "t": token})


class AdbError(BridgeError):
    """The phone on the cable cannot be used; the hint says what to do."""

    code = "adb"


def find_adb(environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Path:
    """Return adb, from `PATH`, Android's tools, or where those usually are; AdbError if there is none."""
    name = "adb.exe" if sys.platform == "win32" else "adb"
    home = home or Path.home()
    roots = [environment[key] for key in ("ANDROID_HOME", "ANDROID_SDK_ROOT") if environment.get(key)]
    roots += [str(home / "Android/Sdk"), str(home / "Library/Android/sdk")]
    if local := environment.get("LOCALAPPDATA"):
        roots.append(str(Path(local) / "Android/Sdk"))
    folders = [str(Path(root) / "platform-tools") for root in roots] + ["/opt/homebrew/bin"]
    found = shutil.which(name, path=os.pathsep.join([environment.get("PATH", ""), *folders]))
    if found is None:
        system = sys.platform if sys.platform in GET_ADB else "linux"
        raise AdbError("adb, which speaks to phones on a cable, is not there", hint=GET_ADB[system])
    return Path(found)


class Adb:
    """Calls adb; each call waits for its end, up to some seconds."""

    def __init__(self, program: Path | None = None, *, answer_s: float = ANSWER_S) -> None:
        self._program = program or find_adb()
        self._answer_s = answer_s

    def phones(self) -> tuple[UsbPhone, ...]:
        """All that are connected, whatever their state."""
        rows = self._call("devices", "-l").splitlines()
        return tuple(phone for row in rows if (phone := _parse(row)) is not None)

    def choose(self, serial: str = "") -> UsbPhone:
        """Return the one phone that is ready, or the one with this serial number.

        Raises
        ------
        AdbError
            If there is none, more than one, or it is not ready; the hint says how to change that.
        """
        phones = [phone for phone in self.phones() if serial in {"", phone.serial}]
        ready = [phone for phone in phones if phone.state is PhoneState.READY]
        if len(ready) == 1:
            return ready[0]
        if ready:
            names = ", ".join(f"{phone.model} ({phone.serial})" for phone in ready)
            raise AdbError(f"more than one phone is connected: {names}", hint="Choose one, or unplug others.")
        if phones:
            lines = [f"{phone.model or phone.serial}: {phone.state.words}." for phone in phones]
            raise AdbError("the phone on the cable is not ready", hint="\n".join(lines))
        raise AdbError("no phone is connected by a cable that carries data", hint=SWITCH_ON)

    def reverse(self, phone: UsbPhone, port: int) -> None:
        """Let the phone's localhost, at this port, be this computer's."""
        self._call("-s", phone.serial, "reverse", f"tcp:{port}", f"tcp:{port}")

    def unreverse(self, phone: UsbPhone, port: int) -> None:
        """End that; nothing if it was not so, or the phone has gone."""
        try:
            self._call("-s", phone.serial, "reverse", "--remove", f"tcp:{port}")
        except AdbError:
            return

    def has_app(self, phone: UsbPhone, package: str) -> bool:
        """Tell whether an app is installed."""
        try:
            return self._call("-s", phone.serial, "shell", "pm", "path", package).startswith("package:")
        except AdbError:  # that is how it says no; what else is wrong, the next call says too
            return False

    def open(self, phone: UsbPhone, url: str, package: str = "") -> None:
        """Show a page in the phone's browser, or open a link in an app."""
        # what follows "shell" is read by the phone's shell
        quoted = "'" + url.replace("'", "'\\''") + "'"
        view = ("am", "start", "-a", "android.intent.action.VIEW", "-d", quoted)
        answer = self._call("-s", phone.serial, "shell", *view, *([package] if package else []))
        if "Error" in answer:
            raise AdbError(
                f"the phone has not opened the {'app' if package else 'page'}",
                hint="Unlock it, and try again. Is there a browser?",
            )

    def _call(self, *arguments: str) -> str:
        try:
            done = subprocess.run(
                [self._program, *arguments],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=self._answer_s,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            raise AdbError("adb gives no answer", hint="Start it anew: adb kill-server") from None
        except OSError as exc:
            raise AdbError(f"adb cannot be started: {exc.strerror}", hint=f"Check {self._program}.") from exc
        if done.returncode != 0:
            raise _failure(done.stderr.strip() or done.stdout.strip())
        return done.stdout + done.stderr


def _parse(row: str) -> UsbPhone | None:
    """Read a row of ``adb devices -l``: serial, state, ``key:value`` pairs; None for what is no phone."""
    serial, _, rest = row.strip().partition(" " if "\t" not in row else "\t")
    rest = rest.strip()
    if not rest or serial in {"List", "*"}:
        return None
    state = next((each for each in PhoneState if rest.startswith(each.value)), PhoneState.OTHER)
    facts = dict(word.split(":", 1) for word in rest.split() if ":" in word)
    return UsbPhone(serial, facts.get("model", "").replace("_", " "), state)


def _failure(words: str) -> AdbError:
    for state in (PhoneState.UNAUTHORIZED, PhoneState.OFFLINE, PhoneState.NO_PERMISSIONS):
        if state.value in words:
            return AdbError("the phone on the cable is not ready", hint=state.words.capitalize() + ".")
    if "not found" in words or "no devices" in words:
        return AdbError("the phone was unplugged", hint="Plug it in again.")
    return AdbError("adb could not do it", hint=words.splitlines()[-1] if words else "")
