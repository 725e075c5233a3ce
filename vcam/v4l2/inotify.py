"""The kernel's file notices, which the standard library does not offer."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ATTRIB = 0x004
CLOSE_WRITE = 0x008
CLOSE_NOWRITE = 0x010
OPEN = 0x020
CREATE = 0x100
DELETE = 0x200
CLOSE = CLOSE_WRITE | CLOSE_NOWRITE

_HEADER = struct.Struct("iIII")  # watch, mask, cookie, length of the name that follows
_libc = ctypes.CDLL(None, use_errno=True)


class Notice(NamedTuple):
    """What happened, and to which entry of a watched folder."""

    mask: int
    name: str


class Inotify:
    """Notices about one path. Close it after use.

    Equal notices that follow one another unread are merged by the kernel.
    """

    def __init__(self, path: Path, mask: int) -> None:
        self.fd: int = _libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.fd < 0 or _libc.inotify_add_watch(self.fd, os.fsencode(path), mask) < 0:
            error = ctypes.get_errno()
            self.close()
            raise OSError(error, os.strerror(error), str(path))

    def read(self) -> Iterator[Notice]:
        """The notices that have come; does not wait."""
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return
        at = 0
        while at < len(data):
            _, mask, _, length = _HEADER.unpack_from(data, at)
            at += _HEADER.size
            yield Notice(mask, os.fsdecode(data[at : at + length].rstrip(b"\0")))
            at += length

    def close(self) -> None:
        """Stop; may be called again."""
        if self.fd >= 0:
            fd, self.fd = self.fd, -1
            os.close(fd)
