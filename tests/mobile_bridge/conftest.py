"""A bridge on this computer's loopback: other addresses of 127/8 stand for those of a local network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_bridge.bridge import Bridge

LAN_ADDRESS = "127.0.0.2"


def free_port() -> int:
    """A port such that it and the next one are free."""
    while True:
        with socket.socket() as one, socket.socket() as other, socket.socket() as lan:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
                lan.bind((LAN_ADDRESS, port))
            except (OSError, OverflowError):
                continue
            return port


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    bridge = Bridge(tmp_path / "bridge", port=free_port(), addresses=lambda: [LAN_ADDRESS])
    bridge.start()
    yield bridge
    bridge.stop()
