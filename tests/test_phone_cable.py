"""By a cable the page opens on the phone, at its own localhost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mobile_bridge.test_adb import FakeAdb
from vcam import cli
from vcam.core.errors import BridgeError
from vcam.phone_cable import APP, connect_cable

URL = "http://localhost:9444/#t=token"


@pytest.fixture
def adb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAdb:
    monkeypatch.setenv("PATH", str(tmp_path))
    return FakeAdb(tmp_path)


def test_the_localhost_of_the_phone_leads_here_and_the_page_is_opened(adb: FakeAdb) -> None:
    adb.answers("0A1B device usb:1-2 product:shiba model:Pixel_8 device:shiba")
    assert connect_cable(URL) == "Pixel 8"
    assert ["-s", "0A1B", "reverse", "tcp:9444", "tcp:9444"] in adb.calls
    assert adb.calls[-1][:4] == ["-s", "0A1B", "shell", "am"]
    assert URL in adb.calls[-1][-1]


def test_where_the_app_is_installed_it_is_opened(adb: FakeAdb) -> None:
    found = (0, "package:/data/app/base.apk\n", "", 0.0)
    adb.answers("0A1B device usb:1-2 product:shiba model:Pixel_8 device:shiba", **{"pm path": found})
    assert connect_cable(URL) == "Pixel 8"
    assert adb.calls[-2][2:] == ["shell", "pm", "path", APP]
    assert adb.calls[-1][-2:] == ["'lowlightcam://pair?h=localhost&p=9444&t=token'", APP]


def test_what_is_in_the_way_is_said(adb: FakeAdb, tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="USB debugging"):
        connect_cable(URL)
    adb.program.unlink()
    with pytest.raises(BridgeError, match="apt install adb"):
        connect_cable(URL)


def test_the_command_prints_it(
    adb: FakeAdb, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    adb.answers("0A1B device usb:1-2 product:shiba model:Pixel_8 device:shiba")
    code = {"urls": [], "usb_url": URL, "fingerprint": "AB"}
    monkeypatch.setattr("vcam.system.running.ask", lambda *_: code)
    assert cli.main(["phone", "--usb"]) == 0
    said = capsys.readouterr().out
    assert "LowLight Cam is open on Pixel 8." in said
    assert URL in said
    adb.answers()
    assert cli.main(["phone", "--usb"]) == 8
    assert "USB debugging" in capsys.readouterr().err
