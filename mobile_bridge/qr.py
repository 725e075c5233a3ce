"""An address as a QR code (ISO/IEC 18004): for a terminal, and as modules for whoever draws it."""

from __future__ import annotations

import segno

QUIET = 4  # modules of light ground around it, which the standard asks for
QUIET_IN_TERMINAL = 2  # cameras are content with it, and a terminal has little room

Modules = tuple[tuple[bool, ...], ...]
"""Rows from the top; True is dark."""

_BLACK_ON_WHITE = "\x1b[38;5;16m\x1b[48;5;231m"  # whatever colours the terminal has
_PLAIN = "\x1b[0m"
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def modules(text: str) -> Modules:
    """Return the code's modules, without the quiet ground around them.

    Error correction is level M, 15 %: enough for a screen, and the modules stay large.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def terminal(text: str, *, colours: bool) -> str:
    """Return lines of half blocks: two rows of modules each.

    Parameters
    ----------
    colours
        Black on white by escape codes. Without them light is what is drawn, as fits a dark terminal.
    """
    rows = _with_ground(modules(text), QUIET_IN_TERMINAL)
    if len(rows) % 2:
        rows = (*rows, (False,) * len(rows[0]))
    pairs = (zip(*rows[at : at + 2], strict=True) for at in range(0, len(rows), 2))
    lines = ["".join(_HALVES[above == colours, below == colours] for above, below in pair) for pair in pairs]
    if colours:
        lines = [f"{_BLACK_ON_WHITE}{line}{_PLAIN}" for line in lines]
    return "\n".join(lines)


def _with_ground(rows: Modules, width: int) -> Modules:
    blank = ((False,) * (len(rows[0]) + 2 * width),) * width
    side = (False,) * width
    return (*blank, *((*side, *row, *side) for row in rows), *blank)
