"""The desktop's menu: entry and icons in the user's own folders, and their removal.

A package of the distribution brings the same files from ``packaging/linux`` and needs none of this.
"""

from __future__ import annotations

import importlib.resources
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from vcam.core.errors import DesktopError
from vcam.system import desktop_entry
from vcam.system.files import write_whole
from vcam.system.identity import APP_ID, app_command, command_line

ENTRY = f"applications/{APP_ID}.desktop"
ICONS = {
    f"icons/hicolor/scalable/apps/{APP_ID}.svg": f"{APP_ID}.svg",
    f"icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg": f"{APP_ID}-symbolic.svg",
}
# where systemd looks for what was installed into a home
SERVICE = "systemd/user/lowlight-cam.service"


def install(*, service: bool = False) -> tuple[Path, ...]:
    """Write entry and icons, and with `service` the unit for systemd; returns the files.

    What was there under these names is replaced: it is of an earlier installation.

    Raises
    ------
    DesktopError
        If this system has no such menu, or a file cannot be written.
    """
    package = importlib.resources.files("vcam")
    data = package / "system" / "data"
    words = app_command()
    values = {
        "Exec": desktop_entry.exec_value(words),
        "TryExec": desktop_entry.string_value(words[0]),
    }
    entry = desktop_entry.replaced((data / f"{APP_ID}.desktop").read_text("utf-8"), values)
    contents = {ENTRY: entry.encode()}
    for target, name in ICONS.items():
        contents[target] = (package / "ui" / "icons" / name).read_bytes()
    if service:
        unit = (data / "lowlight-cam.service").read_text("utf-8")
        contents[SERVICE] = with_command(unit, (*command_line(), "run")).encode()
    return _write(contents)


def remove() -> tuple[Path, ...]:
    """Delete what `install` writes; returns what was there. DesktopError if it cannot be deleted."""
    with _reasons():
        there = [path for path in (_home() / name for name in (ENTRY, *ICONS, SERVICE)) if path.is_file()]
        for path in there:
            path.unlink(missing_ok=True)
    return tuple(there)


def with_command(unit: str, words: Sequence[str]) -> str:
    """Return the unit with `words` as what it starts, quoted as systemd.service(5) has it."""
    lines = [
        "ExecStart=" + " ".join(map(_unit_word, words)) if line.startswith("ExecStart=") else line
        for line in unit.splitlines()
    ]
    return "\n".join(lines) + "\n"


def _unit_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _write(contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    home = _home()
    with _reasons():
        for name, content in contents.items():
            write_whole(home / name, content)
    with suppress(OSError):  # a cache of icons that is older than this folder is not used
        os.utime(home / "icons" / "hicolor")
    return tuple(home / name for name in contents)


def _home() -> Path:
    if sys.platform in {"win32", "darwin"}:
        raise DesktopError("this system's menu is not made of files", hint="The installer puts it there.")
    home = os.environ.get("XDG_DATA_HOME") or ""
    return Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share"


@contextmanager
def _reasons() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DesktopError(
            f"the menu cannot be changed: {error.filename}: {error.strerror}",
            hint="Look at who owns that folder; it should be yours.",
        ) from error
