"""What must be set before numba, OpenCV or FFmpeg is imported. No heavy import here."""

from __future__ import annotations

import gc
import os

from vcam.system import paths

_GC_OBJECTS = 50_000


def prepare() -> None:
    """Set what is not set yet; called once, first thing in every program of ours."""
    # Importing makes hundreds of thousands of objects that stay: looking for garbage among them, after each
    # 700 by default, took a tenth of the start. Frames make no cycles.
    gc.set_threshold(_GC_OBJECTS)
    # A package in a read-only place has nowhere to keep compiled kernels; the user's cache folder has.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(paths.cache_dir() / "kernels"))
    # OpenCV's Video4Linux reader would wait ten seconds for a camera that has gone silent.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
