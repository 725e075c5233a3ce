from __future__ import annotations

import errno

import pytest

from tests.v4l2.fake_kernel import FakeControl, FakeDevice, FakeKernel
from vcam.v4l2 import abi
from vcam.v4l2.controls import MENU_LIMIT, find_control, get_control, set_control
from vcam.v4l2.device import Device

MAINS = abi.CID_POWER_LINE_FREQUENCY


def opened(kernel: FakeKernel, control: FakeControl) -> Device:
    return Device(kernel.add(0, "Cam", FakeDevice(controls={MAINS: control})))


def test_a_menu_has_the_entries_that_the_camera_has(kernel: FakeKernel) -> None:
    with opened(kernel, FakeControl("Power Line", 1, 3, {0: "Disabled", 1: "50 Hz", 3: "Auto"})) as device:
        control = find_control(device, MAINS)
    assert control is not None
    assert (control.name, control.entries) == ("Power Line", {0: "Disabled", 1: "50 Hz", 3: "Auto"})
    assert [control.allows(value) for value in (-1, 0, 1, 2, 3, 4)] == [False, True, True, False, True, False]


def test_a_value_is_set_and_read(kernel: FakeKernel) -> None:
    with opened(kernel, FakeControl("Power Line", 1, 3)) as device:
        set_control(device, MAINS, 2)
        assert get_control(device, MAINS) == 2
        control = find_control(device, MAINS)
    assert control is not None
    assert (control.entries, control.allows(3), control.allows(4)) == ({}, True, False)


def test_what_is_missing_or_off_is_none(kernel: FakeKernel) -> None:
    with opened(kernel, FakeControl("Power Line", 1, flags=abi.CTRL_DISABLED)) as device:
        assert find_control(device, MAINS) is None
        assert find_control(device, abi.CID_EXPOSURE_AUTO_PRIORITY) is None
        with pytest.raises(OSError, match="Invalid argument"):
            get_control(device, abi.CID_EXPOSURE_AUTO_PRIORITY)


def test_what_is_read_only_allows_nothing(kernel: FakeKernel) -> None:
    with opened(kernel, FakeControl("Power Line", 1, flags=abi.CTRL_READ_ONLY)) as device:
        control = find_control(device, MAINS)
    assert control is not None
    assert not control.allows(1)


def test_a_refusal_is_the_kernels_error(kernel: FakeKernel) -> None:
    with opened(kernel, FakeControl("Power Line", 1, refuses=errno.EBUSY)) as device:
        with pytest.raises(OSError, match="busy"):
            set_control(device, MAINS, 0)
        assert get_control(device, MAINS) == 1


def test_a_menu_of_a_mad_range_is_cut(kernel: FakeKernel) -> None:
    with opened(kernel, FakeControl("Power Line", 1, 2**31 - 1, {1: "50 Hz"})) as device:
        control = find_control(device, MAINS)
    assert control is not None
    assert control.entries == {1: "50 Hz"}
    asked = kernel.devices[str(device.node)].requests.count(abi.QUERYMENU)
    assert asked == MENU_LIMIT + 1
