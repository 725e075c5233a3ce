"""What must be in the environment before numba, OpenCV or FFmpeg is imported. No heavy import here."""

from __future__ import annotations

import os

from vcam.system import paths


def prepare() -> None:
    """Set what is not set yet; called once, first thing in every program of ours."""
    # A package in a read-only place has nowhere to keep compiled kernels; the user's cache folder has.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(paths.cache_dir() / "kernels"))
    # OpenCV's Video4Linux reader would wait ten seconds for a camera that has gone silent.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
