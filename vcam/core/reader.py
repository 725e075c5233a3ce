"""A program that reads the virtual camera."""

from __future__ import annotations

from typing import NamedTuple


class Reader(NamedTuple):
    """Who reads; `pid` is None where this user may not see it."""

    pid: int | None
    name: str

    def __str__(self) -> str:
        return self.name if self.pid is None else f"{self.name} (pid {self.pid})"
