"""The virtual camera on macOS and Windows: another program brings it, and this says which and whether."""

from __future__ import annotations

import sys
from pathlib import Path

_OBS_CLASS = "{A3FCE0F5-3493-419F-958A-ABA1250EC20B}"
_UNITY_CLASS = "{5C2CD55C-92AD-4999-8666-912BD3E70010}"

WINDOWS_FIX = """\
Install OBS Studio (obsproject.com): its installer registers "OBS Virtual Camera".
Or Unity Capture (github.com/schellingb/UnityCapture): run Install.bat from its folder Install."""
MACOS_FIX = """\
Install OBS Studio 30 or later (obsproject.com; macOS 13 or later), open it once, click "Start Virtual
Camera", allow the extension in System Settings, click "Stop Virtual Camera", and quit OBS."""


def installed() -> str:
    """Return the name of the virtual camera that this system has; empty if none is found."""
    if sys.platform == "win32":
        return _windows()
    return "OBS Virtual Camera" if _macos_obs().is_dir() else ""


def fix() -> str:
    """Return what to install on this system."""
    return WINDOWS_FIX if sys.platform == "win32" else MACOS_FIX


def _macos_obs() -> Path:
    return Path("/Applications/OBS.app")


def _windows() -> str:
    import winreg  # noqa: PLC0415 - only there

    for name, identity in (("OBS Virtual Camera", _OBS_CLASS), ("Unity Video Capture", _UNITY_CLASS)):
        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"CLSID\{identity}"))  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            continue
        return name
    return ""
