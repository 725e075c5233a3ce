"""`lowlight-cam phone`: what it shows, and the way of a phone's picture through it, over real TLS."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mobile_bridge import addresses, bridge
from mobile_bridge.pairing import Pairing
from tests.fake_bridge import PIXEL, FakeBridge
from tests.fakes import FakeSink
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from tests.mobile_bridge.phone import Encoder, Phone, sending, until
from vcam import assemble, cli
from vcam.commands import phone_list
from vcam.commands.phone_words import PhoneLines, instructions, sent_by, warning_of
from vcam.core.formats import FrameSize
from vcam.system import paths

SIZE = FrameSize(320, 180)
ADDRESS = f"https://{LAN_ADDRESS}:"


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    """A free port; the local network is this computer's loopback."""
    monkeypatch.setattr(bridge, "Bridge", partial(bridge.Bridge, addresses=lambda: [LAN_ADDRESS]))
    monkeypatch.setattr(addresses, "lan_addresses", lambda: [LAN_ADDRESS])
    return free_port()


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> FakeSink:
    made = FakeSink()
    monkeypatch.setattr(assemble, "make_virtual_camera", lambda _settings: made)
    return made


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do something in another thread, and hear of what goes wrong there."""
    failures: list[BaseException] = []

    def perform() -> None:
        try:
            work()
        except BaseException as exc:
            failures.append(exc)

    thread = threading.Thread(target=perform, name="person")
    thread.start()
    yield
    thread.join()
    if failures:
        raise failures[0]


class Screen:
    """What was printed so far, for another thread."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: list[str] = []
        monkeypatch.setattr("builtins.print", self._print)

    def _print(self, *words: object, **_ways: Any) -> None:
        self.lines.extend(" ".join(map(str, words)).splitlines())

    def find(self, start: str) -> str:
        return until(lambda: next((line for line in self.lines if line.startswith(start)), None))


@pytest.mark.usefixtures("kernels_ready")
def test_a_phone_scans_the_code_and_its_picture_comes_out(
    port: int, sink: FakeSink, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    screen = Screen(monkeypatch)

    def person() -> None:
        url = screen.find(ADDRESS)
        with Phone(url) as phone:
            phone.hello(token=url.partition("#t=")[2].partition("&")[0], name="Pixel 8")
            phone.stream(SIZE, enhanced=True)
            with sending(phone, Encoder(SIZE), 90, enhanced=True):
                screen.find("Pixel 8: live, 320x180 at 30 fps, enhanced on the phone (test), ")
                until(lambda: any(frame.enhanced for frame in sink.frames))
        os.kill(os.getpid(), signal.SIGINT)

    wanted = ["--always", "--off", "--seconds", "60", "--size", "320x180"]
    with meanwhile(person):
        assert cli.main(["phone", "--phone-port", str(port), *wanted]) == 0
    frame = next(frame for frame in reversed(sink.frames) if frame.enhanced)
    assert abs(int(np.median(frame.planes[0])) - 90) <= 1
    assert "Pixel 8 is connected" in screen.lines
    assert any("enhanced on Pixel 8" in line for line in screen.lines)
    assert [line for line in screen.lines if line.startswith("1. Scan the code")]
    with socket.socket() as one, pytest.raises(ConnectionRefusedError):
        one.connect((LAN_ADDRESS, port))  # nothing listens any more
    caplog.clear()  # it may have been seen that the phone was gone


def test_a_port_in_use_is_told_with_its_status(
    port: int, sink: FakeSink, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as other:
        other.bind((LAN_ADDRESS, port))
        other.listen()
        assert cli.main(["phone", "--phone-port", str(port)]) == 8
    said = capsys.readouterr().err
    assert f"another program uses port {port}" in said
    assert "lowlight-cam settings phone_port" in said
    assert sink.opens == 0
    caplog.clear()


def test_paired_phones_are_listed_and_forgotten(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["phone", "--list"]) == 0
    assert "Pair one: lowlight-cam phone" in capsys.readouterr().out
    pairing = Pairing(paths.phone_dir())
    one, _ = pairing.pair(pairing.offer(), "Pixel 8", "10.0.0.2")
    other, _ = pairing.pair(pairing.offer(), "Annas Telefon", "10.0.0.3")
    assert cli.main(["phone", "--list", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert {row["name"] for row in rows.values()} == {"Pixel 8", "Annas Telefon"}
    assert set(rows[one.id]) == {"id", "name", "paired_at", "last_seen"}, "nothing secret"
    assert abs(rows[one.id]["paired_at"] - time.time()) < 60
    assert cli.main(["phone", "--forget", "iPhone"]) == 8
    assert f"Pixel 8 ({one.id})" in capsys.readouterr().err
    assert cli.main(["phone", "--forget", "Pixel 8"]) == 0
    assert [phone.id for phone in Pairing(paths.phone_dir()).phones] == [other.id]
    assert cli.main(["phone", "--forget", "all"]) == 0
    assert Pairing(paths.phone_dir()).phones == ()
    assert cli.main(["phone", "--forget", "all"]) == 0


@pytest.mark.usefixtures("port")
def test_an_authority_is_made_once_and_its_key_is_private(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["phone", "--ca", "--phone-port", "9443"]) == 0
    said = capsys.readouterr().out
    assert f"https://{LAN_ADDRESS}:9443/ca.crt" in said
    made = paths.phone_dir() / "authority.pem"
    assert str(made) in said
    assert made.with_suffix(".key").stat().st_mode & 0o777 == 0o600
    before = made.read_bytes()
    assert cli.main(["phone", "--ca"]) == 0
    assert made.read_bytes() == before


def test_for_obs_there_is_an_address_and_a_key_that_can_be_taken_back(
    port: int, sink: FakeSink, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["phone", "--whip", "--phone-port", str(port), "--seconds", "0.1"]
    assert cli.main(words) == 0
    said = capsys.readouterr().out
    assert f"http://127.0.0.1:{port + 1}/whip" in said
    assert "Scan the code" not in said
    key = said.partition("Bearer token:")[2].split()[0]
    assert Pairing(paths.phone_dir()).knows_whip_key(key, "10.0.0.2")
    assert cli.main(["phone", "--forget", "whip"]) == 0
    pairing = Pairing(paths.phone_dir())
    assert "whip" not in pairing._phones
    assert sink.opens == 1


def test_a_running_app_shows_the_code_and_it_is_printed_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"{ADDRESS}8443/#t=token&f=0123456789abcdef"
    code = {"urls": [url], "usb_url": "http://localhost:8444/#t=token", "fingerprint": "AB:CD"}
    answers: Iterator[dict[str, Any]] = iter([{"waiting": True}, code])
    asked: list[str] = []

    def ask(_folder: object, request: str) -> dict[str, Any]:
        asked.append(request)
        return next(answers)

    monkeypatch.setattr("vcam.system.running.ask", ask)
    assert cli.main(["phone"]) == 0
    said = capsys.readouterr().out
    assert asked == ["phone", "phone"]
    assert said.startswith("LowLight Cam's app is running")
    assert url in said
    assert "AB:CD" in said


def test_what_the_app_cannot_do_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "vcam.system.running.ask",
        lambda *_: {"title": "another program uses port 8443", "hint": "Choose another."},
    )
    assert cli.main(["phone"]) == 8
    assert "port 8443" in capsys.readouterr().err


def test_without_a_network_there_is_no_code_but_a_way() -> None:
    assert "--usb" in instructions((), "AB", colours=False)


def test_each_change_of_the_phone_is_a_line() -> None:
    fake = FakeBridge(Path(), 8443)
    lines = PhoneLines(fake.snapshot)
    assert list(lines()) == []
    fake.come(replace(PIXEL, live=False))
    assert list(lines()) == ["Pixel 8 is connected"]
    fake.come()
    assert list(lines()) == [
        "Pixel 8: live, 1280x720 at 30 fps, enhanced on the phone (WebGL2), 38 ms from the phone to here"
    ]
    fake.come(replace(PIXEL, delay_ms=99.0))
    assert list(lines()) == [], "figures alone are no news"
    fake.come(replace(PIXEL, battery=0.08))
    assert list(lines()) == ["Pixel 8: the battery is at 8%; plug it in"]
    fake.now = replace(fake.now, attempt="10.0.0.9 was turned away: wrong code")
    assert list(lines()) == ["10.0.0.9 was turned away: wrong code"]
    fake.go()
    assert list(lines()) == ["Pixel 8 is gone; it may come back by itself"]
    fake.come()
    assert len(list(lines())) == 2


def test_what_it_sends_and_what_may_end_it() -> None:
    assert sent_by(replace(PIXEL, enhanced=False)) == "live, 1280x720 at 30 fps, enhanced here"
    assert warning_of(PIXEL) == ""
    assert "hot" in warning_of(replace(PIXEL, hot=True))
    assert warning_of(replace(PIXEL, battery=0.05, charging=True)) == ""


def test_it_asks_the_app_only_where_there_is_one() -> None:
    assert phone_list.from_app("phone") == {}
