"""The end of the program."""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

COMPILING = frozenset({"prepare", "enhance"})
"""Threads of the engine that `Engine.stop` leaves behind while they are in the compiler."""


def end(status: int) -> NoReturn:
    """End with this exit status; at once if a thread that was left behind is in the compiler.

    Such a thread holds the compiler's lock and is frozen when the interpreter takes itself apart, which wants
    that lock to let go of what was compiled: it would wait for ever.
    """
    if any(each.name in COMPILING for each in threading.enumerate()):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):  # there is none, or its reader has gone
                stream.flush()
        os._exit(status)
    sys.exit(status)
