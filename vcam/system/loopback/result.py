"""What came of a set-up: is the virtual camera there, and may this user feed it."""

from __future__ import annotations

import grp
import os
import time
from pathlib import Path

from vcam.core.errors import SetupError
from vcam.system.loopback.options import Device
from vcam.system.loopback.state import State, look

_PATIENCE_S = 5.0  # udev makes the node and sets its group after the kernel has made the device
_STEP_S = 0.1


def node(state: State, device: Device) -> Path:
    """Return the path of the device's node."""
    return state.root / f"dev/video{device.number}"


def may_use(path: Path) -> bool:
    """Whether this user may read and write the node."""
    return os.access(path, os.R_OK | os.W_OK)


def permission_fix(path: Path) -> str:
    """Return the command that lets this user open the node."""
    try:
        group = grp.getgrgid(path.stat().st_gid).gr_name
    except (OSError, KeyError):
        group = "video"
    # A node of root's own group is for nobody else: udev's rules put it into `video` on the next plugging.
    group = "video" if group == "root" else group
    return f"sudo usermod -aG {group} $USER, then log out and in again"


def verify(root: Path, label: str, patience_s: float = _PATIENCE_S) -> Path:
    """Wait until the virtual camera is there for this user; return its node.

    Raises
    ------
    SetupError
        If it does not come, or comes without permission for this user.
    """
    deadline = time.monotonic() + patience_s
    while True:
        state = look(root)
        device = state.ours(label)
        if device and may_use(node(state, device)):
            return node(state, device)
        if time.monotonic() > deadline:
            break
        time.sleep(_STEP_S)
    if device is None:
        raise SetupError(
            f'the module is loaded, but there is no device "{label}"',
            hint="Look at the kernel's messages: sudo dmesg | tail",
        )
    path = node(state, device)
    if not path.exists():
        raise SetupError(
            f'the device "{label}" is there, but not its node {path}', hint="Is udev running? Restart."
        )
    raise SetupError(f"you may not use {path}", hint=permission_fix(path))
