"""The virtual camera: the kernel module, the device, who uses it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from vcam.core.errors import SetupError
from vcam.doctor.check import Finding, Place, Status
from vcam.system import elsewhere
from vcam.system.loopback.faults import not_built
from vcam.system.loopback.options import MODULE, Device
from vcam.system.loopback.plan import setup
from vcam.system.loopback.state import LOAD_FILE, State, has_module, look, module_folders
from vcam.v4l2.holders import holders, name_list

SETUP = "Run: lowlight-cam setup"


def module(place: Place) -> Iterator[Finding]:
    """Look at the kernel module: there, loaded, kept for the next start. Only Linux has one."""
    if sys.platform != "linux":
        return
    state = look(place.root)
    if not state.loaded:
        yield Finding("module", Status.FAIL, "Kernel module", _not_loaded(state), _way(state, place))
        return
    # Before 0.13 the module did not tell its version.
    detail = f"{MODULE} {state.version or '0.12 or older'} is loaded" + (
        ", Secure Boot is on" if state.secure_boot else ""
    )
    if LOAD_FILE in state.own_files:
        yield Finding("module", Status.OK, "Kernel module", detail)
    else:
        detail += ", but nothing loads it at the next start"
        yield Finding("module", Status.WARN, "Kernel module", detail, SETUP)


def camera(place: Place) -> Iterator[Finding]:
    """Look for the virtual camera by its name, and at who uses it."""
    status, detail, fix = _camera(place) if sys.platform == "linux" else _elsewhere()
    yield Finding("virtual-camera", status, "Virtual camera", detail, fix)


def _not_loaded(state: State) -> str:
    if state.installed:
        return f"{MODULE} is installed, but not loaded"
    if any(has_module(folder) for folder in module_folders(state.root)):
        return f"{MODULE} is not installed for this kernel\n{not_built(state)}"
    return f"{MODULE} is not installed"


def _way(state: State, place: Place) -> str:
    """Name the set-up, or why it would refuse."""
    try:
        setup(state, place.label)
    except SetupError as exc:
        return str(exc)
    return SETUP


def _elsewhere() -> tuple[Status, str, str]:
    found = elsewhere.installed()
    if found:
        return Status.OK, f"{found} is installed", ""
    return Status.FAIL, "there is none", elsewhere.fix()


def _camera(place: Place) -> tuple[Status, str, str]:
    from vcam.system.loopback.result import may_use, node, permission_fix  # noqa: PLC0415  Linux only

    state = look(place.root)
    ours = state.ours(place.label)
    if ours is None:
        others = ", ".join(each.label for each in state.devices)
        beside = f" (other programs' devices: {others})" if others else ""
        return Status.FAIL, f'there is no device "{place.label}"{beside}', _way(state, place)
    path = node(state, ours)
    if not path.exists():
        return Status.FAIL, f"the kernel has it, but {path} is missing", "Is udev running? Restart."
    if not may_use(path):
        return Status.FAIL, f"you may not use {path}", permission_fix(path)
    return _described(ours, path, place)


def _described(ours: Device, path: Path, place: Place) -> tuple[Status, str, str]:
    name = f'"{ours.label}" at {path}, {_use(path, place)}'
    if not ours.exclusive_caps:
        return Status.WARN, f"{name}, without exclusive_caps: browsers do not list it", SETUP
    return Status.OK, name, ""


def _use(path: Path, place: Place) -> str:
    """Say who has the device open, and whether anybody feeds it."""
    from vcam.v4l2.device import Device as Node  # noqa: PLC0415  Linux only

    users = name_list(holders(path, proc=place.tree.proc))
    try:
        with Node(path) as device:
            able = device.abilities()
    except OSError as exc:
        return f"cannot be asked ({exc.strerror})"
    # With exclusive_caps it calls itself a camera exactly while it is fed.
    fed = "fed and visible to programs" if able.capture and not able.output else "free"
    return f"{fed}, open in {users}" if users else fed
