"""What a phone's camera sees of the code is the address."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mobile_bridge.qr import QUIET, modules, terminal

URL = "https://192.168.178.123:8443/#t=AbCdEfGhIjKlMnOpQrStUv&f=AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg"
COLOUR, PLAIN = "\x1b[38;5;16m\x1b[48;5;231m", "\x1b[0m"
BLOCKS = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def read(dark: NDArray[np.bool_], scale: int = 6) -> str:
    """Read a code as a camera sees it."""
    picture = np.where(np.pad(dark, QUIET), 0, 255).astype(np.uint8)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.kron(picture, np.ones((scale, scale), np.uint8)))
    return text


def drawn(lines: list[str]) -> NDArray[np.bool_]:
    """Which half of a character is drawn."""
    rows = [[BLOCKS[each][half] for each in line] for line in lines for half in (0, 1)]
    return np.array(rows, bool)


def test_the_modules_are_the_address() -> None:
    assert read(np.array(modules(URL))) == URL


@pytest.mark.parametrize("colours", [True, False])
def test_in_a_terminal_it_is_the_address(*, colours: bool) -> None:
    lines = terminal(URL, colours=colours).splitlines()
    if colours:
        assert all(line[: len(COLOUR)] == COLOUR and line[-len(PLAIN) :] == PLAIN for line in lines)
        lines = [line[len(COLOUR) : -len(PLAIN)] for line in lines]
    seen = drawn(lines)
    assert read(seen if colours else ~seen) == URL
    assert len(lines) <= 24, "it fits into a terminal of the usual height"
    assert len(lines[0]) <= 80
