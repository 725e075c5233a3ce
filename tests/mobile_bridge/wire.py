"""What was said on the wire, for tests of all three that speak the protocol; see `capture.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("vectors")
SESSIONS = ("app", "page")

Line = Mapping[str, Any]


def connections(session: str) -> Sequence[Sequence[Line]]:
    """The connections of one session, from the first message to the close."""
    read: Sequence[Sequence[Line]] = json.loads((FOLDER / f"session_{session}.json").read_text("utf-8"))
    return read


def messages() -> Mapping[str, Sequence[Any]]:
    """Messages and pictures, good and bad, and how a connection may end."""
    read: Mapping[str, Sequence[Any]] = json.loads((FOLDER / "messages.json").read_text("utf-8"))
    return read
