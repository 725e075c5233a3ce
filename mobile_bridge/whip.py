"""WHIP (RFC 9725): pictures by WebRTC, from browsers that cannot encode otherwise, OBS and GStreamer."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Sequence

from aiohttp import hdrs, web
from av.video.frame import VideoFrame

from mobile_bridge.clock import PhoneClock
from mobile_bridge.hub import Busy, Hub
from mobile_bridge.live import LivePhone
from mobile_bridge.pairing import WHIP_ID, in_bytes
from mobile_bridge.protocol import MAX_SIDE, Stream

log = logging.getLogger(__name__)

SDP = "application/sdp"
MOST_SDP_BYTES = 64 * 1024
BODY_S = 5.0
SILENT_S = 5.0


class WhipDoor:
    """The resources of WHIP.

    A page that is connected sends its session's bearer token, and what it says of its stream there counts;
    any other sender has the key of `Bridge.whip_key`.

    Parameters
    ----------
    addresses
        Gives the addresses at which senders reach this computer.
    """

    def __init__(self, hub: Hub, addresses: Callable[[], Sequence[str]]) -> None:
        self._hub = hub
        self._addresses = addresses
        self._streams: dict[str, _Stream] = {}

    def routes(self) -> list[web.RouteDef]:
        """What the server is to answer."""
        return [
            web.post("/whip", self._post),
            web.options("/whip", self._options),
            web.get("/whip", self._not_allowed),
            web.delete("/whip/{id}", self._delete),
            web.patch("/whip/{id}", self._not_allowed),
            web.get("/whip/{id}", self._not_allowed),
        ]

    def prepare(self) -> None:
        """Load aiortc, which takes most of a second, before the first sender waits for it."""
        from mobile_bridge import rtc  # noqa: PLC0415

        rtc.install(self._addresses)

    async def stop(self) -> None:
        """End all streams."""
        for stream in list(self._streams.values()):
            await stream.close()

    async def _options(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=204, headers={"Accept-Post": SDP, hdrs.ALLOW: "POST, OPTIONS"})

    async def _not_allowed(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPMethodNotAllowed(request.method, ["POST", "DELETE", "OPTIONS"])

    async def _post(self, request: web.Request) -> web.StreamResponse:
        bearer = _bearer(request)
        if request.content_type != SDP:
            raise web.HTTPUnsupportedMediaType(text=f"Send {SDP}.\n")
        if (request.content_length or 0) > MOST_SDP_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_SDP_BYTES, request.content_length or 0)
        phone = self._phone(bearer, request)
        try:
            offer = await asyncio.wait_for(request.text(), BODY_S)
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (UnicodeDecodeError, LookupError):  # LookupError: nobody knows its character set
            raise web.HTTPBadRequest(text="The offer is no text.\n") from None
        stream = await self._open(phone, offer)
        headers = {hdrs.LOCATION: f"/whip/{stream.id}", hdrs.ETAG: f'"{stream.id}"', hdrs.CONTENT_TYPE: SDP}
        return web.Response(status=201, text=stream.answer, headers=headers)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        bearer = _bearer(request)
        stream = self._streams.get(request.match_info["id"])
        if stream is None:
            raise web.HTTPNotFound
        if not hmac.compare_digest(in_bytes(bearer), in_bytes(stream.bearer)):
            raise web.HTTPForbidden
        await stream.close()
        return web.Response()

    def _phone(self, bearer: str, request: web.Request) -> LivePhone:
        """Who that is; HTTPForbidden if nobody may send with this."""
        known = self._hub.with_bearer(bearer)
        if known is not None:
            return known
        address = request.remote or "somebody"
        if not self._hub.pairing.knows_whip_key(bearer, address):
            self._hub.refuse(address, "its WHIP key is not valid (any more)")
            raise web.HTTPForbidden
        name = (request.headers.get(hdrs.USER_AGENT) or "WHIP").split("/")[0][:40]
        phone = LivePhone(WHIP_ID, name, self._hub.slot, lambda _reason, _words: None)
        phone.bearer = bearer
        return phone

    async def _open(self, phone: LivePhone, offer: str) -> _Stream:
        stream = _Stream(phone, self._forget)
        try:
            await stream.negotiate(offer)
        except Exception as exc:  # aiortc raises what it likes for what it does not understand
            await stream.close()
            log.warning("an offer of %s cannot be answered: %s", phone.name, exc)
            raise web.HTTPUnprocessableEntity(text="No video that can be received.\n") from exc
        if phone is not self._hub.live:
            try:
                self._hub.admit(phone)
            except Busy:
                await stream.close()
                raise web.HTTPConflict(text="Another phone is connected.\n") from None
            phone.end = stream.end_soon
        self._streams[stream.id] = stream
        phone.ended.append(stream.end_soon)
        stream.start()
        return stream

    def _forget(self, stream: _Stream) -> None:
        self._streams.pop(stream.id, None)
        if stream.phone.id == WHIP_ID:
            self._hub.leave(stream.phone)


class _Stream:
    """One connection, from its offer to its end."""

    def __init__(self, phone: LivePhone, forget: Callable[[_Stream], None]) -> None:
        from mobile_bridge import rtc  # noqa: PLC0415  loaded by `WhipDoor.prepare`

        self.id = secrets.token_urlsafe(9)
        self.phone = phone
        self.bearer = phone.bearer
        self.answer = ""
        self._rtc = rtc
        self._peer = rtc.peer()
        self._forget = forget
        self._clock = PhoneClock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    async def negotiate(self, offer: str) -> None:
        from aiortc import RTCSessionDescription  # noqa: PLC0415

        await self._peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        videos = [each for each in self._peer.getTransceivers() if each.kind == "video"]
        if not videos:
            raise ValueError("no video in it")
        self._rtc.hasten(videos[0].receiver)
        await self._peer.setLocalDescription(await self._peer.createAnswer())
        self.answer = self._rtc.with_bitrate(self._peer.localDescription.sdp)

    def start(self) -> None:
        self._spawn(self._receive())

    async def _receive(self) -> None:
        """Show what arrives, until it ends or nothing comes."""
        from aiortc.mediastreams import MediaStreamError  # noqa: PLC0415

        track = next(each.receiver.track for each in self._peer.getTransceivers() if each.kind == "video")
        try:
            while True:
                frame = await asyncio.wait_for(track.recv(), SILENT_S)
                if not isinstance(frame, VideoFrame) or frame.pts is None or frame.time_base is None:
                    continue
                if frame.is_corrupt or max(frame.width, frame.height) > MAX_SIDE:
                    continue
                now_ns = time.perf_counter_ns()
                captured_ns = self._clock.captured_ns(round(frame.pts * frame.time_base * 1_000_000), now_ns)
                said = self.phone.stream
                if said is None or (self.phone.id == WHIP_ID and said.width != frame.width):
                    self.phone.stream = Stream("whip", frame.width, frame.height, 30.0, False, "")  # noqa: FBT003
                self.phone.link.arrived(self.phone.link.received + 1, (now_ns - captured_ns) / 1e6)
                self.phone.show(frame, captured_ns, enhanced=said is not None and said.enhanced)
        except TimeoutError:
            log.info("%s sends nothing by WebRTC", self.phone.name)
        except MediaStreamError:
            pass  # its end
        self.end_soon()

    def end_soon(self, *_why: object) -> None:
        """Close, but not within whoever says so."""
        if not self._closing:
            self._spawn(self.close())

    async def close(self) -> None:
        """Close the connection; may be called again."""
        if self._closing:
            return
        self._closing = True
        with contextlib.suppress(ValueError):
            self.phone.ended.remove(self.end_soon)
        current = asyncio.current_task()
        for task in self._tasks - ({current} if current else set()):
            task.cancel()
        with contextlib.suppress(ConnectionError, OSError):
            await self._peer.close()
        self._forget(self)

    def _spawn(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _bearer(request: web.Request) -> str:
    kind, _, bearer = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if kind.lower() != "bearer" or not bearer:
        raise web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
    return bearer.strip()
