"""The program's pictures: its own icon, and one for each state."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtGui import QIcon

from vcam.system.identity import APP_ID

_FOLDER = files("vcam.ui") / "icons"


@cache
def icon(name: str) -> QIcon:
    """Return "app", or a state's icon by its name: off, waiting, live, phone, problem."""
    file = f"{APP_ID}.svg" if name == "app" else f"tray-{name}.svg"
    return QIcon(str(_FOLDER / file))
