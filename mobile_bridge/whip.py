"""The door for WebRTC: WHIP (RFC 9725), for browsers without WebCodecs, OBS, GStreamer and others.

A client posts an offer and gets the answer, and with it the address of its session, to be deleted in the
end. Who may: a phone, with the bearer token of its control session over ``/ws``; and who has the WHIP key.
"""

from __future__ import annotations

import asyncio
import hmac
import importlib
import logging
import secrets
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

from mobile_bridge.hub import Busy, Hub
from mobile_bridge.live import LivePhone
from mobile_bridge.pairing import WHIP_ID, in_bytes

if TYPE_CHECKING:
    from mobile_bridge.whip_session import WhipSession

log = logging.getLogger(__name__)

SDP = "application/sdp"
PATH = "/whip"
MAX_OFFER_BYTES = 64 * 1024
BODY_S = 5.0
DESCRIBED = {"Accept-Post": SDP}
NAME_LENGTH = 64


class WhipDoor:
    """Serves one session at a time. All in the bridge's thread."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._session: WhipSession | None = None
        self._id = self._ended = self._bearer = ""
        self._opening = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        """What the server is to let through to here."""
        return [web.route("*", PATH, self._endpoint), web.route("*", PATH + "/{id}", self._resource)]

    def prepare(self) -> None:
        """Load aiortc, which takes most of a second, before the first sender waits for it."""
        importlib.import_module("mobile_bridge.whip_session")

    async def close(self) -> None:
        """End the session, if there is one."""
        if self._session is not None:
            await self._session.close()
        await asyncio.gather(*self._tasks)

    async def _endpoint(self, request: web.Request) -> web.StreamResponse:
        if request.method == hdrs.METH_OPTIONS:
            return web.Response(status=204, headers={hdrs.ALLOW: "OPTIONS, POST", **DESCRIBED})
        if request.method != hdrs.METH_POST:
            raise web.HTTPMethodNotAllowed(request.method, ["OPTIONS", "POST"])
        bearer = _bearer(request)
        text = await self._offer(request)
        async with self._opening:
            phone = self._who(request, bearer)
            try:
                answer = await self._open(phone, text, _served_on(request))
            except Busy:
                raise web.HTTPConflict(text="Another phone is connected to this computer.\n") from None
        self._bearer = bearer
        headers = {hdrs.LOCATION: f"{PATH}/{self._id}", hdrs.ETAG: f'"{self._id[:8]}"'}
        return web.Response(status=201, text=answer, content_type=SDP, headers=headers)

    async def _resource(self, request: web.Request) -> web.StreamResponse:
        allowed = ["DELETE", "OPTIONS"]
        if request.method == hdrs.METH_OPTIONS:
            return web.Response(status=204, headers={hdrs.ALLOW: ", ".join(allowed)})
        if request.method != hdrs.METH_DELETE:  # candidates come with the offer, or are found: no trickling
            raise web.HTTPMethodNotAllowed(request.method, allowed)
        bearer = _bearer(request)
        session, asked = self._session, in_bytes(request.match_info["id"])
        if self._ended and hmac.compare_digest(asked, self._ended.encode()):
            return web.Response(status=200)  # closing the connection came first
        if session is None or not hmac.compare_digest(asked, self._id.encode()):
            raise web.HTTPNotFound
        if not hmac.compare_digest(in_bytes(bearer), in_bytes(self._bearer)):
            raise _unauthorised()
        await session.close()
        return web.Response(status=200)

    async def _offer(self, request: web.Request) -> str:
        if request.content_type != SDP:
            raise web.HTTPUnsupportedMediaType(text=f"An offer is {SDP}.\n", headers=DESCRIBED)
        body = b""
        try:
            async with asyncio.timeout(BODY_S):
                while len(body) <= MAX_OFFER_BYTES and not request.content.at_eof():
                    body += await request.content.read(MAX_OFFER_BYTES + 1 - len(body))
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        if len(body) > MAX_OFFER_BYTES:
            raise web.HTTPRequestEntityTooLarge(MAX_OFFER_BYTES, len(body))
        return body.decode("utf-8", "replace")

    def _who(self, request: web.Request, bearer: str) -> LivePhone:
        """The phone whose control session has the token; or a new one, if it is the key."""
        live = self._hub.with_bearer(bearer)
        if live is not None and live.id != WHIP_ID:
            return live
        address = request.remote or "somebody"
        if not self._hub.pairing.knows_whip_key(bearer, address):
            self._hub.refuse(address, "it has not the key of WHIP")
            raise _unauthorised()
        return LivePhone(WHIP_ID, _name(request), self._hub.slot, self._end)

    async def _open(self, phone: LivePhone, text: str, address: str) -> str:
        from mobile_bridge import sdp, whip_session  # noqa: PLC0415 - aiortc takes most of a second

        try:
            offer = sdp.read_offer(text)
            if phone.id == WHIP_ID:
                self._check_free(phone)
            if self._session is not None:  # the same one, anew
                await self._session.close()
            if phone.id == WHIP_ID:
                self._hub.admit(phone)
            session = whip_session.WhipSession(self._hub, phone, address, self._forget)
            self._session, self._id = session, secrets.token_urlsafe(16)
            return await session.answer(offer)
        except sdp.Unacceptable as exc:
            kind = web.HTTPUnprocessableEntity if exc.malformed else web.HTTPNotAcceptable
            raise kind(text=f"{exc}\n") from exc

    def _check_free(self, phone: LivePhone) -> None:
        live = self._hub.live
        if live is not None and live.id != phone.id:
            self._hub.admit(phone)  # tells who tried, and that it cannot be

    def _end(self, reason: str, _words: str) -> None:
        session = self._session
        if session is not None:
            log.info("the sender by WHIP is sent away: %s", reason)
            task = asyncio.ensure_future(session.close())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _forget(self, session: WhipSession) -> None:
        if self._session is session:
            self._session, self._ended, self._id, self._bearer = None, self._id, "", ""


def _bearer(request: web.Request) -> str:
    kind, _, bearer = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if kind.lower() != "bearer" or not bearer:
        raise _unauthorised()
    return bearer.strip()


def _unauthorised() -> web.HTTPUnauthorized:
    return web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})


def _served_on(request: web.Request) -> str:
    """Our address by which the client came: pictures can come by that one too."""
    assert request.transport is not None
    return str(request.transport.get_extra_info("sockname")[0])


def _name(request: web.Request) -> str:
    """What the client calls itself, without its version."""
    agent = request.headers.get(hdrs.USER_AGENT, "").split("/")[0]
    return "".join(each for each in agent if each.isprintable())[:NAME_LENGTH].strip() or "WHIP"
