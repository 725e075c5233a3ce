"""The parts of the app's link by themselves."""

from __future__ import annotations

import pytest

from tests.mobile_bridge.android.conftest import JUnit
from tests.mobile_bridge.wire import FOLDER


@pytest.mark.parametrize("name", ["Base64", "Invitation", "Identity", "AccessUnits", "Frame", "Connection"])
def test_net(junit: JUnit, name: str) -> None:
    junit(f"net.{name}Test")


@pytest.mark.slow
def test_a_computer_that_does_not_do_as_it_should(junit: JUnit) -> None:
    junit("net.LinkTest")


def test_what_was_captured_on_the_wire(junit: JUnit) -> None:
    junit("net.WireTest", properties={"vectors": str(FOLDER)})
