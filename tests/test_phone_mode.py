"""Phones may come while they are wanted, and only then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from mobile_bridge.bridge import Bridge
from mobile_bridge.pairing import Pairing
from mobile_bridge.snapshot import PhoneLook
from mobile_bridge.source import PhoneSource
from tests.fake_bridge import FINGERPRINT, FakeBridge
from vcam.assemble import make_source, names_a_camera
from vcam.core.errors import PhoneAwaited, PortInUse
from vcam.phone_mode import PhoneMode
from vcam.settings import Settings
from vcam.system import paths

WEBCAM, BY_PHONE = Settings(), Settings(camera="phone")


class Bridges:
    """Makes them, and keeps them."""

    def __init__(self) -> None:
        self.made: list[FakeBridge] = []

    def make(self, folder: Path, port: int) -> Bridge:
        assert folder == paths.phone_dir()
        self.made.append(FakeBridge(folder, port))
        return cast("Bridge", self.made[-1])


@pytest.fixture
def bridges() -> Bridges:
    return Bridges()


def test_it_listens_while_the_camera_is_a_phone(bridges: Bridges) -> None:
    phone = PhoneMode(WEBCAM, bridges.make)
    phone.settle()
    assert (bridges.made, phone.snapshot(), phone.unsettled) == ([], None, False)
    phone.follow(BY_PHONE)
    assert phone.unsettled
    phone.settle()
    (bridge,) = bridges.made
    assert (bridge.running, phone.unsettled) == (True, False)
    assert phone.snapshot() is bridge.now
    phone.follow(WEBCAM)
    phone.settle()
    assert not bridge.running
    assert phone.snapshot() is None


def test_it_listens_while_a_person_pairs(bridges: Bridges) -> None:
    phone = PhoneMode(WEBCAM, bridges.make)
    phone.pair(wanted=True)
    assert phone.offer().fingerprint == FINGERPRINT
    phone.pair(wanted=False)
    phone.settle()
    assert not bridges.made[0].running


def test_the_source_settles_by_itself_and_another_port_is_another_bridge(bridges: Bridges) -> None:
    phone = PhoneMode(BY_PHONE, bridges.make)
    assert isinstance(make_source(BY_PHONE, phone), PhoneSource)
    phone.follow(BY_PHONE.replace(phone_port=9443))
    assert phone.unsettled
    phone.settle()
    assert [(each.port, each.running) for each in bridges.made] == [(8443, False), (9443, True)]
    phone.stop()
    assert not bridges.made[1].running
    with pytest.raises(PhoneAwaited):
        phone.source()
    assert not bridges.made[1].running, "it was stopped for good"


def test_a_port_in_use_is_told_once_and_tried_again(
    bridges: Bridges, caplog: pytest.LogCaptureFixture
) -> None:
    phone = PhoneMode(BY_PHONE, bridges.make)
    phone.settle()
    (bridge,) = bridges.made
    bridge.stop()
    bridge.fault = PortInUse("another program uses port 8443", hint="Choose another.")
    for _ in range(3):
        with pytest.raises(PhoneAwaited, match=r"port 8443\nChoose another"):
            phone.source()
    assert phone.problem is bridge.fault
    assert [record.getMessage() for record in caplog.records] == [bridge.fault.title]
    caplog.clear()
    bridge.fault = None
    phone.source()
    assert bridge.running
    assert phone.problem is None


def test_the_look_goes_to_the_phone_and_comes_back_when_it_is_changed_there(bridges: Bridges) -> None:
    phone = PhoneMode(BY_PHONE.replace(strength=0.5), bridges.make)
    phone.settle()
    (bridge,) = bridges.made
    assert bridge.told[-1] == PhoneLook("auto", 0.5, 1.0)
    assert phone.changes() == {}, "it has not arrived yet"
    phone.follow(BY_PHONE.replace(strength=0.25))
    for look in bridge.told[-2:]:
        bridge.now = replace(bridge.now, look=look)
        assert phone.changes() == {}, "on its way, or there"
    bridge.now = replace(bridge.now, look=PhoneLook("on", 0.75, 0.5))
    assert phone.changes() == {"mode": "on", "strength": 0.75, "denoise": 0.5}
    phone.follow(BY_PHONE.replace(**phone.changes()))
    assert phone.changes() == {}


def test_paired_phones_are_known_without_a_bridge(bridges: Bridges) -> None:
    pairing = Pairing(paths.phone_dir())
    known, _secret = pairing.pair(pairing.offer(), "Pixel 8", "10.0.0.2")
    phone = PhoneMode(WEBCAM, bridges.make)
    assert [each.name for each in phone.phones()] == ["Pixel 8"]
    assert phone.forget(known.id)
    assert not phone.forget(known.id)
    assert phone.phones() == ()
    assert len(phone.whip_key()) >= 22
    assert bridges.made == []


@pytest.mark.parametrize("name", ["phone", "rtsp://cam/1", "HTTP://10.0.0.7:8080/video", "synthetic", "."])
def test_what_is_no_camera_is_not_looked_for_among_them(name: str) -> None:
    assert not names_a_camera(name)


def test_an_address_is_a_camera_in_the_network_whose_password_is_not_in_its_name() -> None:
    source = make_source(Settings(camera="rtsp://anna:secret@10.0.0.7:8554/live"))
    assert source.label == "10.0.0.7:8554"


def test_without_a_place_for_phones_the_source_says_what_to_do() -> None:
    with pytest.raises(PhoneAwaited, match="lowlight-cam phone"):
        make_source(BY_PHONE)
