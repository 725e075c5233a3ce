"""A camera's ways with lamps and darkness: set as asked, and put back when the camera is closed."""

from __future__ import annotations

import logging
import threading

from vcam.sources.base import CaptureRequest
from vcam.v4l2 import abi
from vcam.v4l2.controls import find_control, get_control, set_control
from vcam.v4l2.device import Device

_log = logging.getLogger(__name__)

# v4l2_power_line_frequency
POWER_LINE = {"off": 0, "50": 1, "60": 2}
NAMES = {
    abi.CID_POWER_LINE_FREQUENCY: "against the flicker of lamps",
    abi.CID_EXPOSURE_AUTO_PRIORITY: "to keep its frame rate in the dark",
}


class CameraControls:
    """What this program sets in an open camera; safe between threads.

    A control is touched only when something is asked of it, and its former value is kept until `restore`: the
    camera belongs to others, too, and keeps what is set in it after we are gone.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self._lock = threading.Lock()
        self._former: dict[int, int] = {}
        self._restored = False

    def apply(self, wanted: CaptureRequest) -> tuple[str, ...]:
        """Set what `wanted` asks for, put back what it leaves to the camera; returns what could not be."""
        targets = {
            abi.CID_POWER_LINE_FREQUENCY: POWER_LINE.get(wanted.power_line),
            abi.CID_EXPOSURE_AUTO_PRIORITY: 0 if wanted.keep_fps else None,
        }
        with self._lock:
            if self._restored:
                return ()
            notes = [
                self._put_back(id_) if value is None else self._set(id_, value)
                for id_, value in targets.items()
            ]
        return tuple(note for note in notes if note)

    def restore(self) -> None:
        """Put everything back as it was found; nothing is set after that. Never raises."""
        with self._lock:
            self._restored = True
            for id_ in list(self._former):
                note = self._put_back(id_)
                if note:  # as a rule the camera was unplugged
                    _log.info("%s", note)

    def _set(self, id_: int, value: int) -> str:
        control = find_control(self._device, id_)
        if control is None:
            return f"the camera has no control {NAMES[id_]}"
        if not control.allows(value):
            has = ", ".join(control.entries.values())
            only = f"has only: {has}" if has and not control.read_only else "cannot be changed"
            return f"the camera's control {NAMES[id_]} {only}"
        try:
            former = get_control(self._device, id_)
            if former != value:
                set_control(self._device, id_, value)
                self._former.setdefault(id_, former)
        except OSError as error:
            return f"the camera refused its control {NAMES[id_]} ({error.strerror})"
        return ""

    def _put_back(self, id_: int) -> str:
        if id_ not in self._former:
            return ""
        try:
            set_control(self._device, id_, self._former[id_])
            del self._former[id_]
        except OSError as error:
            return f"the camera did not take back its control {NAMES[id_]} ({error.strerror})"
        return ""
