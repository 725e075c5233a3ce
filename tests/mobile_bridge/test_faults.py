"""Phones die, networks fail, computers start anew and clocks are set: the picture comes back by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mobile_bridge import bridge as bridge_module
from mobile_bridge import session
from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from tests.mobile_bridge.phone import Encoder, Phone, sending, until
from vcam.core.errors import PhoneLost
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest

SIZE = FrameSize(320, 180)
HOUR_US = 3.6e9


@pytest.fixture
def quick_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "PING_S", 0.05)


@pytest.fixture
def known(bridge: Bridge) -> dict[str, str]:
    """What a phone says that was paired before."""
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        welcome = phone.hello(token=offer.token)
    return {"phone": welcome["phone"], "secret": welcome["secret"]}


@pytest.fixture
def url(bridge: Bridge) -> str:
    return bridge.offer().urls[0]


@pytest.fixture
def source(bridge: Bridge) -> Iterator[PhoneSource]:
    source = PhoneSource(bridge)
    yield source
    source.close()


def is_shown(source: PhoneSource, luma: int) -> None:
    """Open the source as the app does, again and again, until it shows this."""

    def look() -> bool:
        source.close()
        try:
            mode = source.open(CaptureRequest(SIZE))
            frame = Frame.allocate(mode.format, mode.size, mode.colour)
            source.read_into(frame)
        except PhoneLost:
            return False
        return abs(int(np.median(frame.planes[0])) - luma) <= 1

    until(look, 20)


def is_lost(source: PhoneSource, words: str) -> None:
    mode = source._mode
    assert mode is not None
    frame = Frame.allocate(mode.format, mode.size, mode.colour)
    with pytest.raises(PhoneLost, match=words):
        read_until_it_ends(source, frame)


def read_until_it_ends(source: PhoneSource, frame: Frame) -> None:
    while source.read_into(frame):
        pass


def test_a_page_that_is_killed_is_gone_at_once_and_may_come_back(
    bridge: Bridge, url: str, known: dict[str, str], source: PhoneSource
) -> None:
    with Phone(url) as phone:
        phone.hello(**known)
        phone.stream(SIZE)
        with sending(phone, Encoder(SIZE), 60):
            is_shown(source, 60)
        phone.break_off()
        is_lost(source, "is gone")
    with Phone(url) as phone:
        phone.hello(**known)
        phone.stream(SIZE)
        with sending(phone, Encoder(SIZE), 120):
            is_shown(source, 120)


def test_a_phone_that_left_the_network_is_replaced_by_itself_at_once(
    bridge: Bridge, url: str, known: dict[str, str]
) -> None:
    with Phone(url) as frozen:
        frozen.hello(**known)
        frozen.answers_pings = False
        frozen.freeze()
        with Phone(url) as phone:
            phone.hello(**known)
            assert bridge.snapshot().phone is not None
        frozen.break_off()


def test_a_phone_that_left_the_network_gives_way_to_another(
    quick_pings: None,
    bridge: Bridge,
    url: str,
    known: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(session, "SILENT_S", 0.5)
    with Phone(url) as frozen:
        frozen.hello(**known)
        frozen.answers_pings = False
        frozen.freeze()
        until(lambda: bridge.snapshot().phone is None)
        offer = bridge.offer()
        with Phone(offer.urls[0]) as other:
            other.hello(token=offer.token, name="Other")
        frozen.break_off()
    assert "gives no answer any more" in caplog.text
    caplog.clear()


def test_pictures_that_stop_and_go_on(
    url: str, known: dict[str, str], source: PhoneSource, bridge: Bridge
) -> None:
    encoder = Encoder(SIZE)
    with Phone(url) as phone:
        phone.hello(**known)
        phone.stream(SIZE)
        with sending(phone, encoder, 60):
            is_shown(source, 60)
        is_lost(source, "sends no pictures")
        figures = bridge.snapshot().phone
        assert figures is not None
        assert not figures.live
        with sending(phone, encoder, 140):
            is_shown(source, 140)
        assert phone.closed is None, "all in one session"


def test_a_phone_that_hears_nothing_is_shown_while_its_pictures_come(
    quick_pings: None, bridge: Bridge, url: str, known: dict[str, str]
) -> None:
    """Thirty pings get no answer; those that come late are no fault."""
    with Phone(url) as phone:
        phone.answers_pings = False
        phone.hello(**known)
        phone.stream(SIZE)
        with sending(phone, Encoder(SIZE), 60):
            first = phone.wait("ping")["id"]
            until(lambda: (heard := phone._pick("ping")) and heard["id"] > first + 30)
            for number in range(first, first + 30):
                phone.say("pong", id=number, clock_us=phone.clock_us())
            phone.answers_pings = True
            until(lambda: (now := bridge.snapshot().phone) and now.rtt_ms is not None and now.live)
        assert phone.closed is None


def test_the_computer_starts_anew_and_the_phone_is_known(
    bridge: Bridge, known: dict[str, str], source: PhoneSource, tmp_path: Path
) -> None:
    url = bridge.offer().urls[0]
    with Phone(url) as phone:
        phone.hello(**known)
        phone.stream(SIZE)
        with sending(phone, Encoder(SIZE), 60):
            is_shown(source, 60)
        bridge.stop()
        assert phone.wait("bye")["reason"] == "stopped"
        assert phone.wait_closed() == 1001
        is_lost(source, "is gone")
    again = Bridge(tmp_path / "bridge", port=bridge.port, addresses=lambda: [LAN_ADDRESS])
    again.start()
    try:
        fingerprint = url.partition("&f=")[2]
        assert again.offer().urls[0].endswith(fingerprint), "the browser's exception counts for it"
        with Phone(url) as phone:
            phone.hello(**known)
            phone.stream(SIZE)
            with sending(phone, Encoder(SIZE), 110):
                is_shown(PhoneSource(again), 110)
    finally:
        again.stop()


def test_it_stops_though_a_phone_gives_no_answer(bridge: Bridge, url: str, known: dict[str, str]) -> None:
    with Phone(url) as phone:
        phone.hello(**known)
        phone.answers_pings = False
        phone.freeze()
        bridge.stop()
        assert not bridge.running
        phone.break_off()
    bridge.start()
    with Phone(url) as phone:
        phone.hello(**known)


@pytest.mark.parametrize("jump_us", [-HOUR_US, HOUR_US])
def test_a_clock_that_is_set_is_followed(
    quick_pings: None, bridge: Bridge, url: str, known: dict[str, str], jump_us: float
) -> None:
    with Phone(url) as phone:
        phone.hello(**known)
        phone.stream(SIZE)
        phone.clock_us = lambda: 2 * HOUR_US + time.perf_counter_ns() / 1000
        with sending(phone, Encoder(SIZE), 60):
            times = [shown(bridge) for _ in range(10)]
            until(lambda: offset(bridge) == pytest.approx(-2 * HOUR_US / 1000, abs=50))
            phone.clock_us = lambda: 2 * HOUR_US + jump_us + time.perf_counter_ns() / 1000
            until(lambda: offset(bridge) == pytest.approx(-(2 * HOUR_US + jump_us) / 1000, abs=50))
            times += [shown(bridge) for _ in range(10)]
        assert all(captured < seen for captured, seen in times), "none from the future"
        captured = [each for each, _ in times]
        assert captured == sorted(set(captured))
        assert max(seen - captured for captured, seen in times[-5:]) < 1e9


def shown(bridge: Bridge) -> tuple[int, int]:
    """When the next picture was taken, and when it was seen here."""
    picture = bridge.slot.take(5)
    assert picture is not None
    return picture.captured_ns, time.perf_counter_ns()


def offset(bridge: Bridge) -> float:
    figures = bridge.snapshot().phone
    return figures.offset_ms if figures is not None and figures.offset_ms is not None else 0.0


def test_a_phone_that_is_sent_away_while_it_sends_is_told_why(
    bridge: Bridge, url: str, known: dict[str, str]
) -> None:
    data = Encoder(FrameSize(1280, 720)).encode(90, key=True) + bytes(200_000)
    with Phone(url) as phone:
        phone.hello(**known)
        phone.stream(FrameSize(1280, 720))
        for _ in range(5):
            phone.show(data, key=True)
        bridge.forget(known["phone"])
        assert phone.wait("bye")["reason"] == "forgotten"
        assert phone.wait_closed() == 4001


def test_what_is_wanted_last_counts_though_the_bridge_is_busy(
    bridge: Bridge, url: str, known: dict[str, str]
) -> None:
    """A phone that is turned makes the app close its source and open it at once."""
    with Phone(url) as phone:
        phone.hello(**known)
        bridge.want(frames=True, size=SIZE)
        until(lambda: (heard := phone._pick("want")) and heard["frames"])
        assert bridge._loop is not None
        bridge._loop.call_soon_threadsafe(time.sleep, 0.2)
        bridge.want(frames=False)
        bridge.want(frames=True, size=SIZE)
        assert phone.wait("want")["frames"] is False
        assert phone.wait("want")["frames"] is True


def test_networks_that_cannot_be_listed_for_a_while_end_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "LOOK_FOR_ADDRESSES_S", 0.02)
    looks = 0

    def addresses() -> list[str]:
        nonlocal looks
        looks += 1
        if 2 <= looks < 6:
            raise OSError(19, "No such device")
        return [LAN_ADDRESS, "127.0.0.3"] if looks >= 6 else [LAN_ADDRESS]

    bridge = Bridge(tmp_path, port=free_port(), addresses=addresses)
    bridge.start()
    try:
        until(lambda: "127.0.0.3" in bridge.snapshot().listening)
    finally:
        bridge.stop()
    assert bridge.snapshot().listening == ()


def test_an_address_that_cannot_be_had_keeps_no_other_from_coming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "LOOK_FOR_ADDRESSES_S", 0.02)
    found = [LAN_ADDRESS]
    bridge = Bridge(tmp_path, port=free_port(), addresses=lambda: list(found))
    bridge.start()
    try:
        found[:] = ["192.0.2.1", "127.0.0.3"]  # the first is nobody's (RFC 5737)
        until(lambda: "127.0.0.3" in bridge.snapshot().listening)
        assert "192.0.2.1" not in bridge.snapshot().listening
        assert LAN_ADDRESS not in bridge.snapshot().listening
    finally:
        bridge.stop()


def test_it_starts_and_stops_as_often_as_it_is_asked(bridge: Bridge) -> None:
    for _ in range(5):
        bridge.start()
        bridge.start()
        bridge.stop()
        bridge.stop()
    with pytest.raises(RuntimeError, match="not running"):
        bridge.offer()
    assert bridge.snapshot().listening == ()
