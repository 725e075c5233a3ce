"""Where files of this program lie, per operating system and user.

``LOWLIGHT_CAM_HOME`` puts all of it below one folder: for tests, and for a portable copy.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "lowlight-cam"


def _folder(kind: str, default: str) -> Path:
    home = os.environ.get("LOWLIGHT_CAM_HOME")
    return Path(home) / kind if home else Path(default)


def config_dir() -> Path:
    """Folder of the settings."""
    return _folder("config", platformdirs.user_config_dir(APP, appauthor=False))


def phone_dir() -> Path:
    """Folder of the certificate that phones see, and of the phones that are paired."""
    return config_dir() / "phone"


def cache_dir() -> Path:
    """Folder of compiled kernels and of what is known of the GPU; may be deleted at any time."""
    return _folder("cache", platformdirs.user_cache_dir(APP, appauthor=False))


def log_dir() -> Path:
    """Folder of the log file."""
    return _folder("log", platformdirs.user_log_dir(APP, appauthor=False))


def log_file() -> Path:
    """Return the path of the log file; it need not exist."""
    return log_dir() / "lowlight-cam.log"


def pictures_dir() -> Path:
    """Folder of the user's pictures, as the desktop has it; it need not exist."""
    return _folder("pictures", platformdirs.user_pictures_dir())


def settings_file() -> Path:
    """Return the path of the settings file; it need not exist."""
    return config_dir() / "settings.toml"
