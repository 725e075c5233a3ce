"""What a check finds, and where it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from vcam.settings import DEFAULT_LABEL
from vcam.system.loopback.state import ROOT
from vcam.v4l2.nodes import SystemTree


class Status(Enum):
    """How it stands: as it should be; works, but look at it; does not work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Parameters
    ----------
    id
        The same in all versions, for programs that read the report.
    status
        How it stands.
    title
        What was looked at, two or three words.
    detail
        What was found.
    fix
        What to do about it; empty when nothing needs doing.
    """

    id: str
    status: Status
    title: str
    detail: str
    fix: str = ""


@dataclass(frozen=True)
class Place:
    """The machine that is looked at: its ``/``, and the virtual camera's label there."""

    root: Path = ROOT
    label: str = DEFAULT_LABEL

    @property
    def tree(self) -> SystemTree:
        """Where its video nodes are."""
        return SystemTree(self.root / "sys/class/video4linux", self.root / "dev", self.root / "proc")


@dataclass(frozen=True)
class Check:
    """A question to the machine; its answer is one finding or several."""

    id: str
    title: str
    look: Callable[[Place], Iterator[Finding]]
