"""Captures the wire protocol, for tests of the desktop, the page and the app: `tests/mobile_bridge/vectors`.

    python -m tests.mobile_bridge.capture [app] [page]

Both sides are real: the bridge, and the app's link on the JVM or the page in Chromium. `session_app.json`
and `session_page.json` are lists of connections; each has its messages in the order in which the computer
sent and received them, and of a picture its length and its beginning. Their secrets were good for that
session only. `messages.json` is written by hand.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import WSMessage, WSMsgType, web

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.android.app_link import AppLink
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from tests.mobile_bridge.page.phone_page import NO_GPU, STUBBORN_CAMERA, phone_page, write_film
from tests.mobile_bridge.phone import Encoder, Phone, until
from vcam.core.formats import FrameSize

VECTORS = Path(__file__).with_name("vectors")
BEGINNING = 48  # bytes of a picture: its header, and where H.264 begins
MOST_PICTURES = 6
SIZE = FrameSize(320, 180)
Connection = list[dict[str, Any]]


def taped(client: str, session: Callable[[Bridge], None]) -> list[Connection]:
    """Let a phone talk with a bridge; what is said in each connection of clients of this kind."""
    receive, send, close = (getattr(web.WebSocketResponse, name) for name in ("receive", "send_str", "close"))
    tapes: dict[int, Connection] = defaultdict(list)
    sockets: list[web.WebSocketResponse] = []  # kept: an id is given anew when its object has gone

    def tape(socket: web.WebSocketResponse) -> Connection:
        if id(socket) not in tapes:
            sockets.append(socket)
        return tapes[id(socket)]

    async def hear(self: web.WebSocketResponse, *arguments: Any) -> WSMessage:
        message: WSMessage = await receive(self, *arguments)
        said = tape(self)
        if message.type is WSMsgType.TEXT:
            said.append({"from": "phone", "text": message.data})
        elif message.type is WSMsgType.BINARY and sum("picture" in line for line in said) < MOST_PICTURES:
            data = message.data
            said.append({"from": "phone", "picture": data[:BEGINNING].hex(), "bytes": len(data)})
        return message

    async def say(self: web.WebSocketResponse, text: str, *arguments: Any) -> None:
        tape(self).append({"from": "desktop", "text": text})
        await send(self, text, *arguments)

    async def end(self: web.WebSocketResponse, **how: Any) -> bool:
        said = tape(self)
        if not any("close" in line for line in said):
            said.append({"from": "desktop", "close": int(how.get("code", 1000))})
        return bool(await close(self, **how))

    with (
        tempfile.TemporaryDirectory() as folder,
        patch.multiple(web.WebSocketResponse, receive=hear, send_str=say, close=end),
    ):
        bridge = Bridge(Path(folder), port=free_port(), addresses=lambda: [LAN_ADDRESS])
        bridge._hub.name = "desk"
        bridge.start()
        try:
            session(bridge)
        finally:
            bridge.stop()
    return [said for said in tapes.values() if json.loads(said[0]["text"])["client"] == client]


def app_session(bridge: Bridge) -> None:
    """Pair, send, lose a picture, be told things, leave, come back, wait its turn, be forgotten."""
    encoder = Encoder(SIZE)
    with tempfile.TemporaryDirectory() as cache, AppLink(Java(Path(cache))) as app:
        identity = app.paired(bridge.offer().app_url)["identity"]
        app.stream(SIZE, enhanced=True)
        app.say(
            "stats", fps=29.9, frame_ms=7.25, encode_ms=9.5, dropped=1, battery=0.5, charging=True, hot=False
        )
        app.say("look", mode="on", strength=0.5, denoise=0.25)
        app.say("report", text="all\nwell \u00fc \U0001f600")
        for number in range(3):
            app.show(encoder.encode(90, key=number == 0), enhanced=True)
        app.show(b"\0\0\0\1\x41" + bytes(5_000_000))
        app.show(encoder.encode(90), enhanced=False)
        app.wait_message("key")
        app.show(encoder.encode(90, key=True), enhanced=False)
        bridge.want(frames=True, size=FrameSize(640, 360), fps=24)
        bridge.set_look("off", 0.75, 0.5)
        app.wait_message("look")
        until(lambda: (phone := bridge.snapshot().phone) and phone.offset_ms is not None)
        app.wait_message("ping")
        app.tell("leave", reason="")
        until(lambda: bridge.snapshot().phone is None)
        offer = bridge.offer()
        with Phone(offer.urls[0]) as other:
            other.hello(token=offer.token)
            app.tell("connect", identity=identity, name="Pixel 8")
            app.wait("state", state="REFUSED", reason="busy")
        app.wait("state", state="OPEN")
        app.say("look", mode="dark", strength=1, denoise=1)
        app.wait("state", state="REFUSED", reason="protocol")
        app.tell("retry")
        app.wait("state", state="OPEN")
        bridge.stop()
        app.wait("state", state="GONE")
        bridge.start()
        app.wait("state", state="OPEN")
        bridge.forget(json.loads(identity)["phone"])
        app.wait("state", state="REFUSED", reason="forgotten")
        app.tell("pair", url=offer.app_url)
        app.wait("state", state="REFUSED", reason="token")


def page_session(bridge: Bridge) -> None:
    """Pair, send what the camera shows, be told things, be left."""
    bridge.want(frames=True, size=SIZE, fps=15)
    with tempfile.TemporaryDirectory() as folder:
        film = write_film(Path(folder) / "room.mjpeg", FrameSize(640, 360))
        with (
            chromium(film=film) as browser,
            phone_page(browser, bridge.offer().usb_url, scripts=(NO_GPU, STUBBORN_CAMERA)) as phone,
        ):
            phone.until(lambda: (now := bridge.snapshot().phone) and now.received > 2 * MOST_PICTURES)
            bridge.set_look("on", 0.5, 0.25)
            phone.until(lambda: (now := bridge.snapshot().phone) and now.phone_fps)
            phone.page.evaluate("dispatchEvent(new Event('pagehide'))")
            phone.until(lambda: bridge.snapshot().phone is None)


SESSIONS = {"app": app_session, "page": page_session}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sessions", nargs="*", metavar="app, page", choices=[*SESSIONS, []])
    for name in parser.parse_args().sessions or SESSIONS:
        connections = taped(name, SESSIONS[name])
        lines = [",\n".join(json.dumps(line, ensure_ascii=False) for line in said) for said in connections]
        text = "\n],[\n".join(lines)
        (VECTORS / f"session_{name}.json").write_text(f"[[\n{text}\n]]\n", "utf-8")


if __name__ == "__main__":
    main()
