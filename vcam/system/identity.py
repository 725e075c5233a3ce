"""Who this program is to the system: one name and one id everywhere."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

NAME = "LowLight Cam"
# Name of the .desktop file, of icons and of the window's class; Windows and macOS take it as it is.
APP_ID = "io.github.lowlightcam.LowLightCam"


def app_command() -> tuple[str, ...]:
    """Words that start this installation's window, from any folder and without the shell's PATH."""
    image = os.environ.get("APPIMAGE")  # what runs inside is in a folder that goes with the program
    if image:
        return (image,)
    script = _scripts() / ("lowlight-cam-gui.exe" if sys.platform == "win32" else "lowlight-cam-gui")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "vcam.ui.app")


def command_line() -> tuple[str, ...]:
    """Words that start this installation's ``lowlight-cam``."""
    script = _scripts() / ("lowlight-cam.exe" if sys.platform == "win32" else "lowlight-cam")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "vcam.cli")


def _scripts() -> Path:
    return Path(sysconfig.get_path("scripts"))
