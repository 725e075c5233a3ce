"""Connections to one address: a bounded number, and a bounded number from each computer.

`asyncio.Server` counts a connection only when its TLS handshake is done. Here it counts from the moment it is
accepted, so that nobody keeps others out, or uses all file handles up, by beginning handshakes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from typing import Any, Final
from weakref import WeakSet

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 128
MOST_OF_ONE = 32  # a page has seven; when it is loaded anew, those before it are counted for a moment
HANDSHAKE_S = 5.0
FAREWELL_S = 2.0  # for the other side to end TLS; a phone that has left the network never does
LOOK_S = 0.25
BACKLOG = 64


class Crowd:
    """How many there are, from where. One for all listeners.

    Parameters
    ----------
    refuse
        Is told the address and the reason when there are too many.
    """

    def __init__(self, refuse: Callable[[str, str], None]) -> None:
        self._refuse = refuse
        self._count: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count one more, if there may be one more."""
        if self._count[address] >= MOST_OF_ONE or self._count.total() >= MOST_CONNECTIONS:
            self._refuse(address, "too many connections")
            return False
        self._count[address] += 1
        return True

    def leave(self, address: str) -> None:
        """Count one less."""
        self._count[address] -= 1
        if not self._count[address]:
            del self._count[address]


class Listener:
    """Accepts connections from `start` to `close`.

    Parameters
    ----------
    serve
        Makes what handles a connection.
    context
        For TLS; without it, whoever connects must be on this computer.
    """

    def __init__(
        self, serve: Callable[[], asyncio.Protocol], crowd: Crowd, context: ssl.SSLContext | None = None
    ) -> None:
        self._serve = serve
        self._crowd = crowd
        self._tls: Final[dict[str, Any]] = (
            {
                "ssl": context,
                "ssl_handshake_timeout": HANDSHAKE_S,
                "ssl_shutdown_timeout": FAREWELL_S,
            }
            if context is not None
            else {}
        )
        self._connections: WeakSet[socket.socket] = WeakSet()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, address: str, port: int) -> None:
        """Listen; OSError if that cannot be."""
        self._socket = socket.create_server((address, port), backlog=BACKLOG)
        self._socket.settimeout(0)
        self._spawn(self._accept())

    async def close(self) -> None:
        """Listen no more. Connections that are there stay: they are the server's."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._socket.close()

    async def abort(self) -> None:
        """End the connections that are left, without waiting for the other side."""
        # by their sockets: a TLS transport that was closed twice cannot be aborted any more
        left = [each for each in self._connections if each.fileno() >= 0]
        for connection in left:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                while any(each.fileno() >= 0 for each in left):
                    await asyncio.sleep(0.01)

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, (address, *_) = await loop.sock_accept(self._socket)
            except OSError as exc:  # it went away at once, or there are no more file handles
                log.debug("a connection was not accepted: %s", exc)
                await asyncio.sleep(LOOK_S)
                continue
            if self._crowd.enter(address):
                self._connections.add(connection)
                self._spawn(self._attend(connection, address))
            else:
                connection.close()

    async def _attend(self, connection: socket.socket, address: str) -> None:
        """Hand the connection over to what serves it, and count it until it ends."""
        try:
            transport, _ = await asyncio.get_running_loop().connect_accepted_socket(
                self._serve, connection, **self._tls
            )
            while not transport.is_closing():
                await asyncio.sleep(LOOK_S)
        except OSError as exc:  # no TLS, or an older one than is allowed
            log.debug("%s: no handshake: %s", address, exc)
        finally:
            self._crowd.leave(address)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
