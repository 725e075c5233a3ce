"""The V4L2 nodes of this machine, from sysfs: nothing is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vcam.v4l2.holders import PROC

VIRTUAL_CAMERA_LABEL = "LowLight Cam"

_NODE = re.compile(r"video(\d+)\Z")


@dataclass(frozen=True, slots=True)
class SystemTree:
    """Where the kernel shows its devices; tests build their own."""

    sysfs: Path = Path("/sys/class/video4linux")
    dev: Path = Path("/dev")
    proc: Path = PROC


SYSTEM = SystemTree()


@dataclass(frozen=True, slots=True)
class Node:
    """One ``/dev/videoN``.

    `name` is the label (a loopback device's ``card_label``), `links` its stable names under ``/dev/v4l``.
    `virtual` means that no hardware and no platform device is behind it, as with v4l2loopback.
    """

    path: Path
    index: int
    name: str
    virtual: bool
    links: tuple[Path, ...] = ()


def list_nodes(tree: SystemTree = SYSTEM) -> tuple[Node, ...]:
    """All video nodes by number. A node that vanishes meanwhile is left out; no sysfs, no nodes."""
    links = _links(tree.dev)
    found = []
    for entry in tree.sysfs.iterdir() if tree.sysfs.is_dir() else ():
        match = _NODE.match(entry.name)
        path = tree.dev / entry.name
        if match is None or not path.exists():
            continue
        try:
            name = (entry / "name").read_text(errors="replace").strip()
        except OSError:
            continue
        virtual = "virtual" in entry.resolve().parts
        found.append(Node(path, int(match[1]), name, virtual, links.get(path.resolve(), ())))
    return tuple(sorted(found, key=lambda node: node.index))


def _links(dev: Path) -> dict[Path, tuple[Path, ...]]:
    """Node to its links; by-id first, because it stays with the camera and not with the socket."""
    links: dict[Path, tuple[Path, ...]] = {}
    for folder in ("by-id", "by-path"):
        place = dev / "v4l" / folder
        for link in sorted(place.iterdir()) if place.is_dir() else ():
            target = link.resolve()
            links[target] = (*links.get(target, ()), link)
    return links
