"""One phone's WebSocket, from hello to bye."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine
from dataclasses import asdict
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from mobile_bridge import protocol
from mobile_bridge.clock import KEPT_PINGS
from mobile_bridge.hub import Busy, Hub
from mobile_bridge.live import LivePhone
from mobile_bridge.pairing import TooManyTries
from mobile_bridge.protocol import ProtocolError, text
from mobile_bridge.snapshot import PhoneLook
from vcam.core.errors import PairingRejected

log = logging.getLogger(__name__)

HELLO_S = 5.0
PING_S = 1.0
SILENT_S = 5.0  # without an answer to a ping the phone is gone
KEY_EVERY_S = 0.25
BITRATE_STEP = 0.05
SEND_S = 2.0
GONE = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED)

REJECTED, BUSY, MALFORMED = 4001, 4002, 4003
CLOSE_CODES = {
    "token": REJECTED,
    "forgotten": REJECTED,
    "replaced": REJECTED,
    "rate": WSCloseCode.TRY_AGAIN_LATER,
    "busy": BUSY,
    "protocol": MALFORMED,
    "stopped": WSCloseCode.GOING_AWAY,
}


class Session:
    """Serves one WebSocket until it ends.

    Parameters
    ----------
    address
        Of the phone, for tries that are counted and for the log.
    """

    def __init__(self, hub: Hub, socket: web.WebSocketResponse, address: str) -> None:
        self._hub = hub
        self._socket = socket
        self._address = address
        self._phone: LivePhone | None = None
        self._ping = 0
        self._pings: dict[int, int] = {}  # when those were sent that have no answer yet
        self._heard_ns = time.perf_counter_ns()
        self._key_asked_s = 0.0
        self._told_bps = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: tuple[str, str] | None = None

    async def run(self) -> None:
        """Serve until the phone goes, is sent away or breaks the protocol."""
        try:
            bye = await self._talk()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if bye is not None:
            await self._bye(*bye)

    async def _talk(self) -> tuple[str, str] | None:
        """Serve; the reason and the words to say at the end, if the end is not the phone's."""
        try:
            async with asyncio.timeout(None) as self._talking:
                phone = await self._welcome()
                if phone is not None:
                    await self._serve(phone)
        except TimeoutError:
            return self._ending
        except ProtocolError as exc:
            self._hub.refuse(self._address, str(exc), kind="protocol")
            return "protocol", f"This computer does not understand the phone: {exc}"
        finally:
            if self._phone is not None:
                self._hub.leave(self._phone)
        return None

    async def _welcome(self) -> LivePhone | None:
        """Let the phone say who it is; None if it is turned away."""
        try:
            first = await self._socket.receive(HELLO_S)
        except TimeoutError:
            raise ProtocolError("no hello") from None
        if first.type in GONE:
            return None
        if first.type is not WSMsgType.TEXT:
            raise ProtocolError("no hello")
        hello = protocol.parse(first.data)
        if not isinstance(hello, protocol.Hello):
            raise ProtocolError("no hello")
        pairing, secret = self._hub.pairing, {}
        try:
            if hello.token:
                self._hub.check_free(hello.name)  # first: the code is good once only
                paired, fresh = pairing.pair(hello.token, hello.name, self._address)
                secret = {"secret": fresh}
            else:
                paired = pairing.recognise(hello.phone, hello.secret, hello.name, self._address)
            phone = LivePhone(paired.id, paired.name, self._hub.slot, self._end)
            self._hub.admit(phone)
        except PairingRejected as exc:
            self._hub.refuse(self._address, exc.title, name=hello.name)
            await self._bye(_reason(exc, hello), f"{exc.title}. {exc.hint}")
            return None
        except Busy:
            await self._bye("busy", "Another phone is connected to this computer.")
            return None
        self._phone = phone
        await self._send(
            "welcome",
            version=protocol.VERSION,
            desktop=self._hub.name,
            phone=phone.id,
            session=phone.bearer,
            want=asdict(self._hub.want),
            look=asdict(self._hub.look),
            alternatives=self._hub.alternatives,
            **secret,
        )
        return phone

    async def _serve(self, phone: LivePhone) -> None:
        self._hub.told.append(self._tell)
        self._spawn(self._watch(phone))
        try:
            async for message in self._socket:
                self._heard_ns = time.perf_counter_ns()
                if message.type is WSMsgType.BINARY:
                    self._on_picture(phone, message.data)
                elif message.type is WSMsgType.TEXT:
                    if isinstance(parsed := protocol.parse(message.data), protocol.Bye):
                        await self._socket.close()
                        return
                    self._on_message(phone, parsed)
                else:
                    raise ProtocolError(f"a message that cannot be read: {message.data}")
        finally:
            self._hub.told.remove(self._tell)

    def _on_picture(self, phone: LivePhone, data: bytes) -> None:
        if phone.stream is None or phone.stream.transport != "ws":
            raise ProtocolError("a picture before it was said what it is")
        phone.receive(protocol.parse_picture(data), time.perf_counter_ns())
        now_s = time.monotonic()
        if phone.decoder.needs_key and now_s - self._key_asked_s > KEY_EVERY_S:
            self._key_asked_s = now_s
            self._spawn(self._send("key"))

    def _on_message(self, phone: LivePhone, message: protocol.Message) -> None:
        match message:
            case protocol.Stream():
                phone.stream = message
            case protocol.Pong():
                self._on_pong(phone, message)
            case protocol.Stats():
                phone.stats = message
            case protocol.LookChange():
                self._hub.look = PhoneLook(message.mode, message.strength, message.denoise)
            case protocol.Report():
                self._hub.reports.keep(phone.id, phone.name, message.text)
            case _:
                raise ProtocolError("a second hello")

    def _on_pong(self, phone: LivePhone, message: protocol.Pong) -> None:
        if message.id > self._ping:
            raise ProtocolError("an answer to no ping")
        sent_ns = self._pings.pop(message.id, None)
        if sent_ns is None:  # it was long on its way
            return
        first = phone.clock.offset_ms is None
        jumped = phone.clock.pong(sent_ns, message.clock_us, time.perf_counter_ns())
        if jumped:
            log.info("a clock was set: pictures are timed anew")
        if first or jumped:
            phone.link.time_anew()

    async def _watch(self, phone: LivePhone) -> None:
        """Ping, and steer the bitrate, once a second; end what gives no answer."""
        while True:
            if time.perf_counter_ns() - self._heard_ns > SILENT_S * 1e9:
                log.warning("%s gives no answer any more", phone.name)
                await self._abort()
                return
            self._ping += 1
            self._pings[self._ping] = time.perf_counter_ns()
            self._pings.pop(self._ping - KEPT_PINGS, None)
            await self._send(
                "ping",
                id=self._ping,
                rtt_ms=phone.clock.rtt_ms,
                offset_ms=phone.clock.offset_ms,
                delay_ms=phone.link.delay_ms,
            )
            await self._steer(phone)
            await asyncio.sleep(PING_S)

    async def _steer(self, phone: LivePhone) -> None:
        stream = phone.stream
        if stream is None or stream.transport != "ws":
            return
        bps = phone.link.steer(stream.width, stream.height, stream.fps)
        if abs(bps - self._told_bps) > BITRATE_STEP * self._told_bps:
            self._told_bps = bps
            await self._send("bitrate", bps=bps)

    def _tell(self) -> None:
        """Tell the phone what is wanted now."""
        self._spawn(self._send("want", **asdict(self._hub.want)))
        self._spawn(self._send("look", **asdict(self._hub.look)))

    def _end(self, reason: str, words: str) -> None:
        # Said when the reading has stopped: a socket that is closed while another task reads it does not wait
        # for the phone's side of the close, and pictures on their way then wipe the good-bye out.
        if self._ending is None:
            self._ending = reason, words
            self._talking.reschedule(asyncio.get_running_loop().time())

    async def _bye(self, reason: str, words: str) -> None:
        await self._send("bye", reason=reason, text=words)
        await self._socket.close(code=CLOSE_CODES.get(reason, REJECTED), message=reason.encode())

    async def _send(self, kind: str, **fields: object) -> None:
        """Send, or end a connection that takes nothing."""
        try:
            await asyncio.wait_for(self._socket.send_str(text(kind, **fields)), SEND_S)
        except TimeoutError:
            await self._abort()
        except ConnectionError:
            pass  # it has gone; the reading side sees that too

    async def _abort(self) -> None:
        """Close without waiting for the other side, which gives no answer."""
        with contextlib.suppress(ConnectionError, TimeoutError):
            await asyncio.wait_for(self._socket.close(code=WSCloseCode.POLICY_VIOLATION, drain=False), 1.0)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _reason(exc: PairingRejected, hello: protocol.Hello) -> str:
    """The protocol's word: at "forgotten" a phone throws its secret away, so that is said only when it is."""
    if isinstance(exc, TooManyTries):
        return "rate"
    return "token" if hello.token else "forgotten"
