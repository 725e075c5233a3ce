"""The app reads what the desktop shows."""

from __future__ import annotations

from tests.mobile_bridge.android.conftest import JUnit


def test_what_is_no_code(junit: JUnit) -> None:
    junit("ui.QrReaderTest")
