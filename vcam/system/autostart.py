"""Start at this user's login: a desktop entry on Linux, a Run value on Windows, an agent on macOS.

Looking changes nothing. What a person has switched off in the desktop's own list of programs counts as off.
"""

from __future__ import annotations

import importlib
import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from vcam.core.errors import DesktopError
from vcam.system import desktop_entry
from vcam.system.files import write_whole
from vcam.system.identity import APP_ID, NAME, app_command

BACKGROUND = "--background"  # the tray only, no window

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
# Written by the Task Manager; an odd first byte means "disabled".
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


def is_enabled() -> bool:
    """Whether the next login starts the program; DesktopError if that cannot be read."""
    with _reasons():
        if sys.platform == "win32":
            return _windows_is_enabled()
        return _agent_is_enabled() if sys.platform == "darwin" else _entry_is_enabled()


def enable() -> None:
    """Start this installation at each login from now on; DesktopError if that cannot be kept."""
    words = (*app_command(), BACKGROUND)
    with _reasons():
        if sys.platform == "win32":
            _windows_enable(words)
        elif sys.platform == "darwin":
            write_whole(_agent(), _agent_content(words))
        else:
            write_whole(_entry(), _entry_content(words))


def disable() -> None:
    """Start it no more; may be called again. DesktopError if that cannot be done."""
    with _reasons():
        if sys.platform == "win32":
            _windows_disable()
        else:
            (_agent() if sys.platform == "darwin" else _entry()).unlink(missing_ok=True)


@contextmanager
def _reasons() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or ("the registry" if sys.platform == "win32" else "the desktop's settings")
        raise DesktopError(
            f"the start at login cannot be changed: {where}: {error.strerror or error}",
            hint=f"Look at who owns it, or start {NAME} by the desktop's own list of programs at login.",
        ) from error


# Linux: freedesktop.org's Desktop Application Autostart Specification


def _entry() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or ""
    folder = Path(home) if Path(home).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / f"{APP_ID}.desktop"


def _entry_is_enabled() -> bool:
    try:
        keys = desktop_entry.read(_entry().read_text("utf-8", "replace"))
    except FileNotFoundError:
        return False
    if not keys.get("Exec") or keys.get("Hidden") == "true":
        return False
    program = keys.get("TryExec", "")  # an installation that has gone away starts nothing
    return keys.get("X-GNOME-Autostart-enabled") != "false" and (not program or bool(shutil.which(program)))


def _entry_content(words: Sequence[str]) -> bytes:
    lines = (
        desktop_entry.GROUP,
        "Type=Application",
        f"Name={NAME}",
        f"Icon={APP_ID}",
        f"TryExec={desktop_entry.string_value(words[0])}",
        f"Exec={desktop_entry.exec_value(words)}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return ("\n".join(lines) + "\n").encode()


# macOS


def _agent() -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{APP_ID}.plist"


def _agent_is_enabled() -> bool:
    try:
        agent = plistlib.loads(_agent().read_bytes())
    except (
        FileNotFoundError,
        ValueError,
        ExpatError,
    ):  # ValueError: all that plistlib says of rubbish itself
        return False
    if not isinstance(agent, dict) or not agent.get("RunAtLoad") or agent.get("Disabled"):
        return False
    words = agent.get("ProgramArguments")
    return isinstance(words, list) and bool(words) and bool(shutil.which(str(words[0])))


def _agent_content(words: Sequence[str]) -> bytes:
    return plistlib.dumps(
        {
            "Label": APP_ID,
            "ProgramArguments": list(words),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
    )


# Windows


def _windows_is_enabled() -> bool:
    if _value(_RUN) is None:
        return False
    approved = _value(_APPROVED)
    return not (isinstance(approved, bytes) and approved[:1] and approved[0] & 1)


def _windows_enable(words: Sequence[str]) -> None:
    registry = _registry()
    # always in quotes: without, "C:\Program Files\..." would start C:\Program.exe if there is one
    line = f'"{words[0]}" {subprocess.list2cmdline(words[1:])}'
    with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN) as key:
        registry.SetValueEx(key, NAME, 0, registry.REG_SZ, line)
    _forget(_APPROVED)


def _windows_disable() -> None:
    _forget(_RUN)
    _forget(_APPROVED)


def _value(path: str) -> object:
    registry = _registry()
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
            value: object = registry.QueryValueEx(key, NAME)[0]
    except FileNotFoundError:
        return None
    return value


def _forget(path: str) -> None:
    registry = _registry()
    with (
        suppress(FileNotFoundError),
        registry.OpenKey(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key,
    ):
        registry.DeleteValue(key, NAME)


def _registry() -> Any:
    return importlib.import_module("winreg")  # only there
