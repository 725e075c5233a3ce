"""Controls of a camera: what it has, what each may be, its value now. They may be set while frames run."""

from __future__ import annotations

from dataclasses import dataclass, field

from vcam.v4l2 import abi
from vcam.v4l2.device import Device

MENU_LIMIT = 64  # a driver with a mad range must not hold us


@dataclass(frozen=True, slots=True)
class Control:
    """One control that a camera has.

    `entries` are those of a menu, value to name; empty for a number. In a menu not every value from `minimum`
    to `maximum` need be there.
    """

    id: int
    name: str
    minimum: int
    maximum: int
    step: int
    default: int
    read_only: bool
    entries: dict[int, str] = field(default_factory=dict)

    def allows(self, value: int) -> bool:
        """Whether the camera may be asked for `value`."""
        if self.read_only or not self.minimum <= value <= self.maximum:
            return False
        return value in self.entries if self.entries else (value - self.minimum) % max(self.step, 1) == 0


def find_control(device: Device, id_: int) -> Control | None:
    """Ask for a control by its number (``abi.CID_...``); None if the camera has none, or has it off."""
    answer = abi.ControlDescription(id=id_)
    try:
        device.request(abi.QUERYCTRL, answer)
    except OSError:
        return None
    if answer.flags & abi.CTRL_DISABLED:
        return None
    return Control(
        id_,
        abi.text_of(answer.name),
        answer.minimum,
        answer.maximum,
        answer.step,
        answer.default_value,
        bool(answer.flags & abi.CTRL_READ_ONLY),
        _entries(device, answer),
    )


def get_control(device: Device, id_: int) -> int:
    """Value of a control now; OSError if it cannot be read."""
    answer = abi.ControlValue(id=id_)
    device.request(abi.G_CTRL, answer)
    return int(answer.value)


def set_control(device: Device, id_: int, value: int) -> None:
    """Set a control; OSError if the driver refuses. The driver may take the nearest value that it has."""
    device.request(abi.S_CTRL, abi.ControlValue(id=id_, value=value))


def _entries(device: Device, control: abi.ControlDescription) -> dict[int, str]:
    if control.type not in {abi.CTRL_MENU, abi.CTRL_INTEGER_MENU}:
        return {}
    entries: dict[int, str] = {}
    last = min(control.maximum, control.minimum + MENU_LIMIT)
    for index in range(control.minimum, last + 1):
        entry = abi.MenuEntry(id=control.id, index=index)
        try:
            device.request(abi.QUERYMENU, entry)
        except OSError:  # a gap: this camera does not have that one
            continue
        named = control.type == abi.CTRL_MENU
        entries[index] = abi.text_of(entry.name) if named else str(entry.value)
    return entries
