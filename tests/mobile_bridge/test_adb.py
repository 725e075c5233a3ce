"""Phones on a cable, by an adb that is a script."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile_bridge.adb import Adb, AdbError, PhoneState, UsbPhone, find_adb

READY = "R5CT123   device usb:1-2 product:o1s model:SM_G991B device:o1s transport_id:3"
SECOND = "0A301JEC  device usb:1-3 product:shiba model:Pixel_8 device:shiba transport_id:4"
PIXEL = UsbPhone("0A301JEC", "Pixel 8", PhoneState.READY)

SCRIPT = """#!{python}
import json, sys, time
with open({calls!r}, "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
with open({answers!r}) as answers:
    for start, (status, out, err, pause_s) in json.load(answers).items():
        if start in " ".join(sys.argv[1:]):
            time.sleep(pause_s)
            sys.stdout.write(out)
            sys.stderr.write(err)
            sys.exit(status)
"""


class FakeAdb:
    """Its answers, by what is in the command, and how it was called."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "adb"
        self._answers, self._calls = folder / "answers.json", folder / "calls"
        fields = {"python": sys.executable, "calls": str(self._calls), "answers": str(self._answers)}
        self.program.write_text(SCRIPT.format(**fields))
        self.program.chmod(0o755)
        self.answers()

    def answers(self, *phones: str, **others: tuple[int, str, str, float]) -> None:
        rows = "* daemon started successfully *\nList of devices attached\n" + "\n".join(phones) + "\n\n"
        self._answers.write_text(json.dumps({**others, "devices -l": (0, rows, "", 0)}))

    @property
    def calls(self) -> list[list[str]]:
        return [json.loads(line) for line in self._calls.read_text().splitlines()]


@pytest.fixture
def fake(tmp_path: Path) -> FakeAdb:
    return FakeAdb(tmp_path)


def refusal(work: Callable[[], object]) -> AdbError:
    with pytest.raises(AdbError) as refused:
        work()
    return refused.value


def test_phones_are_listed_by_their_models(fake: FakeAdb) -> None:
    fake.answers(READY, SECOND)
    first, second = Adb(fake.program).phones()
    assert first == UsbPhone("R5CT123", "SM G991B", PhoneState.READY)
    assert second == PIXEL


@pytest.mark.parametrize(
    ("row", "state", "words"),
    [
        ("R5CT123  unauthorized usb:1-2 transport_id:3", PhoneState.UNAUTHORIZED, "allow"),
        ("R5CT123  offline usb:1-2 transport_id:3", PhoneState.OFFLINE, "plug it in again"),
        (
            "R5CT123  no permissions (user is not in the plugdev group); see [http://x] usb:1-2",
            PhoneState.NO_PERMISSIONS,
            "android-sdk-platform-tools-common",
        ),
        ("R5CT123  recovery usb:1-2", PhoneState.OTHER, "start it as usual"),
        ("R5CT123\tsideload", PhoneState.OTHER, "start it as usual"),
    ],
)
def test_a_phone_that_is_not_ready(fake: FakeAdb, row: str, state: PhoneState, words: str) -> None:
    fake.answers(row)
    adb = Adb(fake.program)
    assert [phone.state for phone in adb.phones()] == [state]
    refused = refusal(adb.choose)
    assert refused.title == "the phone on the cable is not ready"
    assert words in refused.hint


def test_without_a_phone_it_is_said_what_to_switch_on(fake: FakeAdb) -> None:
    hint = refusal(Adb(fake.program).choose).hint
    assert hint.index("Build number") < hint.index("USB debugging") < hint.index("allow this computer")


def test_of_more_than_one_phone_one_is_chosen(fake: FakeAdb) -> None:
    fake.answers(READY, SECOND, "X  unauthorized")
    adb = Adb(fake.program)
    refused = refusal(adb.choose)
    assert "SM G991B (R5CT123), Pixel 8 (0A301JEC)" in refused.title
    assert adb.choose("0A301JEC") == PIXEL
    assert "not ready" in refusal(lambda: adb.choose("X")).title
    fake.answers(SECOND, "X  unauthorized")
    assert adb.choose() == PIXEL


def test_the_page_is_opened_on_the_phone(fake: FakeAdb) -> None:
    adb = Adb(fake.program)
    adb.reverse(PIXEL, 8444)
    adb.open(PIXEL, "http://localhost:8444/#t=a'b&f=1;reboot")
    adb.unreverse(PIXEL, 8444)
    quoted = "'http://localhost:8444/#t=a'\\''b&f=1;reboot'"
    assert fake.calls == [
        ["-s", "0A301JEC", "reverse", "tcp:8444", "tcp:8444"],
        ["-s", "0A301JEC", "shell", "am", "start", "-a", "android.intent.action.VIEW", "-d", quoted],
        ["-s", "0A301JEC", "reverse", "--remove", "tcp:8444"],
    ]


def test_a_phone_without_a_browser(fake: FakeAdb) -> None:
    fake.answers(**{"am start": (0, "Starting: Intent\nError: Activity not started\n", "", 0)})
    assert "has not opened the page" in refusal(lambda: Adb(fake.program).open(PIXEL, "http://x")).title


@pytest.mark.parametrize(
    ("words", "title", "hint"),
    [
        ("adb: error: failed to get feature set: device unauthorized.\n", "is not ready", "allow"),
        ("adb: device offline\n", "is not ready", "plug it in again"),
        ("adb: device '0A301JEC' not found\n", "was unplugged", "Plug it in"),
        ("something\nelse is wrong\n", "could not do it", "else is wrong"),
        ("", "could not do it", ""),
    ],
)
def test_failures_are_told_in_our_words(fake: FakeAdb, words: str, title: str, hint: str) -> None:
    fake.answers(reverse=(1, "", words, 0))
    adb = Adb(fake.program)
    refused = refusal(lambda: adb.reverse(PIXEL, 1))
    assert title in refused.title
    assert hint in refused.hint
    adb.unreverse(PIXEL, 1)


def test_an_adb_that_gives_no_answer_or_cannot_be_run(fake: FakeAdb, tmp_path: Path) -> None:
    fake.answers(reverse=(0, "", "", 30))
    assert "no answer" in refusal(lambda: Adb(fake.program, answer_s=0.3).reverse(PIXEL, 1)).title
    fake.program.chmod(0o644)
    assert "cannot be started" in refusal(Adb(fake.program).phones).title
    assert "cannot be started" in refusal(Adb(tmp_path / "nothing").phones).title


def test_where_adb_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    places = [tmp_path / "bin", tmp_path / "tools/platform-tools", tmp_path / "Android/Sdk/platform-tools"]
    environment = {"PATH": str(places[0]), "ANDROID_HOME": str(tmp_path / "tools")}
    assert "sudo apt install adb" in refusal(lambda: find_adb({"PATH": ""}, tmp_path / "empty")).hint
    for place in reversed(places):
        place.mkdir(parents=True)
        (place / "adb").write_text("#!/bin/sh\n")
        (place / "adb").chmod(0o755)
        assert find_adb(environment, tmp_path) == place / "adb"
    assert os.access(find_adb(environment, tmp_path), os.X_OK)
