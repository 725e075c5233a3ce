"""The program's pictures: its own icon, and one for each state."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QIcon

from vcam.system.identity import APP_ID

_FOLDER = files("vcam.ui") / "icons"


@cache
def icon(name: str) -> QIcon:
    """Return the icon in the file `name`; "app" is the program's own."""
    return QIcon(icon_file(APP_ID if name == "app" else name))


def icon_file(name: str) -> str:
    """Return the path of an icon's file, with forward slashes on every system."""
    return Path(str(_FOLDER / f"{name}.svg")).as_posix()
