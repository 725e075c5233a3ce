"""The options of the kernel module as files in modprobe.d have them: read, checked, composed.

All ``options`` lines of one module are joined by modprobe, in the order of the files' names, and the kernel
takes the last value of each. So a second line does not add a device, it replaces the devices of the first.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vcam.core.errors import SetupError

MODULE = "v4l2loopback"
MAX_DEVICES = 8  # the module's own limit
LABEL_BYTES = 31  # v4l2_capability.card has 32 with its final zero
ANY_NUMBER = -1


@dataclass(frozen=True)
class Device:
    """One device of the module.

    Parameters
    ----------
    number
        N of ``/dev/videoN``; `ANY_NUMBER` where the kernel chooses.
    label
        The name that programs show; empty where the module chooses.
    exclusive_caps
        Whether it says "camera" only while somebody feeds it, as browsers want.
    """

    number: int
    label: str
    exclusive_caps: bool = True

    def same_as(self, other: Device) -> bool:
        """Whether both mean one device: the same number or the same label."""
        return (self.number == other.number != ANY_NUMBER) or (self.label == other.label != "")


def check_label(label: str) -> str:
    """Return `label` if the module can carry it, or SetupError."""
    if not label.strip() or len(label.encode()) > LABEL_BYTES or re.search(r"[,\"'\\]", label):
        problem = True
    else:
        problem = not label.isprintable()
    if problem:
        raise SetupError(
            f"the name {label!r} cannot be given to a virtual camera",
            hint=f"It must have 1 to {LABEL_BYTES} bytes, without comma, quote or backslash.",
        )
    return label


def read(text: str) -> tuple[Device, ...]:
    """Return the devices that the ``options`` lines for the module in `text` make, in their order."""
    lines = [
        line for line in text.replace("\\\n", " ").splitlines() if line.split()[:2] == ["options", MODULE]
    ]
    return _devices(_values(lines)) if lines else ()


def _values(lines: Iterable[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for line in lines:
        try:
            words = shlex.split(line)
        except ValueError:  # an open quote: modprobe takes the rest as it is
            words = line.replace('"', "").split()
        for word in words[2:]:
            key, _, value = word.partition("=")
            values[key] = value.split(",")
    return values


def _devices(values: dict[str, list[str]]) -> tuple[Device, ...]:
    numbers = [_number(each) for each in values.get("video_nr", [])]
    count = _number(values.get("devices", [""])[0])
    if count == ANY_NUMBER:
        count = max(1, len(numbers))
    labels, flags = values.get("card_label", []), values.get("exclusive_caps", [])
    return tuple(
        Device(
            numbers[index] if index < len(numbers) else ANY_NUMBER,
            labels[index] if index < len(labels) else "",
            index < len(flags) and is_on(flags[index]),
        )
        for index in range(min(count, MAX_DEVICES))
    )


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else ANY_NUMBER


def is_on(flag: str) -> bool:
    """Read a yes or no as the kernel does."""
    return flag.strip().lower() in ("1", "y", "yes", "on", "true", "")


def line(devices: Sequence[Device]) -> str:
    """Compose the one ``options`` line that makes `devices`."""
    if len(devices) > MAX_DEVICES:
        raise SetupError(
            f"{MODULE} can make {MAX_DEVICES} devices, and {len(devices) - 1} are taken by other programs",
            hint="Remove one that is not needed from the files in /etc/modprobe.d.",
        )
    # An empty name among others would stay empty; without the option the module says this.
    labels = [each.label or f"Dummy video device ({index:#06x})" for index, each in enumerate(devices)]
    return (
        f"options {MODULE} devices={len(devices)}"
        f" video_nr={','.join(str(each.number) for each in devices)}"
        f" exclusive_caps={','.join(str(int(each.exclusive_caps)) for each in devices)}"
        f' card_label="{",".join(labels)}"'
    )
