"""What phone and desktop say to each other over ``/ws``; version 1.

Text messages are JSON objects with a ``type``; binary ones are pictures. All that comes from a phone goes
through `parse` or `parse_picture`: strict, bounded, and either a message of the kinds below or a
`ProtocolError`. The page (``web/app/link.js``) and the desktop have no other definition of it than this.

    phone                                     desktop
    hello (token, or phone and secret)   -->
                                         <--  welcome
    stream (what the pictures are)       -->
    picture, picture, ...                -->
                                         <--  ping, key, bitrate, want, look
    pong, stats, look, report            -->
                  bye                    <->  bye (with the reason)
"""

from __future__ import annotations

import json
import struct
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1
PICTURE_HEADER = struct.Struct(">BBHIQ")
"""Version, flags, 0, sequence (it wraps), time of capture in microseconds of the phone's clock."""

KEY, ENHANCED = 1, 2  # flags
MAX_TEXT_BYTES = 128 * 1024
MAX_PICTURE_BYTES = 4 * 1024 * 1024
MAX_SIDE = 4096
MODES = ("auto", "on", "off")
TRANSPORTS = ("ws", "whip")


class ProtocolError(ValueError):
    """A message that is none of ours."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message. Either `token`, at pairing, or `phone` and `secret`, which pairing gave, is set."""

    name: str
    client: str
    token: str = ""
    phone: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """What the pictures are from now on. `enhanced`: the phone's GPU has brightened them."""

    transport: str
    width: int
    height: int
    fps: float
    enhanced: bool
    accelerator: str


@dataclass(frozen=True, slots=True)
class Pong:
    """Answer to a ping, with the phone's clock in microseconds."""

    id: int
    clock_us: float


@dataclass(frozen=True, slots=True)
class Stats:
    """How the phone fares; what it cannot know is None."""

    fps: float | None
    frame_ms: float | None
    encode_ms: float | None
    dropped: float | None
    battery: float | None
    charging: bool | None
    hot: bool | None


@dataclass(frozen=True, slots=True)
class LookChange:
    """The phone's controls were moved."""

    mode: str
    strength: float
    denoise: float


@dataclass(frozen=True, slots=True)
class Report:
    """What the phone's self-test found, for the doctor."""

    text: str


@dataclass(frozen=True, slots=True)
class Bye:
    """The page is being left."""


@dataclass(frozen=True, slots=True)
class PicturePacket:
    """One H.264 access unit in Annex B."""

    key: bool
    enhanced: bool
    sequence: int
    captured_us: int
    data: bytes


Message = Hello | Stream | Pong | Stats | LookChange | Report | Bye


def parse(text: str) -> Message:
    """Read a text message of a phone; ProtocolError says what is wrong with it."""
    if len(text) > MAX_TEXT_BYTES:
        raise ProtocolError("a text message that is too long")
    try:
        fields = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as exc:
        raise ProtocolError(f"no JSON: {exc}") from exc
    if not isinstance(fields, dict):
        raise ProtocolError("no JSON object")
    kind = fields.get("type")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise ProtocolError("a message of a type that is not known")
    return reader(fields)


def parse_picture(message: bytes) -> PicturePacket:
    """Read a binary message of a phone; ProtocolError says what is wrong with it."""
    if not PICTURE_HEADER.size < len(message) <= MAX_PICTURE_BYTES:
        raise ProtocolError(f"a picture of {len(message)} bytes")
    version, flags, reserved, sequence, captured_us = PICTURE_HEADER.unpack_from(message)
    if version != VERSION or flags & ~(KEY | ENHANCED) or reserved:
        raise ProtocolError("a picture with another header")
    data = message[PICTURE_HEADER.size :]
    if not data.startswith((b"\0\0\1", b"\0\0\0\1")):
        raise ProtocolError("a picture that is no H.264 in Annex B")
    return PicturePacket(bool(flags & KEY), bool(flags & ENHANCED), sequence, captured_us, data)


def picture(packet: PicturePacket) -> bytes:
    """Write a picture as a phone does."""
    flags = KEY * packet.key | ENHANCED * packet.enhanced
    return PICTURE_HEADER.pack(VERSION, flags, 0, packet.sequence, packet.captured_us) + packet.data


def text(kind: str, **fields: object) -> str:
    """Write a text message."""
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))


def _no_constant(name: str) -> float:
    raise ProtocolError(f"{name} is no number")


def _hello(fields: Mapping[str, Any]) -> Hello:
    if _number(fields, "version", 0, 2**31) != VERSION:
        raise ProtocolError(f"version {fields['version']} of the protocol, this is {VERSION}")
    name = _printable(_text(fields, "name", 64)) or "Phone"
    client = _choice(fields, "client", ("page", "app"))
    if "token" in fields:
        return Hello(name, client, token=_text(fields, "token", 64))
    return Hello(name, client, phone=_text(fields, "phone", 64), secret=_text(fields, "secret", 64))


def _stream(fields: Mapping[str, Any]) -> Stream:
    return Stream(
        _choice(fields, "transport", TRANSPORTS),
        int(_number(fields, "width", 2, MAX_SIDE)),
        int(_number(fields, "height", 2, MAX_SIDE)),
        _number(fields, "fps", 0, 1000),
        _flag(fields, "enhanced"),
        _text(fields, "accelerator", 64),
    )


def _pong(fields: Mapping[str, Any]) -> Pong:
    return Pong(int(_number(fields, "id", 0, 2**53)), _number(fields, "clock_us", 0, 2**53))


def _stats(fields: Mapping[str, Any]) -> Stats:
    def number(name: str, high: float) -> float | None:
        return None if fields.get(name) is None else _number(fields, name, 0, high)

    def flag(name: str) -> bool | None:
        return None if fields.get(name) is None else _flag(fields, name)

    return Stats(
        number("fps", 1000),
        number("frame_ms", 1e6),
        number("encode_ms", 1e6),
        number("dropped", 2**53),
        number("battery", 1),
        flag("charging"),
        flag("hot"),
    )


def _look(fields: Mapping[str, Any]) -> LookChange:
    mode = _choice(fields, "mode", MODES)
    return LookChange(mode, _number(fields, "strength", 0, 1), _number(fields, "denoise", 0, 1))


def _report(fields: Mapping[str, Any]) -> Report:
    return Report(_text(fields, "text", 65536))


def _text(fields: Mapping[str, Any], name: str, longest: int) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise ProtocolError(f"{name} must be a text of at most {longest} characters")
    # controls could command the terminal that shows them; half a surrogate pair cannot be written anywhere
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t" for each in value):
        raise ProtocolError(f"{name} has control characters")
    return value


def _printable(value: str) -> str:
    """One line, without what turns the writing around or is not seen."""
    return " ".join("".join(each if each.isprintable() else " " for each in value).split())


def _choice(fields: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or value not in allowed:
        raise ProtocolError(f"{name} must be one of {', '.join(allowed)}")
    return value


def _number(fields: Mapping[str, Any], name: str, low: float, high: float) -> float:
    value = fields.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ProtocolError(f"{name} must be a number")
    if not low <= value <= high:  # never so for NaN; a whole number may have any number of digits
        raise ProtocolError(f"{name} must be from {low} to {high}")
    return value


def _flag(fields: Mapping[str, Any], name: str) -> bool:
    value = fields.get(name)
    if not isinstance(value, bool):
        raise ProtocolError(f"{name} must be true or false")
    return value


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Message]] = {
    "hello": _hello,
    "stream": _stream,
    "pong": _pong,
    "stats": _stats,
    "look": _look,
    "report": _report,
    "bye": lambda _fields: Bye(),
}
