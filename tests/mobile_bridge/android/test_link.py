"""The app's link and the real computer: pairing, pinning, pictures, leaving and coming back."""

from __future__ import annotations

import datetime as dt
import json
import socket
import statistics
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_bridge import certificate, session
from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.android.app_link import AppLink
from tests.mobile_bridge.android.app_stream import stream
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.conftest import LAN_ADDRESS
from tests.mobile_bridge.phone import Encoder, Phone, until
from vcam.core.formats import FrameSize

SIZE = FrameSize(320, 180)
SERVER_NAME, SUPPORTED_VERSIONS = 0, 43
HD = FrameSize(1280, 720)


@pytest.fixture
def app(java: Java) -> Iterator[AppLink]:
    with AppLink(java) as app:
        yield app


def received(bridge: Bridge) -> int:
    phone = bridge.snapshot().phone
    return phone.received if phone is not None else 0


def other_certificate(folder: Path) -> None:
    for name in (certificate.LEAF, certificate.LEAF_KEY):
        (folder / name).unlink()


@pytest.mark.parametrize("way", ["urls", "app_url", "usb_url", "usb_app_url"])
def test_it_pairs_by_every_code_and_comes_back(bridge: Bridge, app: AppLink, way: str) -> None:
    offer = bridge.offer()
    url = getattr(offer, way)
    line = app.paired(url[0] if way == "urls" else url)
    identity = json.loads(line["identity"])
    assert identity["phone"] == bridge.phones()[0].id == line["welcome"]["phone"]
    assert identity["desktop"] == line["welcome"]["desktop"]
    assert bool(identity["fingerprint"]) == (not way.startswith("usb"))
    own_name = bridge._host
    assert line["hosts"] == (["localhost"] if way.startswith("usb") else [LAN_ADDRESS, own_name])
    assert bridge.snapshot().phone is not None
    app.tell("leave", reason="resting")
    app.wait("state", state="IDLE", reason="resting")
    until(lambda: bridge.snapshot().phone is None)
    app.tell("connect", identity=line["identity"], name="Pixel\t8\u0007")
    app.wait("state", state="OPEN")
    assert bridge.phones()[0].name == "Pixel 8"


def test_its_pictures_and_messages_are_understood(bridge: Bridge, app: AppLink) -> None:
    encoder = Encoder(SIZE)
    app.paired(bridge.offer().app_url)
    app.stream(SIZE, enhanced=True)
    app.say("stats", fps=29.5, frame_ms=7, encode_ms=9, dropped=0, battery=0.5, charging=True, hot=False)
    app.say("look", mode="on", strength=0.5, denoise=0.25)
    app.say("report", text="all\nwell \u00fc \U0001f600")
    for number in range(10):
        app.show(encoder.encode(90, key=number == 0), enhanced=True)
    until(lambda: received(bridge) == 10)
    now = bridge.snapshot()
    assert now.phone is not None
    assert (now.phone.enhanced, now.phone.lost, now.phone.errors) == (True, 0, 0)
    assert (now.phone.phone_fps, now.phone.battery, now.phone.charging) == (29.5, 0.5, True)
    assert (now.look.mode, now.look.strength, now.look.denoise) == ("on", 0.5, 0.25)
    assert now.report is not None
    assert now.report.text == "all\nwell \u00fc \U0001f600"
    until(lambda: (phone := bridge.snapshot().phone) and phone.rtt_ms is not None)
    bridge.want(frames=True, size=HD, fps=24)
    assert app.wait_message("want") == {"type": "want", "frames": True, "size": "1280x720", "fps": 24}


def test_a_picture_that_is_lost_is_asked_for_anew(bridge: Bridge, app: AppLink) -> None:
    """A key frame is asked for, and when it comes the picture is whole again."""
    encoder = Encoder(SIZE)
    app.paired(bridge.offer().app_url)
    app.stream(SIZE)
    app.show(encoder.encode(90, key=True))
    until(lambda: received(bridge) == 1)
    encoder.encode(90)  # this one is lost
    app.show(b"\0\0\0\1\x41" + bytes(5_000_000))  # too large: left out, but the computer sees the gap
    assert app.wait("sent")["sent"] is False
    app.show(encoder.encode(90))
    app.wait_message("key")
    bridge.slot.arm()
    app.show(encoder.encode(91, key=True))
    assert bridge.slot.take(5) is not None


@pytest.mark.slow
def test_every_picture_of_eight_seconds_arrives(bridge: Bridge, app: AppLink) -> None:
    """720p at thirty a second, through TLS, with a reader that takes the newest as the program does."""
    app.paired(bridge.offer().app_url)
    ages = stream(bridge, app, HD, pictures=240)
    figures = bridge.snapshot().phone
    assert figures is not None
    assert (figures.received, figures.lost, figures.errors) == (240, 0, 0)
    assert max(ages.from_encoder) == 240, "every one was decoded"
    median_ms = statistics.median(ages.from_encoder.values())
    print(f"encode to numpy: {median_ms:.1f} ms; {len(ages.from_link)} taken")


def test_another_computers_certificate_is_refused_before_a_word_is_said(
    bridge: Bridge, app: AppLink, tmp_path: Path
) -> None:
    identity = app.paired(bridge.offer().app_url)["identity"]
    bridge.stop()
    app.wait("state", state="GONE")
    other_certificate(tmp_path / "bridge")
    bridge.start()
    refused = app.wait("state", state="REFUSED")
    assert refused["reason"] == "certificate"
    assert 4000 < refused["retry_ms"] <= 5000
    app.tell("connect", identity=identity)
    assert app.wait("state", state="REFUSED")["reason"] == "certificate"
    assert bridge.snapshot().attempt == "", "nothing was said to it"


def test_a_code_of_another_computer_pairs_with_nobody(bridge: Bridge, app: AppLink) -> None:
    url = bridge.offer().urls[0]
    pin = url.partition("&f=")[2]
    app.tell("pair", url=url.replace(pin, "A" * 43))
    assert app.wait("state", state="REFUSED")["reason"] == "certificate"
    assert bridge.snapshot().offered, "the code was not used up"


def test_a_renewed_certificate_of_the_same_key_is_the_same_computer(
    bridge: Bridge, app: AppLink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = app.paired(bridge.offer().app_url)
    bridge.stop()
    with monkeypatch.context() as patch:
        patch.setattr(certificate, "RENEW_DAYS", certificate.LEAF_DAYS + 1)
        bridge.start()
    again = app.wait("welcome")
    kept, now = json.loads(first["identity"]), json.loads(again["identity"])
    assert now["fingerprint"] != kept["fingerprint"]
    assert (now["public_key"], now["secret"]) == (kept["public_key"], kept["secret"])


def test_a_certificate_whose_time_is_over_is_refused(
    bridge: Bridge, app: AppLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.paired(bridge.offer().app_url)
    bridge.stop()
    with monkeypatch.context() as patch:
        patch.setattr(certificate, "RENEW_DAYS", certificate.LEAF_DAYS + 1)
        patch.setattr(certificate, "LEAF_DAYS", 0)
        patch.setattr("mobile_bridge.certificate.dt.datetime", _AnHourAgo)
        bridge.start()
    assert app.wait("state", state="REFUSED")["reason"] == "expired"


class _AnHourAgo(dt.datetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> _AnHourAgo:
        return cls.fromtimestamp(time.time() - 3600, tz)


def test_it_offers_tls_1_2_and_newer_and_names_no_address(app: AppLink) -> None:
    """RFC 6066 has no names for addresses, and RFC 8446 puts the versions into an extension."""
    with socket.create_server((LAN_ADDRESS, 0)) as server:
        port = server.getsockname()[1]
        app.tell("pair", url=f"https://{LAN_ADDRESS}:{port}/#t=token&f={'A' * 43}")
        with server.accept()[0] as connection:
            extensions = dict(extensions_of(connection.recv(65536)))
    assert extensions[SUPPORTED_VERSIONS] in {bytes([4, 3, 4, 3, 3]), bytes([2, 3, 3])}
    assert SERVER_NAME not in extensions
    app.wait("state", state="GONE")


def extensions_of(hello: bytes) -> Iterator[tuple[int, bytes]]:
    """Of a client's first message in one record (RFC 8446, 4.1.2)."""
    at = 5 + 4 + 2 + 32
    at += 1 + hello[at]  # session
    at += 2 + int.from_bytes(hello[at : at + 2], "big")  # cipher suites
    at += 1 + hello[at] + 2  # compression
    while at < len(hello):
        kind, length = struct.unpack_from(">HH", hello, at)
        yield kind, hello[at + 4 : at + 4 + length]
        at += 4 + length


def test_the_computer_goes_and_comes_and_so_does_the_phone(bridge: Bridge, app: AppLink) -> None:
    app.paired(bridge.offer().app_url)
    for _ in range(2):
        bridge.stop()
        app.wait("state", state="GONE")
        app.wait("state", state="CONNECTING")
        bridge.start()
        app.wait("state", state="OPEN")
        until(lambda: bridge.snapshot().phone is not None)


def test_of_several_addresses_the_one_that_answers_is_used_first_from_then_on(
    bridge: Bridge, app: AppLink
) -> None:
    offer = bridge.offer()
    url = offer.app_url.replace("pair?", "pair?h=127.0.0.9&h=no-such-computer.invalid&")
    line = app.paired(url)
    assert line["hosts"][0] == LAN_ADDRESS
    assert set(line["hosts"][1:]) > {"127.0.0.9", "no-such-computer.invalid"}


def test_what_the_computer_says_no_to_is_said(bridge: Bridge, app: AppLink) -> None:
    offer = bridge.offer()
    identity = app.paired(offer.app_url)["identity"]
    bridge.forget(json.loads(identity)["phone"])
    assert app.wait("state", state="REFUSED")["reason"] == "forgotten"
    app.tell("connect", identity=identity)
    assert app.wait("state", state="REFUSED")["reason"] == "forgotten"
    app.tell("pair", url=offer.app_url)
    assert app.wait("state", state="REFUSED")["reason"] == "token"
    app.paired(bridge.offer().app_url)
    app.say("look", mode="dark", strength=2, denoise=0)
    assert app.wait("state", state="REFUSED")["reason"] == "protocol"
    app.tell("retry")
    app.wait("state", state="OPEN")


def test_beside_another_phone_it_waits_its_turn(bridge: Bridge, app: AppLink) -> None:
    identity = app.paired(bridge.offer().app_url)["identity"]
    app.tell("leave", reason="")
    until(lambda: bridge.snapshot().phone is None)
    offer = bridge.offer()
    with Phone(offer.urls[0]) as other:
        other.hello(token=offer.token)
        app.tell("connect", identity=identity)
        refused = app.wait("state", state="REFUSED")
        assert refused["reason"] == "busy"
        assert 4000 < refused["retry_ms"] <= 5000
    app.wait("state", state="OPEN")


def test_a_computer_that_falls_silent_is_gone(
    bridge: Bridge, app: AppLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PING_S", 60.0)
    app.paired(bridge.offer().app_url)
    app.wait("state", state="GONE")
    app.wait("state", state="OPEN")


def test_while_the_computer_takes_nothing_what_waits_is_seen_and_bounded(
    bridge: Bridge, app: AppLink
) -> None:
    """So the encoder can be stopped before it; and when nobody stops it, memory does not fill."""
    app.paired(bridge.offer().app_url)
    app.stream(SIZE)
    held = threading.Event()
    assert bridge._loop is not None
    bridge._loop.call_soon_threadsafe(held.wait, 4.0)
    waiting = 0
    for _ in range(40):
        app.show(b"\0\0\0\1\x41" + bytes(400_000), tell=True)
        line = app.wait("sent")
        waiting = line["waiting"]
        if not line["sent"]:
            break
    held.set()
    assert not line["sent"]
    assert 3_000_000 < waiting <= 4 * 1024 * 1024
