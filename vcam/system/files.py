"""Small files, written whole or not at all: settings, and what the desktop reads."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def write_whole(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Put `content` into `path` in one step, and make its folder; OSError, and the former file stays.

    `mode` is what a new file may be at most; the umask takes from that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # beside, because only there a rename is one step; hidden, so that nobody reads it half written
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as out:
            out.write(content)
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
