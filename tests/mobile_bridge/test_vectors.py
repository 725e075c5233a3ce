"""The desktop reads and writes what was captured: `tests/mobile_bridge/vectors`."""

from __future__ import annotations

import json

import pytest

from mobile_bridge.protocol import (
    KEY,
    PICTURE_HEADER,
    Bye,
    Hello,
    PicturePacket,
    Pong,
    ProtocolError,
    parse,
    parse_picture,
    picture,
    text,
)
from mobile_bridge.session import CLOSE_CODES
from tests.mobile_bridge.wire import SESSIONS, Line, connections, messages

MESSAGES = messages()


@pytest.mark.parametrize("said", [line for name in SESSIONS for line in connections(name)])
def test_a_connection_is_understood(said: list[Line]) -> None:
    heard = [json.loads(line["text"]) for line in said if line["from"] == "phone" and "text" in line]
    is_broken = said[-1].get("close") == 4003
    kinds = [type(parse(json.dumps(each))) for each in (heard[:-1] if is_broken else heard)]
    assert kinds[0] is Hello
    assert (Bye in kinds) == (said[-1]["close"] == 1000)
    told = [json.loads(line["text"]) for line in said if line["from"] == "desktop" and "text" in line]
    pings = [each["id"] for each in told if each["type"] == "ping"]
    assert [each["id"] for each in heard if each["type"] == "pong"] == pings
    assert kinds.count(Pong) == len(pings)
    if is_broken:
        with pytest.raises(ProtocolError):
            parse(json.dumps(heard[-1]))


@pytest.mark.parametrize("name", SESSIONS)
def test_what_the_desktop_says_is_written_so(name: str) -> None:
    for line in (each for said in connections(name) for each in said if each["from"] == "desktop"):
        if "text" in line:
            fields = json.loads(line["text"])
            assert text(fields.pop("type"), **fields) == line["text"]


@pytest.mark.parametrize("name", SESSIONS)
def test_captured_pictures_are_read(name: str) -> None:
    lines = [each for said in connections(name) for each in said if "picture" in each]
    former = 0
    for line in lines:
        data = bytes.fromhex(line["picture"])
        packet = parse_picture(data)
        assert packet.sequence > former
        assert packet.key == bool(data[1] & KEY) == (packet.data[3:5].lstrip(b"\1")[0] & 0x1F == 7)
        assert len(data) == min(line["bytes"], 48) > PICTURE_HEADER.size
        former = packet.sequence
    assert len(lines) >= 5


@pytest.mark.parametrize("fields", MESSAGES["good"])
def test_a_good_message_is_read(fields: dict[str, object]) -> None:
    parse(json.dumps(fields))
    parse(json.dumps(fields, ensure_ascii=False))


@pytest.mark.parametrize("message", MESSAGES["bad"])
def test_a_bad_message_is_refused(message: str) -> None:
    with pytest.raises(ProtocolError):
        parse(message)


@pytest.mark.parametrize("fields", MESSAGES["pictures"])
def test_a_picture_is_read_and_written(fields: dict[str, object]) -> None:
    data, message = (bytes.fromhex(str(fields[name])) for name in ("data", "message"))
    packet = parse_picture(message)
    told = {name: getattr(packet, name) for name in ("key", "enhanced", "sequence", "captured_us")}
    assert told == {name: fields[name] for name in told}
    assert packet.data == data
    assert picture(PicturePacket(**told, data=data)) == message


@pytest.mark.parametrize("message", MESSAGES["bad_pictures"])
def test_a_bad_picture_is_refused(message: str) -> None:
    with pytest.raises(ProtocolError):
        parse_picture(bytes.fromhex(message))


def test_the_endings_are_those_that_the_desktop_has() -> None:
    endings = {each["reason"]: each["close"] for each in MESSAGES["endings"] if each["reason"]}
    assert endings == {reason: int(code) for reason, code in CLOSE_CODES.items()}
