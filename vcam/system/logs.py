"""The log file, always on, and standard error, for warnings or with ``--verbose``."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path

from vcam.system import paths

log = logging.getLogger(__name__)

KEEP_BYTES = 512 * 1024


def start(*, verbose: bool) -> Path:
    """Send the log of this process to file and standard error; returns the file's path.

    A folder that cannot be written costs the file, not the program.
    """
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    # numba tells every pass of its compiler at debug level
    logging.getLogger("numba").setLevel(logging.WARNING)
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.DEBUG if verbose else logging.WARNING)
    screen.setFormatter(
        logging.Formatter("%(levelname)s %(name)s: %(message)s" if verbose else "%(message)s")
    )
    handlers: list[logging.Handler] = [screen]
    file = paths.log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = logging.handlers.RotatingFileHandler(
            file, maxBytes=KEEP_BYTES, backupCount=1, encoding="utf-8"
        )
        kept.setLevel(logging.DEBUG)
        kept.setFormatter(
            logging.Formatter("%(asctime)s %(process)d %(threadName)s %(levelname)s %(message)s")
        )
        handlers.append(kept)
    except OSError as exc:
        unwritable = f"no log file: {exc}"
    else:
        unwritable = ""
    for former in root.handlers[:]:
        root.removeHandler(former)
        former.close()
    for handler in handlers:
        root.addHandler(handler)
    if unwritable:
        log.warning(unwritable)
    return file
