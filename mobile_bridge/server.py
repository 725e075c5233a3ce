"""The web server: the page, and the doors behind which pictures arrive.

It is spoken to by whoever is in the same network, so: only known hosts and origins, a strict content security
policy, bounded messages, and who says nothing is not listened to.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from aiohttp import hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from mobile_bridge.hub import Hub
from mobile_bridge.protocol import MAX_PICTURE_BYTES
from mobile_bridge.session import Session
from mobile_bridge.site import Site

log = logging.getLogger(__name__)

WEB = Path(__file__).with_name("web")
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self' wss:; media-src 'self' blob:; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), screen-wake-lock=(self)",
}
REQUEST_S = 10.0  # for a request to be said in full; browsers take a moment
TRANSFER_S = 60.0  # for a file to be taken; the largest has 10 MB

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The application, and a factory of connections to it.

    Parameters
    ----------
    origins
        Gives our own origins (RFC 6454), scheme and port included, at any time.
    authority
        The local authority's certificate, if there is one.
    """

    def __init__(
        self,
        hub: Hub,
        origins: Callable[[], Iterable[str]],
        authority: Path,
        routes: Iterable[web.RouteDef] = (),
    ) -> None:
        self._hub = hub
        self._origins = origins
        self._authority = authority
        self._site = Site(WEB)
        app = web.Application(middlewares=[self._guard], client_max_size=256 * 1024)
        app.add_routes(
            [
                web.get("/ws", self._socket),
                web.get("/ca.crt", self._ca),
                *routes,
                web.get("/{path:.*}", self._file),
            ]
        )
        app.on_response_prepare.append(self._secure)
        self._runner = web.AppRunner(
            app, logger=_HttpLog(hub), access_log=None, keepalive_timeout=REQUEST_S, shutdown_timeout=1
        )

    async def start(self) -> None:
        """Get ready for connections."""
        await self._runner.setup()

    async def stop(self) -> None:
        """Say good-bye to phones, and end all connections."""
        if self._hub.live is not None:
            self._hub.live.end("stopped", "LowLight Cam has stopped on the computer.")
            await asyncio.sleep(0.05)
        await self._runner.cleanup()

    def connection(self) -> asyncio.Protocol:
        """Make what handles a new connection."""
        server = self._runner.server
        assert server is not None
        return server()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        origins = set(self._origins())
        hosts = {origin.partition("://")[2] for origin in origins}
        if request.headers.get(hdrs.HOST, "") not in hosts:  # another name may be led here: DNS rebinding
            return self._turn_away(request, "it asked for another host", 421)
        if request.headers.get(hdrs.ORIGIN) not in {None, *origins}:
            return self._turn_away(request, "it came from another site", 403)
        return await handler(request)

    def _turn_away(self, request: web.Request, why: str, status: int) -> web.Response:
        self._hub.refuse(request.remote or "somebody", why)
        return web.Response(status=status, text="This is not for you.\n")

    async def _secure(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(SECURITY)
        response.headers.setdefault(hdrs.CACHE_CONTROL, "no-cache")
        response.headers[hdrs.SERVER] = "LowLight Cam"

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(
            max_msg_size=MAX_PICTURE_BYTES + 1, compress=False, autoping=True, timeout=1.0
        )
        await socket.prepare(request)
        await Session(self._hub, socket, request.remote or "somebody").run()
        return socket

    async def _ca(self, _request: web.Request) -> web.StreamResponse:
        if not self._authority.is_file():
            raise web.HTTPNotFound
        return web.Response(
            body=self._authority.read_bytes(),
            content_type="application/x-x509-ca-cert",
            headers={hdrs.CONTENT_DISPOSITION: 'attachment; filename="lowlight-cam-ca.crt"'},
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        response = self._site.answer(request.match_info["path"] or "index.html", request.if_none_match or ())
        try:
            async with asyncio.timeout(TRANSFER_S):
                await response.prepare(request)
                await response.write_eof()
        except TimeoutError:  # who asks and does not read keeps a connection from others
            self._hub.refuse(request.remote or "somebody", "it did not read what it asked for")
            if request.transport is not None:
                request.transport.abort()
        except ConnectionError:
            log.debug("%s left before its answer", request.remote)  # a page that is closed while it loads
        return response


class _HttpLog(logging.LoggerAdapter[logging.Logger]):
    """What aiohttp has to say, but for requests that are none: those are refusals like others."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(logging.getLogger("aiohttp.server"))
        self._hub = hub

    def exception(self, msg: object, *args: object, exc_info: Any = True, **kwargs: Any) -> None:
        """Log a fault of ours; remember one of the other side."""
        if isinstance(exc_info, HttpProcessingError):
            who = str(args[0]) if args else "somebody"
            self._hub.refuse(who, "what it sent is no HTTP request")
        else:
            super().exception(msg, *args, exc_info=exc_info, **kwargs)
