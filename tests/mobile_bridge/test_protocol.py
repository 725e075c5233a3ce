"""Whatever a phone sends is a message of ours or a ProtocolError; nothing else comes out."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from mobile_bridge import protocol
from mobile_bridge.protocol import (
    MAX_PICTURE_BYTES,
    MAX_TEXT_BYTES,
    PICTURE_HEADER,
    Bye,
    Hello,
    LookChange,
    PicturePacket,
    Pong,
    ProtocolError,
    Report,
    Stats,
    Stream,
    parse,
    parse_picture,
    picture,
    text,
)

HELLO = {"type": "hello", "version": 1, "name": "Pixel 8", "client": "page", "token": "t"}
STREAM = {
    "type": "stream",
    "transport": "ws",
    "codec": "avc1.42001f",
    "width": 1280,
    "height": 720,
    "fps": 30,
    "enhanced": True,
    "accelerator": "webgl2",
    "model": "0" * 64,
}
STATS = {"type": "stats", "fps": 29.9, "frame_ms": 7, "encode_ms": 3.5, "dropped": 0, "battery": 0.5}
LOOK = {"type": "look", "mode": "on", "strength": 0.5, "denoise": 0}
GOOD: list[dict[str, Any]] = [
    HELLO,
    STREAM,
    STATS,
    LOOK,
    {"type": "pong", "id": 3, "clock_us": 1e9},
    {"type": "report", "text": "all\nwell"},
    {"type": "bye"},
]


def said(fields: dict[str, Any], **changed: object) -> str:
    return json.dumps({**fields, **changed})


def test_every_kind_of_message_is_read() -> None:
    assert [parse(json.dumps(each)) for each in GOOD] == [
        Hello("Pixel 8", "page", token="t"),
        Stream("ws", 1280, 720, 30, enhanced=True, accelerator="webgl2"),
        Stats(29.9, 7, 3.5, 0, 0.5, None, None),
        LookChange("on", 0.5, 0),
        Pong(3, 1e9),
        Report("all\nwell"),
        Bye(),
    ]
    again = {"type": "hello", "version": 1, "name": "", "client": "app", "phone": "p", "secret": "s"}
    assert parse(json.dumps(again)) == Hello("Phone", "app", phone="p", secret="s")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "no JSON",
        "[]",
        "3",
        "null",
        "{}",
        '{"type":"welcome"}',
        '{"type":["hello"]}',
        '{"type":null}',
        "[" * 100_000,
        '{"type":' + "[" * 900 + "]" * 900 + "}",
        "9" * 5000,
        " " * (MAX_TEXT_BYTES + 1),
        said(HELLO, version=2),
        said(HELLO, version="1"),
        said(HELLO, version=True),
        said(HELLO, version=[[[]]]),
        said(HELLO, client="browser"),
        said(HELLO, name="x" * 65),
        said(HELLO, name=["x"]),
        said(HELLO, token="x" * 65),
        said(HELLO, token=None),
        said(HELLO, token="\ud800"),
        said(HELLO, name="\x1b[2J"),
        said(HELLO, name="\x9b2J"),
        said(STREAM, transport="udp"),
        said(STREAM, width=0),
        said(STREAM, width=100_000),
        said(STREAM, width="1280"),
        said(STREAM, width=True),
        said(STREAM, enhanced=1),
        said(STREAM, fps=-1),
        said(STREAM, fps=None),
        said(STREAM, fps=float("nan")),
        said(STREAM, fps=float("inf")),
        said(STREAM, fps=10**400),
        said(STREAM).replace("30", "1e999"),
        said(STATS, battery=1.1),
        said(STATS, hot="yes"),
        said(LOOK, mode="dark"),
        said(LOOK, strength=2),
        '{"type":"pong","id":1}',
        '{"type":"pong","id":-1,"clock_us":0}',
        said({"type": "report"}, text="x" * 65_537),
        said({"type": "report"}, text="\0"),
    ],
)
def test_what_is_no_message_is_refused(message: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse(message)
    assert len(str(caught.value)) < 300, "what is wrong is not repeated in full"


def test_a_name_is_one_line_that_reads_one_way() -> None:
    hello = parse(said(HELLO, name=" My\tphone\u202e\u2066\n 8 "))
    assert isinstance(hello, Hello)
    assert hello.name == "My phone 8"


def test_a_picture_is_read_as_it_was_written() -> None:
    packet = PicturePacket(True, False, 2**32 - 1, 2**63, b"\0\0\1\x67data")
    assert parse_picture(picture(packet)) == packet


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\1",
        PICTURE_HEADER.pack(1, 0, 0, 0, 0),
        PICTURE_HEADER.pack(2, 0, 0, 0, 0) + b"\0\0\1\x65",
        PICTURE_HEADER.pack(1, 4, 0, 0, 0) + b"\0\0\1\x65",
        PICTURE_HEADER.pack(1, 0, 1, 0, 0) + b"\0\0\1\x65",
        PICTURE_HEADER.pack(1, 0, 0, 0, 0) + b"\0\0\0\4\x65abc",  # AVCC
        PICTURE_HEADER.pack(1, 0, 0, 0, 0) + b"\0\0\1" + bytes(MAX_PICTURE_BYTES),
    ],
)
def test_what_is_no_picture_is_refused(message: bytes) -> None:
    with pytest.raises(ProtocolError):
        parse_picture(message)


def test_damaged_messages_are_messages_or_refused() -> None:
    """20 000 messages with bytes changed, cut out and put in twice; the seed is fixed."""
    rng = random.Random(6)
    outcomes = {True: 0, False: 0}
    for _ in range(20_000):
        damaged = damage(json.dumps(rng.choice(GOOD), ensure_ascii=False).encode(), rng)
        try:
            parse(damaged.decode("utf-8", "replace"))
        except ProtocolError:
            outcomes[False] += 1
        else:
            outcomes[True] += 1
    assert min(outcomes.values()) > 1000, "both happen"


def test_values_of_any_kind_are_values_or_refused() -> None:
    rng = random.Random(7)
    values: list[object] = [
        None,
        True,
        0,
        -1,
        1,
        2**70,
        -0.5,
        1e308,
        "",
        "on",
        "ws",
        [],
        {},
        [[]],
        {"a": {}},
        "\ud800",
        "\0",
    ]
    for _ in range(20_000):
        fields = dict(rng.choice(GOOD))
        for name in rng.sample(sorted(fields), rng.randint(1, len(fields))):
            fields[name] = rng.choice(values)
        try:
            message = parse(json.dumps(fields))
        except ProtocolError:
            continue
        json.dumps(message.name if isinstance(message, Hello) else "", ensure_ascii=False).encode()


def test_damaged_pictures_are_pictures_or_refused() -> None:
    rng = random.Random(8)
    whole = picture(PicturePacket(True, True, 7, 10**9, b"\0\0\0\1\x67" + rng.randbytes(40)))
    for _ in range(20_000):
        try:
            packet = parse_picture(damage(whole, rng))
        except ProtocolError:
            continue
        assert packet.data.startswith((b"\0\0\1", b"\0\0\0\1"))


def test_the_desktop_says_what_a_phone_can_read() -> None:
    assert json.loads(text("look", mode="on", strength=0.5)) == {
        "type": "look",
        "mode": "on",
        "strength": 0.5,
    }
    assert protocol.text("bye", text="Tür").encode() == '{"type":"bye","text":"Tür"}'.encode()


def damage(message: bytes, rng: random.Random) -> bytes:
    data = bytearray(message)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(data) + 1), rng.randint(0, 9)
        match rng.randrange(4):
            case 0:
                data[at : at + length] = rng.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case _ if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
    return bytes(data)
