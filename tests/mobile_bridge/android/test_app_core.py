"""What goes on in the app, on the JVM: its state machine, pace, heat, and what it says to the desktop."""

from __future__ import annotations

import json

import pytest

from mobile_bridge import protocol
from tests.mobile_bridge.android.conftest import JUnit
from tests.mobile_bridge.android.java import Java


@pytest.mark.parametrize(
    "name",
    [
        *("Bitrate", "CameraChoice", "CameraLife", "CodingTimes", "HeatGovernor", "Machine", "MachineLink"),
        *("MachineOrder", "Outgoing", "Pace", "Settings"),
    ],
)
def test_what_goes_on(junit: JUnit, name: str) -> None:
    print(junit(f"core.{name}Test"))


def test_the_desktop_understands_what_the_app_says(java: Java) -> None:
    printed = java.run("io.github.lowlightcam.phone.core.Sayings")
    lines = printed.rstrip("\n").split("\n")  # not splitlines: the report has every character
    kinds = [json.loads(line)["type"] for line in lines]
    said = [protocol.parse(line) for line in lines]
    assert sorted(set(kinds)) == ["look", "report", "stats", "stream"]
    stats = [each for each in said if isinstance(each, protocol.Stats)]
    assert stats[0] == protocol.Stats(0.0, None, None, 0, None, False, False)
    assert stats[1] == protocol.Stats(29.5, 12.25, 7.125, 2**40, 0.5, True, True)
    assert protocol.LookChange("on", 0.7, 0.333) in said
    assert protocol.Stream("ws", 720, 1280, 30, True, "gles") in said
    assert max(len(each.text) for each in said if isinstance(each, protocol.Report)) == 65536
