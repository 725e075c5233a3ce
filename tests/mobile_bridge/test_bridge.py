"""A phone comes, sends pictures, goes, and comes back."""

from __future__ import annotations

import base64
import hashlib
import ssl
import time
from pathlib import Path

import numpy as np
import pytest

from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from tests.mobile_bridge.phone import Encoder, Phone, sending, until
from vcam.core.errors import ModeChanged, PhoneAwaited, PhoneLost, PortInUse
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest

SIZE = FrameSize(320, 180)


def frame_of(mode: CaptureMode) -> Frame:
    return Frame.allocate(mode.format, mode.size, mode.colour)


def certificate_of(bridge: Bridge) -> bytes:
    """What the bridge shows to whoever connects, in DER."""
    return ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((LAN_ADDRESS, bridge.port)))


def read_until_it_ends(source: PhoneSource, frame: Frame) -> None:
    while source.read_into(frame):
        pass


def test_a_phone_pairs_and_its_pictures_are_frames(bridge: Bridge) -> None:
    offer = bridge.offer()
    pin = hashlib.sha256(certificate_of(bridge)).digest()
    who = f"t={offer.token}&f={base64.urlsafe_b64encode(pin).decode().rstrip('=')}"
    assert offer.urls == (f"https://{LAN_ADDRESS}:{bridge.port}/#{who}",)
    assert offer.app_url.startswith(f"lowlightcam://pair?h={LAN_ADDRESS}&h=lowlight-cam-")
    assert offer.app_url.endswith(f".local&p={bridge.port}&{who}")
    source = PhoneSource(bridge)
    with Phone(offer.urls[0]) as phone:
        welcome = phone.hello(token=offer.token, name="Pixel 8")
        assert len(welcome["secret"]) >= 43
        phone.stream(SIZE, enhanced=True)
        with sending(phone, Encoder(SIZE), 120, enhanced=True):
            mode = source.open(CaptureRequest(SIZE))
            assert (mode.size, mode.fps) == (SIZE, 30)
            assert source.label == "Pixel 8"
            frame, former = frame_of(mode), 0
            for _ in range(5):
                before = time.perf_counter_ns()
                assert source.read_into(frame)
                assert abs(int(np.median(frame.planes[0])) - 120) <= 1
                assert frame.enhanced
                assert frame.sequence > former
                assert before - 10e9 < frame.captured_ns <= time.perf_counter_ns()
                former = frame.sequence
            until(lambda: (now := bridge.snapshot().phone) is not None and now.rtt_ms is not None)
        figures = bridge.snapshot().phone
        assert figures is not None
        assert (figures.name, figures.enhanced, figures.lost, figures.errors) == ("Pixel 8", True, 0, 0)
        source.close()
    until(lambda: bridge.snapshot().phone is None)


def test_it_comes_back_without_a_code_also_after_a_restart(bridge: Bridge) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        welcome = phone.hello(token=offer.token)
    again = {"phone": welcome["phone"], "secret": welcome["secret"]}
    with Phone(offer.urls[0]) as phone:
        assert "secret" not in phone.hello(**again)
    bridge.stop()
    bridge.start()
    with Phone(offer.urls[0]) as phone:
        phone.hello(**again)
        bridge.forget(welcome["phone"])
        assert phone.wait("bye")["reason"] == "forgotten"
        assert phone.wait_closed() == 4001
    assert bridge.phones() == ()
    with Phone(offer.urls[0]) as phone:
        phone.say("hello", version=1, name="x", client="page", **again)
        assert phone.wait("bye")["reason"] == "forgotten"


def test_usb_is_plain_http_on_this_computer(bridge: Bridge) -> None:
    offer = bridge.offer()
    assert offer.usb_url.startswith(f"http://localhost:{bridge.port + 1}/#t=")
    with Phone(offer.usb_url, origin=f"http://localhost:{bridge.port + 1}") as phone:
        phone.hello(token=offer.token)


def test_a_phone_that_is_turned_has_another_size(bridge: Bridge) -> None:
    offer = bridge.offer()
    source = PhoneSource(bridge)
    with Phone(offer.urls[0]) as phone:
        phone.hello(token=offer.token)
        phone.stream(SIZE)
        with sending(phone, Encoder(SIZE), 60):
            frame = frame_of(source.open(CaptureRequest()))
            assert source.read_into(frame)
        phone.stream(FrameSize(180, 320))
        with sending(phone, Encoder(FrameSize(180, 320)), 60):
            with pytest.raises(ModeChanged):
                read_until_it_ends(source, frame)
            source.close()
            assert source.open(CaptureRequest()).size == FrameSize(180, 320)
        source.close()


def test_pictures_that_stop_are_a_lost_phone(bridge: Bridge) -> None:
    source = PhoneSource(bridge)
    with pytest.raises(PhoneAwaited, match="no phone is connected yet"):
        source.open(CaptureRequest())
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        phone.hello(token=offer.token, name="Pixel 8")
        phone.stream(SIZE)
        with sending(phone, Encoder(SIZE), 60):
            frame = frame_of(source.open(CaptureRequest()))
        with pytest.raises(PhoneLost, match="Pixel 8 sends no pictures"):
            read_until_it_ends(source, frame)
    source.close()
    until(lambda: bridge.snapshot().phone is None)
    with pytest.raises(PhoneLost, match="Pixel 8 is gone"):
        source.open(CaptureRequest())
    assert source.label == "Pixel 8"


def test_after_a_gap_a_key_frame_is_asked_for_and_nothing_torn_is_shown(bridge: Bridge) -> None:
    offer = bridge.offer()
    encoder = Encoder(SIZE)
    with Phone(offer.urls[0]) as phone:
        phone.hello(token=offer.token)
        phone.stream(SIZE)
        phone.show(encoder.encode(50, key=True), key=True)
        assert bridge.slot.take(5) is not None
        encoder.encode(150)
        phone.show(encoder.encode(150), skip=1)
        phone.wait("key")
        assert bridge.slot.take(0.3) is None
        phone.show(encoder.encode(150, key=True), key=True)
        picture = bridge.slot.take(5)
        assert picture is not None
        figures = bridge.snapshot().phone
        assert figures is not None
        assert figures.lost == 1


def test_a_second_phone_is_turned_away_and_the_same_one_replaces_itself(
    bridge: Bridge, caplog: pytest.LogCaptureFixture
) -> None:
    first_offer = bridge.offer()
    with Phone(first_offer.urls[0]) as first:
        welcome = first.hello(token=first_offer.token, name="First")
        second_offer = bridge.offer()
        with Phone(second_offer.urls[0]) as second:
            second.say("hello", version=1, name="Second", client="page", token=second_offer.token)
            assert second.wait("bye")["reason"] == "busy"
            assert second.wait_closed() == 4002
        assert "Second was turned away: First is connected" in bridge.snapshot().attempt
        assert bridge.snapshot().offered  # its code was not used up
        with Phone(first_offer.urls[0]) as again:
            again.hello(phone=welcome["phone"], secret=welcome["secret"])
            assert first.wait("bye")["reason"] == "replaced"
            first.wait_closed()
            figures = bridge.snapshot().phone
            assert figures is not None
    assert sum("turned away" in record.message for record in caplog.records) == 1
    caplog.clear()


def test_what_the_desktop_wants_reaches_the_phone(bridge: Bridge) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        welcome = phone.hello(token=offer.token)
        assert welcome["want"]["frames"] is False
        source = PhoneSource(bridge)
        with pytest.raises(PhoneLost):
            source.open(CaptureRequest(FrameSize(1920, 1080), 24.0))
        assert phone.wait("want") == {"type": "want", "frames": True, "size": "1920x1080", "fps": 24.0}
        source.close()
        assert phone.wait("want")["frames"] is False
        bridge.set_look("on", 0.5, 0.25)
        wanted = {"mode": "on", "strength": 0.5, "denoise": 0.25}
        until(lambda: (heard := phone._pick("look")) and {**heard, "type": ""} == {"type": "", **wanted})


def test_a_phone_that_gives_no_answer_is_let_go(bridge: Bridge, caplog: pytest.LogCaptureFixture) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        phone.answers_pings = False
        phone.hello(token=offer.token)
        until(lambda: bridge.snapshot().phone is None)
    assert "gives no answer" in caplog.text
    caplog.clear()


def test_a_port_that_is_taken_is_named(bridge: Bridge, tmp_path: Path) -> None:
    other = Bridge(tmp_path / "other", port=bridge.port, addresses=lambda: [LAN_ADDRESS])
    with pytest.raises(PortInUse, match=str(bridge.port)):
        other.start()
    assert not other.running
    other.stop()


def test_it_follows_this_computer_into_another_network(tmp_path: Path) -> None:
    addresses = [LAN_ADDRESS]
    bridge = Bridge(tmp_path, port=free_port(), addresses=lambda: list(addresses))
    bridge.start()
    try:
        offer = bridge.offer()
        addresses[:] = ["127.0.0.3"]
        until(lambda: "127.0.0.3" in bridge.snapshot().listening, 20)
        with Phone(offer.urls[0].replace(LAN_ADDRESS, "127.0.0.3")) as phone:
            phone.hello(token=offer.token)
    finally:
        bridge.stop()
