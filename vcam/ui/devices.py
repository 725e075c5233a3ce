"""The lists of cameras and of virtual cameras, kept up to date while the window is open."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from vcam.assemble import SYNTHETIC
from vcam.core.address import is_address, without_secrets
from vcam.settings import PHONE
from vcam.ui.background import Background
from vcam.ui.words import tr

SETTLE_MS = 300  # udev does several things to a new node


@dataclass(frozen=True, slots=True)
class Devices:
    """Each as (what the setting is, what a person reads)."""

    cameras: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    """What a person reads for the phone; empty for the word alone."""


class DeviceLists(QObject):
    """Asks the system in the background, at first and whenever a device comes or goes.

    Parameters
    ----------
    own
        The virtual camera that this program feeds: not offered as a camera.
    """

    changed = Signal()

    def __init__(self, background: Background, own: str) -> None:
        super().__init__()
        self.now = Devices()
        self.own = own
        self._background = background
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self.refresh)
        self._notifier: QSocketNotifier | None = None
        if sys.platform == "linux":
            self._watch_nodes()

    def refresh(self) -> None:
        """Ask anew."""
        own = self.own
        self._background.run(lambda: ask(own), self._take)

    def name_phone(self, words: str) -> None:
        """Offer the phone under these words."""
        self._take(replace(self.now, phone=words), phone=words)

    def stop(self) -> None:
        """Stop watching."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            self._watch.close()

    def _watch_nodes(self) -> None:
        from vcam.v4l2.hotplug import CameraListWatch  # noqa: PLC0415  Linux only

        try:
            self._watch = CameraListWatch()
        except OSError:  # no inotify left: the lists are those of the start
            return
        self._notifier = QSocketNotifier(self._watch.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_node)

    def _on_node(self) -> None:
        if self._watch.changed():
            self._settle.start()

    def _take(self, devices: Devices, phone: str | None = None) -> None:
        devices = replace(devices, phone=self.now.phone if phone is None else phone)
        if devices != self.now:
            self.now = devices
            self.changed.emit()


def ask(own: str) -> Devices:
    """Ask the system what there is; opens each camera for a moment."""
    if sys.platform != "linux":  # there cameras go by number
        return Devices(tuple((str(number), tr("Camera {n}", n=number + 1)) for number in range(3)))
    from vcam.sources.camera_list import list_cameras  # noqa: PLC0415  Linux only
    from vcam.v4l2.nodes import list_nodes  # noqa: PLC0415

    cameras = list_cameras(own=own)
    names = [camera.name for camera in cameras]
    offered = tuple(
        # of two with one name the node tells
        (camera.name, camera.name)
        if names.count(camera.name) == 1
        else (str(camera.node.path), f"{camera.name} ({camera.node.path})")
        for camera in cameras
    )
    outputs = tuple((node.name, f"{node.name} ({node.path})") for node in list_nodes() if node.virtual)
    return Devices(offered, outputs)


def camera_choices(devices: Devices) -> list[tuple[str, str]]:
    """What the list of cameras offers."""
    first = tr("First camera found")
    if devices.cameras:
        first = tr("First camera found ({name})", name=devices.cameras[0][1])
    phone = devices.phone or tr("Phone")
    return [("", first), *devices.cameras, (PHONE, phone), (SYNTHETIC, tr("Demo scene, no camera needed"))]


def absent_camera(value: str) -> str:
    """What a person reads for a camera that the list does not have."""
    if is_address(value):
        return without_secrets(value)
    return tr("{name} (not connected)", name=value)


def output_choices(devices: Devices, default: str) -> list[tuple[str, str]]:
    """What the list of virtual cameras offers."""
    if any(value == default for value, _ in devices.outputs):
        return list(devices.outputs)
    return [(default, default), *devices.outputs]
