"""The web server: the page, and the doors behind which pictures arrive.

It is spoken to by whoever is in the same network, so: only known hosts and origins, a strict content security
policy, bounded messages, and who says nothing is not listened to.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from aiohttp import hdrs, web

from mobile_bridge.hub import Hub
from mobile_bridge.protocol import MAX_PICTURE_BYTES
from mobile_bridge.session import Session

log = logging.getLogger(__name__)

WEB = Path(__file__).with_name("web")
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".wasm": "application/wasm",
    ".frag": "text/plain",
    ".txt": "text/plain",
    ".bin": "application/octet-stream",
    ".tflite": "application/octet-stream",
    ".webmanifest": "application/manifest+json",
}
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
MOST_CONNECTIONS = 64

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The application, and a factory of connections to it.

    Parameters
    ----------
    hosts
        Gives the ``Host`` headers that are ours, port included, at any time.
    authority
        The local authority's certificate, if there is one.
    """

    def __init__(
        self,
        hub: Hub,
        hosts: Callable[[], Iterable[str]],
        authority: Path,
        routes: Iterable[web.RouteDef] = (),
    ) -> None:
        self._hub = hub
        self._hosts = hosts
        self._authority = authority
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
        self._runner = web.AppRunner(app, access_log=None, keepalive_timeout=REQUEST_S, shutdown_timeout=1)

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
        """Make what handles a new connection; one too many is ended at once."""
        server = self._runner.server
        assert server is not None
        if len(server.connections) >= MOST_CONNECTIONS:
            return _Refusal()
        return server()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = set(self._hosts())
        if request.headers.get(hdrs.HOST, "") not in hosts:  # another name may be led here: DNS rebinding
            return self._turn_away(request, "it asked for another host", 421)
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and origin.partition("://")[2] not in hosts:
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
        path = (WEB / (request.match_info["path"] or "index.html")).resolve()
        kind = TYPES.get(path.suffix)
        if kind is None or not path.is_relative_to(WEB) or not path.is_file():
            raise web.HTTPNotFound
        body = path.read_bytes()  # small, and in the system's cache: not worth a thread
        tag = hashlib.sha256(body).hexdigest()[:32]
        if any(each.value == tag for each in request.if_none_match or ()):
            return web.Response(status=304, headers={hdrs.ETAG: f'"{tag}"'})
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: kind, hdrs.ETAG: f'"{tag}"'})


class _Refusal(asyncio.Protocol):
    """A connection that is one too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """End it."""
        assert isinstance(transport, asyncio.Transport)
        transport.abort()
