"""The cameras: there, allowed, free, and whether the dark makes them slow. None is started."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vcam.doctor.check import Finding, Place, Status

if TYPE_CHECKING:
    from vcam.sources.camera_list import CameraInfo
    from vcam.v4l2.holders import Holder
    from vcam.v4l2.modes import Mode

TITLE = "Camera"
_FLUID_FPS = 24
_SLOW_FIX = """\
To keep the rate (the picture is darker, and brightened here anyway): lowlight-cam settings keep_fps true
or in the window: Camera, "Keep the frame rate in the dark"."""


def cameras(place: Place) -> Iterator[Finding]:
    """Look at each camera, other than our own virtual one."""
    if sys.platform != "linux":
        yield Finding("cameras", Status.OK, TITLE, "the system's own; the camera list shows them")
        return
    from vcam.sources.camera_list import list_cameras  # noqa: PLC0415  Linux only

    found = list_cameras(own=place.label, tree=place.tree)
    if not found:
        fix = "Plug a camera in, or switch it on: some laptops have a key or a slide for it."
        yield Finding("cameras", Status.FAIL, TITLE, "none was found", fix)
    for number, camera in enumerate(found, 1):
        status, detail, fix = _camera(camera, place)
        yield Finding(f"camera-{number}", status, f"{TITLE} {number}", f"{camera.name}: {detail}", fix)


def _camera(camera: CameraInfo, place: Place) -> tuple[Status, str, str]:
    from vcam.system.loopback.result import may_use, permission_fix  # noqa: PLC0415  Linux only
    from vcam.v4l2.holders import holders, name_list  # noqa: PLC0415

    path = camera.node.path
    if not may_use(path):
        return Status.FAIL, f"you may not use {path}", permission_fix(path)
    if camera.problem:
        return Status.FAIL, f"{path} does not answer: {camera.problem}", "Unplug it and plug it in again."
    users = name_list(_strangers(holders(path, proc=place.tree.proc), place))
    detail = f"{path}, {best_modes(camera.modes)}"
    if users:
        return Status.WARN, f"{detail}, open in {users}", "Only one program can use it: close the other."
    if _slows_in_the_dark(camera):
        return Status.WARN, f"{detail}, slower in the dark", _SLOW_FIX
    return Status.OK, detail, ""


def _strangers(users: Sequence[Holder], place: Place) -> tuple[Holder, ...]:
    """Leave out who also has the virtual camera open: that is LowLight Cam at work."""
    from vcam.v4l2.holders import holders  # noqa: PLC0415  Linux only
    from vcam.v4l2.nodes import list_nodes  # noqa: PLC0415

    ours = {
        holder
        for node in list_nodes(place.tree)
        if node.name == place.label
        for holder in holders(node.path, proc=place.tree.proc)
    }
    return tuple(user for user in users if user not in ours)


def best_modes(modes: Sequence[Mode]) -> str:
    """Name the largest fluid mode of each pixel format."""
    best: dict[str, Mode] = {}
    for mode in modes:
        if mode.fourcc not in best or _rank(mode) > _rank(best[mode.fourcc]):
            best[mode.fourcc] = mode
    return ", ".join(str(mode) for mode in best.values()) or "no mode known"


def _rank(mode: Mode) -> tuple[bool, int, float]:
    return mode.fps >= _FLUID_FPS, mode.size.width * mode.size.height, mode.fps


def _slows_in_the_dark(camera: CameraInfo) -> bool:
    from vcam.v4l2 import abi  # noqa: PLC0415  Linux only
    from vcam.v4l2.controls import get_control  # noqa: PLC0415
    from vcam.v4l2.device import Device  # noqa: PLC0415

    try:
        with Device(camera.node.path) as device:
            return bool(get_control(device, abi.CID_EXPOSURE_AUTO_PRIORITY))
    except OSError:  # it has no such control
        return False
