"""The cameras of this machine, by name, and the one that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vcam.core.errors import CameraNotFound
from vcam.v4l2.device import Abilities, Device
from vcam.v4l2.modes import Mode, capture_modes
from vcam.v4l2.nodes import SYSTEM, VIRTUAL_CAMERA_LABEL, Node, SystemTree, list_nodes


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """One camera as people see it.

    `name` is what the driver calls it, as other programs show it (sysfs may have another one).
    `modes` is empty, and `driver` too, where the camera could not be opened to ask; `problem` says why then.
    """

    name: str
    node: Node
    driver: str
    bus: str
    loopback: bool
    modes: tuple[Mode, ...]
    problem: str = ""


def list_cameras(*, own: str = VIRTUAL_CAMERA_LABEL, tree: SystemTree = SYSTEM) -> tuple[CameraInfo, ...]:
    """Every camera that can capture now; real ones first, then other programs' virtual ones.

    Parameters
    ----------
    own
        Label or node of the virtual camera that this program feeds: it is left out, or the program would film
        itself.
    """
    cameras = [_ask(node) for node in _others(own, tree)]
    found = [camera for camera in cameras if camera is not None]
    return tuple(sorted(found, key=lambda camera: (camera.loopback, camera.node.index)))


def find_camera(
    wanted: str | int | None = None, *, own: str = VIRTUAL_CAMERA_LABEL, tree: SystemTree = SYSTEM
) -> CameraInfo:
    """Find the camera that is meant.

    Parameters
    ----------
    wanted
        Name in any case or a part of it that only one name has, a path (node, or link under ``/dev/v4l``),
        the number of the node, or None for the first camera. Of two with one name it is the first.

    Raises
    ------
    CameraNotFound
        The hint lists the cameras.
    """
    cameras = list_cameras(own=own, tree=tree)
    if wanted is None:
        if cameras:
            return cameras[0]
        raise CameraNotFound("no camera was found", hint=_listed(cameras))
    matching = _matching(str(wanted), cameras)
    if len({camera.name for camera in matching}) == 1:
        return matching[0]
    if matching:
        raise CameraNotFound(f"more than one camera is called {wanted!r}", hint=_listed(cameras))
    raise CameraNotFound(_why_not(str(wanted), own, tree), hint=_listed(cameras))


def _others(own: str, tree: SystemTree) -> list[Node]:
    return [node for node in list_nodes(tree) if not _is_own(node, own)]


def _is_own(node: Node, own: str) -> bool:
    return node.virtual and (node.name == own or str(node.path) == own)


def _ask(node: Node) -> CameraInfo | None:
    """What the camera says; None for what is no camera (an output, or the metadata node of a webcam)."""
    try:
        with Device(node.path) as device:
            able = device.abilities()
            return _info(node, able, capture_modes(device)) if able.capture else None
    except OSError as error:
        return CameraInfo(node.name, node, "", "", node.virtual, (), error.strerror or str(error))


def _info(node: Node, able: Abilities, modes: tuple[Mode, ...]) -> CameraInfo:
    return CameraInfo(able.card or node.name, node, able.driver, able.bus, able.loopback, modes)


def _matching(wanted: str, cameras: tuple[CameraInfo, ...]) -> list[CameraInfo]:
    if "/" in wanted:
        path = Path(wanted).resolve()
        return [camera for camera in cameras if camera.node.path.resolve() == path]
    if wanted.isdigit():
        return [camera for camera in cameras if camera.node.index == int(wanted)]
    folded = wanted.casefold()
    exact = [camera for camera in cameras if camera.name.casefold() == folded]
    return exact or [camera for camera in cameras if folded in camera.name.casefold()]


def _why_not(wanted: str, own: str, tree: SystemTree) -> str:
    """The camera is there, perhaps, but cannot be meant."""
    unasked = tuple(CameraInfo(node.name, node, "", "", node.virtual, ()) for node in list_nodes(tree))
    for node in (camera.node for camera in _matching(wanted, unasked)):
        if _is_own(node, own):
            return f"{node.name} is what this program shows, not a camera that it can read"
        if node.virtual:
            return f"no program feeds the virtual camera {node.name} ({node.path})"
        return f"{node.name} ({node.path}) takes no pictures"
    return f"there is no camera {wanted!r}"


def _listed(cameras: tuple[CameraInfo, ...]) -> str:
    if not cameras:
        return "Plug a camera in, or switch it on (some laptops have a key or a slide for it)."
    return "Cameras: " + ", ".join(f"{camera.name} ({camera.node.path})" for camera in cameras)
